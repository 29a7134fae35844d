import rule from '../../rules/secrets/secret-newer-than-tasks.ts';
import { testRule } from '../../src/testing/index.ts';
import { container, task, taskDefinition } from '../build/ecs.ts';
import { facts } from '../build/facts.ts';
import { parameter, SECRET, secret, secretVersions } from '../build/secretsmanager.ts';

const inject = (valueFrom: string) => taskDefinition(container({ secrets: [{ name: 'DATABASE_URL', valueFrom }] }));
const account = (
  current: string | undefined,
  started: string[],
  valueFrom = `${SECRET}:DATABASE_URL::`,
  rotates = false,
) =>
  facts(rule, {
    ecs: { tasks: started.map((one) => task(one)), taskDefinitions: [inject(valueFrom)] },
    secretsmanager: {
      secrets: [secret({ RotationEnabled: rotates })],
      secretVersions: [secretVersions(current)],
    },
  });
const before = '2026-11-20T08:00:00Z';
const after = '2026-11-24T08:00:00Z';
const NOON = '2026-11-22T12:00:00Z';
const stale = (count: string, consequence: string, what = 'the secret shop') =>
  `${count} the value that ${what} had before 2026-11-22 12:00 UTC: ${consequence}; deploy anew`;
const withdrawn = 'they fail when the old value is withdrawn';

testRule(rule, {
  pass: {
    'every task is younger': account(NOON, [after]),
    'an older version is young: only the current one counts': account('2026-11-01T00:00:00Z', [before]),
  },
  fail: {
    'one of two is older': {
      ...account(NOON, [before, after]),
      reports: [stale('1 running task of shop-web still uses', withdrawn)],
      severities: ['medium'],
    },
    'it rotates': {
      ...account(NOON, [before], SECRET, true),
      reports: [
        stale('1 running task of shop-web still uses', 'it rotates, and the old password may be invalid already'),
      ],
      severities: ['high'],
    },
    'named without its six characters': {
      ...account(NOON, [before], SECRET.replace('-AbCdEf', '')),
      reports: [stale('1 running task of shop-web still uses', withdrawn)],
    },
    'a parameter, by its name': {
      ...facts(rule, {
        ecs: { tasks: [task(before), task('2026-11-21T08:00:00Z')], taskDefinitions: [inject('/shop/DATABASE_URL')] },
        ssm: { parameters: [parameter('/shop/DATABASE_URL', NOON), parameter('DATABASE_URL', NOON)] },
      }),
      reports: [stale('2 running tasks of shop-web still use', withdrawn, 'the parameter /shop/DATABASE_URL')],
    },
  },
  unknown: {
    'the version has no date': {
      ...account(undefined, [before]),
      reasons: ['when the secret shop got its value could not be seen'],
    },
  },
  silent: {
    'a version is pinned': account(NOON, [before], `${SECRET}:DATABASE_URL::0a1b2c3d`),
    'another stage is asked for': account(NOON, [before], `${SECRET}:DATABASE_URL:AWSPREVIOUS:`),
    'a secret whose name begins the same': account(NOON, [before], SECRET.replace('shop', 'shop-admin')),
    'no task runs': account(NOON, []),
  },
});
