import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { CreateReplicationGroupCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import {
  CreateDBInstanceCommand,
  CreateDBSnapshotCommand,
  CreateDBSubnetGroupCommand,
  ModifyDBSnapshotAttributeCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { ADMINISTRATOR, trustGitHub, trustOf } from '../../account/build/iam.ts';
import { publicRead } from '../../account/build/s3.ts';
import type { Pem } from '../pem.ts';
import { balancer } from './balancer.ts';
import { instance } from './instances.ts';
import type { Network } from './network.ts';
import { from, network } from './network.ts';
import { instanceProfile, role } from './roles.ts';
import type { Session } from './session.ts';

/** Open, in clear, and without a second of anything. */
export async function seedBad(session: Session, pem: Pem): Promise<void> {
  const net = await network(session, true);
  const front = await net.group('bad-balancer', [from(443, { cidr: '0.0.0.0/0' }), from(80, { cidr: '0.0.0.0/0' })]);
  const web = await net.group('bad-web', [from(8000, { cidr: '0.0.0.0/0' }), from(22, { cidr: '0.0.0.0/0' })]);
  await databases(session, net, await net.group('bad-database', [from(5432, { cidr: '0.0.0.0/0' })]));
  const s3 = new S3Client(session);
  await s3.send(
    new CreateBucketCommand({ Bucket: 'bad-media', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
  );
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket: 'bad-media',
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [publicRead('bad-media')] }),
    }),
  );
  const bad = await balancer(session, net, {
    name: 'bad',
    group: front,
    tls: { policy: 'ELBSecurityPolicy-2016-08', pem },
    redirects: false,
    attributes: { 'routing.http.desync_mitigation_mode': 'monitor' },
  });
  await balancer(session, net, { name: 'plain', group: front, redirects: false, attributes: {} });
  await role(session, 'bad-machine', { trust: trustOf('ec2.amazonaws.com'), attached: [ADMINISTRATOR] });
  await instanceProfile(session, 'bad-machine');
  await instance(session, {
    subnet: net.subnets[0],
    group: web,
    name: 'bad-machine',
    imdsV2: false,
    profile: 'bad-machine',
  });
  await role(session, 'bad-deploy', { trust: trustGitHub('repo:*'), attached: [ADMINISTRATOR] });
  await containers(session, net, web, bad.targetGroup);
}

async function databases(session: Session, net: Network, group: string): Promise<void> {
  const rds = new RDSClient(session);
  await rds.send(
    new CreateDBSubnetGroupCommand({
      DBSubnetGroupName: 'bad',
      DBSubnetGroupDescription: 'bad',
      SubnetIds: [...net.subnets],
    }),
  );
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'bad',
      DBInstanceClass: 'db.t3.micro',
      Engine: 'postgres',
      EngineVersion: '12.22',
      AllocatedStorage: 20,
      StorageEncrypted: false,
      MultiAZ: false,
      PubliclyAccessible: true,
      DeletionProtection: false,
      BackupRetentionPeriod: 0,
      MasterUsername: 'shop',
      MasterUserPassword: 'canary-lab-bad-55d0',
      DBSubnetGroupName: 'bad',
      VpcSecurityGroupIds: [group],
    }),
  );
  await rds.send(
    new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'bad', DBSnapshotIdentifier: 'bad-for-everybody' }),
  );
  await rds.send(
    new ModifyDBSnapshotAttributeCommand({
      DBSnapshotIdentifier: 'bad-for-everybody',
      AttributeName: 'restore',
      ValuesToAdd: ['all'],
    }),
  );
  await new ElastiCacheClient(session).send(
    new CreateReplicationGroupCommand({
      ReplicationGroupId: 'bad',
      ReplicationGroupDescription: 'bad',
      Engine: 'redis',
      CacheNodeType: 'cache.t4g.small',
      NumCacheClusters: 1,
      TransitEncryptionEnabled: false,
      AtRestEncryptionEnabled: false,
    }),
  );
}

async function containers(session: Session, net: Network, group: string, targetGroupArn: string): Promise<void> {
  await new ECRClient(session).send(
    new CreateRepositoryCommand({
      repositoryName: 'bad',
      imageTagMutability: 'MUTABLE',
      imageScanningConfiguration: { scanOnPush: false },
    }),
  );
  const ecs = new ECSClient(session);
  await ecs.send(new CreateClusterCommand({ clusterName: 'bad' }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'bad',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        {
          name: 'web',
          image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/bad:latest',
          essential: true,
          privileged: true,
          user: 'root',
          portMappings: [{ containerPort: 8000 }],
          environment: [
            { name: 'SECRET_KEY', value: 'canary-lab-secret-key-9d41ce' },
            { name: 'DATABASE_URL', value: 'postgres://shop:canary-lab-database-e2@bad.example.internal:5432/shop' },
          ],
        },
      ],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'bad',
      serviceName: 'bad',
      taskDefinition: 'bad',
      desiredCount: 1,
      launchType: 'FARGATE',
      loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 8000 }],
      networkConfiguration: {
        awsvpcConfiguration: { subnets: [...net.subnets], securityGroups: [group], assignPublicIp: 'ENABLED' },
      },
    }),
  );
}
