import rule from '../../rules/databases/rds-tls-not-enforced.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { clusterMember, dbCluster, dbInstance, parameterGroup } from '../build/rds.ts';

const mysql = dbInstance({
  DBInstanceIdentifier: 'shop-mysql',
  Engine: 'mysql',
  EngineVersion: '8.0.39',
  DBParameterGroups: [{ DBParameterGroupName: 'shop-mysql80', ParameterApplyStatus: 'in-sync' }],
});
const mysqlGroup = (value: string | undefined) =>
  parameterGroup({ name: 'shop-mysql80', parameters: { require_secure_transport: value } });
const pending = {
  DBParameterGroups: [{ DBParameterGroupName: 'shop-postgres16', ParameterApplyStatus: 'pending-reboot' }],
};

const one = (db: ReturnType<typeof dbInstance>, group: ReturnType<typeof parameterGroup>) =>
  facts(rule, { rds: { instances: [db], parameters: [group] } });
const off = (what: string, name: string, group: string) =>
  `${what} accepts connections without TLS (${name} is off in ${group}): passwords and rows can cross the network in clear, unnoticed`;

testRule(rule, {
  pass: {
    'PostgreSQL, set': one(dbInstance(), parameterGroup()),
    'MySQL, 1': one(mysql, mysqlGroup('1')),
    'MySQL, ON: another scanner takes only 1': one(mysql, mysqlGroup('ON')),
    'the default of PostgreSQL 15 and later, where AWS lists no value': one(
      dbInstance(),
      parameterGroup({ parameters: { 'rds.force_ssl': undefined } }),
    ),
    'a dynamic parameter is in effect although the group waits for a reboot': one(
      dbInstance(pending),
      parameterGroup(),
    ),
    'Aurora: the cluster parameter group holds it': facts(rule, {
      rds: {
        instances: [clusterMember(1, { DBParameterGroups: [{ DBParameterGroupName: 'default.aurora-postgresql16' }] })],
        clusters: [dbCluster()],
        parameters: [parameterGroup({ kind: 'cluster', name: 'shop-aurora16' })],
      },
    }),
  },
  fail: {
    'PostgreSQL 14 with the default group': {
      ...one(
        dbInstance({ EngineVersion: '14.12', DBParameterGroups: [{ DBParameterGroupName: 'default.postgres14' }] }),
        parameterGroup({ name: 'default.postgres14', parameters: { 'rds.force_ssl': '0' } }),
      ),
      reports: [off('postgres instance shop-prod', 'rds.force_ssl', 'default.postgres14')],
      severities: ['medium'],
    },
    'MySQL with 0, which another scanner calls not supported': {
      ...one(mysql, mysqlGroup('0')),
      reports: [off('mysql instance shop-mysql', 'require_secure_transport', 'shop-mysql80')],
    },
    'SQL Server, which others skip': {
      ...one(
        dbInstance({ Engine: 'sqlserver-ee', EngineVersion: '15.00.4365.2.v1' }),
        parameterGroup({ parameters: { 'rds.force_ssl': '0' } }),
      ),
      reports: [off('sqlserver-ee instance shop-prod', 'rds.force_ssl', 'shop-postgres16')],
    },
    'the default of MySQL 8.0 where AWS lists no value': {
      ...one(mysql, mysqlGroup(undefined)),
      reports: [off('mysql instance shop-mysql', 'require_secure_transport', 'shop-mysql80')],
    },
    'the default of MariaDB 10.11, whose number looks higher than 10.4': {
      ...one(dbInstance({ Engine: 'mariadb', EngineVersion: '10.11.8' }), parameterGroup({ parameters: {} })),
      reports: [off('mariadb instance shop-prod', 'require_secure_transport', 'shop-postgres16')],
    },
    'set in the group, but not active before a reboot': {
      ...one(dbInstance(pending), parameterGroup({ row: { ApplyType: 'static', ApplyMethod: 'pending-reboot' } })),
      reports: [
        'postgres instance shop-prod still accepts connections without TLS: rds.force_ssl is set in shop-postgres16 but not active until shop-prod is rebooted',
      ],
      severities: ['medium'],
    },
    'a cluster of which one member waits': {
      ...facts(rule, {
        rds: {
          clusters: [
            dbCluster({
              DBClusterMembers: [
                { DBInstanceIdentifier: 'shop-aurora-1', DBClusterParameterGroupStatus: 'in-sync' },
                { DBInstanceIdentifier: 'shop-aurora-2', DBClusterParameterGroupStatus: 'pending-reboot' },
              ],
            }),
          ],
          parameters: [parameterGroup({ kind: 'cluster', name: 'shop-aurora16', row: { ApplyType: 'static' } })],
        },
      }),
      reports: [
        'aurora-postgresql cluster shop-aurora still accepts connections without TLS: rds.force_ssl is set in shop-aurora16 but not active until a member is rebooted',
      ],
    },
  },
  unknown: {
    'the group was not read': {
      ...one(dbInstance(), parameterGroup({ name: 'another' })),
      reasons: ['the parameter group of postgres instance shop-prod could not be seen'],
    },
    'a group of that name in another region': {
      ...one(dbInstance(), parameterGroup({ ref: { ...parameterGroup().ref, region: 'us-east-1' } })),
      reasons: ['the parameter group of postgres instance shop-prod could not be seen'],
    },
    'no value, and a version whose default is not known': {
      ...one({ ...mysql, EngineVersion: '9.4.0' }, mysqlGroup(undefined)),
      reasons: [
        'AWS lists no value of require_secure_transport in shop-mysql80, and the default of mysql 9.4.0 is not known',
      ],
    },
  },
  silent: { 'an engine without such a parameter': one(dbInstance({ Engine: 'oracle-ee' }), parameterGroup()) },
});
