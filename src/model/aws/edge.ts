import type { HealthCheck, ResourceRecordSet, HostedZone as SdkHostedZone } from '@aws-sdk/client-route-53';
import type { Subject } from '../subject.ts';
import type { Item } from './item.ts';

type HostedZone = Item<SdkHostedZone, 'Id' | 'Name'>;

export interface Route53Facts {
  'route53.zones': readonly HostedZone[];
  /** Of the zones that can hold a host of the deployment. `ref.id` is `<zone>#<name> <type>` (and the set's identifier). */
  'route53.recordSets': readonly (Item<ResourceRecordSet, 'Name' | 'Type'> & { readonly HostedZoneId: string })[];
  'route53.healthChecks': readonly Item<HealthCheck, 'Id' | 'HealthCheckConfig'>[];
}

export interface Wafv2Facts {
  /** For each application load balancer; `WebACL` is null where there is none. `ref` is the load balancer's. */
  'wafv2.webAclsForResources': readonly (Subject & {
    readonly ResourceArn: string;
    readonly WebACL: { readonly ARN: string; readonly Name: string } | null;
  })[];
}
