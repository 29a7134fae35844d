import type { ClassicLoadBalancer, ClassicPolicies } from '../../src/model/aws/index.ts';
import { defineRule, type Evidence, fail, pass, type Subject, unknown, type Verdict } from '../../src/model/index.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, ebExtension, fix, terraform, text } from '../shared/fix.ts';
import { classicListener, madeByElasticBeanstalk } from '../shared/load-balancers.ts';
import { oldestByName, oldProtocols } from '../shared/tls.ts';

const GOOD = 'ELBSecurityPolicy-TLS-1-2-2017-01';
const CALL = 'elasticloadbalancing:DescribeLoadBalancerPolicies';

/** An HTTPS or SSL listener of a Classic Load Balancer. */
interface ClassicTlsListener extends Subject {
  readonly loadBalancer: ClassicLoadBalancer;
  readonly port: number;
  readonly policies: readonly string[];
}

export default defineRule({
  id: 'clb-insecure-policy',
  topic: 'https/ssl-policies',
  severity: 'high',
  docs: {
    title: 'Refuse old protocols on Classic Load Balancers',
    why: 'The default policy of a Classic Load Balancer still speaks TLS 1.0 and 1.1, and custom policies of its age often SSLv3: a connection can be forced down to encryption that is broken.',
    how: 'Of each HTTPS and SSL listener the negotiation policy (`SSLNegotiationPolicyType`) is read: its attributes `Protocol-SSLv3`, `Protocol-TLSv1` and `Protocol-TLSv1.1` must not be true. What a custom policy is called does not matter. Where AWS gives no attributes the predefined policy that it refers to is read from its name.',
    fix: `Use ${GOOD}; better, move to an application load balancer, which has TLS 1.3.`,
    example: {
      language: 'hcl',
      bad: '# aws_lb_ssl_negotiation_policy of the HTTPS listener\nattribute {\n  name  = "Reference-Security-Policy"\n  value = "ELBSecurityPolicy-2016-08"\n}',
      good: '# aws_lb_ssl_negotiation_policy of the HTTPS listener\nattribute {\n  name  = "Reference-Security-Policy"\n  value = "ELBSecurityPolicy-TLS-1-2-2017-01"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-ssl-security-policy.html',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-config-update.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-8',
    ],
  },
  controls: { awsFsbp: ['ELB.8'], wellArchitected: ['SEC09'], soc2: ['CC6.7'], cwe: ['326'], owaspTop10_2021: ['A02'] },
  needs: ['elasticloadbalancing.classicLoadBalancers', 'elasticloadbalancing.classicPolicies'],
  subjects: ({ elasticloadbalancing }) => elasticloadbalancing.classicLoadBalancers.flatMap(tlsListeners),
  judge: (listener, { elasticloadbalancing }) => {
    const { ref } = listener.loadBalancer;
    const all = elasticloadbalancing.classicPolicies.find((one: ClassicPolicies) => one.ref.id === ref.id);
    const policy = all?.PolicyDescriptions.find(
      ({ PolicyName = '', PolicyTypeName }) =>
        PolicyTypeName === 'SSLNegotiationPolicyType' && listener.policies.includes(PolicyName),
    );
    const attributes = Object.fromEntries(
      (policy?.PolicyAttributeDescriptions ?? []).map((one) => [one.AttributeName ?? '', one.AttributeValue ?? '']),
    );
    return judgeAttributes(listener, attributes);
  },
});

function tlsListeners(loadBalancer: ClassicLoadBalancer): readonly ClassicTlsListener[] {
  return (loadBalancer.ListenerDescriptions ?? []).flatMap(({ Listener: one, PolicyNames }) => {
    if (one?.Protocol !== 'HTTPS' && one?.Protocol !== 'SSL') return [];
    const port = one.LoadBalancerPort ?? 443;
    return [{ ref: classicListener(loadBalancer.ref, port), loadBalancer, port, policies: PolicyNames ?? [] }];
  });
}

function judgeAttributes(listener: ClassicTlsListener, attributes: Readonly<Record<string, string>>): Verdict {
  const reference = attributes['Reference-Security-Policy'];
  const protocols = Object.keys(attributes).filter((name) => name.startsWith('Protocol-'));
  const on = protocols.filter((name) => attributes[name] === 'true').map((name) => name.slice('Protocol-'.length));
  const evidence = [
    seen('policies', listener.policies, 'elasticloadbalancing:DescribeLoadBalancers'),
    seen('Reference-Security-Policy', reference, CALL),
    seen('protocols', on, CALL),
  ];
  if (protocols.length > 0) return judgeProtocols(listener, on, evidence);
  const named = [reference ?? '', ...listener.policies].flatMap((name) => oldestByName(name) ?? []);
  if (named.length > 0) return judgeProtocols(listener, named, evidence);
  return unknown(`the TLS policy of ${what(listener)} could not be seen`, { evidence });
}

function what({ loadBalancer, port }: ClassicTlsListener): string {
  return `the listener :${port} of the Classic Load Balancer ${loadBalancer.LoadBalancerName}`;
}

function judgeProtocols(listener: ClassicTlsListener, on: readonly string[], evidence: readonly Evidence[]): Verdict {
  const old = oldProtocols(on);
  if (old.length === 0) return pass(`${what(listener)} speaks ${list(on)} only`, { evidence });
  return fail(
    `${what(listener)} accepts ${list(old)}: connections can be forced down to broken encryption; use ${GOOD}`,
    { evidence, fix: tighten(listener) },
  );
}

function tighten({ loadBalancer, port }: ClassicTlsListener) {
  const name = loadBalancer.LoadBalancerName;
  const { region } = loadBalancer.ref;
  const create = {
    'load-balancer-name': name,
    'policy-name': 'tls-1-2-only',
    'policy-type-name': 'SSLNegotiationPolicyType',
    'policy-attributes': `AttributeName=Reference-Security-Policy,AttributeValue=${GOOD}`,
  };
  const set = { 'load-balancer-name': name, 'load-balancer-port': port, 'policy-names': 'tls-1-2-only' };
  const eb = [{ namespace: 'aws:elb:policies:tls', name: 'SSLReferencePolicy', value: GOOD }];
  return fix(
    `Let ${name}:${port} begin at TLS 1.2`,
    text(
      'Holds for new connections at once, without downtime; clients that speak TLS 1.0 and 1.1 only are refused. set-load-balancer-policies-of-listener replaces all policies of the listener: name its other ones (stickiness) too.',
    ),
    ...(madeByElasticBeanstalk(name)
      ? [ebExtension(eb)]
      : [
          cli('elb create-load-balancer-policy', create, region),
          cli('elb set-load-balancer-policies-of-listener', set, region),
        ]),
    terraform(`aws_lb_ssl_negotiation_policy: attribute { name = "Reference-Security-Policy", value = "${GOOD}" }`),
  );
}
