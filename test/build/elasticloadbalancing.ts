import type {
  AwsItem,
  ClassicLoadBalancer,
  ClassicPolicies,
  Listener,
  ListenerRule,
  LoadBalancer,
  TargetGroup,
  TargetHealth,
} from '../../src/model/aws/index.ts';
import { arn, REGION, ref } from './ref.ts';

/** A public application load balancer in two zones. */
export function loadBalancer(given: Partial<LoadBalancer> = {}): LoadBalancer {
  const name = given.LoadBalancerName ?? 'shop';
  const id = arn(
    'elasticloadbalancing',
    `loadbalancer/${given.Type === 'network' ? 'net' : 'app'}/${name}/50dc6c495c0c9188`,
  );
  return {
    ref: ref(id, name),
    LoadBalancerArn: id,
    LoadBalancerName: name,
    DNSName: `${name}-1234567890.${REGION}.elb.amazonaws.com`,
    CanonicalHostedZoneId: 'Z32O12XQLNTSW2',
    Type: 'application',
    Scheme: 'internet-facing',
    VpcId: 'vpc-0shop',
    State: { Code: 'active' },
    IpAddressType: 'ipv4',
    SecurityGroups: ['sg-0lb'],
    AvailabilityZones: [
      { ZoneName: `${REGION}a`, SubnetId: 'subnet-0public-a', LoadBalancerAddresses: [] },
      { ZoneName: `${REGION}b`, SubnetId: 'subnet-0public-b', LoadBalancerAddresses: [] },
    ],
    ...given,
  };
}

const forward = [
  { Type: 'forward' as const, TargetGroupArn: arn('elasticloadbalancing', 'targetgroup/shop/73e2d6bc24d8a067') },
];

/** The HTTPS listener of `loadBalancer()`, which forwards. */
export function listener(given: Partial<Listener> = {}): Listener {
  const { LoadBalancerArn = loadBalancer().LoadBalancerArn, Port = 443, Protocol = 'HTTPS' } = given;
  const tls = Protocol === 'HTTPS' || Protocol === 'TLS';
  return {
    ref: ref(`${LoadBalancerArn}#${Port}`, `shop :${Port}`),
    ListenerArn: `${LoadBalancerArn.replace(':loadbalancer/', ':listener/')}/${Port}`,
    LoadBalancerArn,
    Port,
    Protocol,
    DefaultActions: forward,
    ...(tls
      ? {
          SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
          Certificates: [{ CertificateArn: arn('acm', 'certificate/11111111-2222-3333-4444-555555555555') }],
        }
      : {}),
    ...given,
  };
}

/** Port 80, which sends everybody to HTTPS. */
export function redirect(given: Partial<Listener> = {}): Listener {
  return listener({
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
    ...given,
  });
}

export function listenerRule(of: Listener, given: Partial<ListenerRule> = {}): ListenerRule {
  return {
    ref: of.ref,
    RuleArn: `${of.ListenerArn.replace(':listener/', ':listener-rule/')}/1`,
    ListenerArn: of.ListenerArn,
    LoadBalancerArn: of.LoadBalancerArn,
    Priority: '1',
    IsDefault: false,
    Conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
    Actions: forward,
    ...given,
  };
}

