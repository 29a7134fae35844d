import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { givesVariable, sentryStarts } from '../shared/sentry.ts';

export default defineRule({
  id: 'sentry-no-environment-release',
  topic: 'monitoring/sentry',
  severity: 'low',
  docs: {
    title: 'Tell Sentry the environment and the release',
    why: 'Without an environment the SDK says "production" everywhere: errors of staging wake people up. Without a release nobody sees which deployment brought an error, and regressions are not recognised.',
    how: 'Calls of `sentry_sdk.init` that production makes are judged by `environment` and `release`, or the variables SENTRY_ENVIRONMENT and SENTRY_RELEASE of an artefact. Arguments that `**kwargs` may bring are unknown.',
    fix: '`sentry_sdk.init(…, environment=env("ENVIRONMENT"), release=env("GIT_SHA"))`.',
    silent: ['projects that do not use Sentry'],
    example: {
      language: 'python',
      bad: 'sentry_sdk.init(dsn=env("SENTRY_DSN"))',
      good: 'sentry_sdk.init(dsn=env("SENTRY_DSN"), environment=env("ENVIRONMENT"), release=env("GIT_SHA"))',
    },
    references: [
      'https://docs.sentry.io/platforms/python/configuration/options/',
      'https://docs.sentry.io/platforms/python/configuration/releases/',
    ],
  },
  controls: { wellArchitected: ['OPS08'], soc2: ['CC7.3'] },
  needs: ['repository.monitoring', 'repository.processes', 'repository.settings'],
  subjects: ({ repository }) => sentryStarts(repository.monitoring),
  judge: ({ start }, { repository: { processes, settings } }) => {
    const details = {
      evidence: [found('sentry_sdk.init', Object.keys(start.arguments).join(', '), start.location)],
      location: start.location,
    };
    const missing = ['environment', 'release'].filter(
      (name) =>
        start.arguments[name] === undefined && !givesVariable(`SENTRY_${name.toUpperCase()}`, processes, settings),
    );
    if (missing.length === 0) return pass('Sentry is told the environment and the release', details);
    if (start.open)
      return unknown(`whether Sentry is told the ${missing.join(' and the ')} hangs on **kwargs`, details);
    return fail(`sentry_sdk.init in ${start.path} gives no ${missing.join(' and no ')}: ${consequence(missing)}`, {
      ...details,
      fix: fix(
        'Pass them',
        text(missing.map((name) => `${name}=env("${name === 'release' ? 'GIT_SHA' : 'ENVIRONMENT'}")`).join(', ')),
      ),
    });
  },
});

function consequence(missing: readonly string[]): string {
  return missing.includes('environment')
    ? 'errors of every environment look like those of production'
    : 'nobody sees which deployment brought an error';
}
