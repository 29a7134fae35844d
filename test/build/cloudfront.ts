import type { Distribution } from '../../src/model/aws/index.ts';
import { ACCOUNT, ref } from './ref.ts';

type Behavior = NonNullable<Distribution['DefaultCacheBehavior']>;
type Origin = NonNullable<NonNullable<Distribution['Origins']>['Items']>[number];

export function behavior(given: Partial<Behavior> = {}): Behavior {
  return { TargetOriginId: 'static', ViewerProtocolPolicy: 'redirect-to-https', Compress: true, ...given };
}

/** An origin that is a web server, not a bucket. */
export function customOrigin(
  DomainName: string,
  OriginProtocolPolicy: 'http-only' | 'match-viewer' | 'https-only',
  protocols: readonly ('SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2')[] = ['TLSv1.2'],
): Origin {
  return {
    Id: DomainName,
    DomainName,
    CustomOriginConfig: {
      HTTPPort: 80,
      HTTPSPort: 443,
      OriginProtocolPolicy,
      OriginSslProtocols: { Quantity: protocols.length, Items: [...protocols] },
    },
  };
}

/** A distribution for static files in a private bucket, with its own certificate. */
export function distribution(given: Partial<Distribution> = {}): Distribution {
  const id = given.Id ?? 'E1SHOP';
  const arn = `arn:aws:cloudfront::${ACCOUNT}:distribution/${id}`;
  return {
    ref: ref(arn, 'static.example.com', 'global'),
    Id: id,
    ARN: arn,
    DomainName: 'd111111abcdef8.cloudfront.net',
    Status: 'Deployed',
    LastModifiedTime: new Date('2026-05-01T00:00:00Z'),
    Comment: '',
    PriceClass: 'PriceClass_100',
    Enabled: true,
    HttpVersion: 'http2and3',
    IsIPV6Enabled: true,
    Staging: false,
    WebACLId: '',
    Aliases: { Quantity: 1, Items: ['static.example.com'] },
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: 'static',
          DomainName: 'shop-static.s3.eu-west-1.amazonaws.com',
          OriginAccessControlId: 'E2OAC',
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
      ],
    },
    DefaultCacheBehavior: behavior(),
    CacheBehaviors: { Quantity: 0 },
    CustomErrorResponses: { Quantity: 0 },
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    ViewerCertificate: {
      CloudFrontDefaultCertificate: false,
      ACMCertificateArn: `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/66666666-7777-8888-9999-000000000000`,
      SSLSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
      CertificateSource: 'acm',
    },
    ...given,
  };
}
