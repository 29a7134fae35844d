import rule from '../../rules/databases/no-downtime-flag.ts';
import type { ProjectMiddleware, Terraform } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { nested, resource, terraform } from '../build/process.ts';
import { project } from '../build/project.ts';
import { dependencies, item, resolved } from '../build/repository.ts';
import { settings } from '../build/settings.ts';

const given = (
  more: {
    middleware?: readonly ProjectMiddleware[];
    packages?: readonly string[];
    assigned?: Parameters<typeof settings>[0];
    infrastructure?: Terraform;
  } = {},
) => ({
  given: {
    repository: {
      settings: settings(more.assigned ?? {}),
      dependencies: dependencies((more.packages ?? []).map((name) => resolved(name, '1.0'))),
      middleware: more.middleware ?? [],
      terraform: more.infrastructure ?? terraform(),
      project: project(),
    },
  },
});
const middleware: ProjectMiddleware = {
  ...item('core/middleware.py', 3, 'MaintenanceModeMiddleware'),
  dotted: 'core.middleware.MaintenanceModeMiddleware',
  name: 'MaintenanceModeMiddleware',
  answers: [],
  settings: [],
};

testRule(rule, {
  pass: {
    'the package': given({ packages: ['django-maintenance-mode'] }),
    'a middleware': given({ middleware: [middleware] }),
    'a setting': given({ assigned: { MAINTENANCE_MODE: false } }),
    'a rule of the listener': given({
      infrastructure: terraform({
        resources: [resource('aws_lb_listener_rule.closed', {}, [nested('action', {}, [nested('fixed_response')])])],
      }),
    }),
  },
  fail: {
    none: {
      ...given(),
      reports: ['no switch for planned downtime: no maintenance package, middleware, setting or listener rule'],
      severities: ['info'],
    },
  },
});
