import { describe, expect, it } from 'vitest';
import rule from '../../rules/performance/burstable-database.ts';
import { judge, testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { series } from '../build/monitoring.ts';
import { dbInstance } from '../build/rds.ts';

const db = (DBInstanceClass: string) => dbInstance({ DBInstanceClass });
const rds = (instance: ReturnType<typeof db>, ...databaseMetrics: ReturnType<typeof series>[]) =>
  facts(rule, { rds: { instances: [instance] }, cloudwatch: { databaseMetrics } });
const micro = db('db.t4g.micro');
const burst = (name: string, kind: string) =>
  `postgres instance shop-prod (${name}) is ${kind}: on the busiest day its CPU is cut or charged; choose a class of the m or r family for production`;
const short = (name: string, what: string) =>
  `postgres instance shop-prod (${name}) is short of CPU: ${what} in the last 7 days; it slows down when visitors come, choose a larger class`;

testRule(rule, {
  pass: {
    'a steady class': rds(db('db.m7g.large')),
    'busy for one hour of the week': rds(
      db('db.m7g.large'),
      series(db('db.m7g.large'), 'CPUUtilization', 'p95', ...Array<number>(30).fill(20), 95),
    ),
    serverless: rds(db('db.serverless')),
  },
  fail: {
    burstable: { ...rds(micro), reports: [burst('db.t4g.micro', 'burstable')], severities: ['low'] },
    'burstable, with credits to spare': {
      ...rds(
        micro,
        series(micro, 'CPUCreditBalance', 'Minimum', 270, 280),
        series(micro, 'CPUCreditBalance', 'Maximum', 288, 288),
        series(micro, 'CPUSurplusCreditsCharged', 'Sum', 0, 0),
      ),
      reports: [burst('db.t4g.micro', 'burstable')],
      severities: ['low'],
    },
    'credits nearly gone': {
      ...rds(
        micro,
        series(micro, 'CPUCreditBalance', 'Minimum', 200, 12),
        series(micro, 'CPUCreditBalance', 'Maximum', 288, 100),
      ),
      reports: [short('db.t4g.micro', 'its CPU credits fell to 12 of 288')],
      severities: ['medium'],
    },
    'surplus is charged': {
      ...rds(micro, series(micro, 'CPUSurplusCreditsCharged', 'Sum', 0, 3)),
      reports: [short('db.t4g.micro', 'surplus credits were charged')],
    },
    'busy on any class': {
      ...rds(db('db.m7g.large'), series(db('db.m7g.large'), 'CPUUtilization', 'p95', 91, 93, 92)),
      reports: [short('db.m7g.large', 'its CPU was at 93 % (95th percentile)')],
      severities: ['medium'],
    },
    'a previous generation': {
      ...rds(db('db.r4.large')),
      reports: [burst('db.r4.large', 'of a previous generation')],
      severities: ['low'],
    },
  },
});

describe('the class that it advises', () => {
  const advised = (instance: ReturnType<typeof db>, ...busy: number[]) => {
    const [verdict] = judge(
      rule,
      rds(instance, ...busy.map((p95) => series(instance, 'CPUUtilization', 'p95', p95))).given,
    );
    const steps = verdict?.status === 'fail' ? (verdict.fix?.steps ?? []) : [];
    return steps.find(({ kind }) => kind === 'aws-cli')?.content.match(/db\.[\w.]+|db-cluster-\w+ [\w-]+/)?.[0];
  };

  it.each([
    ['db.t4g.micro', 'db.m7g.large'],
    ['db.t3.2xlarge', 'db.m7g.2xlarge'],
    ['db.r4.xlarge', 'db.r7g.xlarge'],
  ])('%s has a steady one of its size: %s', (given, wanted) => {
    expect(advised(db(given))).toBe(wanted);
  });

  it.each([
    ['db.m6i.4xlarge', 'db.m6i.8xlarge'],
    ['db.t3.large', 'db.m7g.xlarge'],
  ])('%s, which is short of CPU, has a larger one: %s', (given, wanted) => {
    expect(advised(db(given), 95)).toBe(wanted);
  });

  it('has no Graviton where the engine has none, and no size of a serverless one', () => {
    expect(advised({ ...db('db.t3.large'), Engine: 'sqlserver-se' })).toBe('db.m6i.large');
    const serverless = { ...db('db.serverless'), DBClusterIdentifier: 'shop-aurora' };
    expect(advised(serverless, 95)).toBe('db-cluster-identifier shop-aurora');
  });
});
