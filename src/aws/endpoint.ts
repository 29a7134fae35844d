import type { ServiceName } from './declarations.ts';
import type { Environment } from './profiles.ts';

/** The services whose variable is not called as the module is: AWS takes the SDK's service id. */
const IDS: { readonly [S in ServiceName]?: string } = {
  'application-autoscaling': 'APPLICATION_AUTO_SCALING',
  autoscaling: 'AUTO_SCALING',
  elasticbeanstalk: 'ELASTIC_BEANSTALK',
  elb: 'ELASTIC_LOAD_BALANCING',
  elbv2: 'ELASTIC_LOAD_BALANCING_V2',
  logs: 'CLOUDWATCH_LOGS',
  route53: 'ROUTE_53',
  s3control: 'S3_CONTROL',
  secretsmanager: 'SECRETS_MANAGER',
};

/** The address that answers for a service instead of AWS: `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL`. */
export function endpointOf(env: Environment, service: ServiceName): string | undefined {
  if (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true') return undefined;
  return env[`AWS_ENDPOINT_URL_${IDS[service] ?? service.toUpperCase()}`] || env['AWS_ENDPOINT_URL'] || undefined;
}
