import type { ServiceName } from './declarations.ts';

/** How fast something may be asked in one account and region. */
export interface Rate {
  /** Requests a second, in the long run. */
  readonly perSecond: number;
  /** Requests that may be sent at once after a rest. */
  readonly burst: number;
}

/** What one service bears: AWS counts each operation by itself, or all of them together. */
interface Quota extends Rate {
  readonly counted: 'each operation' | 'together';
  /** Requests under way at a time, of all operations. */
  readonly concurrent: number;
}

const DEFAULT: Quota = { perSecond: 20, burst: 20, counted: 'each operation', concurrent: 10 };

/**
 * Below what AWS allows, so that the audit leaves room for the account's own callers: EC2, ELB and ECS refill 20 describe
 * calls a second for each operation after a burst of 40 to 100; CloudFront, Route 53 and WAF bear 5 a second in all, IAM 15
 * to 35 by operation, SES one; S3 thousands. A careful default stands where nothing is published.
 */
const QUOTAS: { readonly [S in ServiceName]?: Quota } = {
  acm: { perSecond: 8, burst: 10, counted: 'each operation', concurrent: 8 },
  cloudfront: { perSecond: 5, burst: 10, counted: 'together', concurrent: 10 },
  cloudtrail: { perSecond: 8, burst: 10, counted: 'each operation', concurrent: 8 },
  cloudwatch: { perSecond: 8, burst: 8, counted: 'each operation', concurrent: 5 },
  ec2: { perSecond: 20, burst: 50, counted: 'each operation', concurrent: 10 },
  ecs: { perSecond: 20, burst: 50, counted: 'each operation', concurrent: 10 },
  elasticbeanstalk: { perSecond: 10, burst: 10, counted: 'together', concurrent: 5 },
  elb: { perSecond: 20, burst: 40, counted: 'each operation', concurrent: 10 },
  elbv2: { perSecond: 20, burst: 40, counted: 'each operation', concurrent: 10 },
  iam: { perSecond: 15, burst: 15, counted: 'each operation', concurrent: 10 },
  logs: { perSecond: 8, burst: 10, counted: 'each operation', concurrent: 8 },
  rds: { perSecond: 20, burst: 30, counted: 'each operation', concurrent: 10 },
  route53: { perSecond: 5, burst: 10, counted: 'together', concurrent: 5 },
  s3: { perSecond: 100, burst: 100, counted: 'together', concurrent: 20 },
  sesv2: { perSecond: 1, burst: 2, counted: 'together', concurrent: 2 },
  wafv2: { perSecond: 5, burst: 10, counted: 'together', concurrent: 5 },
};

/** Operations whose own quota is known, in services that count each. */
const OPERATIONS: Readonly<Record<string, Rate>> = {
  'iam:GetPolicy': { perSecond: 35, burst: 35 },
  'iam:GetPolicyVersion': { perSecond: 35, burst: 35 },
};

export function concurrencyOf(service: ServiceName): number {
  return (QUOTAS[service] ?? DEFAULT).concurrent;
}

/** The bucket that an operation draws from, and how fast it fills. */
export function bucketOf(service: ServiceName, operation: string): { readonly name: string; readonly rate: Rate } {
  const quota = QUOTAS[service] ?? DEFAULT;
  const name = quota.counted === 'together' ? service : `${service}:${operation}`;
  return { name, rate: OPERATIONS[name] ?? quota };
}
