import rule from '../../rules/databases/rds-engine-eol.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { dbCluster, dbInstance, majorVersion } from '../build/rds.ts';

const versions = [
  majorVersion('postgres', '1', '2000-01-01'),
  majorVersion('postgres', '11', '2024-02-29', '2026-03-31'),
  majorVersion('postgres', '13', '2026-02-28', '2029-02-28'),
  majorVersion('postgres', '14', '2027-02-28', '2030-02-28'),
  majorVersion('postgres', '16', '2029-02-28', '2032-02-29'),
  majorVersion('mariadb', '10.5', '2026-08-31'),
  majorVersion('mysql', '8.0', '2026-07-31', '2029-07-31'),
  majorVersion('aurora-mysql', '8.0', '2028-04-30', '2029-07-31'),
  majorVersion('sqlserver-ee', '15.00', undefined),
];
const account = (given: Partial<ReturnType<typeof dbInstance>>) =>
  facts(rule, { rds: { instances: [dbInstance(given)], majorEngineVersions: versions } });

testRule(rule, {
  pass: {
    'in standard support': account({ EngineVersion: '16.4' }),
    'the last day is half a year away': {
      ...account({ EngineVersion: '14.12' }),
      context: { today: '2026-09-01' },
    },
    'Aurora MySQL names its own version after the major one': facts(rule, {
      rds: {
        clusters: [dbCluster({ Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.05.2' })],
        majorEngineVersions: versions,
      },
    }),
  },
  fail: {
    'Extended Support runs and costs': {
      ...account({ EngineVersion: '13.15' }),
      reports: [
        'postgres instance shop-prod (13.15) left standard support on 2026-02-28: every vCPU hour is charged for Extended Support until 2029-02-28; upgrade',
      ],
      severities: ['medium'],
    },
    'Extended Support is off: AWS upgrades': {
      ...account({
        Engine: 'mysql',
        EngineVersion: '8.0.39',
        EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
      }),
      reports: [
        'mysql instance shop-prod (8.0.39) left standard support on 2026-07-31 and Extended Support is off: AWS upgrades it in a maintenance window, tested or not; upgrade it yourself first',
      ],
      severities: ['medium'],
    },
    'both are over': {
      ...account({ EngineVersion: '11.22' }),
      reports: [
        'postgres instance shop-prod (11.22) is out of support since 2026-03-31: it gets no security fixes and AWS may upgrade it at any time; upgrade now',
      ],
      severities: ['high'],
    },
    'MariaDB has no Extended Support': {
      ...account({ Engine: 'mariadb', EngineVersion: '10.5.26' }),
      reports: [
        'mariadb instance shop-prod (10.5.26) is out of support since 2026-08-31: it gets no security fixes and AWS may upgrade it at any time; upgrade now',
      ],
      severities: ['high'],
    },
    'the end is near': {
      ...account({ EngineVersion: '14.12' }),
      context: { today: '2026-12-25' },
      reports: [
        'postgres instance shop-prod (14.12) leaves standard support on 2027-02-28, in 65 days: plan the upgrade, Extended Support costs extra',
      ],
      severities: ['low'],
    },
  },
  unknown: {
    'a newer version than AWS told': {
      ...account({ EngineVersion: '19.1' }),
      reasons: ['AWS gives no end of support of postgres 19.1'],
    },
    'an engine without lifecycles': {
      ...account({ Engine: 'sqlserver-ee', EngineVersion: '15.00.4365.2.v1' }),
      reasons: ['AWS gives no end of support of sqlserver-ee 15.00.4365.2.v1'],
    },
  },
});
