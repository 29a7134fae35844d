import rule from '../../rules/secrets/secret-rotation-off.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { dbInstance } from '../build/rds.ts';
import { SECRET, secret } from '../build/secretsmanager.ts';

const sm = (given: Parameters<typeof secret>[0], instances: ReturnType<typeof dbInstance>[] = []) =>
  facts(rule, { secretsmanager: { secrets: [secret(given)] }, rds: { instances } });
const old = (since: string) =>
  `the secret shop has had the same value since ${since} and is not rotated: whoever saw it since then can still use it; change it`;
const master = dbInstance({ MasterUserSecret: { SecretArn: SECRET, SecretStatus: 'active' } });

testRule(rule, {
  pass: {
    'changed this summer': sm({}),
    'rotated, next week again': sm({
      RotationEnabled: true,
      LastChangedDate: new Date('2024-01-01T00:00:00Z'),
      NextRotationDate: new Date('2026-12-02T00:00:00Z'),
    }),
  },
  fail: {
    'two years old': {
      ...sm({ LastChangedDate: new Date('2024-06-01T00:00:00Z') }),
      reports: [old('2024-06-01')],
      severities: ['low'],
    },
    'the password of a database after half a year': {
      ...sm({ LastChangedDate: new Date('2026-03-01T00:00:00Z') }, [master]),
      reports: [old('2026-03-01')],
    },
    'a rotation that does not happen': {
      ...sm({ RotationEnabled: true, NextRotationDate: new Date('2026-11-01T00:00:00Z') }),
      reports: [
        'the secret shop should have been rotated on 2026-11-01 and was not: its rotation fails; read the log of its function',
      ],
      severities: ['medium'],
    },
    'nobody reads it': {
      ...sm({ LastAccessedDate: new Date('2026-06-01T00:00:00Z') }),
      reports: ['nobody has read the secret shop for 90 days: remove it, or what it opens'],
      severities: ['info'],
    },
  },
  silent: {
    'marked for deletion': sm({
      DeletedDate: new Date('2026-11-20T00:00:00Z'),
      LastChangedDate: new Date('2024-06-01T00:00:00Z'),
    }),
  },
});
