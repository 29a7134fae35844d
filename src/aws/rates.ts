import type { ServiceName } from './declarations.ts';

/** How fast a service may be asked in one account and region. */
export interface Rate {
  /** Requests a second, in the long run. */
  readonly perSecond: number;
  /** Requests that may be sent at once after a rest. */
  readonly burst: number;
  /** Requests under way at a time. */
  readonly concurrent: number;
}

const DEFAULT: Rate = { perSecond: 20, burst: 20, concurrent: 10 };

/**
 * Below what AWS allows, so that the audit leaves room for the account's own callers: half of the published quota where
 * there is one (EC2 and ELB describe calls 20/s after a burst; CloudFront, Route 53, WAF 5/s; IAM by action), a careful
 * default where there is none.
 */
const RATES: { readonly [S in ServiceName]?: Rate } = {
  acm: { perSecond: 8, burst: 10, concurrent: 8 },
  cloudfront: { perSecond: 5, burst: 10, concurrent: 10 },
  cloudtrail: { perSecond: 8, burst: 10, concurrent: 8 },
  ec2: { perSecond: 20, burst: 50, concurrent: 10 },
  elb: { perSecond: 20, burst: 40, concurrent: 10 },
  elbv2: { perSecond: 20, burst: 40, concurrent: 10 },
  iam: { perSecond: 15, burst: 15, concurrent: 10 },
  logs: { perSecond: 8, burst: 10, concurrent: 8 },
  rds: { perSecond: 25, burst: 30, concurrent: 10 },
  route53: { perSecond: 5, burst: 10, concurrent: 5 },
  s3: { perSecond: 100, burst: 100, concurrent: 20 },
  sesv2: { perSecond: 1, burst: 2, concurrent: 2 },
  wafv2: { perSecond: 5, burst: 10, concurrent: 5 },
};

/** Operations with a quota of their own; they do not use up their service's. */
const RATES_OF_OPERATIONS: Readonly<Record<string, Rate>> = {
  'iam:GetPolicy': { perSecond: 35, burst: 35, concurrent: 10 },
  'iam:GetPolicyVersion': { perSecond: 35, burst: 35, concurrent: 10 },
  'cloudwatch:GetMetricData': { perSecond: 10, burst: 10, concurrent: 5 },
};

/** The lane that an operation shares, and how fast it goes. */
export function laneOf(service: ServiceName, operation: string): { readonly name: string; readonly rate: Rate } {
  const name = `${service}:${operation}`;
  const own = RATES_OF_OPERATIONS[name];
  return own === undefined ? { name: service, rate: RATES[service] ?? DEFAULT } : { name, rate: own };
}
