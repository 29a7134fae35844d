import type { AwsItem, DbCluster, DbInstance } from '../../src/model/aws/index.ts';
import {
  type DatabaseLink,
  type DeployedService,
  defineRule,
  type Evidence,
  type Facts,
  fail,
  part,
  pass,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import { isPrivate, isWorld } from '../shared/cidr.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';
import { groupsOf } from '../shared/network.ts';
import { defaultPort } from '../shared/rds.ts';
import { admit, covers, inWords, type Opening, openingsFrom, prefixLists, revoke } from '../shared/security-groups.ts';
import { type Blind, linkEvidence, nameOf } from '../shared/service.ts';

type Group = AwsItem<'ec2.securityGroups'>;

const NEEDS = ['deployment.services', 'ec2.securityGroups', 'ec2.instances'] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

/** A database of the deployment with the services that use it. */
interface Used extends Subject {
  readonly database: DbInstance | DbCluster;
  readonly users: readonly { readonly service: DeployedService; readonly link: DatabaseLink }[];
}

export default defineRule({
  id: 'db-sg-not-from-app',
  topic: 'databases/security-groups',
  severity: 'medium',
  docs: {
    title: 'Admit only the application to its database',
    why: 'A whole network that may speak to the database makes every other machine in it, and whoever gets into one, a client with only a password to guess. And a database that does not admit the application at all is an outage with the next deployment.',
    how: "The ingress rules of the database's security groups on its port against the groups of the tasks and instances that use it. A private range wider than /24, such as the whole VPC, is medium. Public ranges short of the world are high when the database has a public address, medium otherwise. An application whose groups are not admitted is high, when no range, prefix list or group of its own could let it in either. Groups of others are listed, not judged: proxies, functions, bastions and migration tasks are legitimate.",
    fix: 'Admit the security group of the application, then revoke the ranges.',
    silent: [
      'the whole internet: db-sg-open-world names it',
      'ranges of /24 and smaller: an office, a VPN, a bastion',
      'groups and ranges in the option `allow`',
      'applications whose groups could not be seen, databases behind RDS Proxy, and other VPCs: reachability is not judged',
    ],
    example: {
      language: 'hcl',
      bad: 'ingress { # of the database\'s aws_security_group\n  protocol    = "tcp"\n  from_port   = 5432\n  to_port     = 5432\n  cidr_blocks = [aws_vpc.shop.cidr_block] # 10.0.0.0/16\n}',
      good: 'ingress { # of the database\'s aws_security_group\n  protocol        = "tcp"\n  from_port       = 5432\n  to_port         = 5432\n  security_groups = [aws_security_group.web.id]\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    ],
  },
  controls: { wellArchitected: ['SEC05'], soc2: ['CC6.6'], cwe: ['284'] },
  needs: NEEDS,
  options: { allow: { type: 'strings', default: [], describe: 'Groups and ranges that may reach databases.' } },
  subjects: ({ deployment }) => databasesOf(deployment.services),
  judge: (subject, { ec2 }, { options }) => {
    if ('blind' in subject) return unknown(subject.blind);
    const { database, users } = subject;
    const name = database.ref.name ?? database.ref.id;
    const port =
      ('DBInstanceArn' in database ? database.Endpoint?.Port : database.Port) ?? defaultPort(database.Engine);
    const ids = (database.VpcSecurityGroups ?? []).map(({ VpcSecurityGroupId }) => VpcSecurityGroupId);
    const { found, missing } = groupsOf(ids, ec2.securityGroups);
    if (missing.length > 0) return unknown(`the security group ${list(missing)} of ${name} could not be seen`);
    const ranges = openingsFrom(found, port, (cidr) => !isWorld(cidr) && !options.allow.includes(cidr));
    const application = [...new Set(users.flatMap(({ service }) => groupsOfService(service, ec2.instances)))];
    const evidence = [
      ...users.flatMap(({ link }) => link.database.edge.evidence),
      seen(`ranges admitted to ${port}`, ranges.map(inWords), 'ec2:DescribeSecurityGroups'),
      seen(`groups admitted to ${port}`, admitted(found, port), 'ec2:DescribeSecurityGroups'),
      seen('groups of the application', application, 'ecs:DescribeServices and ec2:DescribeInstances'),
      ...users.slice(0, 1).map(({ service }) => linkEvidence(service)),
    ];
    const open = ranges.filter(({ cidr }) => !isPrivate(cidr));
    if (open.length > 0) return toPublic(subject, open, evidence);
    const wide = ranges.filter(({ cidr }) => isWide(cidr));
    if (wide.length > 0) return toNetwork(subject, wide, found, application, port, evidence);
    const out = users.find((one) => isShutOut(one, found, port, ec2));
    if (out !== undefined) return shutOut(subject, out.service, found, application, port, evidence);
    return pass(`${name} admits the application and no network to port ${port}`, { evidence });
  },
});

function databasesOf(services: readonly DeployedService[]): readonly (Used | Blind)[] {
  const used = new Map<string, Used>();
  const blind: Blind[] = [];
  for (const service of services) {
    const { databases } = service;
    if (databases.status === 'unavailable') {
      blind.push({
        ref: part(service.ref, 'database groups'),
        blind: `the databases of ${nameOf(service)} could not be told: ${databases.reason}`,
      });
      continue;
    }
    for (const link of databases.value) {
      const database = link.database.to;
      const users = [...(used.get(database.ref.id)?.users ?? []), { service, link }];
      used.set(database.ref.id, { ref: database.ref, database, users });
    }
  }
  return [...used.values(), ...blind];
}

/** A group that is named itself (ECS), and those of the instances that are part of it. */
function groupsOfService(service: DeployedService, instances: Needed['ec2']['instances']): readonly string[] {
  const groups = service.groups.status === 'collected' ? service.groups.value : [];
  const members = groups.flatMap(({ Instances = [] }) => Instances.flatMap(({ InstanceId }) => InstanceId ?? []));
  const own = new Set([...service.parts, ...members]);
  return [
    ...service.parts.filter((id) => id.startsWith('sg-')),
    ...instances
      .filter(({ InstanceId }) => own.has(InstanceId))
      .flatMap(({ SecurityGroups = [] }) => SecurityGroups.flatMap(({ GroupId }) => GroupId ?? [])),
  ];
}

function admitted(groups: readonly Group[], port: number): readonly string[] {
  return groups.flatMap(({ IpPermissions = [] }) =>
    IpPermissions.filter((permission) => covers(permission, port)).flatMap(({ UserIdGroupPairs = [] }) =>
      UserIdGroupPairs.flatMap(({ GroupId }) => GroupId ?? []),
    ),
  );
}

/** Wider than the 256 addresses of a small network; of IPv6, than one subnet. */
function isWide(cidr: string): boolean {
  const size = Number(cidr.split('/')[1] ?? '128');
  return cidr.includes(':') ? size < 64 : size < 24;
}

function nameOfDatabase({ database }: Used): string {
  return database.ref.name ?? database.ref.id;
}

function toPublic(subject: Used, open: readonly Opening[], evidence: readonly Evidence[]) {
  const { database } = subject;
  const exposed = 'PubliclyAccessible' in database && database.PubliclyAccessible === true;
  return fail(
    `${nameOfDatabase(subject)} admits public addresses: ${list(open.map(inWords))}; ${exposed ? 'it has a public address, and whoever has one of them reaches it' : 'it has no public address today'}`,
    {
      severity: exposed ? 'high' : 'medium',
      evidence,
      fix: fix(
        `Close ${nameOfDatabase(subject)} to the internet`,
        text(
          'People reach it by Session Manager port forwarding or a VPN. Revoke after nobody uses the range any more.',
        ),
        ...open.map((one) => revoke(one, database.ref.region)),
      ),
    },
  );
}

function toNetwork(
  subject: Used,
  wide: readonly Opening[],
  groups: readonly Group[],
  application: readonly string[],
  port: number,
  evidence: readonly Evidence[],
) {
  const { database } = subject;
  return fail(
    `${nameOfDatabase(subject)} admits a whole network: ${list(wide.map(inWords))}; only ${list(subject.users.map(({ service }) => nameOf(service)))} uses it`,
    {
      evidence,
      fix: fix(
        `Admit the application by its group`,
        text('Add the rule for the group first, then revoke the range: no downtime.'),
        ...ways(groups, application, port, database.ref.region),
        ...wide.map((one) => revoke(one, database.ref.region)),
        terraform(
          "aws_vpc_security_group_ingress_rule: referenced_security_group_id = the application's group, in place of cidr_ipv4",
        ),
      ),
    },
  );
}

/** Nothing that was seen lets it in: no group of its own, and no range or list that might hold its address. */
function isShutOut(
  { service, link }: Used['users'][number],
  groups: readonly Group[],
  port: number,
  ec2: Needed['ec2'],
): boolean {
  const own = groupsOfService(service, ec2.instances);
  const known = ec2.securityGroups.filter(({ GroupId }) => own.includes(GroupId));
  if (link.through === 'proxy' || own.length === 0 || known.length < new Set(own).size) return false;
  const copies = service.copies.status === 'collected' ? service.copies.value.desired : 0;
  const sameNetwork = known.every(({ VpcId }) => groups.every((group) => group.VpcId === VpcId));
  if (copies === 0 || !sameNetwork || groups.length === 0) return false;
  const byRange = openingsFrom(groups, port, () => true).length > 0 || prefixLists(groups, port).length > 0;
  return !byRange && !admitted(groups, port).some((id) => own.includes(id));
}

function shutOut(
  subject: Used,
  service: DeployedService,
  groups: readonly Group[],
  application: readonly string[],
  port: number,
  evidence: readonly Evidence[],
) {
  const { database } = subject;
  return fail(
    `${nameOfDatabase(subject)} does not admit ${nameOf(service)} to port ${port}: none of its groups, and no range, lets it in`,
    {
      severity: 'high',
      evidence,
      fix: fix(
        `Admit ${service.ref.name ?? service.ref.id} to ${nameOfDatabase(subject)}`,
        text('Takes effect at once.'),
        ...ways(groups, application, port, database.ref.region),
      ),
    },
  );
}

/** One rule lets the application in: its first group into the database's first. */
function ways(groups: readonly Group[], application: readonly string[], port: number, region: string | undefined) {
  const [group] = groups;
  const [source] = application;
  const step = group === undefined || source === undefined ? undefined : admit(group, source, port, region);
  return step === undefined ? [] : [step];
}
