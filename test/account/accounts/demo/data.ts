import type { Answers } from '../../answers.ts';
import { elasticacheAnswers, nodesOf, replicationGroup } from '../../build/elasticache.ts';
import { dbInstance, dbSubnetGroup, POSTGRES_14, parameters, rdsAnswers } from '../../build/rds.ts';
import { ALL_BLOCKED, bucket, publicRead, s3Answers, s3controlAnswers, tlsOnly } from '../../build/s3.ts';
import { secret, secretsmanagerAnswers } from '../../build/secretsmanager.ts';
import { daysAgo } from '../../build/where.ts';
import { CACHE_GROUP, DATABASE_GROUP, SUBNETS, VPC } from './network.ts';

export const DATABASE_HOST = 'kettle-production.c8qk2l0pt4za.eu-west-1.rds.amazonaws.com';
export const CACHE_HOST = 'kettle-production.d4f1a2.ng.0001.euw1.cache.amazonaws.com';

/** Encrypted, private and backed up; in one zone, on a version whose time is over, without room to grow. */
const DATABASE = dbInstance({
  DBInstanceIdentifier: 'kettle-production',
  DBName: 'kettle',
  MasterUsername: 'kettle',
  DBInstanceClass: 'db.t4g.micro',
  EngineVersion: '13.23',
  AllocatedStorage: 50,
  MaxAllocatedStorage: undefined,
  BackupRetentionPeriod: 7,
  MultiAZ: false,
  SecondaryAvailabilityZone: undefined,
  Endpoint: { Address: DATABASE_HOST, Port: 5432, HostedZoneId: 'Z29XKXDKYMONMX' },
  VpcSecurityGroups: [{ VpcSecurityGroupId: DATABASE_GROUP, Status: 'active' }],
  DBSubnetGroup: { ...dbSubnetGroup(SUBNETS, 'kettle'), VpcId: VPC },
  DBParameterGroups: [{ DBParameterGroupName: 'default.postgres13', ParameterApplyStatus: 'in-sync' }],
  OptionGroupMemberships: [{ OptionGroupName: 'default:postgres-13', Status: 'in-sync' }],
  PerformanceInsightsEnabled: false,
  PerformanceInsightsRetentionPeriod: undefined,
  MonitoringInterval: 0,
  MonitoringRoleArn: undefined,
  EngineLifecycleSupport: 'open-source-rds-extended-support',
  TagList: [{ Key: 'Environment', Value: 'production' }],
});

const CACHE = replicationGroup({
  ReplicationGroupId: 'kettle-production',
  Engine: 'redis',
  TransitEncryptionEnabled: false,
  TransitEncryptionMode: undefined,
  AuthTokenEnabled: false,
  AuthTokenLastModifiedDate: undefined,
  NodeGroups: [
    {
      NodeGroupId: '0001',
      Status: 'available',
      PrimaryEndpoint: { Address: CACHE_HOST, Port: 6379 },
      ReaderEndpoint: { Address: CACHE_HOST.replace('.ng.', '-ro.ng.'), Port: 6379 },
      NodeGroupMembers: [],
    },
  ],
});

export function data(): Answers {
  const open = {
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  };
  return {
    rds: rdsAnswers({ instances: [DATABASE], parameterGroups: { 'default.postgres13': parameters({}, POSTGRES_14) } }),
    elasticache: elasticacheAnswers({
      replicationGroups: [CACHE],
      cacheClusters: nodesOf(CACHE, CACHE_GROUP, { EngineVersion: '7.1.0' }),
    }),
    s3: s3Answers([
      bucket('kettle-media-production', {
        block: open,
        isPublic: true,
        policy: { Version: '2012-10-17', Statement: [publicRead('kettle-media-production')] },
        ownership: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
        versioning: null,
        lifecycle: null,
      }),
      bucket('kettle-logs', {
        policy: { Version: '2012-10-17', Statement: [tlsOnly('kettle-logs')] },
        block: ALL_BLOCKED,
      }),
    ]),
    s3control: s3controlAnswers(null),
    secretsmanager: secretsmanagerAnswers([
      secret('kettle/django', {
        ARN: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:kettle/django-Ab12Cd',
        RotationEnabled: false,
        RotationLambdaARN: undefined,
        RotationRules: undefined,
        LastRotatedDate: undefined,
        NextRotationDate: undefined,
        LastChangedDate: daysAgo(430),
        CreatedDate: daysAgo(430),
      }),
    ]),
  };
}
