import type {
  DBCluster,
  DBClusterSnapshot,
  DBInstance,
  DBProxy,
  DBProxyTarget,
  DBSnapshot,
  EventSubscription,
  Parameter,
  ResourcePendingMaintenanceActions,
} from '@aws-sdk/client-rds';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { arn, chosen, daysAgo, digits, NOW, REGION } from './where.ts';

/** A sound PostgreSQL instance; a case names what differs. */
export function dbInstance(differs: Partial<DBInstance> = {}): DBInstance {
  const name = differs.DBInstanceIdentifier ?? 'shop';
  return {
    DBInstanceIdentifier: name,
    DBInstanceArn: arn('rds', `db:${name}`),
    DBInstanceClass: 'db.m7g.large',
    Engine: 'postgres',
    EngineVersion: '17.10',
    DBInstanceStatus: 'available',
    MasterUsername: 'shop',
    DBName: 'shop',
    Endpoint: {
      Address: `${name}.c${digits(name, 11)}.${REGION}.rds.amazonaws.com`,
      Port: 5432,
      HostedZoneId: 'Z29XKXDKYMONMX',
    },
    AllocatedStorage: 100,
    MaxAllocatedStorage: 500,
    InstanceCreateTime: daysAgo(400),
    PreferredBackupWindow: '02:00-02:30',
    BackupRetentionPeriod: 14,
    DBSecurityGroups: [],
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0db00000000000001', Status: 'active' }],
    DBParameterGroups: [{ DBParameterGroupName: 'shop-postgres17', ParameterApplyStatus: 'in-sync' }],
    AvailabilityZone: `${REGION}a`,
    SecondaryAvailabilityZone: `${REGION}b`,
    DBSubnetGroup: dbSubnetGroup(['subnet-0db0000000000000a', 'subnet-0db0000000000000b']),
    PreferredMaintenanceWindow: 'sun:03:00-sun:03:30',
    UpgradeRolloutOrder: 'second',
    PendingModifiedValues: {},
    LatestRestorableTime: new Date(NOW.getTime() - 300_000),
    MultiAZ: true,
    AutoMinorVersionUpgrade: true,
    ReadReplicaDBInstanceIdentifiers: [],
    LicenseModel: 'postgresql-license',
    Iops: 3000,
    StorageThroughput: 125,
    OptionGroupMemberships: [{ OptionGroupName: 'default:postgres-17', Status: 'in-sync' }],
    PubliclyAccessible: false,
    StorageType: 'gp3',
    DbInstancePort: 0,
    StorageEncrypted: true,
    KmsKeyId: arn('kms', 'key/0a1b2c3d-0000-4000-8000-00000000d001'),
    DbiResourceId: `db-${digits(name, 26).toUpperCase()}`,
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    DomainMemberships: [],
    CopyTagsToSnapshot: true,
    MonitoringInterval: 60,
    MonitoringRoleArn: 'arn:aws:iam::111122223333:role/rds-monitoring-role',
    IAMDatabaseAuthenticationEnabled: false,
    DatabaseInsightsMode: 'standard',
    PerformanceInsightsEnabled: true,
    PerformanceInsightsRetentionPeriod: 7,
    EnabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
    DeletionProtection: true,
    AssociatedRoles: [],
    TagList: [],
    CustomerOwnedIpEnabled: false,
    BackupTarget: 'region',
    NetworkType: 'IPV4',
    ActivityStreamStatus: 'stopped',
    CertificateDetails: { CAIdentifier: 'rds-ca-rsa2048-g1', ValidTill: new Date('2027-10-01T00:00:00Z') },
    DedicatedLogVolume: false,
    IsStorageConfigUpgradeAvailable: false,
    EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    ...differs,
  };
}

export function dbSubnetGroup(subnets: readonly string[], name = 'shop-db') {
  return {
    DBSubnetGroupName: name,
    DBSubnetGroupDescription: 'private subnets',
    VpcId: 'vpc-0a000000000000001',
    SubnetGroupStatus: 'Complete',
    Subnets: subnets.map((SubnetIdentifier, index) => ({
      SubnetIdentifier,
      SubnetAvailabilityZone: { Name: `${REGION}${'abc'.charAt(index)}` },
      SubnetOutpost: {},
      SubnetStatus: 'Active',
    })),
    SupportedNetworkTypes: ['IPV4'],
  };
}

