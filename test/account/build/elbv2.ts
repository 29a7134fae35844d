import type {
  Action,
  Listener,
  LoadBalancer,
  Rule,
  TargetGroup,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { arn, chosen, daysAgo, digits, REGION } from './where.ts';

/** An internet-facing ALB in two zones. */
export function loadBalancer(differs: Partial<LoadBalancer> = {}): LoadBalancer {
  const name = differs.LoadBalancerName ?? 'shop';
  const kind = differs.Type === 'network' ? 'net' : 'app';
  return {
    LoadBalancerArn: arn('elasticloadbalancing', `loadbalancer/${kind}/${name}/${digits(name, 16)}`),
    DNSName: `${name}-${digits(name, 9)}.${REGION}.elb.amazonaws.com`,
    CanonicalHostedZoneId: 'Z32O12XQLNTSW2',
    CreatedTime: daysAgo(300),
    LoadBalancerName: name,
    Scheme: 'internet-facing',
    VpcId: 'vpc-0a000000000000001',
    State: { Code: 'active' },
    Type: 'application',
    AvailabilityZones: [
      { ZoneName: `${REGION}a`, SubnetId: 'subnet-0b00000000000000a', LoadBalancerAddresses: [] },
      { ZoneName: `${REGION}b`, SubnetId: 'subnet-0b00000000000000b', LoadBalancerAddresses: [] },
    ],
    SecurityGroups: ['sg-0b000000000000001'],
    IpAddressType: 'ipv4',
    ...differs,
  };
}

/** What DescribeLoadBalancerAttributes says of an ALB that was left as AWS makes it. */
export const DEFAULT_ATTRIBUTES: Readonly<Record<string, string>> = {
  'access_logs.s3.enabled': 'false',
  'access_logs.s3.bucket': '',
  'access_logs.s3.prefix': '',
  'connection_logs.s3.enabled': 'false',
  'idle_timeout.timeout_seconds': '60',
  'client_keep_alive.seconds': '3600',
  'deletion_protection.enabled': 'false',
  'ipv6.deny_all_igw_traffic': 'false',
  'load_balancing.cross_zone.enabled': 'true',
  'routing.http.desync_mitigation_mode': 'defensive',
  'routing.http.drop_invalid_header_fields.enabled': 'false',
  'routing.http.preserve_host_header.enabled': 'false',
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': 'false',
  'routing.http.xff_client_port.enabled': 'false',
  'routing.http.xff_header_processing.mode': 'append',
  'routing.http2.enabled': 'true',
  'waf.fail_open.enabled': 'false',
  'zonal_shift.config.enabled': 'false',
};
export const SOUND_ATTRIBUTES: Readonly<Record<string, string>> = {
  ...DEFAULT_ATTRIBUTES,
  'access_logs.s3.enabled': 'true',
  'access_logs.s3.bucket': 'shop-logs-111122223333',
  'deletion_protection.enabled': 'true',
  'routing.http.drop_invalid_header_fields.enabled': 'true',
};

export function httpsListener(balancer: LoadBalancer, targetGroup: string, differs: Partial<Listener> = {}): Listener {
  return {
    ...listener(balancer, differs.Port ?? 443),
    Protocol: 'HTTPS',
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    Certificates: [{ CertificateArn: arn('acm', 'certificate/0a1b2c3d-0000-4000-8000-00000000c001') }],
    DefaultActions: [forward(targetGroup)],
    MutualAuthentication: { Mode: 'off' },
    ...differs,
  };
}

export function httpListener(
  balancer: LoadBalancer,
  actions: readonly Action[],
  differs: Partial<Listener> = {},
): Listener {
  return { ...listener(balancer, differs.Port ?? 80), Protocol: 'HTTP', DefaultActions: [...actions], ...differs };
}

function listener(balancer: LoadBalancer, port: number): Listener {
  const of = (balancer.LoadBalancerArn ?? '').replace(':loadbalancer/', ':listener/');
  return { ListenerArn: `${of}/${digits(`${of}${port}`, 16)}`, LoadBalancerArn: balancer.LoadBalancerArn, Port: port };
}

export function forward(targetGroup: string): Action {
  return {
    Type: 'forward',
    TargetGroupArn: targetGroup,
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn: targetGroup, Weight: 1 }],
      TargetGroupStickinessConfig: { Enabled: false },
    },
  };
}

export function redirect(): Action {
  return {
    Type: 'redirect',
    RedirectConfig: {
      Protocol: 'HTTPS',
      Port: '443',
      Host: '#{host}',
      Path: '/#{path}',
      Query: '#{query}',
      StatusCode: 'HTTP_301',
    },
  };
}

export function fixedResponse(status: string): Action {
  return { Type: 'fixed-response', FixedResponseConfig: { StatusCode: status, ContentType: 'text/plain' } };
}

/** The rule that every listener ends with. */
function defaultRule(of: Listener): Rule {
  return {
    RuleArn: ruleArn(of, 'default'),
    Priority: 'default',
    Conditions: [],
    Actions: of.DefaultActions,
    IsDefault: true,
    Transforms: [],
  };
}

export function pathRule(of: Listener, priority: number, paths: readonly string[], action: Action): Rule {
  return {
    RuleArn: ruleArn(of, String(priority)),
    Priority: String(priority),
    Conditions: [{ Field: 'path-pattern', Values: [...paths], PathPatternConfig: { Values: [...paths] } }],
    Actions: [action],
    IsDefault: false,
    Transforms: [],
  };
}

