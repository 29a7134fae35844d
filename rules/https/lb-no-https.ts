import type { ClassicLoadBalancer, Listener, ListenerRule, LoadBalancer } from '../../src/model/aws/index.ts';
import {
  defineRule,
  type Evidence,
  type Facts,
  fail,
  notApplicable,
  pass,
  type Severity,
  type Verdict,
} from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, ebExtension, fix, terraform, text } from '../shared/fix.ts';
import { madeByElasticBeanstalk } from '../shared/load-balancers.ts';

const NEEDS = [
  'elasticloadbalancing.loadBalancers',
  'elasticloadbalancing.listeners',
  'elasticloadbalancing.rules',
  'elasticloadbalancing.classicLoadBalancers',
  'cloudfront.distributions',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

export default defineRule({
  id: 'lb-no-https',
  topic: 'https/acm',
  severity: 'high',
  docs: {
    title: 'Give public load balancers an HTTPS listener',
    why: 'Without HTTPS passwords, session cookies and everything that users type cross the internet in clear, to be read and changed by every network between.',
    how: 'Every listener of each internet-facing load balancer is read. An application load balancer needs an HTTPS listener, a classic one HTTPS or SSL; a network load balancer a TLS listener, or TCP on 443, where the targets end TLS. Critical when a listener without TLS forwards to the application. Medium when a CloudFront distribution with HTTPS for its viewers has the load balancer as its origin: then only the way between the two is in clear.',
    fix: 'Request a certificate from ACM, add a listener on 443, then redirect port 80 to it.',
    silent: [
      'internal load balancers',
      'network load balancers that listen on neither 80 nor 443: they serve something else',
      'an internet-facing load balancer as such: a web application needs one',
    ],
    example: {
      language: 'hcl',
      bad: '# the only listener of an internet-facing load balancer\nresource "aws_lb_listener" "http" {\n  load_balancer_arn = aws_lb.shop.arn\n  protocol          = "HTTP"\n  port              = 80\n}',
      good: 'resource "aws_lb_listener" "https" {\n  load_balancer_arn = aws_lb.shop.arn\n  protocol          = "HTTPS"\n  port              = 443\n  certificate_arn   = aws_acm_certificate.shop.arn\n}',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/configuring-https-elb.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-18',
    ],
  },
  controls: {
    awsFsbp: ['ELB.2', 'ELB.3', 'ELB.18'],
    wellArchitected: ['SEC09'],
    soc2: ['CC6.7'],
    cwe: ['319'],
    owaspTop10_2021: ['A02'],
  },
  needs: NEEDS,
  subjects: ({ elasticloadbalancing }) => [
    ...elasticloadbalancing.loadBalancers.filter(({ Type }) => Type !== 'gateway'),
    ...elasticloadbalancing.classicLoadBalancers,
  ],
  judge: (loadBalancer, facts) => {
    if (loadBalancer.Scheme === 'internal') return notApplicable('internal: not reached from the internet');
    const ports = 'Type' in loadBalancer ? modernPorts(loadBalancer, facts) : classicPorts(loadBalancer);
    const name = loadBalancer.LoadBalancerName;
    const kind = 'Type' in loadBalancer ? loadBalancer.Type : 'classic';
    const fronted = frontedBy(loadBalancer.DNSName, facts);
    return judgePorts({ name, kind, ports, fronted, targetGroup: targetGroupOf(loadBalancer, facts), loadBalancer });
  },
});

interface Port {
  readonly protocol: string;
  readonly port: number;
  /** What it does with a request: a redirect sends nothing to the application. */
  readonly forwards: boolean;
}

interface Judged {
  readonly name: string;
  readonly kind: string;
  readonly ports: readonly Port[];
  /** The CloudFront distribution before it that speaks HTTPS to its viewers. */
  readonly fronted: string | undefined;
  /** Where port 80 sends requests. */
  readonly targetGroup: string | undefined;
  readonly loadBalancer: LoadBalancer | ClassicLoadBalancer;
}

function modernPorts({ LoadBalancerArn }: LoadBalancer, { elasticloadbalancing }: Needed): readonly Port[] {
  return elasticloadbalancing.listeners
    .filter((listener) => listener.LoadBalancerArn === LoadBalancerArn)
    .map((listener) => ({
      protocol: listener.Protocol,
      port: listener.Port,
      forwards: forwards(listener, elasticloadbalancing.rules),
    }));
}

function forwards({ ListenerArn, DefaultActions }: Listener, rules: readonly ListenerRule[]): boolean {
  const own = rules.filter((rule) => rule.ListenerArn === ListenerArn).flatMap(({ Actions }) => Actions ?? []);
  return [...(DefaultActions ?? []), ...own].some(({ Type }) => Type === 'forward');
}

/** Of the listener without TLS: the group that it forwards to by default, else the first that a rule of it names. */
function targetGroupOf(
  loadBalancer: LoadBalancer | ClassicLoadBalancer,
  { elasticloadbalancing }: Needed,
): string | undefined {
  if (!('Type' in loadBalancer)) return undefined;
  const own = elasticloadbalancing.listeners.filter(
    ({ LoadBalancerArn }) => LoadBalancerArn === loadBalancer.LoadBalancerArn,
  );
  const rules = elasticloadbalancing.rules.filter((rule) =>
    own.some(({ ListenerArn }) => ListenerArn === rule.ListenerArn),
  );
  return [
    ...own.flatMap(({ DefaultActions }) => DefaultActions ?? []),
    ...rules.flatMap(({ Actions }) => Actions ?? []),
  ]
    .filter(({ Type }) => Type === 'forward')
    .flatMap(
      ({ TargetGroupArn, ForwardConfig }) => TargetGroupArn ?? ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn ?? [],
    )[0];
}

function classicPorts({ ListenerDescriptions }: ClassicLoadBalancer): readonly Port[] {
  return (ListenerDescriptions ?? []).flatMap(({ Listener: one }) =>
    one === undefined ? [] : [{ protocol: one.Protocol ?? 'TCP', port: one.LoadBalancerPort ?? 0, forwards: true }],
  );
}

function frontedBy(dnsName: string | undefined, { cloudfront }: Needed): string | undefined {
  if (dnsName === undefined) return undefined;
  return cloudfront.distributions.find(
    ({ Enabled, Origins, DefaultCacheBehavior, CacheBehaviors }) =>
      Enabled !== false &&
      Origins?.Items?.some(({ DomainName }) => DomainName?.toLowerCase() === dnsName.toLowerCase()) === true &&
      [DefaultCacheBehavior, ...(CacheBehaviors?.Items ?? [])].every(
        (one) => one?.ViewerProtocolPolicy !== 'allow-all',
      ),
  )?.Id;
}

function judgePorts(judged: Judged): Verdict {
  const { name, kind, ports } = judged;
  const shown = ports.map(({ protocol, port }) => `${protocol}:${port}`);
  const evidence = [seen('listeners', shown, 'elasticloadbalancing:DescribeListeners')];
  if (ports.length === 0) return notApplicable(`${name} has no listener`, { evidence });
  if (ports.some(({ protocol }) => ['HTTPS', 'TLS', 'SSL'].includes(protocol)))
    return pass(`${name} listens on ${shown.join(', ')}`, { evidence });
  if (kind !== 'application' && ports.some(({ protocol, port }) => protocol.startsWith('TCP') && port === 443))
    return pass(`${name} passes TCP 443 on: the targets end TLS`, { evidence, confidence: 'medium' });
  if (kind === 'network' && !ports.some(({ port }) => port === 80))
    return notApplicable(`${name} listens on ${shown.join(', ')}: not a web port`, { evidence });
  return withoutTls(judged, shown, evidence);
}

function withoutTls(judged: Judged, shown: readonly string[], evidence: readonly Evidence[]): Verdict {
  const { name, kind, ports, fronted } = judged;
  const open = ports.some(({ protocol, forwards }) => forwards && protocol === 'HTTP');
  const severity: Severity = fronted !== undefined ? 'medium' : open ? 'critical' : 'high';
  const consequence =
    fronted !== undefined
      ? `CloudFront ${fronted} speaks HTTPS to visitors, but the way from it to the load balancer is in clear`
      : open
        ? 'passwords and session cookies of every visitor cross the internet in clear'
        : 'visitors who ask for https:// get no answer';
  const cloudfront =
    fronted === undefined ? [] : [seen('CloudFront before it', fronted, 'cloudfront:ListDistributions')];
  return fail(
    `the public ${kind} load balancer ${name} has no HTTPS listener (${shown.join(', ')}): ${consequence}; add one on 443`,
    { severity, evidence: [...evidence, ...cloudfront], fix: addHttps(judged) },
  );
}

function addHttps({ name, kind, loadBalancer, targetGroup }: Judged) {
  const https = (option: string, value: string) => ({ namespace: 'aws:elbv2:listener:443', name: option, value });
  const eb = [
    https('ListenerEnabled', 'true'),
    https('Protocol', 'HTTPS'),
    https('SSLCertificateArns', 'CERTIFICATE_ARN'),
  ];
  const modern = 'Type' in loadBalancer ? loadBalancer.LoadBalancerArn : undefined;
  const { region } = loadBalancer.ref;
  const listener = {
    'load-balancer-arn': modern,
    protocol: kind === 'network' ? 'TLS' : 'HTTPS',
    port: 443,
    certificates: 'CertificateArn=CERTIFICATE_ARN',
    'ssl-policy': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    'default-actions': `Type=forward,TargetGroupArn=${targetGroup ?? 'TARGET_GROUP_ARN'}`,
  };
  const classic = {
    'load-balancer-name': name,
    listeners:
      'Protocol=HTTPS,LoadBalancerPort=443,InstanceProtocol=HTTP,InstancePort=80,SSLCertificateId=CERTIFICATE_ARN',
  };
  return fix(
    `Add an HTTPS listener to ${name}`,
    text(
      `No downtime: port 80 goes on until you redirect it. The security group of the load balancer must admit 443. Put your domain in place of www.example.com; CERTIFICATE_ARN is what the first command prints, usable once its validation record is in DNS.${modern !== undefined && targetGroup === undefined ? ' TARGET_GROUP_ARN stands in aws elbv2 describe-target-groups.' : ''}`,
    ),
    cli('acm request-certificate', { 'domain-name': 'www.example.com', 'validation-method': 'DNS' }, region),
    madeByElasticBeanstalk(name)
      ? ebExtension(eb)
      : modern === undefined
        ? cli('elb create-load-balancer-listeners', classic, region)
        : cli('elbv2 create-listener', listener, region),
    terraform(
      modern === undefined
        ? 'aws_elb: listener { lb_port = 443, lb_protocol = "https", instance_port = 80, instance_protocol = "http", ssl_certificate_id }'
        : 'aws_lb_listener: port = 443, protocol = "HTTPS", certificate_arn, ssl_policy',
    ),
  );
}
