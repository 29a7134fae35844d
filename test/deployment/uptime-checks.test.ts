import { describe, expect, it } from 'vitest';
import { uptimeChecks } from '../../src/deployment/uptime-checks.ts';
import type { AwsItem } from '../../src/model/aws/index.ts';
import { collected, type Fact, type ScopedFact, type UptimeCheck, unavailable } from '../../src/model/index.ts';
import { alarm } from '../build/monitoring.ts';
import { ACCOUNT, arn, REGION, ref } from '../build/ref.ts';

type Check = AwsItem<'route53.healthChecks'>;

const check = (Id: string, config: Partial<Check['HealthCheckConfig']>): Check => ({
  ref: ref(`arn:aws:route53:::healthcheck/${Id}`, Id, 'global'),
  Id,
  CallerReference: Id,
  HealthCheckVersion: 1,
  HealthCheckConfig: { Type: 'HTTPS', ...config },
});
const canary = (State: 'RUNNING' | 'STOPPED'): AwsItem<'synthetics.canaries'> => ({
  ref: ref(arn('synthetics', 'canary:home'), 'home'),
  Name: 'home',
  Status: { State },
});
const told = alarm('AWS/Route53', 'HealthCheckStatus', { HealthCheckId: 'site' });
const alarms = [{ ...told, ref: { ...told.ref, region: 'us-east-1' } }];
const at = <T>(region: string, value: T): ScopedFact<T> => ({
  scope: { account: ACCOUNT, region },
  fact: collected(value),
});

function derive(given: Readonly<Record<string, readonly ScopedFact<unknown>[]>>): Fact<readonly UptimeCheck[]> {
  return uptimeChecks.derive({
    'route53.healthChecks': [at('global', [])],
    'synthetics.canaries': [at(REGION, [])],
    'cloudwatch.alarms': [at(REGION, [])],
    ...given,
  }) as Fact<readonly UptimeCheck[]>; // what the derivation says of itself
}

describe('the checks from outside', () => {
  it('are the health checks that ask a host, in lower case, and the canaries that run', () => {
    const found = derive({
      'route53.healthChecks': [
        at('global', [
          check('site', { FullyQualifiedDomainName: 'Shop.Example.com' }),
          check('off', { FullyQualifiedDomainName: 'old.example.com', Disabled: true }),
          check('sum', { Type: 'CALCULATED', ChildHealthChecks: ['site'] }),
        ]),
      ],
      'synthetics.canaries': [at(REGION, [canary('RUNNING')]), at('us-east-1', [canary('STOPPED')])],
    });
    expect(found).toMatchObject({
      status: 'collected',
      value: [{ kind: 'health check', host: 'shop.example.com' }, { kind: 'canary' }],
    });
  });

  it('have the alarms of us-east-1, where Route 53 keeps its metrics, and none where that was not scanned', () => {
    const healthChecks = [at('global', [check('site', { FullyQualifiedDomainName: 'shop.example.com' })])];
    const [scanned, not] = [at('us-east-1', alarms), at(REGION, alarms)].map((there) =>
      derive({ 'route53.healthChecks': healthChecks, 'cloudwatch.alarms': [there] }),
    );
    expect(scanned).toMatchObject({ value: [{ alarms: { status: 'collected', value: alarms } }] });
    expect(not).toMatchObject({ value: [{ alarms: { status: 'unavailable' } }] });
  });

  it('that were denied are a gap, and nothing at all where no other is there', () => {
    const denied = {
      scope: { account: ACCOUNT, region: 'global' },
      fact: unavailable('denied: route53:ListHealthChecks'),
    };
    expect(derive({ 'route53.healthChecks': [denied] })).toEqual(unavailable('denied: route53:ListHealthChecks'));
    const beside = derive({
      'route53.healthChecks': [denied],
      'synthetics.canaries': [at(REGION, [canary('RUNNING')])],
    });
    expect(beside).toMatchObject({ status: 'collected', gaps: [{ reason: 'denied: route53:ListHealthChecks' }] });
  });
});
