import type { DbCluster, DbInstance, ParameterGroup } from '../../src/model/aws/index.ts';
import { defineRule, type Evidence, type FixStep, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { type Database, databases } from '../shared/rds.ts';
import { sameScope } from '../shared/scope.ts';
import { tlsByDefault, tlsParameter } from '../shared/tls-parameters.ts';

export default defineRule({
  id: 'rds-tls-not-enforced',
  topic: 'databases/encryption-in-transit',
  severity: 'medium',
  docs: {
    title: 'Let the database refuse connections without TLS',
    why: 'A client that does not ask for TLS (libpq prefers it, and falls back) sends the password hash and every row in clear through the VPC, and nobody notices.',
    how: 'The parameter in effect is read, engine defaults included: `rds.force_ssl` of PostgreSQL and SQL Server must be 1, `require_secure_transport` of MySQL and MariaDB 1 or ON. Of Aurora and Multi-AZ clusters the cluster parameter group counts. A static parameter that is set while the group waits for a reboot is not in effect. Where AWS lists no value the default of the version counts, with less confidence: on from PostgreSQL 15, MySQL 9.7 and MariaDB 11.8.',
    fix: 'Make every client use TLS first (Django: `"OPTIONS": {"sslmode": "verify-full"}`), then set the parameter in a custom parameter group.',
    silent: ['Oracle, Db2 and the engines that Django does not speak to'],
    example: {
      language: 'hcl',
      bad: '# aws_db_parameter_group of the database (PostgreSQL)\nparameter {\n  name  = "rds.force_ssl"\n  value = "0"\n}',
      good: '# aws_db_parameter_group of the database (PostgreSQL)\nparameter {\n  name  = "rds.force_ssl"\n  value = "1"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html',
    ],
  },
  controls: {
    awsFsbp: ['RDS.38', 'RDS.39', 'RDS.44'],
    wellArchitected: ['SEC09'],
    soc2: ['CC6.7'],
    cwe: ['319'],
    owaspTop10_2021: ['A02'],
  },
  needs: ['rds.instances', 'rds.clusters', 'rds.parameters'],
  subjects: ({ rds }) => databases(rds),
  judge: (db, { rds }) => {
    const name = tlsParameter(db.engine);
    if (name === undefined) return notApplicable(`${db.engine} has no parameter that enforces TLS`);
    const found = effective(db, name, rds.parameters);
    if (found === undefined) return unknown(`the parameter group of ${db.what} could not be seen`);
    const { value, group, waits } = found;
    const evidence = [
      seen(name, value ?? 'no value listed: the default of the version', group.call),
      seen('parameter group', `${group.name} (${group.status ?? 'status not given'})`, db.call),
    ];
    const byDefault = value === undefined ? tlsByDefault(db.engine, db.version) : undefined;
    if (value === undefined && byDefault === undefined)
      return unknown(
        `AWS lists no value of ${name} in ${group.name}, and the default of ${db.engine} ${db.version} is not known`,
        { evidence },
      );
    const confidence = value === undefined ? 'medium' : 'high';
    if (!(byDefault ?? isOn(value))) return accepts(db, name, group.name, { evidence, confidence });
    if (waits) return pending(db, name, group.name, evidence);
    return pass(`${db.what} refuses connections without TLS`, { evidence, confidence });
  },
});

interface Effective {
  readonly value: string | undefined;
  /** Set, but the group waits for a reboot and the parameter is not one that applies at once. */
  readonly waits: boolean;
  readonly group: { readonly name: string; readonly status: string | undefined; readonly call: string };
}

function effective(db: Database, parameter: string, groups: readonly ParameterGroup[]): Effective | undefined {
  const { name, status } = 'DBInstanceArn' in db.raw ? ofInstanceGroup(db.raw) : ofClusterGroup(db.raw);
  const group = groups.find((one) => one.kind === db.kind && one.name === name && sameScope(one, db));
  if (group === undefined || name === undefined) return undefined;
  const row = group.parameters.find(({ ParameterName }) => ParameterName === parameter);
  const atOnce = row?.ApplyType === 'dynamic' && row.ApplyMethod !== 'pending-reboot';
  const call = db.kind === 'cluster' ? 'rds:DescribeDBClusterParameters' : 'rds:DescribeDBParameters';
  return { value: row?.ParameterValue, waits: status === 'pending-reboot' && !atOnce, group: { name, status, call } };
}

function ofInstanceGroup({ DBParameterGroups }: DbInstance) {
  const group = DBParameterGroups?.[0];
  return { name: group?.DBParameterGroupName, status: group?.ParameterApplyStatus };
}

/** A cluster waits as long as one of its members does. */
function ofClusterGroup({ DBClusterParameterGroup, DBClusterMembers }: DbCluster) {
  const statuses = (DBClusterMembers ?? []).map(({ DBClusterParameterGroupStatus }) => DBClusterParameterGroupStatus);
  return { name: DBClusterParameterGroup, status: statuses.find((one) => one === 'pending-reboot') ?? statuses[0] };
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value?.toLowerCase() === 'on';
}

function accepts(
  db: Database,
  name: string,
  group: string,
  details: { readonly evidence: readonly Evidence[]; readonly confidence: 'high' | 'medium' },
) {
  return fail(
    `${db.what} accepts connections without TLS (${name} is off in ${group}): passwords and rows can cross the network in clear, unnoticed`,
    { ...details, fix: enforce(db, name, group) },
  );
}

function pending(db: Database, name: string, group: string, evidence: readonly Evidence[]) {
  const target = db.kind === 'cluster' ? 'a member' : db.name;
  return fail(
    `${db.what} still accepts connections without TLS: ${name} is set in ${group} but not active until ${target} is rebooted`,
    {
      evidence,
      fix: fix(
        `Reboot ${db.name} so that ${name} takes effect`,
        text(
          'A reboot is an outage of a minute or so; with Multi-AZ a failover makes it shorter. Make sure first that every client uses TLS: those that do not are refused afterwards.',
        ),
        ...reboots(db),
      ),
    },
  );
}

function reboots(db: Database) {
  const members =
    'DBInstanceArn' in db.raw
      ? [db.name]
      : (db.raw.DBClusterMembers ?? []).map((one) => one.DBInstanceIdentifier ?? '');
  return members.map((member) => cli('rds reboot-db-instance', { 'db-instance-identifier': member }, db.ref.region));
}

function enforce(db: Database, name: string, group: string) {
  const value = name === 'rds.force_ssl' ? '1' : 'ON';
  const scope = db.kind === 'cluster' ? 'db-cluster-parameter-group' : 'db-parameter-group';
  const family = /^default\.(.+)$/.exec(group)?.[1];
  const own = family === undefined ? group : `${db.name}-tls`;
  const set = {
    [`${scope}-name`]: own,
    parameters: `ParameterName=${name},ParameterValue=${value},ApplyMethod=${db.engine.startsWith('sqlserver') ? 'pending-reboot' : 'immediate'}`,
  };
  return fix(
    `Refuse connections without TLS on ${db.name}`,
    text(
      db.engine.startsWith('sqlserver')
        ? 'Every client must encrypt first: those that do not are refused after the reboot that the parameter waits for (about a minute of downtime).'
        : 'Takes effect at once. Every client must use TLS first (Django: "OPTIONS": {"sslmode": "verify-full"}, of MySQL {"ssl": {"ca": "/path/of/global-bundle.pem"}}): those that do not are refused from then on.',
    ),
    ...(family === undefined
      ? [cli(`rds modify-${scope}`, set, db.ref.region)]
      : inGroupOfItsOwn(db, { group, family, own, scope, set })),
    terraform(
      `aws_${scope.replaceAll('-', '_').replace('db_cluster', 'rds_cluster')}: parameter { name = "${name}", value = "${value}" }`,
    ),
  );
}

interface OwnGroup {
  readonly group: string;
  readonly family: string;
  readonly own: string;
  readonly scope: string;
  readonly set: Parameters<typeof cli>[1];
}

/** AWS's default groups cannot be changed: a group of the same family takes the place of one. */
function inGroupOfItsOwn(db: Database, { group, family, own, scope, set }: OwnGroup): readonly FixStep[] {
  const create = {
    [`${scope}-name`]: own,
    'db-parameter-group-family': family,
    description: `${group} with TLS enforced`,
  };
  const attach = { [`db-${db.kind}-identifier`]: db.name, [`${scope}-name`]: own, 'apply-immediately': true } as const;
  return [
    text(
      `${group} belongs to AWS and cannot be changed: these commands make the group ${own} and attach it to ${db.name}, which takes it at the reboot (about a minute of downtime).`,
    ),
    cli(`rds create-${scope}`, create, db.ref.region),
    cli(`rds modify-${scope}`, set, db.ref.region),
    cli(`rds modify-db-${db.kind}`, attach, db.ref.region),
    ...reboots(db),
  ];
}
