import { afterEach, describe, expect, it } from 'vitest';
import { DECLARATIONS } from '../../src/aws/declarations.ts';
import { type FakeAccount, startAccount } from '../account/index.ts';
import { collectFrom, outcomes } from './collect.ts';
import { crowd } from './crowd.ts';

let account: FakeAccount | undefined;
afterEach(async () => {
  await account?.close();
  account = undefined;
});

/** Lists that AWS hands out whole, because there is no token or because we ask by name; the counts of a scan are on each page. */
const WHOLE = new Set([
  'cloudtrail:DescribeTrails',
  'ec2:DescribeLaunchTemplateVersions',
  'ecr:DescribeImages',
  'ecr:DescribeImageScanFindings',
  'elb:DescribeLoadBalancerPolicies',
  'elasticbeanstalk:DescribeConfigurationSettings',
  'elasticbeanstalk:DescribeEnvironmentManagedActions',
  'elasticbeanstalk:DescribeEnvironmentResources',
  'elasticbeanstalk:DescribePlatformVersion',
  'elbv2:DescribeListenerAttributes',
  'elbv2:DescribeLoadBalancerAttributes',
  'elbv2:DescribeTargetGroupAttributes',
  'elbv2:DescribeTargetHealth',
  'rds:DescribeDBClusterSnapshotAttributes',
  'rds:DescribeDBSnapshotAttributes',
  'ecs:DescribeClusters',
  'ecs:DescribeServices',
  'ecs:DescribeTaskDefinition',
  'ecs:DescribeTasks',
  'eks:DescribeAddon',
  'eks:DescribeCluster',
  'eks:DescribeNodegroup',
  'acm:DescribeCertificate',
  'secretsmanager:DescribeSecret',
  'ssm:DescribeDocument',
]);

const LISTS = Object.values(DECLARATIONS)
  .flatMap(({ service, calls }) => calls.map((call) => `${service}:${call}`))
  .filter((operation) => /:(Describe|List)/.test(operation) && !WHOLE.has(operation));

describe('with one item on each page', () => {
  it('every list is read to its end', { timeout: 120_000 }, async () => {
    account = await startAccount({ answers: crowd(3) });
    const whole = await collectFrom(account);
    await account.close();

    account = await startAccount({ answers: crowd(3), pageSize: 1 });
    const paged = await collectFrom(account);

    const empty = Object.entries(outcomes(whole)).filter(([, outcome]) => typeof outcome === 'string' || outcome === 0);
    expect(empty).toEqual([
      ['acm.certificateDetails us-east-1', 0],
      ['acm.certificates us-east-1', 0],
    ]);
    expect(outcomes(paged)).toEqual(outcomes(whole));
    expect(paged.records).toEqual(whole.records);
    const { requests } = account;
    const followed = [...new Set(LISTS)].filter((operation) => {
      const sent = requests.filter(({ service, operation: name }) => `${service}:${name}` === operation);
      return sent.some(({ input }) =>
        Object.keys(input).some((member) => /token|marker|StartRecordName/i.test(member)),
      );
    });
    expect(followed.toSorted()).toEqual([...new Set(LISTS)].toSorted());
  });
});
