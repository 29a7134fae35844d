import type {
  LoadBalancerAttributes,
  LoadBalancerDescription,
  PolicyDescription,
} from '@aws-sdk/client-elastic-load-balancing';
import type { Answers } from '../answers.ts';
import { chosen, daysAgo, REGION } from './where.ts';

export interface ClassicThings {
  readonly loadBalancers?: readonly LoadBalancerDescription[];
  /** By load balancer name. */
  readonly policies?: Readonly<Record<string, readonly PolicyDescription[]>>;
  /** By load balancer name; what is not given is as AWS's default. */
  readonly attributes?: Readonly<Record<string, LoadBalancerAttributes>>;
}

/** A Classic Load Balancer that ends TLS. */
export function classicLoadBalancer(differs: Partial<LoadBalancerDescription> = {}): LoadBalancerDescription {
  const name = differs.LoadBalancerName ?? 'old-shop';
  return {
    LoadBalancerName: name,
    DNSName: `${name}-123456789.${REGION}.elb.amazonaws.com`,
    CanonicalHostedZoneName: `${name}-123456789.${REGION}.elb.amazonaws.com`,
    CanonicalHostedZoneNameID: 'Z32O12XQLNTSW2',
    ListenerDescriptions: [
      {
        Listener: {
          Protocol: 'HTTPS',
          LoadBalancerPort: 443,
          InstanceProtocol: 'HTTP',
          InstancePort: 80,
          SSLCertificateId: `arn:aws:acm:${REGION}:111122223333:certificate/0a1b2c3d-0000-4000-8000-00000000c001`,
        },
        PolicyNames: ['tls'],
      },
    ],
    Policies: { AppCookieStickinessPolicies: [], LBCookieStickinessPolicies: [], OtherPolicies: ['tls'] },
    BackendServerDescriptions: [],
    AvailabilityZones: [`${REGION}a`, `${REGION}b`],
    Subnets: ['subnet-0b00000000000000a', 'subnet-0b00000000000000b'],
    VPCId: 'vpc-0a000000000000001',
    Instances: [],
    HealthCheck: { Target: 'HTTP:80/healthz', Interval: 10, Timeout: 5, UnhealthyThreshold: 2, HealthyThreshold: 3 },
    SourceSecurityGroup: { OwnerAlias: '111122223333', GroupName: 'old-shop' },
    SecurityGroups: ['sg-0b000000000000001'],
    CreatedTime: daysAgo(2000),
    Scheme: 'internet-facing',
    ...differs,
  };
}

/** A negotiation policy with the protocols that it allows. */
export function negotiationPolicy(name: string, reference: string, protocols: readonly string[]): PolicyDescription {
  const all = ['Protocol-SSLv3', 'Protocol-TLSv1', 'Protocol-TLSv1.1', 'Protocol-TLSv1.2'];
  return {
    PolicyName: name,
    PolicyTypeName: 'SSLNegotiationPolicyType',
    PolicyAttributeDescriptions: [
      { AttributeName: 'Reference-Security-Policy', AttributeValue: reference },
      ...all.map((AttributeName) => ({
        AttributeName,
        AttributeValue: String(protocols.includes(AttributeName.replace('Protocol-', ''))),
      })),
      { AttributeName: 'Server-Defined-Cipher-Order', AttributeValue: 'true' },
      { AttributeName: 'ECDHE-RSA-AES128-GCM-SHA256', AttributeValue: 'true' },
    ],
  };
}

export function elbAnswers({
  loadBalancers = [],
  policies = {},
  attributes = {},
}: ClassicThings): NonNullable<Answers['elb']> {
  return {
    DescribeLoadBalancers: ({ LoadBalancerNames }) => ({
      LoadBalancerDescriptions: chosen(loadBalancers, ({ LoadBalancerName }) => LoadBalancerName, LoadBalancerNames),
    }),
    DescribeLoadBalancerPolicies: ({ LoadBalancerName = '', PolicyNames }) => ({
      PolicyDescriptions: chosen(policies[LoadBalancerName] ?? [], ({ PolicyName }) => PolicyName, PolicyNames),
    }),
    DescribeLoadBalancerAttributes: ({ LoadBalancerName = '' }) => ({
      LoadBalancerAttributes: {
        CrossZoneLoadBalancing: { Enabled: true },
        AccessLog: { Enabled: false },
        ConnectionDraining: { Enabled: true, Timeout: 300 },
        ConnectionSettings: { IdleTimeout: 60 },
        AdditionalAttributes: [{ Key: 'elb.http.desyncmitigationmode', Value: 'defensive' }],
        ...attributes[LoadBalancerName],
      },
    }),
  };
}
