import rule from '../../rules/monitoring/no-rds-alarms.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { alarm } from '../build/monitoring.ts';
import { clusterMember, dbCluster, dbInstance, eventSubscription } from '../build/rds.ts';

const on = (name: string, ...metrics: string[]) =>
  metrics.map((metric) => alarm('AWS/RDS', metric, { DBInstanceIdentifier: name }));
const rest = ['CPUUtilization', 'DatabaseConnections', 'FreeableMemory'];
const rds = (alarms: ReturnType<typeof alarm>[], eventSubscriptions = [eventSubscription()]) =>
  facts(rule, { rds: { instances: [dbInstance()], eventSubscriptions }, cloudwatch: { alarms } });

testRule(rule, {
  pass: {
    'all of them': rds(on('shop-prod', 'FreeStorageSpace', ...rest)),
    'events of this database alone': rds(on('shop-prod', 'FreeStorageSpace', ...rest), [
      eventSubscription({ SourceType: 'db-instance', SourceIdsList: ['shop-prod'] }),
    ]),
    'Aurora by its members, without storage': facts(rule, {
      rds: {
        instances: [clusterMember(1), clusterMember(2)],
        clusters: [dbCluster()],
        eventSubscriptions: [eventSubscription()],
      },
      cloudwatch: { alarms: on('shop-aurora-1', ...rest) },
    }),
  },
  fail: {
    none: {
      ...rds([]),
      reports: [
        'no alarm watches FreeStorageSpace, CPUUtilization, DatabaseConnections and FreeableMemory of postgres instance shop-prod: a full disk stops it and nobody was told; put an alarm on each',
      ],
      severities: ['medium'],
    },
    'the disk only': {
      ...rds(on('shop-prod', 'FreeStorageSpace')),
      reports: [
        'no alarm watches CPUUtilization, DatabaseConnections and FreeableMemory of postgres instance shop-prod: it gets slow or refuses connections and nobody was told; put an alarm on each',
      ],
      severities: ['low'],
    },
    'those of a database whose name begins the same': {
      ...rds([...on('shop-prod-2', 'FreeStorageSpace'), ...on('shop-prod', ...rest)]),
      reports: [
        'no alarm watches FreeStorageSpace of postgres instance shop-prod: a full disk stops it and nobody was told; put an alarm on each',
      ],
    },
    'events of snapshots only': {
      ...rds(on('shop-prod', 'FreeStorageSpace', ...rest), [eventSubscription({ SourceType: 'db-snapshot' })]),
      reports: [
        'nobody is told of events of postgres instance shop-prod (failover, failed backup, low storage): subscribe to RDS events',
      ],
      severities: ['info'],
    },
    'events of another database': {
      ...rds(on('shop-prod', 'FreeStorageSpace', ...rest), [
        eventSubscription({ SourceType: 'db-instance', SourceIdsList: ['shop-staging'] }),
      ]),
      reports: [
        'nobody is told of events of postgres instance shop-prod (failover, failed backup, low storage): subscribe to RDS events',
      ],
    },
    'no events': {
      ...rds(on('shop-prod', 'FreeStorageSpace', ...rest), []),
      reports: [
        'nobody is told of events of postgres instance shop-prod (failover, failed backup, low storage): subscribe to RDS events',
      ],
      severities: ['info'],
    },
  },
});
