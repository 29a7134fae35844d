import type { ServiceName } from './declarations.ts';

/** Where the services that answer for the whole account are asked, by partition. */
const HOMES: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

export function partitionOf(arn: string): string {
  return arn.split(':')[1] || 'aws';
}

/** The region in which a global service is asked; STS answers everywhere, and is asked at home. */
export function regionOfGlobal(service: ServiceName, partition: string, home: string): string {
  if (service === 'sts') return home;
  if (service === 'cloudfront' && partition === 'aws-cn') return 'cn-northwest-1';
  return HOMES[partition] ?? home;
}
