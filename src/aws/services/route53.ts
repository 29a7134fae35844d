import {
  ListHealthChecksCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { part } from '../../model/subject.ts';
import type { Collector, ServiceModule } from '../collector.ts';
import { must } from '../collector.ts';

const zones: Collector<'route53.zones'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(ListHostedZonesCommand, { MaxItems: 100 }, byMarker)) {
    yield must(page.HostedZones, 'HostedZones').map((zone) => {
      const Id = must(zone.Id, 'Id');
      const Name = must(zone.Name, 'Name');
      return { ...zone, ref: ref(arn('route53', Id.replace(/^\//, '')), Name), Id, Name };
    });
  }
};

function byMarker(page: { readonly IsTruncated?: boolean | undefined; readonly NextMarker?: string | undefined }) {
  return page.IsTruncated === true && page.NextMarker !== undefined ? { Marker: page.NextMarker } : undefined;
}

/** Five questions a second is what AWS bears: only zones in which the deployment has hosts are read. */
const recordSets: Collector<'route53.recordSets'> = async function* ({ pages, each, from, judged }) {
  const lists = each(
    judged(from('route53.zones'), ({ Name }) => [Name]),
    async ({ ref, Id: HostedZoneId }) => {
      const found = [];
      for await (const page of pages(ListResourceRecordSetsCommand, { HostedZoneId, MaxItems: 300 }, nextRecord)) {
        found.push(
          ...must(page.ResourceRecordSets, 'ResourceRecordSets').map((set) => {
            const Name = must(set.Name, 'Name');
            const Type = must(set.Type, 'Type');
            const identifier = set.SetIdentifier === undefined ? '' : ` ${set.SetIdentifier}`;
            return { ...set, ref: part(ref, `${Name} ${Type}${identifier}`, Name), Name, Type, HostedZoneId };
          }),
        );
      }
      return found;
    },
  );
  for await (const lot of lists) yield lot.flat();
};

function nextRecord(page: {
  readonly IsTruncated?: boolean | undefined;
  readonly NextRecordName?: string | undefined;
  readonly NextRecordType?: string | undefined;
  readonly NextRecordIdentifier?: string | undefined;
}) {
  if (page.IsTruncated !== true) return undefined;
  return {
    StartRecordName: must(page.NextRecordName, 'NextRecordName'),
    StartRecordType: page.NextRecordType as 'A' | undefined, // any of the types: the SDK lists them as texts
    ...(page.NextRecordIdentifier === undefined ? {} : { StartRecordIdentifier: page.NextRecordIdentifier }),
  };
}

const healthChecks: Collector<'route53.healthChecks'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(ListHealthChecksCommand, { MaxItems: 100 }, byMarker)) {
    yield must(page.HealthChecks, 'HealthChecks').map((check) => {
      const Id = must(check.Id, 'Id');
      const HealthCheckConfig = must(check.HealthCheckConfig, 'HealthCheckConfig');
      const name = HealthCheckConfig.FullyQualifiedDomainName ?? HealthCheckConfig.IPAddress ?? Id;
      return { ...check, ref: ref(arn('route53', `healthcheck/${Id}`), name), Id, HealthCheckConfig };
    });
  }
};

export const route53: ServiceModule<'route53'> = {
  client: (config) => new Route53Client(config),
  collectors: {
    'route53.zones': zones,
    'route53.recordSets': recordSets,
    'route53.healthChecks': healthChecks,
  },
};
