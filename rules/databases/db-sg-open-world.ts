import type { AwsItem } from '../../src/model/aws/index.ts';
import { defineRule, type Facts, fail, notApplicable, pass, type Subject, unknown } from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';
import { groupsOf, routesToInternet } from '../shared/network.ts';
import { databases, defaultPort } from '../shared/rds.ts';
import { admit, inWords, type Opening, openToWorld, prefixLists, revoke } from '../shared/security-groups.ts';

type Needed = Facts<(typeof NEEDS)[number]>;

const NEEDS = [
  'rds.instances',
  'rds.clusters',
  'elasticache.replicationGroups',
  'elasticache.cacheClusters',
  'elasticache.serverlessCaches',
  'ec2.securityGroups',
  'ec2.subnets',
  'ec2.routeTables',
] as const;

/** Something that listens on a port behind security groups and holds data. */
interface Store extends Subject {
  readonly what: string;
  readonly port: number;
  readonly groups: readonly (string | undefined)[];
  /** It has an address on the internet and a route to it. */
  readonly reachable: boolean;
  readonly call: string;
}

export default defineRule({
  id: 'db-sg-open-world',
  topic: 'databases/security-groups',
  severity: 'critical',
  docs: {
    title: 'Close database and cache ports to the world',
    why: 'A security group that admits the whole internet to PostgreSQL, MySQL or Redis leaves a password (Redis often has none) as the only lock, on a door that is scanned around the clock.',
    how: 'Every security group attached to a database, an Aurora or Multi-AZ cluster, or a cache is read: no rule may admit `0.0.0.0/0`, `::/0` or half of the internet to its port; rules for all protocols count. Critical when it can be reached (publicly accessible and routed to an internet gateway), high otherwise: the group is then one change away from it. A rule for a prefix list is `unknown`, its entries are not read.',
    fix: 'Admit the security group of the application instead of addresses.',
    silent: ['rules that name security groups or private ranges'],
    example: {
      language: 'hcl',
      bad: 'ingress { # of the database\'s aws_security_group\n  protocol    = "tcp"\n  from_port   = 5432\n  to_port     = 5432\n  cidr_blocks = ["0.0.0.0/0"]\n}',
      good: 'ingress { # of the database\'s aws_security_group\n  protocol        = "tcp"\n  from_port       = 5432\n  to_port         = 5432\n  security_groups = [aws_security_group.web.id]\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19',
    ],
  },
  controls: {
    cisAws: cis('sg-v4'),
    awsFsbp: ['EC2.18', 'EC2.19'],
    wellArchitected: ['SEC05'],
    soc2: ['CC6.6'],
    cwe: ['284'],
    owaspTop10_2021: ['A05'],
  },
  needs: NEEDS,
  subjects: (facts) => [...sqlStores(facts), ...cacheStores(facts)],
  judge: (store, { ec2 }) => {
    if (store.groups.length === 0) return notApplicable(`${store.what} has no security group of its own`);
    const { found, missing } = groupsOf(store.groups, ec2.securityGroups);
    const openings = openToWorld(found, store.port);
    const evidence = [
      seen('security groups', store.groups, store.call),
      seen(`ingress to ${store.port} from the world`, openings.map(inWords), 'ec2:DescribeSecurityGroups'),
    ];
    if (openings.length > 0) return open(store, found, openings, evidence);
    if (missing.length > 0)
      return unknown(`the security group ${list(missing)} of ${store.what} could not be seen`, { evidence });
    const lists = prefixLists(found, store.port);
    if (lists.length > 0)
      return unknown(
        `${store.what} admits the prefix list ${list(lists)} to port ${store.port}; its entries are not read`,
        {
          evidence,
        },
      );
    return pass(`${store.what}: no group admits the internet to port ${store.port}`, { evidence });
  },
});

