import type { Evidence, FactName, Facts, Subject } from '../../src/model/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { settingsFile } from '../shared/judge-setting.ts';
import { FLAG } from '../shared/maintenance.ts';
import { found } from '../shared/places.ts';
import { settingEvidence } from '../shared/settings.ts';

const NEEDS = [
  'repository.settings',
  'repository.dependencies',
  'repository.middleware',
  'repository.terraform',
  'repository.project',
] as const satisfies readonly FactName[];
type Seen = Facts<(typeof NEEDS)[number]>['repository'];

export default defineRule({
  id: 'no-downtime-flag',
  topic: 'databases/downtime-flag',
  severity: 'info',
  docs: {
    title: 'Have a switch for planned downtime',
    why: 'A migration that locks a large table is easier with the site closed for ten minutes than with errors for an hour. Without a switch somebody invents one in the night.',
    how: 'A package for it, a middleware or a setting with MAINTENANCE or DOWNTIME in its name, or a listener rule of a load balancer with a fixed answer. None is only advice.',
    fix: 'django-maintenance-mode, or a middleware that answers 503 when `MAINTENANCE_MODE` is set.',
    silent: ['teams that never close the site: accept it in djaudit.yml'],
    example: {
      language: 'text',
      bad: '# requirements.txt; no middleware, setting or listener rule closes the site\nDjango==5.2.19\ngunicorn==27.0.1',
      good: '# requirements.txt\nDjango==5.2.19\ndjango-maintenance-mode==0.23.0\ngunicorn==27.0.1',
    },
    references: [
      'https://github.com/fabiocaccamo/django-maintenance-mode',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#fixed-response-actions',
    ],
  },
  controls: { wellArchitected: ['REL08'], soc2: ['CC8.1'] },
  needs: NEEDS,
  subjects: ({ repository }): readonly Subject[] => [{ ref: repository.project.ref }],
  judge: (_, { repository }) => {
    const evidence = flag(repository);
    if (evidence !== undefined) return pass('there is a switch for planned downtime', { evidence: [evidence] });
    return fail('no switch for planned downtime: no maintenance package, middleware, setting or listener rule', {
      location: { path: settingsFile(repository.settings) ?? repository.project.path, line: 1 },
      fix: fix('Add one', text('pip install django-maintenance-mode')),
    });
  },
});

function flag({ settings, dependencies, middleware, terraform }: Seen): Evidence | undefined {
  const installed = dependencies.resolved['django-maintenance-mode'];
  if (installed !== undefined)
    return found('django-maintenance-mode', installed.version ?? 'installed', installed.location);
  const one = middleware.find(({ name, settings: read }) => FLAG.test(name) || read.some((each) => FLAG.test(each)));
  if (one !== undefined) return found('middleware', one.dotted, one.location);
  const assigned = settings.settings.find(({ name, trace }) => FLAG.test(name) && trace.length > 0);
  if (assigned !== undefined) return settingEvidence(assigned, settings);
  const rule = terraform.resources.find(
    ({ type, blocks }) =>
      /^aws_(lb|alb)_listener_rule$/.test(type) &&
      blocks.some((block) => block.type === 'action' && block.blocks.some((inner) => inner.type === 'fixed_response')),
  );
  return rule === undefined ? undefined : found(rule.address, 'fixed_response', rule.location);
}
