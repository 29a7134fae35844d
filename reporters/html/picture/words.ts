import type { ReportService, ReportSubject } from '../../../src/model/index.ts';
import { plain } from '../../neutralise.ts';

/** What a thing is: the word on its card, and the drawing beside it. */
export interface Sort {
  readonly word: string;
  readonly icon: Icon;
}

export type Icon =
  | 'people'
  | 'globe'
  | 'cloud'
  | 'split'
  | 'cube'
  | 'cylinder'
  | 'bolt'
  | 'bucket'
  | 'key'
  | 'lines'
  | 'layers'
  | 'branch'
  | 'file'
  | 'bell'
  | 'shield'
  | 'server';

const PLATFORMS: Readonly<Record<string, string>> = {
  ecs: 'ECS service',
  'elastic beanstalk': 'Elastic Beanstalk',
  eks: 'EKS workload',
  'auto scaling': 'Auto Scaling group',
};

/** By the service in the ARN. */
const SERVICES: Readonly<Record<string, Sort>> = {
  acm: { word: 'certificate', icon: 'shield' },
  autoscaling: { word: 'Auto Scaling group', icon: 'server' },
  cloudfront: { word: 'CloudFront', icon: 'cloud' },
  cloudwatch: { word: 'alarm', icon: 'bell' },
  ec2: { word: 'instance', icon: 'server' },
  ecr: { word: 'image repository', icon: 'layers' },
  eks: { word: 'cluster', icon: 'server' },
  elasticache: { word: 'cache', icon: 'bolt' },
  elasticloadbalancing: { word: 'load balancer', icon: 'split' },
  iam: { word: 'certificate', icon: 'shield' },
  logs: { word: 'log group', icon: 'lines' },
  rds: { word: 'database', icon: 'cylinder' },
  route53: { word: 'DNS record', icon: 'globe' },
  s3: { word: 'bucket', icon: 'bucket' },
  secretsmanager: { word: 'secret', icon: 'key' },
  ssm: { word: 'parameter', icon: 'key' },
};

export function sortOf({ id, kind }: ReportSubject, service?: ReportService): Sort {
  if (service !== undefined) return { word: PLATFORMS[service.platform] ?? plain(service.platform), icon: 'cube' };
  if (id === 'repository') return { word: 'code', icon: 'branch' };
  if (kind !== 'resource') return { word: 'file', icon: 'file' };
  const [, prefix = '', resource = ''] = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:(.*)$/s.exec(id) ?? [];
  if (prefix === 'eks' && resource.startsWith('nodegroup/')) return { word: 'node group', icon: 'server' };
  return SERVICES[prefix] ?? { word: plain(prefix) || 'resource', icon: 'cube' };
}

/** What people call it; the dot that ends a name of Route 53 says nothing to them. */
export function nameOf({ id, name }: ReportSubject): string {
  const text = plain(name ?? id);
  return id.includes(':hostedzone/') ? text.replace(/\.$/, '') : text;
}
