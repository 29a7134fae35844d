import type { Answers } from '../../answers.ts';
import { acmAnswers, certificate } from '../../build/acm.ts';
import {
  behavior,
  cloudfrontAnswers,
  customOrigin,
  distribution,
  pathBehavior,
  s3Origin,
  viewerCertificate,
} from '../../build/cloudfront.ts';
import { emailIdentity, sesAnswers, wafv2Answers } from '../../build/edge.ts';
import {
  DEFAULT_ATTRIBUTES,
  elbv2Answers,
  httpListener,
  httpsListener,
  loadBalancer,
  redirect,
  SOUND_ATTRIBUTES,
  target,
  targetGroup,
} from '../../build/elbv2.ts';
import { alias, route53Answers } from '../../build/route53.ts';
import { inDays } from '../../build/where.ts';
import { BALANCER_GROUP, STAGING, SUBNETS, VPC } from './network.ts';

const CERTIFICATE = '7d1f0c9e-2a4b-4c6d-8e0f-1a2b3c4d5e6f';
const STAGING_CERTIFICATE = '7d1f0c9e-2a4b-4c6d-8e0f-1a2b3c4d5e70';
const arnOf = (id: string) => `arn:aws:acm:eu-west-1:111122223333:certificate/${id}`;
const place = {
  VpcId: VPC,
  SecurityGroups: [BALANCER_GROUP],
  AvailabilityZones: SUBNETS.map((SubnetId, index) => ({
    ZoneName: `eu-west-1${'ab'.charAt(index)}`,
    SubnetId,
    LoadBalancerAddresses: [],
  })),
};

const BALANCER = loadBalancer({ LoadBalancerName: 'kettle-production', ...place });
export const STAGING_BALANCER = loadBalancer({ LoadBalancerName: 'awseb--AWSEB-KETTLE', ...place });
export const WEB_TARGETS = targetGroup({
  TargetGroupName: 'kettle-web',
  VpcId: VPC,
  LoadBalancerArns: [BALANCER.LoadBalancerArn ?? ''],
});
export const STAGING_TARGETS = targetGroup({
  TargetGroupName: 'awseb-AWSEB-KETTLE',
  VpcId: VPC,
  TargetType: 'instance',
  Port: 80,
  LoadBalancerArns: [STAGING_BALANCER.LoadBalancerArn ?? ''],
});
const web = WEB_TARGETS.TargetGroupArn ?? '';
const staging = STAGING_TARGETS.TargetGroupArn ?? '';

const MEDIA = distribution({
  id: 'E3KETTLEMEDIA1',
  aliases: [],
  origins: [s3Origin('kettle-media-production', { OriginAccessControlId: '' }), customOrigin('leafandkettle.example')],
  fallback: behavior('kettle-media-production', { ViewerProtocolPolicy: 'allow-all' }),
  behaviors: [pathBehavior('/static/*', 'leafandkettle.example')],
  certificate: viewerCertificate('', {
    CloudFrontDefaultCertificate: true,
    ACMCertificateArn: undefined,
    Certificate: undefined,
    SSLSupportMethod: 'vip',
    MinimumProtocolVersion: 'TLSv1',
    CertificateSource: 'cloudfront',
  }),
});

export function edge(): Answers {
  return {
    elbv2: elbv2Answers({
      loadBalancers: [BALANCER, STAGING_BALANCER],
      attributes: {
        'kettle-production': { ...SOUND_ATTRIBUTES, 'access_logs.s3.bucket': 'kettle-logs' },
        'awseb--AWSEB-KETTLE': DEFAULT_ATTRIBUTES,
      },
      listeners: [
        httpsListener(BALANCER, web, {
          SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
          Certificates: [{ CertificateArn: arnOf(CERTIFICATE) }],
        }),
        httpListener(BALANCER, [redirect()]),
        httpsListener(STAGING_BALANCER, staging, {
          SslPolicy: 'ELBSecurityPolicy-2016-08',
          Certificates: [{ CertificateArn: arnOf(STAGING_CERTIFICATE) }],
        }),
        httpListener(STAGING_BALANCER, [redirect()]),
      ],
      targetGroups: [WEB_TARGETS, STAGING_TARGETS],
      targets: {
        [web]: [target('10.20.1.30', 'a'), target('10.20.2.30', 'b')],
        [staging]: [target(STAGING, 'a', 'healthy', 80)],
      },
    }),
    acm: acmAnswers([
      certificate({ id: CERTIFICATE, DomainName: 'leafandkettle.example', InUseBy: [BALANCER.LoadBalancerArn ?? ''] }),
      certificate({
        id: STAGING_CERTIFICATE,
        DomainName: 'staging.leafandkettle.example',
        SubjectAlternativeNames: ['staging.leafandkettle.example'],
        Type: 'IMPORTED',
        RenewalEligibility: 'INELIGIBLE',
        Issuer: "Let's Encrypt",
        NotAfter: inDays(9),
        InUseBy: [STAGING_BALANCER.LoadBalancerArn ?? ''],
      }),
    ]),
    cloudfront: cloudfrontAnswers([MEDIA]),
    wafv2: wafv2Answers([]),
    sesv2: sesAnswers({
      'leafandkettle.example': emailIdentity({
        MailFromAttributes: {
          MailFromDomain: '',
          MailFromDomainStatus: 'FAILED',
          BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
        },
      }),
    }),
    route53: route53Answers([
      {
        name: 'leafandkettle.example',
        records: [
          alias('leafandkettle.example', BALANCER.DNSName ?? ''),
          alias('www.leafandkettle.example', BALANCER.DNSName ?? ''),
          alias('staging.leafandkettle.example', STAGING_BALANCER.DNSName ?? ''),
        ],
      },
    ]),
  };
}
