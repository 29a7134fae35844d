import type { ServiceName } from './services.ts';

/** The most that one page holds where nobody asks for less, by operation or by service (AWS's API references). */
const LIMITS: Readonly<Record<string, number>> = {
  'application-autoscaling': 50,
  'ssm:DescribeInstanceInformation': 50,
  'logs:DescribeLogGroups': 50,
  'backup:ListProtectedResources': 1000,
  'cloudfront:ListDistributions': 100,
  guardduty: 50,
  iam: 100,
  route53: 300,
  s3: 10_000,
  synthetics: 20,
  elbv2: 400,
  elb: 400,
  ec2: 1000,
  acm: 1000,
};
const USUAL = 100;

export function limitOf(service: ServiceName, operation: string): number {
  return LIMITS[`${service}:${operation}`] ?? LIMITS[service] ?? USUAL;
}
