import type { DbCluster, DbInstance } from '../../src/model/aws/index.ts';
import { defineRule, fail, notApplicable, pass, unknown, type Verdict } from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { count, seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { type Database, databases, isAurora, modify, replicaOf, writerOf } from '../shared/rds.ts';

export default defineRule({
  id: 'rds-single-az',
  topic: 'databases/rds',
  severity: 'medium',
  goals: ['resilience'],
  docs: {
    title: 'Run the database in two availability zones',
    why: 'A single-AZ database is down while its host, its zone or its maintenance is: minutes for a reboot, hours for a restore. A standby in another zone takes over within a minute or two.',
    how: 'An instance needs `MultiAZ`. An Aurora cluster needs two members at least, in more than one zone. Multi-AZ clusters of RDS have three by nature.',
    fix: 'Switch Multi-AZ on, or add a reader to the Aurora cluster. There is no downtime; latency rises while the standby is made.',
    silent: [
      'read replicas: their source is judged',
      'Aurora Serverless v1, which has no members and fails over by itself',
      'databases outside of production: leave them out in djaudit.yml, a standby there is a matter of money',
    ],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "shop" {\n  engine = "postgres"\n}',
      good: 'resource "aws_db_instance" "shop" {\n  engine   = "postgres"\n  multi_az = true\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html',
      'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html',
    ],
  },
  controls: { cisAws: cis('rds-multiaz'), awsFsbp: ['RDS.5', 'RDS.15'], wellArchitected: ['REL10'], soc2: ['A1.2'] },
  needs: ['rds.instances', 'rds.clusters'],
  subjects: ({ rds }) => databases(rds),
  judge: (db, { rds }) => {
    const source = replicaOf(db.raw);
    if (source !== undefined) return notApplicable(`${db.name} is a read replica of ${source}, which is judged`);
    return 'DBInstanceArn' in db.raw ? judgeInstance(db, db.raw) : judgeCluster(db, db.raw, rds.instances);
  },
});

function judgeInstance(db: Database, { MultiAZ }: DbInstance): Verdict {
  const evidence = [seen('MultiAZ', MultiAZ, db.call)];
  if (MultiAZ === true) return pass(`${db.what} has a standby in another zone`, { evidence });
  return fail(
    `${db.what} runs in one availability zone: while its host or zone is down the application is too, and its last resort is a restore; add a standby`,
    {
      evidence,
      fix: fix(
        `Give ${db.name} a standby in another zone`,
        text(
          'No downtime; expect slower writes while the standby is made. The cost of the instance and its storage doubles.',
        ),
        modify(db, { 'multi-az': true }),
        terraform('aws_db_instance: multi_az = true'),
      ),
    },
  );
}

function judgeCluster(db: Database, cluster: DbCluster, instances: readonly DbInstance[]): Verdict {
  const members = cluster.DBClusterMembers ?? [];
  const evidence = [
    seen(
      'DBClusterMembers',
      members.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier),
      db.call,
    ),
  ];
  if (!isAurora(db.engine) && cluster.MultiAZ === true) return pass(`${db.what} spans three zones`, { evidence });
  if (cluster.EngineMode === 'serverless')
    return notApplicable('Aurora Serverless v1 has no members and moves to another zone by itself', { evidence });
  const writer = writerOf(cluster, instances);
  if (members.length < 2) return addReader(db, writer, `has ${count(members.length, 'member')}`, evidence);
  const zones = zonesOf(cluster, instances);
  if (zones === undefined) return unknown(`the zones of the members of ${db.name} could not be seen`, { evidence });
  const where = [...evidence, seen('AvailabilityZone', zones, 'rds:DescribeDBInstances')];
  if (zones.length < 2)
    return addReader(db, writer, `has all ${members.length} members in the zone ${zones.join()}`, where);
  return pass(`${db.what} has members in ${zones.length} zones`, { evidence: where });
}

function zonesOf(cluster: DbCluster, instances: readonly DbInstance[]): readonly string[] | undefined {
  const members = instances.filter(({ DBClusterIdentifier }) => DBClusterIdentifier === cluster.DBClusterIdentifier);
  const zones = new Set(members.flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []));
  return members.length < (cluster.DBClusterMembers ?? []).length ? undefined : [...zones].sort();
}

function addReader(
  db: Database,
  writer: DbInstance | undefined,
  what: string,
  evidence: readonly ReturnType<typeof seen>[],
): Verdict {
  const options = {
    'db-cluster-identifier': db.name,
    'db-instance-identifier': `${db.name}-reader`,
    engine: db.engine,
    'db-instance-class': writer?.DBInstanceClass ?? 'db.r7g.large',
  };
  return fail(`${db.what} ${what}: when it fails there is nothing to fail over to; add a reader in another zone`, {
    evidence,
    fix: fix(
      `Add a reader to ${db.name}`,
      text(
        `No downtime. Aurora puts the reader into another availability zone than the writer${writer?.AvailabilityZone === undefined ? '' : ` (${writer.AvailabilityZone})`} where the subnet group has one; with the writer's class it can take over.`,
      ),
      cli('rds create-db-instance', options, db.ref.region),
      terraform('aws_rds_cluster_instance: a second one with the same cluster_identifier'),
    ),
  });
}
