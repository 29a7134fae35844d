import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { DescribeListenersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand as GetAccountBlock, S3ControlClient } from '@aws-sdk/client-s3-control';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DescribeCanariesCommand, SyntheticsClient } from '@aws-sdk/client-synthetics';
import { afterEach, expect, it } from 'vitest';
import type { AccountOptions, FakeAccount } from './index.ts';
import { startAccount } from './index.ts';

let account: FakeAccount | undefined;

afterEach(async () => {
  await account?.close();
  account = undefined;
});

async function start(options: AccountOptions) {
  account = await startAccount(options);
  const { url, region, keys } = account;
  const credentials = { accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey };
  return { endpoint: url, region, credentials, maxAttempts: 1, account };
}

it('query: RDS instances come back as they were written', async () => {
  const instance = {
    DBInstanceIdentifier: 'shop',
    StorageEncrypted: true,
    AllocatedStorage: 100,
    InstanceCreateTime: new Date('2025-01-02T03:04:05Z'),
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
    TagList: [{ Key: 'Name', Value: 'a <b> & "c"' }],
  };
  const config = await start({ answers: { rds: { DescribeDBInstances: { DBInstances: [instance] } } } });
  const answer = await new RDSClient(config).send(
    new DescribeDBInstancesCommand({ Filters: [{ Name: 'engine', Values: ['postgres', 'mysql'] }] }),
  );
  expect(answer.DBInstances).toEqual([expect.objectContaining(instance)]);
  expect(config.account.requests).toEqual([
    expect.objectContaining({
      service: 'rds',
      operation: 'DescribeDBInstances',
      action: 'rds:DescribeDBInstances',
      region: 'eu-west-1',
      account: '111122223333',
      input: { Filters: [{ Name: 'engine', Values: ['postgres', 'mysql'] }] },
      status: 200,
    }),
  ]);
});

it('ec2 query: reservations, instances and their metadata options', async () => {
  const instance = {
    InstanceId: 'i-1',
    LaunchTime: new Date('2026-01-01T00:00:00Z'),
    State: { Code: 16, Name: 'running' as const },
    MetadataOptions: { HttpTokens: 'required' as const, HttpPutResponseHopLimit: 1 },
    SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web' }],
    Tags: [{ Key: 'Name', Value: 'web-1' }],
  };
  const config = await start({
    answers: { ec2: { DescribeInstances: { Reservations: [{ ReservationId: 'r-1', Instances: [instance] }] } } },
  });
  const answer = await new EC2Client(config).send(
    new DescribeInstancesCommand({ Filters: [{ Name: 'instance-state-name', Values: ['running'] }] }),
  );
  expect(answer.Reservations?.[0]?.Instances?.[0]).toMatchObject(instance);
  expect(config.account.requests[0]?.input).toEqual({
    Filters: [{ Name: 'instance-state-name', Values: ['running'] }],
  });
});

it('json: ACM summaries with dates', async () => {
  const summary = {
    CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
    NotAfter: new Date('2027-01-01'),
    InUse: true,
  };
  const config = await start({ answers: { acm: { ListCertificates: { CertificateSummaryList: [summary] } } } });
  const answer = await new ACMClient(config).send(
    new ListCertificatesCommand({ Includes: { keyTypes: ['RSA_2048'] } }),
  );
  expect(answer.CertificateSummaryList).toEqual([summary]);
  expect(config.account.requests[0]?.input).toEqual({ Includes: { keyTypes: ['RSA_2048'] } });
});

it('json for CloudWatch, which used to speak query', async () => {
  const config = await start({
    answers: {
      cloudwatch: {
        DescribeAlarms: { MetricAlarms: [{ AlarmName: 'a', Threshold: 1.5, StateUpdatedTimestamp: new Date(0) }] },
      },
    },
  });
  const answer = await new CloudWatchClient(config).send(new DescribeAlarmsCommand({}));
  expect(answer.MetricAlarms).toEqual([{ AlarmName: 'a', Threshold: 1.5, StateUpdatedTimestamp: new Date(0) }]);
});

it('rest-json: an EKS cluster by its name in the path', async () => {
  const config = await start({
    answers: {
      eks: {
        DescribeCluster: ({ name }) => ({
          cluster: { ...(name === undefined ? {} : { name }), createdAt: new Date(0), tags: { team: 'shop' } },
        }),
      },
    },
  });
  const answer = await new EKSClient(config).send(new DescribeClusterCommand({ name: 'shop prod' }));
  expect(answer.cluster).toEqual({ name: 'shop prod', createdAt: new Date(0), tags: { team: 'shop' } });
});

