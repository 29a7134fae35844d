import type { AwsItem, DbInstance } from '../../src/model/aws/index.ts';
import { defineRule, type Evidence, fail, pass, unknown } from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';
import { groupsOf, routesToInternet } from '../shared/network.ts';
import { defaultPort, modify, ofInstance } from '../shared/rds.ts';
import { inWords, openToWorld } from '../shared/security-groups.ts';

const CALL = 'rds:DescribeDBInstances';

export default defineRule({
  id: 'rds-public',
  topic: 'databases/security-groups',
  severity: 'high',
  docs: {
    title: 'Keep databases off the internet',
    why: 'A publicly accessible database has an address that the whole internet can look up and try passwords on; one security group rule is then all that keeps it out.',
    how: '`PubliclyAccessible` must be false; each instance is judged, members of clusters too. Critical when the way is open to the end: a security group admits the whole internet to its port and one of its subnets routes to an internet gateway. Medium when no subnet routes to one: it cannot be reached today, and one route changes that.',
    fix: 'Switch the flag off. The name then resolves to the private address; applications inside the VPC go on.',
    silent: ['the default port and the default user name, which tell an attacker nothing'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "shop" {\n  engine              = "postgres"\n  publicly_accessible = true\n}',
      good: 'resource "aws_db_instance" "shop" {\n  engine              = "postgres"\n  publicly_accessible = false\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2',
    ],
  },
  controls: {
    cisAws: cis('rds-public'),
    awsFsbp: ['RDS.2'],
    wellArchitected: ['SEC05'],
    soc2: ['CC6.6'],
    cwe: ['284', '668'],
    owaspTop10_2021: ['A05'],
  },
  needs: ['rds.instances', 'ec2.securityGroups', 'ec2.subnets', 'ec2.routeTables'],
  subjects: ({ rds }) => rds.instances,
  judge: (db, { ec2 }) => {
    const { what } = ofInstance(db);
    const flag = seen('PubliclyAccessible', db.PubliclyAccessible, CALL);
    if (db.PubliclyAccessible === false) return pass(`${what} has no public address`, { evidence: [flag] });
    if (db.PubliclyAccessible === undefined)
      return unknown(`AWS did not say whether ${what} is publicly accessible`, { evidence: [flag] });
    return exposed(db, [flag], exposure(db, ec2));
  },
});

interface Exposure {
  /** Undefined when a subnet's routes could not be seen. */
  readonly routed: boolean | undefined;
  readonly openings: readonly string[];
}

interface Network {
  readonly securityGroups: readonly AwsItem<'ec2.securityGroups'>[];
  readonly subnets: readonly AwsItem<'ec2.subnets'>[];
  readonly routeTables: readonly AwsItem<'ec2.routeTables'>[];
}

function exposure(db: DbInstance, { securityGroups, subnets, routeTables }: Network): Exposure {
  const own = (db.DBSubnetGroup?.Subnets ?? []).flatMap(({ SubnetIdentifier }) => SubnetIdentifier ?? []);
  const routes = new Set(own.map((subnet) => routesToInternet(subnet, subnets, routeTables)));
  const ids = (db.VpcSecurityGroups ?? []).map(({ VpcSecurityGroupId }) => VpcSecurityGroupId);
  return {
    routed: routes.has(true) ? true : routes.has(undefined) || own.length === 0 ? undefined : false,
    openings: openToWorld(groupsOf(ids, securityGroups).found, db.Endpoint?.Port ?? defaultPort(db.Engine)).map(
      inWords,
    ),
  };
}

function exposed(db: DbInstance, evidence: readonly Evidence[], { routed, openings }: Exposure) {
  const { what } = ofInstance(db);
  const all = [
    ...evidence,
    seen('route to an internet gateway', routed ?? 'could not be seen', 'ec2:DescribeRouteTables'),
    seen('open to the world', openings, 'ec2:DescribeSecurityGroups'),
  ];
  const details = { evidence: all, fix: hide(db) };
  if (routed !== false && openings.length > 0)
    return fail(
      `${what} is on the internet: it is publicly accessible and ${list(openings)}, so everybody can try passwords on it; make it private now`,
      { ...details, severity: routed === true ? 'critical' : 'high' },
    );
  if (routed === false)
    return fail(
      `${what} is flagged publicly accessible; only the missing route to an internet gateway keeps it off the internet: switch the flag off`,
      { ...details, severity: 'medium' },
    );
  return fail(
    `${what} is publicly accessible: its name resolves to a public address and its security groups alone keep the internet out; make it private`,
    details,
  );
}

function hide(db: DbInstance) {
  return fix(
    `Make ${db.DBInstanceIdentifier} private`,
    text(
      'No restart: connections over the public address end within seconds to minutes, those inside the VPC go on without downtime. People who connect from outside need Session Manager port forwarding or a VPN.',
    ),
    modify(ofInstance(db), { 'no-publicly-accessible': true }),
    terraform('publicly_accessible = false'),
  );
}
