import { part, type SubjectRef } from '../../src/model/index.ts';

/** `app/shop/50dc6c495c0c9188` of the ARN is `shop`. */
export function nameInArn(loadBalancerArn: string): string {
  return loadBalancerArn.split('/').at(-2) ?? loadBalancerArn;
}

/**
 * Elastic Beanstalk names what it makes `awseb…`. Only which fix is shown depends on it, never a verdict.
 */
export function madeByElasticBeanstalk(name: string): boolean {
  return /^awseb/i.test(name);
}

/** A listener of a Classic Load Balancer, as a subject of its own. */
export function classicListener(loadBalancer: SubjectRef, port: number): SubjectRef {
  return part(loadBalancer, String(port), `${loadBalancer.name ?? loadBalancer.id} :${port}`);
}
