import type { Answers } from '../../answers.ts';
import { backupAnswers } from '../../build/edge.ts';
import { cacheCluster, elasticacheAnswers, nodesOf, replicationGroup } from '../../build/elasticache.ts';
import {
  clusterMember,
  dbCluster,
  dbInstance,
  dbSnapshot,
  dbSubnetGroup,
  MYSQL,
  POSTGRES_14,
  parameters,
  rdsAnswers,
} from '../../build/rds.ts';
import { bucket, EVERYBODY, publicRead, s3Answers, s3controlAnswers } from '../../build/s3.ts';
import { secret, secretsmanagerAnswers } from '../../build/secretsmanager.ts';
import { daysAgo } from '../../build/where.ts';
import { OPEN_CACHE_GROUP, OPEN_DATABASE_GROUP, PUBLIC_A, PUBLIC_B } from './machines.ts';

const STATE_OF_2019 = {
  CACertificateIdentifier: 'rds-ca-2019',
  CertificateDetails: { CAIdentifier: 'rds-ca-2019', ValidTill: new Date('2024-08-22T17:08:50Z') },
};
const CLUSTER = dbCluster({
  DBClusterIdentifier: 'lonely',
  StorageEncrypted: false,
  KmsKeyId: undefined,
  DeletionProtection: false,
  MultiAZ: false,
  DBClusterParameterGroup: 'default.aurora-postgresql13',
  EngineVersion: '13.23',
  DBClusterMembers: [
    {
      DBInstanceIdentifier: 'lonely-1',
      IsClusterWriter: true,
      DBClusterParameterGroupStatus: 'in-sync',
      PromotionTier: 1,
    },
  ],
});

/** Everything that can be wrong with a database at once, then one mistake each. */
const INSTANCES = [
  dbInstance({
    DBInstanceIdentifier: 'public',
    EngineVersion: '12.22',
    DBInstanceClass: 'db.t3.micro',
    PubliclyAccessible: true,
    StorageEncrypted: false,
    KmsKeyId: undefined,
    BackupRetentionPeriod: 0,
    LatestRestorableTime: undefined,
    DeletionProtection: false,
    MultiAZ: false,
    SecondaryAvailabilityZone: undefined,
    MaxAllocatedStorage: undefined,
    AutoMinorVersionUpgrade: false,
    MonitoringInterval: 0,
    PerformanceInsightsEnabled: false,
    EnabledCloudwatchLogsExports: undefined,
    VpcSecurityGroups: [{ VpcSecurityGroupId: OPEN_DATABASE_GROUP, Status: 'active' }],
    DBSubnetGroup: dbSubnetGroup([PUBLIC_A, PUBLIC_B], 'everything'),
    DBParameterGroups: [{ DBParameterGroupName: 'default.postgres12', ParameterApplyStatus: 'in-sync' }],
    ...STATE_OF_2019,
  }),
  dbInstance({ DBInstanceIdentifier: 'one-day', BackupRetentionPeriod: 1 }),
  dbInstance({ DBInstanceIdentifier: 'failing-backups', LatestRestorableTime: daysAgo(2) }),
  // Set in the group, and not yet in the database.
  dbInstance({
    DBInstanceIdentifier: 'not-rebooted',
    DBParameterGroups: [{ DBParameterGroupName: 'shop-postgres17', ParameterApplyStatus: 'pending-reboot' }],
  }),
  dbInstance({
    DBInstanceIdentifier: 'mysql-plain',
    Engine: 'mysql',
    EngineVersion: '8.0.46',
    Endpoint: {
      Address: 'mysql-plain.c1234567890.eu-west-1.rds.amazonaws.com',
      Port: 3306,
      HostedZoneId: 'Z29XKXDKYMONMX',
    },
    DBParameterGroups: [{ DBParameterGroupName: 'default.mysql8.0', ParameterApplyStatus: 'in-sync' }],
    EngineLifecycleSupport: 'open-source-rds-extended-support',
  }),
  dbInstance({ DBInstanceIdentifier: 'hardly-any-room', AllocatedStorage: 100, MaxAllocatedStorage: 110 }),
  clusterMember(CLUSTER, 'lonely-1'),
];

