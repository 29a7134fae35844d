import type {
  EdgeKind,
  ReportDeployment,
  ReportEdge,
  ReportService,
  ReportSubject,
  Result,
  Severity,
} from '../../src/model/index.ts';
import { ACCOUNT, arn, REGION } from './ref.ts';
import { IN_ACCOUNT } from './report.ts';

/** Subjects of the account as a report names them. */
export const SUBJECT = {
  service: (name: string) => subject(arn('ecs', `service/shop/${name}`), name),
  balancer: (name: string) => subject(arn('elasticloadbalancing', `loadbalancer/app/${name}/50dc6c495c0c9188`), name),
  distribution: (name: string) => subject(arn('cloudfront', `distribution/${name}`, ''), name),
  record: (name: string) => subject(arn('route53', `hostedzone/Z1#${name}. A`, 'us-east-1'), `${name}.`),
  database: (name: string) => subject(arn('rds', `db:${name}`), name),
  cache: (name: string) => subject(arn('elasticache', `replicationgroup:${name}`), name),
  bucket: (name: string) => subject(`arn:aws:s3:::${name}`, name),
  secret: (name: string) => subject(arn('secretsmanager', `secret:${name}-Ab12Cd`), name),
  logGroup: (name: string) => subject(arn('logs', `log-group:${name}`), name),
  image: (name: string) => subject(arn('ecr', `repository/${name}`), name),
  certificate: (name: string) => subject(arn('acm', `certificate/${name}`), name),
  alarm: (name: string) => subject(arn('cloudwatch', `alarm:${name}`), name),
  dockerfile: { kind: 'file', id: 'Dockerfile' } satisfies ReportSubject,
  repository: { kind: 'environment', id: 'repository', name: 'the repository' } satisfies ReportSubject,
} as const;

function subject(id: string, name: string): ReportSubject {
  return { kind: 'resource', id, name, account: ACCOUNT, region: REGION };
}

export function reportService(name: string, environment?: string, parts: readonly string[] = []): ReportService {
  return {
    subject: SUBJECT.service(name),
    platform: 'ecs',
    ...(environment === undefined ? {} : { environment: { name: environment, reason: 'its tag Environment' } }),
    settingsModule: 'shop.settings.production',
    parts,
  };
}

export function reportEdge(
  from: ReportSubject,
  kind: EdgeKind,
  to: ReportSubject,
  confidence: ReportEdge['confidence'] = 'high',
): ReportEdge {
  return { from, to, kind, confidence, reason: `${from.name ?? from.id} and ${to.name ?? to.id}`, evidence: [] };
}

export function findingOn(about: ReportSubject, severity: Severity = 'high', more: Partial<Result> = {}): Result {
  return { ...IN_ACCOUNT, rule: `on-${severity}`, severity, subject: about, ...more };
}

/** A web service behind its load balancer with everything that it asks. */
export function shop(name: string, environment?: string): ReportDeployment {
  const web = SUBJECT.service(name);
  const balancer = SUBJECT.balancer(name);
  const record = SUBJECT.record(`${name}.example`);
  return {
    services: [reportService(name, environment)],
    edges: [
      reportEdge(web, 'runs', SUBJECT.repository),
      reportEdge(web, 'known as', record),
      reportEdge(record, 'resolves to', balancer),
      reportEdge(balancer, 'sends requests to', web),
      reportEdge(balancer, 'certificate', SUBJECT.certificate(name)),
      reportEdge(web, 'database', SUBJECT.database(name)),
      reportEdge(web, 'cache', SUBJECT.cache(name)),
      reportEdge(web, 'bucket', SUBJECT.bucket(name), 'low'),
      reportEdge(web, 'secret', SUBJECT.secret(name)),
      reportEdge(web, 'log group', SUBJECT.logGroup(name)),
      reportEdge(web, 'alarm', SUBJECT.alarm(name)),
      reportEdge(web, 'image', SUBJECT.image('shop')),
      reportEdge(SUBJECT.image('shop'), 'built from', SUBJECT.dockerfile, 'medium'),
    ],
  };
}

export function together(...all: readonly ReportDeployment[]): ReportDeployment {
  return { services: all.flatMap(({ services }) => services), edges: all.flatMap(({ edges }) => edges) };
}
