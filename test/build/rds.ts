import type {
  AwsItem,
  DbCluster,
  DbClusterSnapshot,
  DbInstance,
  DbSnapshot,
  ParameterGroup,
  SnapshotAttributes,
} from '../../src/model/aws/index.ts';
import { ACCOUNT, arn, REGION, ref } from './ref.ts';

/** A PostgreSQL instance of production as it should be: encrypted, backed up, in two zones, private. */
export function dbInstance(given: Partial<DbInstance> = {}): DbInstance {
  const name = given.DBInstanceIdentifier ?? 'shop-prod';
  return {
    ref: ref(arn('rds', `db:${name}`), name),
    DBInstanceArn: arn('rds', `db:${name}`),
    DBInstanceIdentifier: name,
    DBInstanceClass: 'db.m7g.large',
    DBInstanceStatus: 'available',
    DbiResourceId: 'db-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    Engine: 'postgres',
    EngineVersion: '16.4',
    EngineLifecycleSupport: 'open-source-rds-extended-support',
    MasterUsername: 'shop',
    DBName: 'shop',
    Endpoint: { Address: `${name}.c0ffee.${REGION}.rds.amazonaws.com`, Port: 5432, HostedZoneId: 'Z29XKXDKYMONMX' },
    DbInstancePort: 0,
    AllocatedStorage: 100,
    MaxAllocatedStorage: 1000,
    StorageType: 'gp3',
    StorageEncrypted: true,
    KmsKeyId: arn('kms', 'key/11111111-2222-3333-4444-555555555555'),
    MultiAZ: true,
    AvailabilityZone: `${REGION}a`,
    SecondaryAvailabilityZone: `${REGION}b`,
    PubliclyAccessible: false,
    BackupRetentionPeriod: 14,
    LatestRestorableTime: new Date('2026-11-25T10:00:00Z'),
    PreferredBackupWindow: '02:00-03:00',
    DeletionProtection: true,
    AutoMinorVersionUpgrade: true,
    DBParameterGroups: [{ DBParameterGroupName: 'shop-postgres16', ParameterApplyStatus: 'in-sync' }],
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0db', Status: 'active' }],
    DBSubnetGroup: {
      DBSubnetGroupName: 'private',
      VpcId: 'vpc-0shop',
      SubnetGroupStatus: 'Complete',
      Subnets: [
        {
          SubnetIdentifier: 'subnet-0private-a',
          SubnetAvailabilityZone: { Name: `${REGION}a` },
          SubnetStatus: 'Active',
        },
        {
          SubnetIdentifier: 'subnet-0private-b',
          SubnetAvailabilityZone: { Name: `${REGION}b` },
          SubnetStatus: 'Active',
        },
      ],
    },
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    CertificateDetails: { CAIdentifier: 'rds-ca-rsa2048-g1', ValidTill: new Date('2027-08-01T00:00:00Z') },
    PendingModifiedValues: {},
    ReadReplicaDBInstanceIdentifiers: [],
    PerformanceInsightsEnabled: true,
    MonitoringInterval: 60,
    EnabledCloudwatchLogsExports: ['postgresql'],
    CopyTagsToSnapshot: true,
    TagList: [],
    ...given,
  };
}

/** An Aurora PostgreSQL cluster with a writer and a reader. */
export function dbCluster(given: Partial<DbCluster> = {}): DbCluster {
  const name = given.DBClusterIdentifier ?? 'shop-aurora';
  return {
    ref: ref(arn('rds', `cluster:${name}`), name),
    DBClusterArn: arn('rds', `cluster:${name}`),
    DBClusterIdentifier: name,
    Engine: 'aurora-postgresql',
    EngineVersion: '16.4',
    EngineMode: 'provisioned',
    EngineLifecycleSupport: 'open-source-rds-extended-support',
    Status: 'available',
    Port: 5432,
    Endpoint: `${name}.cluster-c0ffee.${REGION}.rds.amazonaws.com`,
    StorageEncrypted: true,
    KmsKeyId: arn('kms', 'key/11111111-2222-3333-4444-555555555555'),
    MultiAZ: true,
    AvailabilityZones: [`${REGION}a`, `${REGION}b`, `${REGION}c`],
    BackupRetentionPeriod: 14,
    LatestRestorableTime: new Date('2026-11-25T10:00:00Z'),
    DeletionProtection: true,
    DBClusterParameterGroup: 'shop-aurora16',
    DBClusterMembers: [
      { DBInstanceIdentifier: `${name}-1`, IsClusterWriter: true, DBClusterParameterGroupStatus: 'in-sync' },
      { DBInstanceIdentifier: `${name}-2`, IsClusterWriter: false, DBClusterParameterGroupStatus: 'in-sync' },
    ],
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0db', Status: 'active' }],
    TagList: [],
    ...given,
  };
}

