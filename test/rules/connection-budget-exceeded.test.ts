import { describe, expect, it } from 'vitest';
import rule from '../../rules/databases/connection-budget-exceeded.ts';
import { maxConnections } from '../../rules/shared/max-connections.ts';
import type { AwsItem } from '../../src/model/aws/index.ts';
import { collected, type Json, unavailable } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { databaseLink, denied, liveSettings, service } from '../build/deployment.ts';
import { gunicorn, option, process } from '../build/process.ts';
import { dbInstance } from '../build/rds.ts';
import { arn, ref } from '../build/ref.ts';

const POSTGRES = 'LEAST({DBInstanceClassMemory/9531392},5000)';

interface Case {
  readonly options?: Parameters<typeof gunicorn>[0];
  readonly formula?: string;
  readonly maximum?: number;
  readonly memoryMiB?: number | undefined;
  readonly pool?: Json;
  readonly service?: Parameters<typeof service>[0];
}

const type = (SizeInMiB: number): AwsItem<'ec2.instanceTypes'> => ({
  ref: ref(arn('ec2', 'instance-type/m7g.large'), 'm7g.large'),
  InstanceType: 'm7g.large',
  MemoryInfo: { SizeInMiB },
});

/** 8 copies × 3 workers × 4 threads = 96 against the 8 GiB of a db.m7g.large: about 811, less 7. */
const budget = (given: Case = {}) => {
  const { options = {}, formula = POSTGRES, maximum = 8, memoryMiB = 8192, pool } = given;
  const db = dbInstance();
  const config = { ENGINE: 'django.db.backends.postgresql', ...(pool === undefined ? {} : { OPTIONS: { pool } }) };
  return {
    given: {
      rds: {
        instances: [db],
        parameters: [
          {
            ref: ref(arn('rds', 'pg:shop-postgres16'), 'shop-postgres16'),
            kind: 'instance' as const,
            name: 'shop-postgres16',
            parameters: [{ ParameterName: 'max_connections', ParameterValue: formula }],
          },
        ],
      },
      ec2: { instanceTypes: memoryMiB === 0 ? [] : [type(memoryMiB)] },
      deployment: {
        services: [
          service({
            process: collected(process({ gunicorn: gunicorn(options) })),
            copies: collected({ desired: 2, steady: 4, maximum, reason: 'scales to 4, maximumPercent 200' }),
            settings: collected(liveSettings({ DATABASES: { default: config } })),
            databases: collected([databaseLink(db)]),
            ...given.service,
          }),
        ],
      },
    },
  };
};

testRule(rule, {
  pass: {
    'well below': budget(),
    'a pool bounds what many threads would open': budget({
      options: { threads: option.chosen(100) },
      pool: { min_size: 1, max_size: 4 },
    }),
    'sync workers hold one each': budget({ formula: '100', options: { worker_class: option.chosen('sync') } }),
  },
  fail: {
    'more than the database takes': {
      ...budget({ formula: '60' }),
      reports: [
        'ECS service shop-web can open 96 connections and shop-prod takes about 53: at full scale, or while a deployment overlaps, pages fail with "too many clients"',
      ],
      severities: ['high'],
    },
    'little is left': {
      ...budget({ formula: '110' }),
      reports: [
        'ECS service shop-web can open 96 connections and shop-prod takes about 103: little is left for workers, migrations and people',
      ],
      severities: ['medium'],
    },
    'a small class': {
      ...budget({ memoryMiB: 1024 }),
      reports: [
        'ECS service shop-web can open 96 connections and shop-prod takes about 77: at full scale, or while a deployment overlaps, pages fail with "too many clients"',
      ],
    },
    'every greenlet may hold one': {
      ...budget({ options: { worker_class: option.chosen('gevent') } }),
      reports: [
        'ECS service shop-web can open 24000 connections and shop-prod takes about 804: at full scale, or while a deployment overlaps, pages fail with "too many clients"',
      ],
    },
  },
  unknown: {
    'workers come from the number of cores': {
      ...budget({ options: { workers: option.unknown('multiprocessing.cpu_count()') } }),
      reasons: ['workers of gunicorn is not known: multiprocessing.cpu_count()'],
    },
    'the memory of the class is not known': {
      ...budget({ memoryMiB: 0 }),
      reasons: ['the memory of db.m7g.large is not known'],
    },
    'a formula in another language': {
      ...budget({ formula: '{AllocatedStorage*2}' }),
      reasons: ['max_connections of shop-prod is no formula that can be read: {AllocatedStorage*2}'],
    },
    'the number of copies is not known': {
      ...budget({ service: { copies: denied } }),
      reasons: ['how many copies run at most: denied: ecs:DescribeTaskDefinition'],
    },
    'the command is not known': {
      ...budget({ service: { process: unavailable('the live command is not one that the repository has') } }),
      reasons: [
        'the command of ECS service shop-web is not known: the live command is not one that the repository has',
      ],
    },
  },
  silent: { 'no database is linked': budget({ service: { databases: collected([]) } }) },
});

describe('max_connections', () => {
  const GIB = 1024 ** 3;

  it.each([
    [POSTGRES, 8 * GIB, 901],
    ['{DBInstanceClassMemory/12582880}', GIB, 85],
    ['LEAST({DBInstanceClassMemory/25165760},12000)', 4 * GIB, 170],
    [
      'GREATEST({log(DBInstanceClassMemory/805306368)*45},{log(DBInstanceClassMemory/8187281408)*1000})',
      16 * GIB,
      1069,
    ],
    ['5000', 0, 5000],
    ['{DBInstanceClassMemory*3/4}', 400, 300],
  ])('%s', (formula, memory, expected) => {
    expect(maxConnections(formula, memory)).toBe(expected);
  });

  it.each(['', '{', 'LEAST(', '{Unknown/2}', '1+1', '{DBInstanceClassMemory/0}'])('is not guessed: %s', (formula) => {
    expect(maxConnections(formula, GIB)).toBeUndefined();
  });
});