it('rest-json without schemas: Synthetics', async () => {
  const canary = { Name: 'home', Status: { State: 'RUNNING' as const }, Timeline: { Created: new Date(0) } };
  const config = await start({ answers: { synthetics: { DescribeCanaries: { Canaries: [canary] } } } });
  const answer = await new SyntheticsClient(config).send(new DescribeCanariesCommand({}));
  expect(answer.Canaries?.[0]).toMatchObject(canary);
});

it('rest-xml: a list inside a payload (CloudFront)', async () => {
  const config = await start({
    answers: {
      cloudfront: {
        ListDistributions: {
          DistributionList: {
            Marker: '',
            MaxItems: 100,
            IsTruncated: false,
            Quantity: 0,
            Items: [{ Id: 'E1', Aliases: { Quantity: 1, Items: ['shop.example'] }, Enabled: true } as never],
          },
        },
      },
    },
  });
  const answer = await new CloudFrontClient(config).send(new ListDistributionsCommand({}));
  expect(answer.DistributionList).toMatchObject({ Quantity: 1, IsTruncated: false });
  expect(answer.DistributionList?.Items?.[0]).toMatchObject({
    Id: 'E1',
    Aliases: { Items: ['shop.example'] },
    Enabled: true,
  });
});

it('rest-xml: Route 53 records of a zone', async () => {
  const config = await start({
    answers: {
      route53: {
        ListResourceRecordSets: {
          ResourceRecordSets: [
            { Name: 'shop.example.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] },
          ],
          IsTruncated: false,
          MaxItems: 300,
        },
      },
    },
  });
  const answer = await new Route53Client(config).send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1' }));
  expect(answer.ResourceRecordSets).toEqual([
    { Name: 'shop.example.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] },
  ]);
  expect(config.account.requests[0]?.input).toMatchObject({ HostedZoneId: 'Z1' });
});

it('S3 by path, its bare location, and S3 Control on an address', async () => {
  const block = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: false,
  };
  const config = await start({
    answers: {
      s3: {
        GetBucketLocation: { LocationConstraint: 'eu-west-1' },
        GetPublicAccessBlock: ({ Bucket }) => ({
          PublicAccessBlockConfiguration: { ...block, BlockPublicAcls: Bucket === 'media' },
        }),
        GetBucketEncryption: {
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
          },
        },
      },
      s3control: {
        GetPublicAccessBlock: ({ AccountId }) => ({
          PublicAccessBlockConfiguration: { ...block, BlockPublicAcls: AccountId === '111122223333' },
        }),
      },
    },
  });
  const s3 = new S3Client(config);
  expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'media' }))).LocationConstraint).toBe('eu-west-1');
  expect((await s3.send(new GetPublicAccessBlockCommand({ Bucket: 'media' }))).PublicAccessBlockConfiguration).toEqual(
    block,
  );
  const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket: 'media' }));
  expect(
    encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
  ).toBe('AES256');
  const onAddress = {
    ...config,
    endpointProvider: () => ({
      url: new URL(config.endpoint),
      properties: { authSchemes: [{ name: 'sigv4', signingName: 's3', signingRegion: config.region, properties: {} }] },
    }),
    disableHostPrefix: true,
  };
  const control = new S3ControlClient(onAddress);
  const answer = await control.send(new GetAccountBlock({ AccountId: '111122223333' }));
  expect(answer.PublicAccessBlockConfiguration).toEqual(block);
  expect(config.account.requests.map(({ action }) => action)).toEqual([
    's3:GetBucketLocation',
    's3:GetBucketPublicAccessBlock',
    's3:GetEncryptionConfiguration',
    's3:GetAccountPublicAccessBlock',
  ]);
});

it('says who is calling, and that the account has nothing where nothing is', async () => {
  const config = await start({ answers: {} });
  expect(await new STSClient(config).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:user/auditor',
  });
  expect((await new RDSClient(config).send(new DescribeDBInstancesCommand({}))).DBInstances).toEqual([]);
  expect((await new CloudFrontClient(config).send(new ListDistributionsCommand({}))).DistributionList?.Quantity).toBe(
    0,
  );
});

it('names a misspelt member, and tells the test of it when the account is closed', async () => {
  const config = await start({
    answers: { elbv2: { DescribeListeners: { Listeners: [{ SslPolicies: 'x' } as object] } } },
  });
  const asked = new ElasticLoadBalancingV2Client(config).send(new DescribeListenersCommand({ LoadBalancerArn: 'a' }));
  await expect(asked).rejects.toThrow(
    'elbv2:DescribeListeners: Listeners[0].SslPolicies is no member of Listener (did you mean SslPolicy?)',
  );
  account = undefined;
  await expect(config.account.close()).rejects.toThrow('SslPolicies is no member');
});
