import { defineRule, fail, pass } from '../../src/model/index.ts';
import type { PlatformHook } from '../../src/model/repository/index.ts';
import { fix, quoted, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

const BUILDS =
  /\bcollectstatic\b|\bnpm (run|ci|install)\b|\byarn\b|\bcompilemessages\b|\bwebpack\b|\bvite build\b|\bcompress\b/;

export default defineRule({
  id: 'eb-confighooks-missing',
  topic: 'deployment/elastic-beanstalk',
  severity: 'medium',
  docs: {
    title: 'Repeat build hooks for configuration deployments',
    why: 'When an environment property changes, Elastic Beanstalk sets the application up anew and runs .platform/confighooks, not .platform/hooks. Static files that a hook had collected are then missing.',
    how: 'A hook that collects static files or builds a front end needs a file of the same stage in .platform/confighooks that does the same.',
    fix: 'Copy or link the hook into .platform/confighooks.',
    silent: ['hooks that only notify, restart or configure the proxy'],
    example: {
      language: 'text',
      bad: '.platform/hooks/predeploy/01_static.sh:      python manage.py collectstatic --noinput',
      good: '.platform/hooks/predeploy/01_static.sh:        python manage.py collectstatic --noinput\n.platform/confighooks/predeploy/01_static.sh:  python manage.py collectstatic --noinput',
    },
    references: ['https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html'],
  },
  controls: { wellArchitected: ['REL08'] },
  needs: ['repository.elasticBeanstalk'],
  subjects: ({ repository }) =>
    repository.elasticBeanstalk.hooks.filter(
      (hook) => hook.when === 'hooks' && hook.stage !== 'postdeploy' && builds(hook),
    ),
  judge: (hook, { repository: { elasticBeanstalk } }) => {
    const twin = elasticBeanstalk.hooks.find(
      (other) => other.when === 'confighooks' && other.stage === hook.stage && builds(other),
    );
    const evidence = [found(hook.path, what(hook), hook.location)];
    if (twin !== undefined)
      return pass(`${twin.path} does the same for configuration deployments`, {
        evidence: [...evidence, found(twin.path, what(twin), twin.location)],
      });
    const target = hook.path.replace('/hooks/', '/confighooks/');
    return fail(
      `${hook.path} has no twin in .platform/confighooks/${hook.stage}: a changed environment property deploys without it`,
      {
        evidence,
        location: hook.location,
        fix: fix(
          'Copy it',
          text(`mkdir -p .platform/confighooks/${hook.stage} && cp -p ${quoted(hook.path)} ${quoted(target)}`),
        ),
      },
    );
  },
});

function builds({ script }: PlatformHook): boolean {
  return BUILDS.test(script.text);
}

function what({ script }: PlatformHook): string {
  return BUILDS.exec(script.text)?.[0] ?? 'builds';
}
