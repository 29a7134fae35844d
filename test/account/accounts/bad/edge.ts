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
import { classicLoadBalancer, elbAnswers, negotiationPolicy } from '../../build/elb.ts';
import {
  DEFAULT_ATTRIBUTES,
  elbv2Answers,
  forward,
  httpListener,
  httpsListener,
  loadBalancer,
  pathRule,
  redirect,
  target,
  targetGroup,
} from '../../build/elbv2.ts';
import { alias, route53Answers } from '../../build/route53.ts';
import { inDays } from '../../build/where.ts';
import { BALANCER_GROUP, LEGACY, PUBLIC_A, PUBLIC_B } from './machines.ts';

export const BAD_EDGE_CERTIFICATE = '0bad2c3d-0000-4000-8000-00000000c0ed';

const ZONES = [
  { ZoneName: 'eu-west-1a', SubnetId: PUBLIC_A, LoadBalancerAddresses: [] },
  { ZoneName: 'eu-west-1b', SubnetId: PUBLIC_B, LoadBalancerAddresses: [] },
];
const balancer = (LoadBalancerName: string) =>
  loadBalancer({ LoadBalancerName, AvailabilityZones: ZONES, SecurityGroups: [BALANCER_GROUP] });

export const LEGACY_BALANCER = balancer('legacy');
/** TLS 1.0 behind a name that says 1.3. */
const FIPS_BALANCER = balancer('fips');
const PLAIN_BALANCER = balancer('plain');
const NETWORK_BALANCER = loadBalancer({
  LoadBalancerName: 'mqtt',
  Type: 'network',
  AvailabilityZones: ZONES.slice(0, 1),
  SecurityGroups: [],
});

const LEGACY_TARGETS = targetGroup({
  TargetGroupName: 'legacy',
  TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/legacy/0bad000000000001',
  TargetType: 'instance',
  HealthCheckPath: '/',
  Matcher: { HttpCode: '200-499' },
  LoadBalancerArns: [LEGACY_BALANCER.LoadBalancerArn ?? ''],
});
export const TASK_TARGETS = targetGroup({
  TargetGroupName: 'naked',
  LoadBalancerArns: [PLAIN_BALANCER.LoadBalancerArn ?? ''],
});
const legacyTargets = LEGACY_TARGETS.TargetGroupArn ?? '';
const taskTargets = TASK_TARGETS.TargetGroupArn ?? '';

/** The certificates that the listeners use, each with an end of its own. */
const CERTIFICATES = {
  soon: '0bad2c3d-0000-4000-8000-00000000c005',
  past: '0bad2c3d-0000-4000-8000-00000000c000',
  stuck: '0bad2c3d-0000-4000-8000-00000000c0fa',
};
const arnOf = (id: string) => `arn:aws:acm:eu-west-1:111122223333:certificate/${id}`;

/** Cleartext is served, except on the one path that somebody thought of. */
const CLEARTEXT = httpListener(LEGACY_BALANCER, [forward(legacyTargets)]);
const LISTENERS = [
  CLEARTEXT,
  httpsListener(LEGACY_BALANCER, legacyTargets, {
    SslPolicy: 'ELBSecurityPolicy-2016-08',
    Certificates: [{ CertificateArn: arnOf(CERTIFICATES.soon) }],
  }),
  httpsListener(FIPS_BALANCER, taskTargets, {
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04',
    Certificates: [{ CertificateArn: arnOf(CERTIFICATES.stuck) }],
  }),
  httpListener(PLAIN_BALANCER, [forward(taskTargets)]),
  httpsListener(NETWORK_BALANCER, legacyTargets, {
    Protocol: 'TLS',
    SslPolicy: 'ELBSecurityPolicy-2016-08',
    Certificates: [{ CertificateArn: arnOf(CERTIFICATES.past) }],
  }),
];

function balancers(): NonNullable<Answers['elbv2']> {
  return elbv2Answers({
    loadBalancers: [LEGACY_BALANCER, FIPS_BALANCER, PLAIN_BALANCER, NETWORK_BALANCER],
    attributes: { legacy: { ...DEFAULT_ATTRIBUTES, 'routing.http.desync_mitigation_mode': 'monitor' } },
    listeners: LISTENERS,
    rules: { [CLEARTEXT.ListenerArn ?? '']: [pathRule(CLEARTEXT, 1, ['/checkout/*'], redirect())] },
    targetGroups: [LEGACY_TARGETS, TASK_TARGETS],
    targets: {
      [legacyTargets]: [target(LEGACY[0], 'a'), target(LEGACY[1], 'b', 'unhealthy')],
      [taskTargets]: [target('10.9.1.30', 'a'), target('10.9.1.31', 'a')],
    },
  });
}

