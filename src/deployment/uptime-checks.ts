import type { AwsItem } from '../model/aws/index.ts';
import {
  collected,
  defineDerivation,
  type Fact,
  type Pool,
  pool,
  type Scope,
  type ScopedFact,
  type SubjectRef,
  type Unavailable,
  type UptimeCheck,
  unavailable,
} from '../model/index.ts';
import { byDimension } from './alarms.ts';
import { gap } from './facts.ts';
import { lookup, within } from './lookup.ts';

type Alarm = AwsItem<'cloudwatch.alarms'>;
type Alarms = readonly ScopedFact<readonly Alarm[]>[];

/** Route 53 keeps the metrics of health checks in one region, whatever they ask. */
const METRICS_OF_ROUTE53 = 'us-east-1';

/** Everything in the account that asks an address from outside, with the alarms that speak for it. */
export const uptimeChecks = defineDerivation({
  name: 'deployment.uptimeChecks',
  needs: ['route53.healthChecks', 'synthetics.canaries', 'cloudwatch.alarms'],
  derive: (facts) => {
    const checks = pool(facts['route53.healthChecks']);
    const canaries = pool(facts['synthetics.canaries']);
    const alarms = facts['cloudwatch.alarms'];
    const found = [
      ...checks.items.flatMap((check) => healthCheck(check, alarms)),
      ...canaries.items.flatMap((canary) => running(canary, alarms)),
    ];
    const gaps = [...gapsOf(checks), ...gapsOf(canaries)];
    return found.length === 0 && gaps[0] !== undefined ? gaps[0] : collected(found, gaps);
  },
});

function gapsOf({ missing }: Pool<unknown>): readonly Unavailable[] {
  return missing.map(({ reason, action }) => unavailable(reason, action));
}

/** Those that compute a state from other checks or from a metric ask nothing themselves. */
function healthCheck(check: AwsItem<'route53.healthChecks'>, alarms: Alarms): readonly UptimeCheck[] {
  const { FullyQualifiedDomainName, IPAddress, Disabled } = check.HealthCheckConfig;
  const host = FullyQualifiedDomainName ?? IPAddress;
  if (host === undefined || Disabled === true) return [];
  const where = { ...check.ref, region: METRICS_OF_ROUTE53 };
  const speaking = alarms.some(({ scope }) => isOf(where, scope))
    ? naming(alarms, where, `HealthCheckId=${check.Id}`)
    : unavailable(`alarms on health checks are kept in ${METRICS_OF_ROUTE53}, which was not scanned`);
  return [{ ref: check.ref, kind: 'health check', host: host.toLowerCase(), alarms: speaking }];
}

function running(canary: AwsItem<'synthetics.canaries'>, alarms: Alarms): readonly UptimeCheck[] {
  if (canary.Status?.State !== 'RUNNING') return [];
  return [{ ref: canary.ref, kind: 'canary', alarms: naming(alarms, canary.ref, `CanaryName=${canary.Name}`) }];
}

/** The alarms that read a metric with that dimension, by themselves or in their mathematics. */
function naming(alarms: Alarms, where: SubjectRef, dimension: string): Fact<readonly Alarm[]> {
  const found = lookup(alarms, byDimension).all([within(where, dimension)]);
  const missing = pool(alarms).missing.filter(({ scope }) => isOf(where, scope));
  return found.length === 0 && missing.length > 0 ? gap({ items: found, missing }) : collected(found);
}

function isOf({ account, region }: SubjectRef, scope: Scope): boolean {
  return scope.account === account && scope.region === region;
}