function sqlStores({ rds, ec2 }: Needed): readonly Store[] {
  return databases(rds).map(({ ref, what, call, name, raw }) => {
    const instances = 'DBInstanceArn' in raw ? [raw] : rds.instances.filter((db) => db.DBClusterIdentifier === name);
    return {
      ref,
      what,
      call,
      port: ('DBInstanceArn' in raw ? raw.Endpoint?.Port : raw.Port) ?? defaultPort(raw.Engine),
      groups: (raw.VpcSecurityGroups ?? []).map(({ VpcSecurityGroupId }) => VpcSecurityGroupId),
      reachable: instances.some((db) => db.PubliclyAccessible === true && routed(db, ec2)),
    };
  });
}

function routed(db: AwsItem<'rds.instances'>, { subnets, routeTables }: Needed['ec2']): boolean {
  return (db.DBSubnetGroup?.Subnets ?? []).some(
    ({ SubnetIdentifier }) =>
      SubnetIdentifier !== undefined && routesToInternet(SubnetIdentifier, subnets, routeTables) === true,
  );
}

function cacheStores({ elasticache }: Needed): readonly Store[] {
  const { replicationGroups, cacheClusters, serverlessCaches } = elasticache;
  const groupsOfNodes = (nodes: readonly AwsItem<'elasticache.cacheClusters'>[]) => [
    ...new Set(
      nodes.flatMap(({ SecurityGroups }) => (SecurityGroups ?? []).map(({ SecurityGroupId }) => SecurityGroupId)),
    ),
  ];
  const cache = { reachable: false, call: 'elasticache:DescribeCacheClusters' };
  return [
    ...replicationGroups.map((group) => {
      const nodes = cacheClusters.filter(({ ReplicationGroupId }) => ReplicationGroupId === group.ReplicationGroupId);
      const port = group.ConfigurationEndpoint?.Port ?? group.NodeGroups?.[0]?.PrimaryEndpoint?.Port ?? 6379;
      return {
        ...cache,
        ref: group.ref,
        what: `cache ${group.ReplicationGroupId}`,
        port,
        groups: groupsOfNodes(nodes),
      };
    }),
    ...cacheClusters
      .filter(({ ReplicationGroupId }) => ReplicationGroupId === undefined)
      .map((one) => {
        const port = one.ConfigurationEndpoint?.Port ?? one.CacheNodes?.[0]?.Endpoint?.Port ?? 6379;
        return { ...cache, ref: one.ref, what: `cache ${one.CacheClusterId}`, port, groups: groupsOfNodes([one]) };
      }),
    ...serverlessCaches.map((one) => ({
      ref: one.ref,
      what: `serverless cache ${one.ServerlessCacheName}`,
      port: one.Endpoint?.Port ?? 6379,
      groups: one.SecurityGroupIds ?? [],
      reachable: false,
      call: 'elasticache:DescribeServerlessCaches',
    })),
  ];
}

function open(
  store: Store,
  groups: readonly AwsItem<'ec2.securityGroups'>[],
  openings: readonly Opening[],
  evidence: readonly ReturnType<typeof seen>[],
) {
  const opened = groups.filter(({ GroupId }) => openings.some(({ groupId }) => groupId === GroupId)).slice(0, 1);
  const consequence = store.reachable
    ? 'it can be reached from the internet now'
    : 'it has no public address today, and one change makes it reachable';
  return fail(
    `${store.what} is open to the world: ${list(openings.map(inWords))}; ${consequence}. Admit the application's security group instead`,
    {
      severity: store.reachable ? 'critical' : 'high',
      evidence,
      fix: fix(
        `Let only the application reach ${store.what}`,
        text(
          'Admit the application first, then revoke what is open: no downtime for the application. APP_SECURITY_GROUP is the group of its tasks or instances: aws ecs describe-services shows it under networkConfiguration, aws ec2 describe-instances under SecurityGroups. People and jobs that connect from outside need Session Manager or a VPN from then on.',
        ),
        ...opened.flatMap((group) => admit(group, 'APP_SECURITY_GROUP', store.port, store.ref.region) ?? []),
        ...openings.map((opening) => revoke(opening, store.ref.region)),
        terraform(
          `aws_security_group_rule: source_security_group_id = the application's group, in place of cidr_blocks`,
        ),
      ),
    },
  );
}
