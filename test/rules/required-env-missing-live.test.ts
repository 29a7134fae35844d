import rule from '../../rules/secrets/required-env-missing-live.ts';
import { collected, type EnvironmentVariable } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied, liveSettings, service, variables } from '../build/deployment.ts';
import { healthOf, targetGroup } from '../build/elasticloadbalancing.ts';
import { frontDoor } from '../build/front-door.ts';

const reads = (name: string, required: boolean, line = 12): EnvironmentVariable => ({
  name,
  required,
  setting: name,
  default: null,
  path: 'config/settings.py',
  line,
});

const contract = (...environment: readonly EnvironmentVariable[]) => collected({ ...liveSettings(), environment });
const down = collected([
  frontDoor({ health: collected(healthOf(targetGroup(), { '10.0.1.10': 'eu-west-1a' }, 'unhealthy')) }),
]);

const live = (given: Parameters<typeof service>[0]) => ({
  given: {
    repository: { envFiles: [], dockerfiles: [] },
    deployment: { services: [service({ frontDoors: down, ...given })] },
  },
});
const HAS = variables({ DJANGO_SETTINGS_MODULE: 'config.settings.production', SECRET_KEY: 'x' });

testRule(rule, {
  pass: {
    'everything that is required is there': live({ variables: HAS, settings: contract(reads('SECRET_KEY', true)) }),
    'what is missing has a default': live({
      variables: HAS,
      settings: contract(reads('SECRET_KEY', true), reads('CACHE_URL', false)),
    }),
    'a secret counts by its name': live({
      variables: collected([{ name: 'SECRET_KEY', source: 'ecs secret', valueFrom: 'arn:aws:secretsmanager:…' }]),
      settings: contract(reads('SECRET_KEY', true)),
    }),
  },
  fail: {
    'the process does not start': {
      ...live({ variables: HAS, settings: contract(reads('SECRET_KEY', true), reads('STRIPE_KEY', true, 40)) }),
      reports: [
        'ECS service shop-web does not have STRIPE_KEY, which its settings require: the process does not start',
      ],
      severities: ['high'],
    },
    'it runs now: the next start fails': {
      ...live({
        variables: HAS,
        settings: contract(reads('STRIPE_KEY', true), reads('STRIPE_KEY', true, 50), reads('SENTRY_DSN', true)),
        frontDoors: collected([frontDoor()]),
      }),
      reports: [
        'ECS service shop-web does not have STRIPE_KEY and SENTRY_DSN, which its settings all require: it runs now, and the next start of this code fails',
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'the variables are not all visible': {
      ...live({ variables: denied }),
      reasons: ['the variables of ECS service shop-web are not all visible: denied: ecs:DescribeTaskDefinition'],
    },
    'the settings were not evaluated': {
      ...live({ settings: denied }),
      reasons: ['the settings of ECS service shop-web could not be evaluated: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'nothing live runs the repository': {
      given: { repository: { envFiles: [], dockerfiles: [] }, deployment: { services: [] } },
    },
  },
});
