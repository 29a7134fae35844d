import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateReplicationGroupCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import {
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  CreateDBSubnetGroupCommand,
  ModifyDBParameterGroupCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { trustGitHub, trustOf } from '../../account/build/iam.ts';
import { ALL_BLOCKED } from '../../account/build/s3.ts';
import type { Pem } from '../pem.ts';
import { alarms } from './alarms.ts';
import { balancer } from './balancer.ts';
import { instance } from './instances.ts';
import type { Network } from './network.ts';
import { from, network } from './network.ts';
import { instanceProfile, role } from './roles.ts';
import type { Session } from './session.ts';

/** A deployment as it should be, as far as moto keeps it. */
export async function seedGood(session: Session, pem: Pem): Promise<void> {
  const net = await network(session, false);
  const front = await net.group('good-balancer', [from(443, { cidr: '0.0.0.0/0' }), from(80, { cidr: '0.0.0.0/0' })]);
  const web = await net.group('good-web', [from(8000, { group: front })]);
  await databases(session, net, await net.group('good-database', [from(5432, { group: web })]));
  await buckets(session);
  const door = await balancer(session, net, {
    name: 'good',
    group: front,
    tls: { policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06', pem },
    redirects: true,
    attributes: { 'deletion_protection.enabled': 'true', 'routing.http.desync_mitigation_mode': 'defensive' },
  });
  await alarms(session, door, 'good');
  await role(session, 'good-machine', {
    trust: trustOf('ec2.amazonaws.com'),
    actions: ['s3:GetObject'],
    resource: 'arn:aws:s3:::good-media/*',
  });
  await instanceProfile(session, 'good-machine');
  await instance(session, {
    subnet: net.subnets[0],
    group: web,
    name: 'good-machine',
    imdsV2: true,
    profile: 'good-machine',
  });
  await role(session, 'good-deploy', {
    trust: trustGitHub('repo:example/shop:ref:refs/heads/main'),
    actions: ['ecs:UpdateService'],
    resource: 'arn:aws:ecs:eu-west-1:123456789012:service/good/web',
  });
  await new ECRClient(session).send(
    new CreateRepositoryCommand({
      repositoryName: 'good',
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
    }),
  );
  await trail(session);
}

async function databases(session: Session, net: Network, group: string): Promise<void> {
  const rds = new RDSClient(session);
  await rds.send(
    new CreateDBSubnetGroupCommand({
      DBSubnetGroupName: 'good',
      DBSubnetGroupDescription: 'good',
      SubnetIds: [...net.subnets],
    }),
  );
  await rds.send(
    new CreateDBParameterGroupCommand({
      DBParameterGroupName: 'good',
      DBParameterGroupFamily: 'postgres17',
      Description: 'good',
    }),
  );
  await rds.send(
    new ModifyDBParameterGroupCommand({
      DBParameterGroupName: 'good',
      Parameters: [{ ParameterName: 'rds.force_ssl', ParameterValue: '1', ApplyMethod: 'immediate' }],
    }),
  );
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'good',
      DBInstanceClass: 'db.m7g.large',
      Engine: 'postgres',
      EngineVersion: '17.5',
      AllocatedStorage: 100,
      MaxAllocatedStorage: 500,
      StorageType: 'gp3',
      StorageEncrypted: true,
      MultiAZ: true,
      PubliclyAccessible: false,
      DeletionProtection: true,
      BackupRetentionPeriod: 14,
      MasterUsername: 'shop',
      MasterUserPassword: 'canary-lab-good-71c2',
      DBSubnetGroupName: 'good',
      DBParameterGroupName: 'good',
      VpcSecurityGroupIds: [group],
      EnableCloudwatchLogsExports: ['postgresql'],
    }),
  );
  await new ElastiCacheClient(session).send(
    new CreateReplicationGroupCommand({
      ReplicationGroupId: 'good',
      ReplicationGroupDescription: 'good',
      Engine: 'redis',
      CacheNodeType: 'cache.t4g.small',
      NumCacheClusters: 2,
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
      TransitEncryptionEnabled: true,
      AtRestEncryptionEnabled: true,
    }),
  );
}

async function buckets(session: Session): Promise<void> {
  const s3 = new S3Client(session);
  for (const Bucket of ['good-media', 'good-trail']) {
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: ALL_BLOCKED }));
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(tlsOnly(Bucket)) }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      }),
    );
  }
}

function tlsOnly(Bucket: string) {
  const arn = `arn:aws:s3:::${Bucket}`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  };
}

async function trail(session: Session): Promise<void> {
  const cloudtrail = new CloudTrailClient(session);
  await cloudtrail.send(
    new CreateTrailCommand({
      Name: 'good',
      S3BucketName: 'good-trail',
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
    }),
  );
  await cloudtrail.send(new StartLoggingCommand({ Name: 'good' }));
}
