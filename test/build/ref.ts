import type { SubjectRef } from '../../src/model/index.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

export function arn(service: string, resource: string, region = REGION): string {
  return `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
}

/** The reference of a regional resource; `region` is `global` for IAM, S3 and CloudFront. */
export function ref(id: string, name: string, region = REGION): SubjectRef {
  return { kind: 'resource', id, name, account: ACCOUNT, region };
}