function databases(): NonNullable<Answers['rds']> {
  return rdsAnswers({
    instances: INSTANCES,
    clusters: [CLUSTER],
    parameterGroups: {
      'default.postgres12': parameters({}, POSTGRES_14),
      'shop-postgres17': parameters({ 'rds.force_ssl': '1' }),
      'default.mysql8.0': parameters({}, MYSQL),
      'default.aurora-postgresql17': parameters({}, {}),
    },
    clusterParameterGroups: { 'default.aurora-postgresql13': parameters({}, POSTGRES_14) },
    snapshots: [
      dbSnapshot({ DBSnapshotIdentifier: 'for-everybody' }),
      dbSnapshot({ DBSnapshotIdentifier: 'plain', Encrypted: false, KmsKeyId: undefined }),
    ],
    restore: { 'for-everybody': ['all'] },
    pendingMaintenance: [
      {
        ResourceIdentifier: 'arn:aws:rds:eu-west-1:111122223333:db:public',
        PendingMaintenanceActionDetails: [
          {
            Action: 'ca-certificate-rotation',
            Description: 'Rotation of CA certificate',
            AutoAppliedAfterDate: daysAgo(-20),
          },
        ],
      },
    ],
  });
}

function caches(): NonNullable<Answers['elasticache']> {
  const plain = replicationGroup({
    ReplicationGroupId: 'plain',
    TransitEncryptionEnabled: false,
    TransitEncryptionMode: undefined,
    AtRestEncryptionEnabled: false,
    AuthTokenEnabled: false,
    AutomaticFailover: 'disabled',
    MultiAZ: 'disabled',
    MemberClusters: ['plain-001'],
  });
  return elasticacheAnswers({
    replicationGroups: [plain],
    cacheClusters: [
      ...nodesOf(plain, OPEN_CACHE_GROUP),
      cacheCluster('sessions', {
        Engine: 'memcached',
        EngineVersion: '1.6.22',
        TransitEncryptionEnabled: false,
        SecurityGroups: [{ SecurityGroupId: OPEN_CACHE_GROUP, Status: 'active' }],
      }),
    ],
  });
}

const OPEN = { block: null, encryption: null, versioning: null, lifecycle: null };

function buckets(): NonNullable<Answers['s3']> {
  return s3Answers([
    bucket('bad-media-111122223333', {
      ...OPEN,
      policy: { Version: '2012-10-17', Statement: [publicRead('bad-media-111122223333')] },
      isPublic: true,
    }),
    bucket('bad-acl-111122223333', {
      ...OPEN,
      policy: null,
      grants: [EVERYBODY],
      ownership: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
    }),
    bucket('bad-half-blocked-111122223333', {
      block: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: false, RestrictPublicBuckets: false },
      policy: null,
    }),
  ]);
}

export function data(): Answers {
  return {
    rds: databases(),
    elasticache: caches(),
    s3: buckets(),
    s3control: s3controlAnswers(null),
    secretsmanager: secretsmanagerAnswers([
      secret('shop/django', {
        RotationEnabled: false,
        RotationRules: undefined,
        RotationLambdaARN: undefined,
        LastRotatedDate: undefined,
        NextRotationDate: undefined,
        LastChangedDate: daysAgo(800),
      }),
      // Changed after the tasks that use it started; they still hold the old one.
      secret('shop/database', { LastChangedDate: daysAgo(10), LastRotatedDate: daysAgo(10) }),
      secret('shop/stuck', {
        NextRotationDate: daysAgo(40),
        LastChangedDate: daysAgo(300),
        LastRotatedDate: daysAgo(300),
      }),
    ]),
    backup: backupAnswers([]),
  };
}
