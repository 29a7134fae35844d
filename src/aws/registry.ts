import type { ServiceModule } from './collector.ts';
import type { ServiceName } from './declarations.ts';
import { awaitedLater } from './streams.ts';

/** One module a service, loaded when the plan needs it: the SDK's clients are most of a small scan. */
const MODULES: { readonly [S in ServiceName]: () => Promise<ServiceModule<S>> } = {
  acm: async () => (await import('./services/acm.ts')).acm,
  'application-autoscaling': async () => (await import('./services/application-autoscaling.ts')).applicationAutoscaling,
  autoscaling: async () => (await import('./services/autoscaling.ts')).autoscaling,
  backup: async () => (await import('./services/backup.ts')).backup,
  cloudfront: async () => (await import('./services/cloudfront.ts')).cloudfront,
  cloudtrail: async () => (await import('./services/cloudtrail.ts')).cloudtrail,
  cloudwatch: async () => (await import('./services/cloudwatch.ts')).cloudwatch,
  ec2: async () => (await import('./services/ec2.ts')).ec2,
  ecr: async () => (await import('./services/ecr.ts')).ecr,
  ecs: async () => (await import('./services/ecs.ts')).ecs,
  eks: async () => (await import('./services/eks.ts')).eks,
  elasticache: async () => (await import('./services/elasticache.ts')).elasticache,
  elasticbeanstalk: async () => (await import('./services/elasticbeanstalk.ts')).elasticbeanstalk,
  elb: async () => (await import('./services/elb.ts')).elb,
  elbv2: async () => (await import('./services/elbv2.ts')).elbv2,
  guardduty: async () => (await import('./services/guardduty.ts')).guardduty,
  iam: async () => (await import('./services/iam.ts')).iam,
  logs: async () => (await import('./services/logs.ts')).logs,
  rds: async () => (await import('./services/rds.ts')).rds,
  route53: async () => (await import('./services/route53.ts')).route53,
  s3: async () => (await import('./services/s3.ts')).s3,
  s3control: async () => (await import('./services/s3control.ts')).s3control,
  secretsmanager: async () => (await import('./services/secretsmanager.ts')).secretsmanager,
  sesv2: async () => (await import('./services/sesv2.ts')).sesv2,
  sns: async () => (await import('./services/sns.ts')).sns,
  ssm: async () => (await import('./services/ssm.ts')).ssm,
  sts: async () => (await import('./services/sts.ts')).sts,
  synthetics: async () => (await import('./services/synthetics.ts')).synthetics,
  wafv2: async () => (await import('./services/wafv2.ts')).wafv2,
};

/**
 * Loads the modules one after the other in the order given, whoever waits for them: loaded all at once, the first would be
 * there no sooner than the last, and the network would have nothing to do meanwhile.
 */
export class ServiceModules {
  readonly #loading = new Map<ServiceName, Promise<unknown>>();

  constructor(inOrder: readonly ServiceName[]) {
    let before: Promise<unknown> = Promise.resolve();
    for (const service of inOrder) {
      before = awaitedLater(before.then(async (): Promise<unknown> => await MODULES[service]()));
      this.#loading.set(service, before);
    }
  }

  async get<S extends ServiceName>(service: S): Promise<ServiceModule<S>> {
    await this.#loading.get(service);
    return await MODULES[service](); // by now it is only looked up
  }
}
