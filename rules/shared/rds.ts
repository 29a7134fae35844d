import type { DbCluster, DbInstance } from '../../src/model/aws/index.ts';
import type { FixStep, Subject } from '../../src/model/index.ts';
import { cli } from './fix.ts';
import { tag } from './scope.ts';

/** What holds data and is judged once: an instance outside of any cluster, or a cluster. */
export interface Database extends Subject {
  readonly kind: 'instance' | 'cluster';
  readonly name: string;
  readonly arn: string;
  /** `postgres instance shop-prod`: how messages name it. */
  readonly what: string;
  /** The call that its fields were read from. */
  readonly call: string;
  readonly engine: string;
  readonly version: string;
  readonly raw: DbInstance | DbCluster;
}

interface RdsFacts {
  readonly instances: readonly DbInstance[];
  readonly clusters: readonly DbCluster[];
}

/** Aurora's members and those of Multi-AZ clusters are left out: their cluster is judged. */
export function databases({ instances, clusters }: RdsFacts): readonly Database[] {
  return [
    ...instances.filter((db) => db.DBClusterIdentifier === undefined).map(ofInstance),
    ...clusters.map(ofCluster),
  ];
}

export function ofInstance(db: DbInstance): Database {
  return {
    ref: db.ref,
    kind: 'instance',
    name: db.DBInstanceIdentifier,
    arn: db.DBInstanceArn,
    what: `${db.Engine} instance ${db.DBInstanceIdentifier}`,
    call: 'rds:DescribeDBInstances',
    engine: db.Engine,
    version: db.EngineVersion,
    raw: db,
  };
}

function ofCluster(cluster: DbCluster): Database {
  return {
    ref: cluster.ref,
    kind: 'cluster',
    name: cluster.DBClusterIdentifier,
    arn: cluster.DBClusterArn,
    what: `${cluster.Engine} cluster ${cluster.DBClusterIdentifier}`,
    call: 'rds:DescribeDBClusters',
    engine: cluster.Engine,
    version: cluster.EngineVersion,
    raw: cluster,
  };
}

export function isAurora(engine: string): boolean {
  return engine.startsWith('aurora');
}

const PORTS: readonly (readonly [engine: RegExp, port: number])[] = [
  [/mysql|mariadb/, 3306],
  [/^sqlserver/, 1433],
  [/^oracle/, 1521],
];

/** For a database whose endpoint AWS does not give (yet). */
export function defaultPort(engine: string): number {
  return PORTS.find(([pattern]) => pattern.test(engine))?.[1] ?? 5432;
}

/** What this one is a copy of; undefined for a primary. */
export function replicaOf(raw: DbInstance | DbCluster): string | undefined {
  const source =
    'DBInstanceArn' in raw
      ? (raw.ReadReplicaSourceDBInstanceIdentifier ?? raw.ReadReplicaSourceDBClusterIdentifier)
      : raw.ReplicationSourceIdentifier;
  return source === '' ? undefined : source;
}

/** The member of a cluster that takes the writes. */
export function writerOf(
  { DBClusterIdentifier, DBClusterMembers }: DbCluster,
  instances: readonly DbInstance[],
): DbInstance | undefined {
  const writer = DBClusterMembers?.find(({ IsClusterWriter }) => IsClusterWriter === true)?.DBInstanceIdentifier;
  return instances.find(
    (one) => one.DBClusterIdentifier === DBClusterIdentifier && one.DBInstanceIdentifier === writer,
  );
}

/** The Elastic Beanstalk environment that made the database, from the tags that it leaves. */
export function ebEnvironmentOf(raw: DbInstance | DbCluster): string | undefined {
  return tag(raw.TagList, 'elasticbeanstalk:environment-name');
}

/** `aws rds modify-db-instance --db-instance-identifier … --apply-immediately`, or the cluster's command. */
export function modify(db: Database, options: Readonly<Record<string, string | number | true>>): FixStep {
  return cli(
    `rds modify-db-${db.kind}`,
    { [`db-${db.kind}-identifier`]: db.name, ...options, 'apply-immediately': true },
    db.ref.region,
  );
}

/** The Terraform resource that declares it. */
export function terraformType(db: Database): string {
  if (db.kind === 'cluster') return 'aws_rds_cluster';
  return isAurora(db.engine) ? 'aws_rds_cluster_instance' : 'aws_db_instance';
}