/** A sound Aurora cluster with a writer and a reader. */
export function dbCluster(differs: Partial<DBCluster> = {}): DBCluster {
  const name = differs.DBClusterIdentifier ?? 'reports';
  return {
    DBClusterIdentifier: name,
    DBClusterArn: arn('rds', `cluster:${name}`),
    Engine: 'aurora-postgresql',
    EngineVersion: '17.9',
    EngineMode: 'provisioned',
    Status: 'available',
    AllocatedStorage: 1,
    AvailabilityZones: [`${REGION}a`, `${REGION}b`, `${REGION}c`],
    BackupRetentionPeriod: 14,
    DBClusterParameterGroup: 'reports-aurora17',
    DBSubnetGroup: 'shop-db',
    Endpoint: `${name}.cluster-c${digits(name, 11)}.${REGION}.rds.amazonaws.com`,
    ReaderEndpoint: `${name}.cluster-ro-c${digits(name, 11)}.${REGION}.rds.amazonaws.com`,
    EarliestRestorableTime: daysAgo(14),
    LatestRestorableTime: new Date(NOW.getTime() - 300_000),
    MultiAZ: true,
    Port: 5432,
    MasterUsername: 'reports',
    PreferredBackupWindow: '02:00-02:30',
    PreferredMaintenanceWindow: 'sun:03:00-sun:03:30',
    ReadReplicaIdentifiers: [],
    DBClusterMembers: [
      {
        DBInstanceIdentifier: `${name}-1`,
        IsClusterWriter: true,
        DBClusterParameterGroupStatus: 'in-sync',
        PromotionTier: 1,
      },
      {
        DBInstanceIdentifier: `${name}-2`,
        IsClusterWriter: false,
        DBClusterParameterGroupStatus: 'in-sync',
        PromotionTier: 1,
      },
    ],
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0db00000000000001', Status: 'active' }],
    HostedZoneId: 'Z29XKXDKYMONMX',
    StorageEncrypted: true,
    KmsKeyId: arn('kms', 'key/0a1b2c3d-0000-4000-8000-00000000d001'),
    DbClusterResourceId: `cluster-${digits(name, 26).toUpperCase()}`,
    IAMDatabaseAuthenticationEnabled: false,
    ClusterCreateTime: daysAgo(300),
    EnabledCloudwatchLogsExports: ['postgresql'],
    DeletionProtection: true,
    CopyTagsToSnapshot: true,
    CrossAccountClone: false,
    HttpEndpointEnabled: false,
    AutoMinorVersionUpgrade: true,
    AssociatedRoles: [],
    TagList: [],
    EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    ...differs,
  };
}

/** An instance of a cluster: the cluster says what the storage is like. */
export function clusterMember(cluster: DBCluster, name: string, differs: Partial<DBInstance> = {}): DBInstance {
  return dbInstance({
    DBInstanceIdentifier: name,
    DBClusterIdentifier: cluster.DBClusterIdentifier,
    Engine: cluster.Engine,
    EngineVersion: cluster.EngineVersion,
    DBInstanceClass: 'db.r7g.large',
    AllocatedStorage: 1,
    MaxAllocatedStorage: undefined,
    MultiAZ: false,
    StorageType: 'aurora',
    StorageEncrypted: cluster.StorageEncrypted,
    DeletionProtection: false,
    BackupRetentionPeriod: cluster.BackupRetentionPeriod,
    DBParameterGroups: [{ DBParameterGroupName: 'default.aurora-postgresql17', ParameterApplyStatus: 'in-sync' }],
    ...differs,
  });
}

/**
 * The rows of a parameter group, as many as AWS has (the first page is not all of them).
 * @param set the rows that a user set; the others are the engine's
 */
export function parameters(
  set: Readonly<Record<string, string>>,
  engine: Readonly<Record<string, string>> = POSTGRES,
): Parameter[] {
  const filler = Array.from(
    { length: 120 },
    (_, index) => [`auto_explain.setting_${String(index).padStart(3, '0')}`, '0'] as const,
  );
  const rows = new Map([...filler, ...Object.entries(engine), ...Object.entries(set)]);
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ParameterName, ParameterValue]) => ({
      ParameterName,
      ParameterValue,
      Description: 'What it does.',
      Source: ParameterName in set ? 'user' : 'system',
      ApplyType: 'dynamic',
      DataType: 'string',
      IsModifiable: true,
      ApplyMethod: ParameterName in set ? 'immediate' : 'pending-reboot',
    }));
}

const POSTGRES = {
  'rds.force_ssl': '1',
  max_connections: 'LEAST({DBInstanceClassMemory/9531392},5000)',
  log_min_duration_statement: '-1',
};
export const POSTGRES_14 = { ...POSTGRES, 'rds.force_ssl': '0' };
export const MYSQL = { require_secure_transport: 'OFF', max_connections: '{DBInstanceClassMemory/12582880}' };

export function dbSnapshot(differs: Partial<DBSnapshot> = {}): DBSnapshot {
  const name = differs.DBSnapshotIdentifier ?? 'shop-before-upgrade';
  return {
    DBSnapshotIdentifier: name,
    DBSnapshotArn: arn('rds', `snapshot:${name}`),
    DBInstanceIdentifier: 'shop',
    SnapshotCreateTime: daysAgo(30),
    Engine: 'postgres',
    EngineVersion: '17.10',
    AllocatedStorage: 100,
    Status: 'available',
    Port: 5432,
    AvailabilityZone: `${REGION}a`,
    VpcId: 'vpc-0a000000000000001',
    InstanceCreateTime: daysAgo(400),
    MasterUsername: 'shop',
    LicenseModel: 'postgresql-license',
    SnapshotType: 'manual',
    StorageType: 'gp3',
    Encrypted: true,
    KmsKeyId: arn('kms', 'key/0a1b2c3d-0000-4000-8000-00000000d001'),
    IAMDatabaseAuthenticationEnabled: false,
    DbiResourceId: `db-${digits(name, 26).toUpperCase()}`,
    PercentProgress: 100,
    TagList: [],
    SnapshotTarget: 'region',
    ...differs,
  };
}