function ruleArn(of: Listener, name: string): string {
  const start = (of.ListenerArn ?? '').replace(':listener/', ':listener-rule/');
  return `${start}/${digits(`${start}${name}`, 16)}`;
}

export function targetGroup(differs: Partial<TargetGroup> = {}): TargetGroup {
  const name = differs.TargetGroupName ?? 'shop-web';
  return {
    TargetGroupArn: arn('elasticloadbalancing', `targetgroup/${name}/${digits(name, 16)}`),
    TargetGroupName: name,
    Protocol: 'HTTP',
    Port: 8000,
    VpcId: 'vpc-0a000000000000001',
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port',
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 15,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 3,
    UnhealthyThresholdCount: 2,
    HealthCheckPath: '/healthz',
    Matcher: { HttpCode: '200' },
    LoadBalancerArns: [],
    TargetType: 'ip',
    ProtocolVersion: 'HTTP1',
    IpAddressType: 'ipv4',
    ...differs,
  };
}

const TARGET_GROUP_ATTRIBUTES: Readonly<Record<string, string>> = {
  'deregistration_delay.timeout_seconds': '30',
  'stickiness.enabled': 'false',
  'stickiness.type': 'lb_cookie',
  'stickiness.lb_cookie.duration_seconds': '86400',
  'load_balancing.algorithm.type': 'round_robin',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  'slow_start.duration_seconds': '0',
};

export function target(
  id: string,
  zone: string,
  state: 'healthy' | 'unhealthy' = 'healthy',
  port = 8000,
): TargetHealthDescription {
  return {
    Target: { Id: id, Port: port, AvailabilityZone: `${REGION}${zone}` },
    HealthCheckPort: String(port),
    TargetHealth:
      state === 'healthy'
        ? { State: state }
        : {
            State: state,
            Reason: 'Target.ResponseCodeMismatch',
            Description: 'Health checks failed with these codes: [400]',
          },
  };
}

export interface Elbv2Things {
  readonly loadBalancers?: readonly LoadBalancer[];
  /** By load balancer name; the others have AWS's defaults. */
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly listeners?: readonly Listener[];
  /** Besides the default rule of each listener. */
  readonly rules?: Readonly<Record<string, readonly Rule[]>>;
  readonly targetGroups?: readonly TargetGroup[];
  readonly targets?: Readonly<Record<string, readonly TargetHealthDescription[]>>;
}

export function elbv2Answers(things: Elbv2Things): NonNullable<Answers['elbv2']> {
  const { loadBalancers = [], listeners = [], targetGroups = [] } = things;
  return {
    DescribeLoadBalancers: ({ LoadBalancerArns, Names }) => ({
      LoadBalancers: chosen(loadBalancers, ({ LoadBalancerName }) => LoadBalancerName, Names).filter(
        ({ LoadBalancerArn = '' }) => LoadBalancerArns === undefined || LoadBalancerArns.includes(LoadBalancerArn),
      ),
    }),
    DescribeLoadBalancerAttributes: ({ LoadBalancerArn }) => {
      const found = must(
        loadBalancers.find((balancer) => balancer.LoadBalancerArn === LoadBalancerArn),
        'LoadBalancerNotFound',
      );
      return { Attributes: attributes(things.attributes?.[found.LoadBalancerName ?? ''] ?? DEFAULT_ATTRIBUTES) };
    },
    DescribeListeners: ({ LoadBalancerArn, ListenerArns }) => ({
      Listeners: listeners.filter(
        (item) =>
          (LoadBalancerArn === undefined || item.LoadBalancerArn === LoadBalancerArn) &&
          (ListenerArns === undefined || ListenerArns.includes(item.ListenerArn ?? '')),
      ),
    }),
    DescribeListenerAttributes: {
      Attributes: attributes({
        'routing.http.response.server.enabled': 'true',
        'routing.http.response.strict_transport_security.header_value': '',
      }),
    },
    DescribeListenerCertificates: ({ ListenerArn }) => ({
      Certificates: (listeners.find((item) => item.ListenerArn === ListenerArn)?.Certificates ?? []).map(
        (certificate) => ({
          ...certificate,
          IsDefault: true,
        }),
      ),
    }),
    DescribeRules: ({ ListenerArn = '' }) => {
      const of = must(
        listeners.find((item) => item.ListenerArn === ListenerArn),
        'ListenerNotFound',
      );
      return { Rules: [...(things.rules?.[ListenerArn] ?? []), defaultRule(of)] };
    },
    DescribeTargetGroups: ({ TargetGroupArns, LoadBalancerArn }) => ({
      TargetGroups: chosen(targetGroups, ({ TargetGroupArn }) => TargetGroupArn, TargetGroupArns).filter(
        ({ LoadBalancerArns = [] }) => LoadBalancerArn === undefined || LoadBalancerArns.includes(LoadBalancerArn),
      ),
    }),
    DescribeTargetGroupAttributes: { Attributes: attributes(TARGET_GROUP_ATTRIBUTES) },
    DescribeTargetHealth: ({ TargetGroupArn = '' }) => ({
      TargetHealthDescriptions: [...(things.targets?.[TargetGroupArn] ?? [])],
    }),
  };
}

function attributes(values: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
}

function must<T>(found: T | undefined, code: string): T {
  if (found === undefined) throw new AwsError(code, 'One or more of them were not found', 400);
  return found;
}