function certificates(): NonNullable<Answers['acm']> {
  const used = (LoadBalancerArn: string | undefined) => ({ InUseBy: [LoadBalancerArn ?? ''] });
  return acmAnswers([
    certificate({
      id: CERTIFICATES.soon,
      DomainName: 'legacy.example.com',
      NotAfter: inDays(5),
      Type: 'IMPORTED',
      RenewalEligibility: 'INELIGIBLE',
      ...used(LEGACY_BALANCER.LoadBalancerArn),
    }),
    certificate({
      id: CERTIFICATES.past,
      DomainName: 'mqtt.example.com',
      NotAfter: inDays(-3),
      Status: 'EXPIRED',
      RenewalEligibility: 'INELIGIBLE',
      ...used(NETWORK_BALANCER.LoadBalancerArn),
    }),
    certificate({
      id: CERTIFICATES.stuck,
      DomainName: 'fips.example.com',
      NotAfter: inDays(40),
      RenewalSummary: {
        RenewalStatus: 'PENDING_VALIDATION',
        DomainValidationOptions: [
          { DomainName: 'fips.example.com', ValidationStatus: 'PENDING_VALIDATION', ValidationMethod: 'DNS' },
        ],
        UpdatedAt: inDays(-20),
      },
      ...used(FIPS_BALANCER.LoadBalancerArn),
    }),
  ]);
}

const MEDIA = distribution({
  id: 'E2BADMEDIA0001',
  aliases: ['cdn.bad.example.com'],
  origins: [
    s3Origin('bad-media-111122223333', { OriginAccessControlId: '' }),
    customOrigin(PLAIN_BALANCER.DNSName ?? '', {
      OriginProtocolPolicy: 'http-only',
      OriginSslProtocols: { Quantity: 2, Items: ['TLSv1', 'TLSv1.2'] },
    }),
  ],
  fallback: behavior('bad-media-111122223333'),
  // The default is right; the behaviour for the application is not.
  behaviors: [pathBehavior('/app/*', PLAIN_BALANCER.DNSName ?? '', { ViewerProtocolPolicy: 'allow-all' })],
  certificate: viewerCertificate(BAD_EDGE_CERTIFICATE, { MinimumProtocolVersion: 'TLSv1' }),
});

export function edge(): Answers {
  const classic = classicLoadBalancer();
  const cleartext = classicLoadBalancer({
    LoadBalancerName: 'older-shop',
    ListenerDescriptions: [
      {
        Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: 80 },
        PolicyNames: [],
      },
    ],
    AvailabilityZones: ['eu-west-1a'],
  });
  return {
    elbv2: balancers(),
    elb: elbAnswers({
      loadBalancers: [classic, cleartext],
      policies: {
        'old-shop': [negotiationPolicy('tls', 'ELBSecurityPolicy-2016-08', ['TLSv1', 'TLSv1.1', 'TLSv1.2'])],
      },
      attributes: {
        'old-shop': { AdditionalAttributes: [{ Key: 'elb.http.desyncmitigationmode', Value: 'monitor' }] },
      },
    }),
    acm: certificates(),
    cloudfront: cloudfrontAnswers([MEDIA]),
    route53: route53Answers([
      {
        name: 'bad.example.com',
        records: [
          alias('bad.example.com', LEGACY_BALANCER.DNSName ?? ''),
          alias('cdn.bad.example.com', MEDIA.DomainName ?? '', 'Z2FDTNDATAQYW2'),
        ],
      },
    ]),
    wafv2: wafv2Answers([]),
    sesv2: sesAnswers(
      {
        'bad.example.com': emailIdentity({
          VerifiedForSendingStatus: false,
          VerificationStatus: 'PENDING',
          DkimAttributes: { SigningEnabled: false, Status: 'NOT_STARTED' },
        }),
      },
      false,
    ),
  };
}