export interface RdsThings {
  readonly instances?: readonly DBInstance[];
  readonly clusters?: readonly DBCluster[];
  /** Rows by the group's name; a group that is not here does not exist. */
  readonly parameterGroups?: Readonly<Record<string, readonly Parameter[]>>;
  readonly clusterParameterGroups?: Readonly<Record<string, readonly Parameter[]>>;
  readonly snapshots?: readonly DBSnapshot[];
  readonly clusterSnapshots?: readonly DBClusterSnapshot[];
  /** The accounts that may restore a snapshot, by its name; `all` makes it public. */
  readonly restore?: Readonly<Record<string, readonly string[]>>;
  readonly pendingMaintenance?: readonly ResourcePendingMaintenanceActions[];
  readonly eventSubscriptions?: readonly EventSubscription[];
  readonly proxies?: readonly DBProxy[];
  readonly proxyTargets?: Readonly<Record<string, readonly DBProxyTarget[]>>;
}

export function rdsAnswers(things: RdsThings): NonNullable<Answers['rds']> {
  const { instances = [], clusters = [], snapshots = [], clusterSnapshots = [], restore = {} } = things;
  return {
    DescribeDBInstances: ({ DBInstanceIdentifier: name }) => ({
      DBInstances: one(instances, (db) => db.DBInstanceIdentifier, name, 'DBInstance'),
    }),
    DescribeDBClusters: ({ DBClusterIdentifier: name }) => ({
      DBClusters: one(clusters, (db) => db.DBClusterIdentifier, name, 'DBClusterNotFoundFault'),
    }),
    DescribeDBParameters: ({ DBParameterGroupName }) => ({
      Parameters: rows(things.parameterGroups, DBParameterGroupName),
    }),
    DescribeDBClusterParameters: ({ DBClusterParameterGroupName }) => ({
      Parameters: rows(things.clusterParameterGroups, DBClusterParameterGroupName),
    }),
    DescribeDBSnapshots: ({ SnapshotType, DBSnapshotIdentifier }) => ({
      DBSnapshots: snapshots.filter(
        (snapshot) =>
          (SnapshotType === undefined || snapshot.SnapshotType === SnapshotType) &&
          (DBSnapshotIdentifier === undefined || snapshot.DBSnapshotIdentifier === DBSnapshotIdentifier),
      ),
    }),
    DescribeDBSnapshotAttributes: ({ DBSnapshotIdentifier = '' }) => ({
      DBSnapshotAttributesResult: {
        DBSnapshotIdentifier,
        DBSnapshotAttributes: [
          { AttributeName: 'restore', AttributeValues: [...(restore[DBSnapshotIdentifier] ?? [])] },
        ],
      },
    }),
    DescribeDBClusterSnapshots: ({ SnapshotType }) => ({
      DBClusterSnapshots: clusterSnapshots.filter(
        (snapshot) => SnapshotType === undefined || snapshot.SnapshotType === SnapshotType,
      ),
    }),
    DescribeDBClusterSnapshotAttributes: ({ DBClusterSnapshotIdentifier = '' }) => ({
      DBClusterSnapshotAttributesResult: {
        DBClusterSnapshotIdentifier,
        DBClusterSnapshotAttributes: [
          { AttributeName: 'restore', AttributeValues: [...(restore[DBClusterSnapshotIdentifier] ?? [])] },
        ],
      },
    }),
    DescribePendingMaintenanceActions: { PendingMaintenanceActions: [...(things.pendingMaintenance ?? [])] },
    DescribeEventSubscriptions: { EventSubscriptionsList: [...(things.eventSubscriptions ?? [])] },
    DescribeDBProxies: { DBProxies: [...(things.proxies ?? [])] },
    DescribeDBProxyTargets: ({ DBProxyName = '' }) => ({ Targets: [...(things.proxyTargets?.[DBProxyName] ?? [])] }),
  };
}

function one<T>(
  items: readonly T[],
  nameOf: (item: T) => string | undefined,
  name: string | undefined,
  what: string,
): T[] {
  const found = chosen(items, nameOf, name === undefined ? undefined : [name]);
  if (found.length > 0 || name === undefined) return found;
  throw new AwsError(what === 'DBInstance' ? 'DBInstanceNotFound' : what, `${what} ${name} not found.`, 404);
}

function rows(
  groups: Readonly<Record<string, readonly Parameter[]>> | undefined,
  name: string | undefined,
): Parameter[] {
  const found = groups?.[name ?? ''];
  if (found !== undefined) return [...found];
  throw new AwsError('DBParameterGroupNotFound', `DBParameterGroup ${name ?? ''} not found.`, 404);
}
