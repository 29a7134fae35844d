import rule from '../../rules/databases/db-sg-open-world.ts';
import { testRule } from '../../src/testing/index.ts';
import { ingress, network, prefixList, securityGroup } from '../build/ec2.ts';
import { cacheCluster, replicationGroup, serverlessCache } from '../build/elasticache.ts';
import { facts, type NeedsOf, type Some } from '../build/facts.ts';
import { dbCluster, dbInstance } from '../build/rds.ts';

const account = (given: Some<NeedsOf<typeof rule>>) =>
  facts(rule, { ...given, ec2: { securityGroups: [securityGroup()], ...network(), ...given.ec2 } });

const group = (...permissions: ReturnType<typeof ingress>[]) => [securityGroup({ IpPermissions: permissions })];
const open = group(ingress('0.0.0.0/0', 5432));
const onInternet = dbInstance({
  PubliclyAccessible: true,
  DBSubnetGroup: { Subnets: [{ SubnetIdentifier: 'subnet-0public-a' }] },
});
const nodes = [
  cacheCluster({ ReplicationGroupId: 'shop-cache' }),
  cacheCluster({ CacheClusterId: 'shop-cache-002', ReplicationGroupId: 'shop-cache' }),
];
const cacheGroup = (...permissions: ReturnType<typeof ingress>[]) => [
  securityGroup({ GroupId: 'sg-0cache', GroupName: 'cache', IpPermissions: permissions }),
];

testRule(rule, {
  pass: {
    'only the application is admitted': account({ rds: { instances: [dbInstance()] } }),
    'a private range': account({
      rds: { instances: [dbInstance()] },
      ec2: { securityGroups: group(ingress('10.0.0.0/8', 5432)) },
    }),
    'open on another port': account({
      rds: { instances: [dbInstance()] },
      ec2: { securityGroups: group(ingress('0.0.0.0/0', 443)) },
    }),
    'a cache behind its group': account({
      elasticache: { replicationGroups: [replicationGroup()], cacheClusters: nodes },
      ec2: { securityGroups: cacheGroup(ingress('10.0.0.0/16', 6379)) },
    }),
  },
  fail: {
    'open and on the internet': {
      ...account({ rds: { instances: [onInternet] }, ec2: { securityGroups: open } }),
      reports: [
        "postgres instance shop-prod is open to the world: sg-0db (database) admits 0.0.0.0/0 to port 5432; it can be reached from the internet now. Admit the application's security group instead",
      ],
      severities: ['critical'],
    },
    'open, without a public address': {
      ...account({ rds: { instances: [dbInstance()] }, ec2: { securityGroups: open } }),
      reports: [
        "postgres instance shop-prod is open to the world: sg-0db (database) admits 0.0.0.0/0 to port 5432; it has no public address today, and one change makes it reachable. Admit the application's security group instead",
      ],
      severities: ['high'],
    },
    'all protocols, IPv6': {
      ...account({ rds: { clusters: [dbCluster()] }, ec2: { securityGroups: group(ingress('::/0', 'all')) } }),
      reports: [
        "aurora-postgresql cluster shop-aurora is open to the world: sg-0db (database) admits ::/0 to all ports; it has no public address today, and one change makes it reachable. Admit the application's security group instead",
      ],
    },
    'the two halves of the internet, in a range of ports': {
      ...account({
        rds: { instances: [dbInstance()] },
        ec2: { securityGroups: group(ingress('0.0.0.0/1', 5000, 6000), ingress('128.0.0.0/1', 5000, 6000)) },
      }),
      reports: [
        "postgres instance shop-prod is open to the world: sg-0db (database) admits 0.0.0.0/1 to port 5000-6000 and sg-0db (database) admits 128.0.0.0/1 to port 5000-6000; it has no public address today, and one change makes it reachable. Admit the application's security group instead",
      ],
    },
    'a cache group is one finding; a serverless cache another': {
      ...account({
        elasticache: {
          replicationGroups: [replicationGroup()],
          cacheClusters: nodes,
          serverlessCaches: [serverlessCache()],
        },
        ec2: { securityGroups: cacheGroup(ingress('0.0.0.0/0', 6379)) },
      }),
      reports: ['cache shop-cache', 'serverless cache shop-serverless'].map(
        (what) =>
          `${what} is open to the world: sg-0cache (cache) admits 0.0.0.0/0 to port 6379; it has no public address today, and one change makes it reachable. Admit the application's security group instead`,
      ),
    },
  },
  unknown: {
    'a prefix list, whose entries are not read': {
      ...account({ rds: { instances: [dbInstance()] }, ec2: { securityGroups: group(prefixList('pl-0vpn', 5432)) } }),
      reasons: ['postgres instance shop-prod admits the prefix list pl-0vpn to port 5432; its entries are not read'],
    },
    'a group of another account': {
      ...account({ rds: { instances: [dbInstance()] }, ec2: { securityGroups: [] } }),
      reasons: ['the security group sg-0db of postgres instance shop-prod could not be seen'],
    },
  },
  silent: {
    'a cache outside of any VPC': account({ elasticache: { cacheClusters: [cacheCluster({ SecurityGroups: [] })] } }),
  },
});
