import type { TargetGroup } from '../../src/model/aws/index.ts';
import { type DeployedService, type Evidence, type FrontDoor, part, type Subject } from '../../src/model/index.ts';
import { seen } from './evidence.ts';
import { type Blind, partsOf } from './service.ts';

/** The health check of one target group of a service. */
export interface Probe extends Subject {
  readonly service: DeployedService;
  readonly door: FrontDoor;
  readonly group: TargetGroup;
}

export function probes(service: DeployedService): readonly (Probe | Blind)[] {
  return partsOf(service, service.frontDoors, 'load balancers', (door) => ({
    ref: part(service.ref, door.targetGroup.TargetGroupName),
    service,
    door,
    group: door.targetGroup,
  }));
}

export function asksByHttp({ HealthCheckProtocol }: TargetGroup): boolean {
  return HealthCheckProtocol === 'HTTP' || HealthCheckProtocol === 'HTTPS';
}

/** `200`, as AWS has it where nothing else is said. */
export function codes({ Matcher }: TargetGroup): string {
  return Matcher?.HttpCode ?? '200';
}

export function probeEvidence(group: TargetGroup): Evidence {
  return seen(
    'health check',
    `${group.HealthCheckProtocol ?? 'HTTP'} ${group.HealthCheckPath ?? '/'}, accepts ${codes(group)}`,
    'elasticloadbalancing:DescribeTargetGroups',
  );
}
