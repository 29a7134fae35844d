import rule from '../../rules/secrets/static-aws-keys-in-runtime.ts';
import { collected, type DeployedService, type Json, unavailable } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied, liveSettings, service, variables } from '../build/deployment.ts';
import { container, ecsService, taskDefinition } from '../build/ecs.ts';

const live = (given: Partial<DeployedService>) => ({ given: { deployment: { services: [service(given)] } } });
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const keys = { AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: 'not shown' };
const assigned = (settings: Readonly<Record<string, Json>>) => ({ settings: collected(liveSettings(settings)) });
const FOUND = (names: string, end = 'give it a role instead') =>
  `ECS service shop-web runs with a key of a user that never ends (${names}): ${end}`;
const withRole: Partial<DeployedService> = {
  live: {
    platform: 'ecs',
    service: ecsService(),
    task: collected({
      definition: { ...taskDefinition(), taskRoleArn: 'arn:aws:iam::123456789012:role/shop-task' },
      container: container(),
    }),
  },
};

testRule(rule, {
  pass: {
    'no key at all': live({}),
    'settings that read what the service does not have': live(assigned({ AWS_ACCESS_KEY_ID: null })),
    'an empty variable': live({ variables: variables({ AWS_ACCESS_KEY_ID: '' }) }),
    'a name that only resembles one': live({ variables: variables({ AWS_ACCESS_KEY_ID_FILE: '/run/key' }) }),
  },
  fail: {
    'in the environment': {
      ...live({ variables: variables(keys) }),
      reports: [FOUND('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')],
      severities: ['high'],
    },
    'although a role is there': {
      ...live({ ...withRole, variables: variables(keys) }),
      reports: [FOUND('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY', 'its role shop-task is there, and goes unused')],
    },
    'delivered as a secret': {
      ...live({
        variables: collected([
          { name: 'DJANGO_AWS_ACCESS_KEY_ID', source: 'ecs secret', valueFrom: 'arn:aws:secretsmanager:…' },
        ]),
      }),
      reports: [FOUND('DJANGO_AWS_ACCESS_KEY_ID')],
    },
    'in the repository': {
      ...live(assigned({ AWS_ACCESS_KEY_ID: KEY })),
      reports: [
        'AWS_ACCESS_KEY_ID of ECS service shop-web is a key of a user that stands in the repository: whoever has a clone has it, for ever',
      ],
      severities: ['critical'],
    },
    'the endpoint is that of AWS': {
      ...live({
        ...assigned({ AWS_S3_ENDPOINT_URL: 'https://s3.eu-west-1.amazonaws.com' }),
        variables: variables(keys),
      }),
      reports: [FOUND('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')],
    },
  },
  unknown: {
    'an environment file': {
      ...live({ variables: unavailable('container web reads an environment file from S3, which is never opened') }),
      reasons: [
        'the variables of ECS service shop-web are not all visible: container web reads an environment file from S3, which is never opened',
      ],
    },
    'the settings were not evaluated': {
      ...live({ settings: denied }),
      reasons: ['the settings of ECS service shop-web could not be evaluated: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'temporary keys': live({ variables: variables({ AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE' }) }),
    'keys of another store': live({
      ...assigned({ AWS_S3_ENDPOINT_URL: 'https://fra1.digitaloceanspaces.com' }),
      variables: variables(keys),
    }),
    'keys of another store, by a variable': live({
      variables: variables({ ...keys, AWS_S3_ENDPOINT_URL: 'https://storage.googleapis.com' }),
    }),
    'keys of another store, by an option': live({
      ...assigned({ STORAGES: { default: { BACKEND: 'x', OPTIONS: { endpoint_url: 'http://minio:9000' } } } }),
      variables: variables(keys),
    }),
  },
});