const FORWARD_SECRET = ['TLS_AES_128_GCM_SHA256', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'];

/** A policy as DescribeSSLPolicies lists it. */
export function sslPolicy(
  Name: string,
  SslProtocols: readonly string[],
  ciphers: readonly string[] = FORWARD_SECRET,
): AwsItem<'elasticloadbalancing.sslPolicies'> {
  return {
    ref: ref(Name, Name),
    Name,
    SslProtocols: [...SslProtocols],
    Ciphers: ciphers.map((cipher, index) => ({ Name: cipher, Priority: index + 1 })),
    SupportedLoadBalancerTypes: ['application', 'network'],
  };
}

/** Attributes in AWS's own keys; `of` owns them. */
export function attributesOf(
  of: LoadBalancer,
  given: Readonly<Record<string, string>> = {},
): AwsItem<'elasticloadbalancing.attributes'> {
  return {
    ref: of.ref,
    LoadBalancerArn: of.LoadBalancerArn,
    attributes: {
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': 'shop-logs',
      'deletion_protection.enabled': 'true',
      'idle_timeout.timeout_seconds': '60',
      'routing.http.desync_mitigation_mode': 'defensive',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      ...given,
    },
  };
}

export function targetGroup(given: Partial<TargetGroup> = {}): TargetGroup {
  const name = given.TargetGroupName ?? 'shop';
  const id = arn('elasticloadbalancing', `targetgroup/${name}/73e2d6bc24d8a067`);
  return {
    ref: ref(id, name),
    TargetGroupArn: id,
    TargetGroupName: name,
    Protocol: 'HTTP',
    Port: 8000,
    TargetType: 'ip',
    VpcId: 'vpc-0shop',
    HealthCheckPath: '/health/',
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port',
    Matcher: { HttpCode: '200' },
    LoadBalancerArns: [loadBalancer().LoadBalancerArn],
    ...given,
  };
}

/** Targets by id: `healthOf(group, { '10.0.1.10': 'eu-west-1a' })`, all healthy. */
export function healthOf(of: TargetGroup, targets: Readonly<Record<string, string>>, state = 'healthy'): TargetHealth {
  return {
    ref: of.ref,
    TargetGroupArn: of.TargetGroupArn,
    TargetHealthDescriptions: Object.entries(targets).map(([Id, AvailabilityZone]) => ({
      Target: { Id, Port: of.Port ?? 80, ...(Id.startsWith('i-') ? {} : { AvailabilityZone }) },
      HealthCheckPort: String(of.Port ?? 80),
      TargetHealth: { State: state as 'healthy' },
    })),
  };
}

type ClassicListener = NonNullable<NonNullable<ClassicLoadBalancer['ListenerDescriptions']>[number]['Listener']>;

/** A public Classic Load Balancer with HTTPS on 443. */
export function classicLoadBalancer(
  given: Partial<ClassicLoadBalancer> = {},
  listeners: readonly Partial<ClassicListener>[] = [{}],
): ClassicLoadBalancer {
  const name = given.LoadBalancerName ?? 'shop-classic';
  return {
    ref: ref(arn('elasticloadbalancing', `loadbalancer/${name}`), name),
    LoadBalancerName: name,
    DNSName: `${name}-1234567890.${REGION}.elb.amazonaws.com`,
    Scheme: 'internet-facing',
    AvailabilityZones: [`${REGION}a`, `${REGION}b`],
    Subnets: ['subnet-0public-a', 'subnet-0public-b'],
    SecurityGroups: ['sg-0lb'],
    Instances: [{ InstanceId: 'i-0web1' }, { InstanceId: 'i-0web2' }],
    ListenerDescriptions: listeners.map((one) => ({
      Listener: {
        Protocol: 'HTTPS',
        LoadBalancerPort: 443,
        InstanceProtocol: 'HTTP',
        InstancePort: 80,
        SSLCertificateId: arn('acm', 'certificate/11111111-2222-3333-4444-555555555555'),
        ...one,
      },
      PolicyNames: one.Protocol === undefined ? ['tls'] : [],
    })),
    ...given,
  };
}

/** The negotiation policy `tls` of a Classic Load Balancer, by its attributes. */
export function classicPolicies(
  of: ClassicLoadBalancer,
  attributes: Readonly<Record<string, string>>,
  name = 'tls',
): ClassicPolicies {
  return {
    ref: of.ref,
    LoadBalancerName: of.LoadBalancerName,
    PolicyDescriptions: [
      {
        PolicyName: 'sticky',
        PolicyTypeName: 'LBCookieStickinessPolicyType',
        PolicyAttributeDescriptions: [{ AttributeName: 'CookieExpirationPeriod', AttributeValue: '0' }],
      },
      {
        PolicyName: name,
        PolicyTypeName: 'SSLNegotiationPolicyType',
        PolicyAttributeDescriptions: Object.entries(attributes).map(([AttributeName, AttributeValue]) => ({
          AttributeName,
          AttributeValue,
        })),
      },
    ],
  };
}

/** Attributes of a Classic Load Balancer: logged, and defensive. */
export function classicAttributes(
  of: ClassicLoadBalancer,
  given: AwsItem<'elasticloadbalancing.classicAttributes'>['LoadBalancerAttributes'] = {},
): AwsItem<'elasticloadbalancing.classicAttributes'> {
  return {
    ref: of.ref,
    LoadBalancerName: of.LoadBalancerName,
    LoadBalancerAttributes: {
      AccessLog: { Enabled: true, S3BucketName: 'shop-logs' },
      AdditionalAttributes: [{ Key: 'elb.http.desyncmitigationmode', Value: 'defensive' }],
      ...given,
    },
  };
}
