import rule from '../../rules/databases/db-sg-not-from-app.ts';
import { collected, type DeployedService, unavailable } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { databaseLink, service } from '../build/deployment.ts';
import { ec2Instance, ingress, prefixList, securityGroup } from '../build/ec2.ts';
import { facts, type NeedsOf, type Some } from '../build/facts.ts';
import { dbInstance } from '../build/rds.ts';

type Ec2 = NonNullable<Some<NeedsOf<typeof rule>>['ec2']>;
const APP = securityGroup({ GroupId: 'sg-0app', GroupName: 'web', IpPermissions: [] });
const db = dbInstance({ PubliclyAccessible: false });
const given = (
  groups: Ec2['securityGroups'],
  more: { service?: Partial<DeployedService>; database?: typeof db; ec2?: Ec2 } = {},
) =>
  facts(rule, {
    deployment: {
      services: [
        service({ parts: ['sg-0app'], databases: collected([databaseLink(more.database ?? db)]), ...more.service }),
      ],
    },
    ec2: { securityGroups: [...(groups ?? []), APP], instances: [], ...more.ec2 },
  });
const admits = (...permissions: ReturnType<typeof ingress>[]) => [securityGroup({ IpPermissions: permissions })];
const NETWORK = (range: string) =>
  `shop-prod admits a whole network: sg-0db (database) admits ${range} to port 5432; only ECS service shop-web uses it`;

testRule(rule, {
  pass: {
    'only the application': given([securityGroup()]),
    'a small range beside it: the VPN': given(admits(ingress('10.8.0.0/24', 5432))),
    'a range that the configuration allows': {
      ...given(admits(ingress('10.0.0.0/16', 5432))),
      context: { options: { allow: ['10.0.0.0/16'] } },
    },
    'the whole internet is named by another rule': given(admits(ingress('0.0.0.0/0', 5432))),
    'a range to another port': given(admits(ingress('10.0.0.0/16', 22), ingress('10.8.0.0/28', 5432))),
    'instances of the environment have the group': given([securityGroup()], {
      service: { parts: ['i-0web'] },
      ec2: { instances: [ec2Instance({ InstanceId: 'i-0web', SecurityGroups: [{ GroupId: 'sg-0app' }] })] },
    }),
    'its groups are not known: reachability is not judged': given(admits(), { service: { parts: [] } }),
    'a prefix list may hold it': given([securityGroup({ IpPermissions: [prefixList('pl-0corp', 5432)] })]),
    'the proxy stands between': given(admits(), {
      service: { databases: collected([databaseLink(db, 'proxy')]) },
    }),
    'it wants no copies now': given(admits(), {
      service: { copies: collected({ desired: 0, steady: 0, maximum: 0, reason: 'desired count 0' }) },
    }),
  },
  fail: {
    'the whole VPC': {
      ...given(admits(ingress('10.0.0.0/16', 5432))),
      reports: [NETWORK('10.0.0.0/16')],
      severities: ['medium'],
    },
    'the whole VPC by IPv6': { ...given(admits(ingress('fd00::/48', 5432))), reports: [NETWORK('fd00::/48')] },
    'an office, and a public address': {
      ...given(admits(ingress('203.0.113.0/24', 5432)), { database: dbInstance({ PubliclyAccessible: true }) }),
      reports: [
        'shop-prod admits public addresses: sg-0db (database) admits 203.0.113.0/24 to port 5432; it has a public address, and whoever has one of them reaches it',
      ],
      severities: ['high'],
    },
    'an office, without a public address': {
      ...given(admits(ingress('203.0.113.7/32', 5432))),
      reports: [
        'shop-prod admits public addresses: sg-0db (database) admits 203.0.113.7/32 to port 5432; it has no public address today',
      ],
      severities: ['medium'],
    },
    'the application is not admitted': {
      ...given(admits()),
      reports: [
        'shop-prod does not admit ECS service shop-web to port 5432: none of its groups, and no range, lets it in',
      ],
      severities: ['high'],
    },
  },
  unknown: {
    'the group of the database was not seen': {
      ...given([]),
      reasons: ['the security group sg-0db of shop-prod could not be seen'],
    },
    'its databases could not be told': {
      ...given([securityGroup()], { service: { databases: unavailable('denied: rds:DescribeDBInstances') } }),
      reasons: ['the databases of ECS service shop-web could not be told: denied: rds:DescribeDBInstances'],
    },
  },
  silent: { 'no database of the account': given([], { service: { databases: collected([]) } }) },
});
