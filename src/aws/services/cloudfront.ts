import {
  CloudFrontClient,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  type Origins,
} from '@aws-sdk/client-cloudfront';
import type { Collector, ServiceModule } from '../collector.ts';
import { must } from '../collector.ts';

const distributions: Collector<'cloudfront.distributions'> = async function* ({ pages, ref }) {
  const next = (page: { readonly DistributionList?: { readonly NextMarker?: string | undefined } | undefined }) =>
    page.DistributionList?.NextMarker ? { Marker: page.DistributionList.NextMarker } : undefined;
  for await (const page of pages(ListDistributionsCommand, { MaxItems: 100 }, next)) {
    const list = must(page.DistributionList, 'DistributionList');
    // An account without any has Quantity 0 and no Items.
    yield (list.Quantity === 0 ? [] : must(list.Items, 'Items')).map((distribution) => {
      const ARN = must(distribution.ARN, 'ARN');
      const Id = must(distribution.Id, 'Id');
      const DomainName = must(distribution.DomainName, 'DomainName');
      return {
        ...distribution,
        Origins: withoutHeaders(distribution.Origins),
        ref: ref(ARN, distribution.Aliases?.Items?.[0] ?? Id),
        ARN,
        Id,
        DomainName,
      };
    });
  }
};

/** A header that CloudFront adds for an origin is a shared secret more often than not. */
function withoutHeaders<O extends Origins | undefined>(origins: O): O {
  if (origins?.Items === undefined) return origins;
  const Items = origins.Items.map((origin) => ({
    ...origin,
    ...(origin.CustomHeaders === undefined
      ? {}
      : {
          CustomHeaders: {
            ...origin.CustomHeaders,
            Items: (origin.CustomHeaders.Items ?? []).map((header) => ({ ...header, HeaderValue: 'redacted' })),
          },
        }),
  }));
  return { ...origins, Items };
}

const distributionConfigs: Collector<'cloudfront.distributionConfigs'> = ({ ask, each, from }) =>
  each(from('cloudfront.distributions'), async ({ ref, Id }) => {
    const answer = await ask(GetDistributionConfigCommand, { Id }, { absent: ['NoSuchDistribution'] });
    if (answer === undefined) return undefined;
    const config = must(answer.DistributionConfig, 'DistributionConfig');
    return { ...config, Origins: withoutHeaders(config.Origins), ref, Id };
  });

export const cloudfront: ServiceModule<'cloudfront'> = {
  client: (config) => new CloudFrontClient(config),
  collectors: { 'cloudfront.distributions': distributions, 'cloudfront.distributionConfigs': distributionConfigs },
};
