import { afterEach, describe, expect, it } from 'vitest';
import { allowedOperations, isReadOnly } from '../../src/aws/actions.ts';
import { watch } from '../../src/aws/client.ts';
import { operationsOf } from '../../src/aws/declarations.ts';
import { policyActions, renderPolicy } from '../../src/aws/policy.ts';
import { Breaker } from '../../src/aws/scheduler.ts';
import { rds } from '../../src/aws/services/rds.ts';
import type { AwsFactName } from '../../src/model/aws/index.ts';
import { type FakeAccount, startAccount } from '../account/index.ts';
import { ALL_FACTS, collectFrom } from './collect.ts';
import { crowd } from './crowd.ts';
import playbookCalls from './playbook-calls.json' with { type: 'json' };

let account: FakeAccount | undefined;
afterEach(async () => {
  await account?.close();
  account = undefined;
});

/** Only for `--region all` and to tell what a region is: not every scan asks it. */
const SOMETIMES = 'ec2:DescribeRegions';

async function actionsSent(facts: readonly AwsFactName[]): Promise<readonly string[]> {
  account = await startAccount({ answers: crowd(3) });
  await collectFrom(account, { facts });
  return [...new Set(account.requests.map(({ action }) => action))].toSorted();
}

describe('the policy', () => {
  it('is what a scan of everything sends, no more and no less', { timeout: 60_000 }, async () => {
    const sent = await actionsSent(ALL_FACTS);
    expect([...sent, SOMETIMES].toSorted()).toEqual(policyActions(ALL_FACTS));
  });

  it.each([
    [['rds.parameters']],
    [['s3.policies', 's3.policyStatuses', 's3.publicAccessBlocks', 's3.accountPublicAccessBlock']],
    [['iam.deployRolePolicies']],
    [['elasticloadbalancing.rules', 'elasticloadbalancing.classicPolicies']],
    [['ecr.imageScanFindings']],
  ] as const)('is what a scan of %j sends', async (facts) => {
    const sent = await actionsSent(facts);
    expect([...sent, SOMETIMES].toSorted()).toEqual(policyActions(facts));
  });

  it('calls actions as IAM does', () => {
    expect(
      policyActions(['s3.encryption', 's3.lifecycles', 's3.publicAccessBlocks', 's3.accountPublicAccessBlock']),
    ).toEqual([
      'ec2:DescribeRegions',
      's3:GetAccountPublicAccessBlock',
      's3:GetBucketPublicAccessBlock',
      's3:GetEncryptionConfiguration',
      's3:GetLifecycleConfiguration',
      's3:ListAllMyBuckets',
      'sts:GetCallerIdentity',
    ]);
    expect(policyActions(['elasticloadbalancing.classicPolicies'])).toContain(
      'elasticloadbalancing:DescribeLoadBalancerPolicies',
    );
    expect(policyActions(['ses.identities'])).toContain('ses:GetEmailIdentity');
  });

  it('is a bare document as JSON, and the same actions as Terraform and CloudFormation', () => {
    const document: unknown = JSON.parse(renderPolicy(['rds.instances'], 'json'));
    const actions = ['ec2:DescribeRegions', 'rds:DescribeDBInstances', 'sts:GetCallerIdentity'];
    expect(document).toMatchObject({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
    });
    for (const format of ['terraform', 'cloudformation'] as const) {
      const found = renderPolicy(['rds.instances'], format).match(/\w+:(Describe|Get|List)\w+/g);
      expect(found).toEqual(actions);
    }
  });
});

describe('the allow-list', () => {
  it('has nothing that writes or reads secrets', () => {
    expect([...allowedOperations(ALL_FACTS)].filter((operation) => !isReadOnly(operation))).toEqual([]);
    const forbidden = [
      'secretsmanager:GetSecretValue',
      'secretsmanager:BatchGetSecretValue',
      'ssm:GetParameter',
      'ssm:GetParameters',
      'ssm:GetParametersByPath',
      'ssm:GetParameterHistory',
      's3:GetObject',
      'elasticbeanstalk:RetrieveEnvironmentInfo',
      'lambda:GetFunction',
      'ec2:GetPasswordData',
      'rds:ModifyDBInstance',
      's3:PutBucketPolicy',
    ];
    expect(forbidden.filter(isReadOnly)).toEqual([]);
  });

  it('is kept by the client, before anything is sent', async () => {
    account = await startAccount({ answers: crowd(1) });
    const { DeleteDBInstanceCommand, DescribeDBClustersCommand } = await import('@aws-sdk/client-rds');
    const client = rds.client({
      region: account.region,
      endpoint: account.url,
      credentials: () => Promise.resolve({ accessKeyId: account?.keys.AccessKeyId ?? '', secretAccessKey: 'x' }),
      maxAttempts: 1,
      retryMode: 'adaptive',
      requestHandler: { connectionTimeout: 1, requestTimeout: 1, socketTimeout: 1, throwOnRequestTimeout: true },
    });
    const meter = { sent: () => undefined, throttled: () => undefined };
    const allowed = new Set(['rds:DescribeDBInstances', 'rds:DeleteDBInstance']);
    watch(client, 'rds', allowed, { meter, breaker: new Breaker() });
    for (const command of [
      new DescribeDBClustersCommand({}),
      new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'shop' }),
    ]) {
      await expect(client.send(command as never, {} as never)).rejects.toThrow('is not on the allow-list');
    }
    expect(account.requests).toEqual([]);
  });

  it('covers the read-only calls that the playbook needs', () => {
    /** ListBuckets tells whose a bucket is, and HEAD has no body to tell a denial by; the other is IAM's name for a call. */
    const replaced = ['s3:HeadBucket', 's3:GetLifecycleConfiguration'];
    const sent = new Set(ALL_FACTS.flatMap(operationsOf));
    const missing = playbookCalls
      .map((call) =>
        call.replace(/^elasticloadbalancing:/, 'elbv2:').replace(/^elasticloadbalancing\(classic\):/, 'elb:'),
      )
      .filter((call) => !sent.has(call));
    expect(missing.toSorted()).toEqual(replaced.toSorted());
  });
});
