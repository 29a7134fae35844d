import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import { DECLARATIONS } from '../../src/aws/declarations.ts';
import type { Operation } from './client.ts';
import { clientOf } from './client.ts';
import type { Answers } from './index.ts';
import { startAccount } from './index.ts';
import type { Pages } from './pages.ts';
import { sdk } from './sdk.ts';

type Structure = Readonly<Record<string, unknown>>;

/** The least that a list can hold. */
function item(schema: NormalizedSchema, index: number): unknown {
  if (schema.isStringSchema()) return `x-${index}`;
  const [name] = [...schema.structIterator()].find(([, member]) => member.isStringSchema()) ?? [];
  return name === undefined ? {} : { [name]: `x-${index}` };
}

/** An answer with three items in the first list that is cut. */
function answer(operation: Operation, pages: Pages): Structure {
  const path = pages.outputToken.slice(0, -1);
  const holder = path.reduce((schema, member) => schema.getMemberSchema(member), operation.output);
  const [list = ''] = pages.lists;
  const items = [0, 1, 2].map((index) => item(holder.getMemberSchema(list).getValueSchema(), index));
  return path.reduceRight<Structure>((inner, name) => ({ [name]: inner }), { [list]: items });
}

function listAt(output: Structure, pages: Pages): readonly unknown[] {
  const holder = pages.outputToken.slice(0, -1).reduce((at, name) => at[name] as Structure, output);
  return (holder[pages.lists[0] ?? ''] ?? []) as readonly unknown[];
}

function tokenAt(output: Structure, pages: Pages): unknown {
  return pages.outputToken.reduce<unknown>((at, name) => (at as Structure)[name], output);
}

const operations = await Promise.all(
  [
    ...new Set(Object.values(DECLARATIONS).flatMap(({ service, calls }) => calls.map((call) => `${service}:${call}`))),
  ].map(async (name) => {
    const [service, call = ''] = name.split(':');
    const declared = Object.values(DECLARATIONS).find((one) => one.service === service);
    const operation = declared === undefined ? undefined : (await clientOf(declared.service)).operations.get(call);
    return { name, operation, pages: await operation?.pages() };
  }),
);
const paged = operations.flatMap(({ name, operation, pages }) =>
  operation === undefined || pages === undefined || pages.lists.length === 0 ? [] : [{ name, operation, pages }],
);

describe('a page of one', () => {
  it.each(paged)('$name', async ({ operation, pages }) => {
    const answers = { [operation.service]: { [operation.name]: answer(operation, pages) } } as Answers;
    const account = await startAccount({ answers, pageSize: 1 });
    const { url, region, keys } = account;
    const credentials = { accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey };
    const ask = await sdk(operation.service, { endpoint: url, region, credentials });
    const found: unknown[] = [];
    let token: unknown;
    do {
      const input = { ...required(operation), ...(token === undefined ? {} : { [pages.inputToken]: token }) };
      const page = await ask(operation.name, input);
      expect(listAt(page, pages)).toHaveLength(1);
      found.push(...listAt(page, pages));
      token = tokenAt(page, pages);
    } while (token !== undefined && token !== '');
    expect(found).toHaveLength(3);
    expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(3);
    await expect(ask(operation.name, { ...required(operation), [pages.inputToken]: 'made-up' })).rejects.toThrow(
      'made-up',
    );
    await account.close();
  });
});

/** What the SDK refuses to send without. */
function required(operation: Operation): Structure {
  const raw = operation.input.getSchema();
  const count = Array.isArray(raw) && typeof raw[6] === 'number' ? raw[6] : 0;
  const members = [...operation.input.structIterator()].slice(0, count);
  return Object.fromEntries(
    members.map(([name, member]) => [name, member.isStringSchema() ? 'x' : member.isListSchema() ? ['x'] : 1]),
  );
}

it('pages the lists that the collectors read, and says which have no pages', () => {
  expect(
    operations
      .filter(({ pages }) => pages === undefined)
      .map(({ name }) => name)
      .sort(),
  ).toMatchInlineSnapshot(`
    [
      "acm:DescribeCertificate",
      "cloudfront:GetDistributionConfig",
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetTrailStatus",
      "ecr:GetRegistryScanningConfiguration",
      "ecs:DescribeClusters",
      "ecs:DescribeServices",
      "ecs:DescribeTaskDefinition",
      "ecs:DescribeTasks",
      "eks:DescribeAddon",
      "eks:DescribeCluster",
      "eks:DescribeNodegroup",
      "elasticbeanstalk:DescribeConfigurationSettings",
      "elasticbeanstalk:DescribeEnvironmentManagedActions",
      "elasticbeanstalk:DescribeEnvironmentResources",
      "elasticbeanstalk:DescribePlatformVersion",
      "elb:DescribeLoadBalancerPolicies",
      "elbv2:DescribeListenerAttributes",
      "elbv2:DescribeLoadBalancerAttributes",
      "elbv2:DescribeTargetGroupAttributes",
      "elbv2:DescribeTargetHealth",
      "guardduty:GetDetector",
      "iam:GetAccountSummary",
      "iam:GetPolicy",
      "iam:GetPolicyVersion",
      "iam:GetRolePolicy",
      "rds:DescribeDBClusterSnapshotAttributes",
      "rds:DescribeDBSnapshotAttributes",
      "route53:ListResourceRecordSets",
      "s3:GetBucketAcl",
      "s3:GetBucketEncryption",
      "s3:GetBucketLifecycleConfiguration",
      "s3:GetBucketOwnershipControls",
      "s3:GetBucketPolicy",
      "s3:GetBucketPolicyStatus",
      "s3:GetBucketVersioning",
      "s3:GetPublicAccessBlock",
      "s3control:GetPublicAccessBlock",
      "sesv2:GetAccount",
      "sesv2:GetEmailIdentity",
      "ssm:GetDocument",
      "sts:GetCallerIdentity",
      "wafv2:GetWebACLForResource",
    ]
  `);
});
