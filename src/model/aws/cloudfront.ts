import type { DistributionConfig, DistributionSummary } from '@aws-sdk/client-cloudfront';
import type { Item } from './item.ts';

/**
 * A distribution with its origins, behaviours, certificate and web ACL, as ListDistributions tells them. Values of the
 * headers that it adds for its origins are replaced by `redacted`.
 */
export type Distribution = Item<DistributionSummary, 'Id' | 'ARN' | 'DomainName'>;

export interface CloudFrontFacts {
  'cloudfront.distributions': readonly Distribution[];
  /** What the summary lacks: `Logging`, `DefaultRootObject`. `ref` is the distribution's. */
  'cloudfront.distributionConfigs': readonly (Item<DistributionConfig> & { readonly Id: string })[];
}