/** A member of `dbCluster()`: what it says of storage and backups is the cluster's. */
export function clusterMember(number: 1 | 2, given: Partial<DbInstance> = {}): DbInstance {
  return dbInstance({
    DBInstanceIdentifier: `shop-aurora-${number}`,
    DBClusterIdentifier: 'shop-aurora',
    Engine: 'aurora-postgresql',
    MultiAZ: false,
    AvailabilityZone: `${REGION}${number === 1 ? 'a' : 'b'}`,
    StorageType: 'aurora',
    AllocatedStorage: 1,
    ...given,
  });
}

/** The parameters in effect, defaults included, as DescribeDBParameters pages them. */
export function parameterGroup(
  given: Partial<Omit<ParameterGroup, 'parameters'>> & {
    readonly parameters?: Readonly<Record<string, string | undefined>>;
    readonly row?: Partial<ParameterGroup['parameters'][number]>;
  } = {},
): ParameterGroup {
  const { parameters = { 'rds.force_ssl': '1' }, row = {}, ...rest } = given;
  const name = rest.name ?? 'shop-postgres16';
  return {
    ref: ref(arn('rds', `pg:${name}`), name),
    kind: 'instance',
    name,
    parameters: Object.entries({ max_connections: '200', ...parameters }).map(([ParameterName, ParameterValue]) => ({
      ParameterName,
      ParameterValue,
      Source: 'user',
      ApplyType: 'dynamic',
      ApplyMethod: 'immediate',
      DataType: 'string',
      IsModifiable: true,
      ...row,
    })),
    ...rest,
  };
}

export function dbSnapshot(given: Partial<DbSnapshot> = {}): DbSnapshot {
  const name = given.DBSnapshotIdentifier ?? 'before-migration';
  return {
    ref: ref(arn('rds', `snapshot:${name}`), name),
    DBSnapshotArn: arn('rds', `snapshot:${name}`),
    DBSnapshotIdentifier: name,
    DBInstanceIdentifier: 'shop-prod',
    SnapshotType: 'manual',
    Status: 'available',
    Engine: 'postgres',
    Encrypted: true,
    SnapshotCreateTime: new Date('2026-10-01T02:00:00Z'),
    ...given,
  };
}

export function dbClusterSnapshot(given: Partial<DbClusterSnapshot> = {}): DbClusterSnapshot {
  const name = given.DBClusterSnapshotIdentifier ?? 'aurora-before-migration';
  return {
    ref: ref(arn('rds', `cluster-snapshot:${name}`), name),
    DBClusterSnapshotArn: arn('rds', `cluster-snapshot:${name}`),
    DBClusterSnapshotIdentifier: name,
    DBClusterIdentifier: 'shop-aurora',
    SnapshotType: 'manual',
    Status: 'available',
    Engine: 'aurora-postgresql',
    StorageEncrypted: true,
    ...given,
  };
}

export function snapshotAttributes(
  of: DbSnapshot | DbClusterSnapshot,
  ...restore: readonly string[]
): SnapshotAttributes {
  return { ref: of.ref, restore };
}

export function certificate(name: string, validTill: string): AwsItem<'rds.certificates'> {
  return {
    ref: ref(arn('rds', `cert:${name}`), name),
    CertificateIdentifier: name,
    CertificateArn: `arn:aws:rds:${REGION}::cert:${name}`,
    CertificateType: 'CA',
    ValidFrom: new Date('2021-05-21T00:00:00Z'),
    ValidTill: new Date(validTill),
  };
}

/** A major version with its support; `extended` is absent for engines without Extended Support. */
export function majorVersion(
  Engine: string,
  MajorEngineVersion: string,
  standard: string | undefined,
  extended?: string,
): AwsItem<'rds.majorEngineVersions'> {
  const lifecycle = (LifecycleSupportName: `open-source-rds-${'standard' | 'extended'}-support`, end?: string) =>
    end === undefined
      ? []
      : [
          {
            LifecycleSupportName,
            LifecycleSupportStartDate: new Date('2020-01-01T00:00:00Z'),
            LifecycleSupportEndDate: new Date(`${end}T00:00:00Z`),
          },
        ];
  return {
    ref: ref(`${ACCOUNT}/${REGION}/${Engine}/${MajorEngineVersion}`, `${Engine} ${MajorEngineVersion}`),
    Engine,
    MajorEngineVersion,
    SupportedEngineLifecycles: [
      ...lifecycle('open-source-rds-standard-support', standard),
      ...lifecycle('open-source-rds-extended-support', extended),
    ],
  };
}

export function eventSubscription(
  given: Partial<AwsItem<'rds.eventSubscriptions'>> = {},
): AwsItem<'rds.eventSubscriptions'> {
  const name = given.CustSubscriptionId ?? 'database-events';
  return {
    ref: ref(arn('rds', `es:${name}`), name),
    CustSubscriptionId: name,
    SnsTopicArn: arn('sns', 'alarms'),
    Status: 'active',
    Enabled: true,
    ...given,
  };
}
