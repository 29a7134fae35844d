import { type Attestation, collected, type UptimeCheck } from '../../src/model/index.ts';
import { alarm } from './monitoring.ts';
import { ref } from './ref.ts';

/** A Route 53 health check of that host with an alarm that calls somebody. */
export function healthCheck(host: string, given: Partial<UptimeCheck> = {}): UptimeCheck {
  return {
    ref: ref('arn:aws:route53:::healthcheck/0a1b2c3d', host, 'global'),
    kind: 'health check',
    host,
    alarms: collected([alarm('AWS/Route53', 'HealthCheckStatus', { HealthCheckId: '0a1b2c3d' })]),
    ...given,
  };
}

export function attestation(name: Attestation['name'], given: Partial<Attestation> = {}): Attestation {
  return {
    name,
    attests: 'UptimeRobot asks /health-check/ every 5 minutes',
    owner: 'web team',
    until: '2027-03-31',
    source: 'djaudit.yml:4',
    ...given,
  };
}
