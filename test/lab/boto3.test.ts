import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { goodAccount } from '../account/accounts/good.ts';
import { startAccount } from '../account/index.ts';

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'read_all.py');

/** What boto3, which AWS generates from its own models, has to find in the sound account: at least one of each wire format. */
const ASKED = [
  ['rds', 'DescribeDBInstances', {}, 'DBInstances', 5],
  ['rds', 'DescribeDBParameters', { DBParameterGroupName: 'shop-postgres17' }, 'Parameters', 123],
  ['rds', 'DescribeDBMajorEngineVersions', {}, 'DBMajorEngineVersions', 20],
  ['ec2', 'DescribeInstances', {}, 'Reservations', 5],
  ['ec2', 'DescribeSecurityGroups', {}, 'SecurityGroups', 6],
  ['ec2', 'DescribeRouteTables', {}, 'RouteTables', 3],
  ['elbv2', 'DescribeLoadBalancers', {}, 'LoadBalancers', 3],
  ['elbv2', 'DescribeSSLPolicies', {}, 'SslPolicies', 24],
  ['autoscaling', 'DescribeAutoScalingGroups', {}, 'AutoScalingGroups', 2],
  ['application-autoscaling', 'DescribeScalableTargets', { ServiceNamespace: 'ecs' }, 'ScalableTargets', 2],
  ['elasticbeanstalk', 'DescribeEnvironments', {}, 'Environments', 1],
  ['ecs', 'ListServices', { cluster: 'shop' }, 'serviceArns', 2],
  ['ecr', 'DescribeRepositories', {}, 'repositories', 1],
  ['eks', 'ListAddons', { clusterName: 'shop' }, 'addons', 4],
  ['elasticache', 'DescribeCacheClusters', {}, 'CacheClusters', 2],
  ['iam', 'ListRoles', {}, 'Roles', 5],
  ['s3', 'ListBuckets', {}, 'Buckets', 5],
  ['cloudfront', 'ListDistributions', {}, 'DistributionList.Items', 1],
  ['route53', 'ListHostedZones', {}, 'HostedZones', 1],
  ['acm', 'ListCertificates', {}, 'CertificateSummaryList', 2],
  ['ssm', 'DescribeInstanceInformation', {}, 'InstanceInformationList', 4],
  ['secretsmanager', 'ListSecrets', {}, 'SecretList', 2],
  ['cloudwatch', 'DescribeAlarms', {}, 'MetricAlarms', 34],
  ['logs', 'DescribeLogGroups', {}, 'logGroups', 5],
  ['cloudtrail', 'DescribeTrails', {}, 'trailList', 1],
  ['guardduty', 'ListDetectors', {}, 'DetectorIds', 1],
  ['backup', 'ListProtectedResources', {}, 'Results', 2],
  ['sesv2', 'ListEmailIdentities', {}, 'EmailIdentities', 1],
  ['synthetics', 'DescribeCanaries', {}, 'Canaries', 1],
] as const;

it.each([undefined, 1])('boto3 reads the fake account as it is, in pages of %s', async (pageSize) => {
  const account = await startAccount({ ...goodAccount(), ...(pageSize === undefined ? {} : { pageSize }) });
  const counted = await python(JSON.stringify(ASKED.map((question) => question.slice(0, 4))), account.env());
  await account.close();
  expect(counted).toEqual(
    Object.fromEntries(ASKED.map(([service, operation, , , count]) => [`${service}:${operation}`, count])),
  );
});

async function python(input: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const child = spawn(process.env['DJAUDIT_LAB_PYTHON'] ?? 'python3', [SCRIPT], {
    env: { PATH: process.env['PATH'], ...env },
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.end(input);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(Buffer.concat(err).toString('utf8'));
  return JSON.parse(Buffer.concat(out).toString('utf8'));
}
