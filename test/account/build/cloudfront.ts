import type {
  CacheBehavior,
  DefaultCacheBehavior,
  DistributionSummary,
  Origin,
  ViewerCertificate,
} from '@aws-sdk/client-cloudfront';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { arn, daysAgo, digits, REGION } from './where.ts';

const NONE = { Quantity: 0 };
const METHODS = {
  Quantity: 2,
  Items: ['HEAD' as const, 'GET' as const],
  CachedMethods: { Quantity: 2, Items: ['HEAD' as const, 'GET' as const] },
};

/** AWS's managed policy CachingOptimized. */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
/** AWS's managed policy CachingDisabled. */
export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

export function behavior(origin: string, differs: Partial<DefaultCacheBehavior> = {}): DefaultCacheBehavior {
  return {
    TargetOriginId: origin,
    TrustedSigners: { Enabled: false, ...NONE },
    TrustedKeyGroups: { Enabled: false, ...NONE },
    ViewerProtocolPolicy: 'redirect-to-https',
    AllowedMethods: METHODS,
    SmoothStreaming: false,
    Compress: true,
    LambdaFunctionAssociations: NONE,
    FunctionAssociations: NONE,
    FieldLevelEncryptionId: '',
    CachePolicyId: CACHING_OPTIMIZED,
    GrpcConfig: { Enabled: false },
    ...differs,
  };
}

export function pathBehavior(PathPattern: string, origin: string, differs: Partial<CacheBehavior> = {}): CacheBehavior {
  return { ...behavior(origin), PathPattern, ...differs };
}

/** A private bucket, read through origin access control. */
export function s3Origin(bucket: string, differs: Partial<Origin> = {}): Origin {
  return {
    Id: bucket,
    DomainName: `${bucket}.s3.${REGION}.amazonaws.com`,
    OriginPath: '',
    CustomHeaders: NONE,
    S3OriginConfig: { OriginAccessIdentity: '', OriginReadTimeout: 30 },
    ConnectionAttempts: 3,
    ConnectionTimeout: 10,
    OriginShield: { Enabled: false },
    OriginAccessControlId: `E${digits(bucket, 13).toUpperCase()}`,
    ...differs,
  };
}

export function customOrigin(domain: string, differs: Partial<NonNullable<Origin['CustomOriginConfig']>> = {}): Origin {
  return {
    Id: domain,
    DomainName: domain,
    OriginPath: '',
    CustomHeaders: NONE,
    CustomOriginConfig: {
      HTTPPort: 80,
      HTTPSPort: 443,
      OriginProtocolPolicy: 'https-only',
      OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
      OriginReadTimeout: 30,
      OriginKeepaliveTimeout: 5,
      ...differs,
    },
    ConnectionAttempts: 3,
    ConnectionTimeout: 10,
    OriginShield: { Enabled: false },
    OriginAccessControlId: '',
  };
}

export function viewerCertificate(id: string, differs: Partial<ViewerCertificate> = {}): ViewerCertificate {
  const own = arn('acm', `certificate/${id}`, { region: 'us-east-1' });
  return {
    CloudFrontDefaultCertificate: false,
    ACMCertificateArn: own,
    SSLSupportMethod: 'sni-only',
    MinimumProtocolVersion: 'TLSv1.2_2021',
    Certificate: own,
    CertificateSource: 'acm',
    ...differs,
  };
}

export interface DistributionParts {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly origins: readonly Origin[];
  readonly fallback: DefaultCacheBehavior;
  readonly behaviors?: readonly CacheBehavior[];
  readonly certificate: ViewerCertificate;
  readonly differs?: Partial<DistributionSummary>;
}

export function distribution({
  id,
  aliases,
  origins,
  fallback,
  behaviors = [],
  certificate,
  differs = {},
}: DistributionParts): DistributionSummary {
  return {
    Id: id,
    ARN: `arn:aws:cloudfront::111122223333:distribution/${id}`,
    ETag: `E${digits(id, 13).toUpperCase()}`,
    Status: 'Deployed',
    LastModifiedTime: daysAgo(60),
    DomainName: `d${digits(id, 13)}.cloudfront.net`,
    Aliases: { Quantity: aliases.length, Items: [...aliases] },
    Origins: { Quantity: origins.length, Items: [...origins] },
    OriginGroups: NONE,
    DefaultCacheBehavior: fallback,
    CacheBehaviors: { Quantity: behaviors.length, ...(behaviors.length === 0 ? {} : { Items: [...behaviors] }) },
    CustomErrorResponses: NONE,
    Comment: '',
    PriceClass: 'PriceClass_100',
    Enabled: true,
    ViewerCertificate: certificate,
    Restrictions: { GeoRestriction: { RestrictionType: 'none', ...NONE } },
    WebACLId: '',
    HttpVersion: 'http2and3',
    IsIPV6Enabled: true,
    AliasICPRecordals: aliases.map((CNAME) => ({ CNAME, ICPRecordalStatus: 'APPROVED' })),
    Staging: false,
    ...differs,
  };
}

/** @param logged the distributions that write standard logs, and to which bucket */
export function cloudfrontAnswers(
  distributions: readonly DistributionSummary[],
  logged: Readonly<Record<string, string>> = {},
): NonNullable<Answers['cloudfront']> {
  return {
    ListDistributions: {
      DistributionList: {
        Marker: '',
        MaxItems: 100,
        IsTruncated: false,
        Quantity: distributions.length,
        Items: [...distributions],
      },
    },
    GetDistributionConfig: ({ Id = '' }) => {
      const found = distributions.find((item) => item.Id === Id);
      if (found === undefined)
        throw new AwsError('NoSuchDistribution', 'The specified distribution does not exist.', 404);
      const bucket = logged[Id];
      return {
        ETag: found.ETag,
        DistributionConfig: {
          CallerReference: Id,
          Aliases: found.Aliases,
          DefaultRootObject: '',
          Origins: found.Origins,
          OriginGroups: found.OriginGroups,
          DefaultCacheBehavior: found.DefaultCacheBehavior,
          CacheBehaviors: found.CacheBehaviors,
          CustomErrorResponses: found.CustomErrorResponses,
          Comment: found.Comment,
          Logging: {
            Enabled: bucket !== undefined,
            IncludeCookies: false,
            Bucket: bucket === undefined ? '' : `${bucket}.s3.amazonaws.com`,
            Prefix: '',
          },
          PriceClass: found.PriceClass,
          Enabled: found.Enabled,
          ViewerCertificate: found.ViewerCertificate,
          Restrictions: found.Restrictions,
          WebACLId: found.WebACLId,
          HttpVersion: found.HttpVersion,
          IsIPV6Enabled: found.IsIPV6Enabled,
          Staging: false,
        },
      };
    },
  };
}
