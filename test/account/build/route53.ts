import type {
  HealthCheck,
  HostedZone,
  ListResourceRecordSetsCommandInput,
  ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { digits } from './where.ts';

export interface ZoneThings {
  readonly name: string;
  readonly records: readonly ResourceRecordSet[];
  readonly isPrivate?: boolean;
}

function zoneId(name: string): string {
  return `Z${digits(name, 19).toUpperCase()}`;
}

/** An alias to a load balancer or a distribution. */
export function alias(
  Name: string,
  DNSName: string,
  HostedZoneId = 'Z32O12XQLNTSW2',
  differs: Partial<ResourceRecordSet> = {},
): ResourceRecordSet {
  return {
    Name: `${Name}.`,
    Type: 'A',
    AliasTarget: { HostedZoneId, DNSName: `${DNSName}.`, EvaluateTargetHealth: true },
    ...differs,
  };
}

export function record(
  Name: string,
  Type: ResourceRecordSet['Type'],
  values: readonly string[],
  differs: Partial<ResourceRecordSet> = {},
): ResourceRecordSet {
  return { Name: `${Name}.`, Type, TTL: 300, ResourceRecords: values.map((Value) => ({ Value })), ...differs };
}

export function healthCheck(
  FullyQualifiedDomainName: string,
  differs: Partial<HealthCheck['HealthCheckConfig']> = {},
): HealthCheck {
  return {
    Id: `0a1b2c3d-0000-4000-8000-${digits(FullyQualifiedDomainName, 12)}`,
    CallerReference: FullyQualifiedDomainName,
    HealthCheckConfig: {
      Type: 'HTTPS',
      FullyQualifiedDomainName,
      Port: 443,
      ResourcePath: '/healthz',
      RequestInterval: 30,
      FailureThreshold: 3,
      MeasureLatency: false,
      Inverted: false,
      Disabled: false,
      EnableSNI: true,
      ...differs,
    },
    HealthCheckVersion: 1,
  };
}

export function route53Answers(
  zones: readonly ZoneThings[],
  healthChecks: readonly HealthCheck[] = [],
): NonNullable<Answers['route53']> {
  return {
    ListHostedZones: { HostedZones: zones.map(zoneOf), Marker: '', IsTruncated: false, MaxItems: 100 },
    ListResourceRecordSets: (input, { pageSize }) => {
      const zone = zones.find(({ name }) => `/hostedzone/${zoneId(name)}`.endsWith(input.HostedZoneId ?? '/'));
      if (zone === undefined)
        throw new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${input.HostedZoneId ?? ''}`, 404);
      return page([...zone.records], input, pageSize);
    },
    ListHealthChecks: { HealthChecks: [...healthChecks], Marker: '', IsTruncated: false, MaxItems: 100 },
  };
}

function zoneOf({ name, records, isPrivate = false }: ZoneThings): HostedZone {
  return {
    Id: `/hostedzone/${zoneId(name)}`,
    Name: `${name}.`,
    CallerReference: name,
    Config: { Comment: '', PrivateZone: isPrivate },
    ResourceRecordSetCount: records.length,
  };
}

/** Records are paged by the name, type and identifier of the next one, not by a token. */
function page(records: ResourceRecordSet[], asked: ListResourceRecordSetsCommandInput, pageSize = 300) {
  const start = asked.StartRecordName === undefined ? 0 : records.findIndex((item) => isAt(item, asked));
  if (start < 0) throw new AwsError('InvalidInput', `There is no record ${asked.StartRecordName ?? ''}`, 400);
  const size = Math.min(pageSize, asked.MaxItems ?? 300);
  const next = records[start + size];
  return {
    ResourceRecordSets: records.slice(start, start + size),
    MaxItems: size,
    IsTruncated: next !== undefined,
    ...(next === undefined
      ? {}
      : { NextRecordName: next.Name, NextRecordType: next.Type, NextRecordIdentifier: next.SetIdentifier }),
  };
}

function isAt(item: ResourceRecordSet, asked: ListResourceRecordSetsCommandInput): boolean {
  const sameType = asked.StartRecordType === undefined || item.Type === asked.StartRecordType;
  const sameSet = asked.StartRecordIdentifier === undefined || item.SetIdentifier === asked.StartRecordIdentifier;
  return item.Name === asked.StartRecordName && sameType && sameSet;
}
