import type { AwsItem, Listener } from '../../src/model/aws/index.ts';
import { defineRule, type Evidence, fail, pass, unknown, type Verdict } from '../../src/model/index.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, ebExtension, fix, terraform, text } from '../shared/fix.ts';
import { madeByElasticBeanstalk, nameInArn } from '../shared/load-balancers.ts';
import { sameScope } from '../shared/scope.ts';
import { oldestByName, oldProtocols, withoutForwardSecrecy } from '../shared/tls.ts';

type SslPolicy = AwsItem<'elasticloadbalancing.sslPolicies'>;

const CALL = 'elasticloadbalancing:DescribeSSLPolicies';
const STRICT = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';
const COMPATIBLE = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

export default defineRule({
  id: 'alb-insecure-tls-policy',
  topic: 'https/ssl-policies',
  severity: 'high',
  docs: {
    title: 'Refuse TLS 1.0 and 1.1 on load balancers',
    why: 'TLS 1.0 and 1.1 have known attacks and are withdrawn (RFC 8996); payment and health contracts forbid them. Whoever creates a listener by API, CloudFormation or Elastic Beanstalk without naming a policy gets ELBSecurityPolicy-2016-08, which allows both.',
    how: 'Each HTTPS listener of an application load balancer and each TLS listener of a network load balancer is judged by what its policy allows, as DescribeSSLPolicies tells it; no list of names is kept. High when TLS 1.1 or older is allowed; low when only TLS 1.2 and newer are, but with ciphers that have no forward secrecy. A policy that AWS does not list is read from its name, with less confidence, or is unknown. Whether there is a post-quantum variant is told, not judged.',
    fix: 'Choose a policy with TLS 1.2 as the oldest. It holds for new connections at once.',
    silent: [
      'the policy between load balancer and target, which nobody can choose',
      'HTTP listeners: http-not-redirected and lb-no-https judge those',
    ],
    example: {
      language: 'hcl',
      bad: 'ssl_policy = "ELBSecurityPolicy-2016-08"',
      good: 'ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeSSLPolicies.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17',
    ],
  },
  controls: {
    awsFsbp: ['ELB.17'],
    wellArchitected: ['SEC09'],
    soc2: ['CC6.7'],
    cwe: ['326', '327'],
    owaspTop10_2021: ['A02'],
    owaspAsvs_4_0_3: ['9.1.3'],
  },
  needs: ['elasticloadbalancing.listeners', 'elasticloadbalancing.sslPolicies'],
  subjects: ({ elasticloadbalancing }) =>
    elasticloadbalancing.listeners.filter(({ Protocol }) => Protocol === 'HTTPS' || Protocol === 'TLS'),
  judge: (listener, { elasticloadbalancing }) => {
    const policies = elasticloadbalancing.sslPolicies.filter((one) => sameScope(one, listener));
    const name = listener.SslPolicy;
    const evidence = [seen('SslPolicy', name, 'elasticloadbalancing:DescribeListeners')];
    if (name === undefined) return unknown(`AWS gave no policy of ${what(listener)}`, { evidence });
    const policy = policies.find((one) => one.Name === name);
    return policy?.SslProtocols === undefined
      ? byName(listener, name, evidence, policies)
      : byPolicy(listener, policy, evidence, policies);
  },
});

function what({ LoadBalancerArn, Protocol, Port }: Listener): string {
  return `the ${Protocol} listener :${Port} of ${nameInArn(LoadBalancerArn)}`;
}

function byPolicy(
  listener: Listener,
  policy: SslPolicy,
  evidence: readonly Evidence[],
  all: readonly SslPolicy[],
): Verdict {
  const protocols = policy.SslProtocols ?? [];
  const ciphers = (policy.Ciphers ?? []).flatMap(({ Name }) => Name ?? []);
  const weak = withoutForwardSecrecy(ciphers);
  const details = {
    evidence: [...evidence, seen('SslProtocols', protocols, CALL), seen('ciphers without forward secrecy', weak, CALL)],
  };
  const old = oldProtocols(protocols);
  if (old.length > 0) return allowsOld(listener, policy.Name, old, { ...details, fix: tighten(listener, all) });
  if (weak.length > 0)
    return fail(
      `${what(listener)} allows ciphers without forward secrecy (${policy.Name}): recorded traffic can be read by whoever gets the key later; choose a policy with ECDHE only`,
      { ...details, severity: 'low', fix: tighten(listener, all) },
    );
  return pass(`${what(listener)} allows ${list(protocols)} only`, details);
}

function byName(listener: Listener, name: string, evidence: readonly Evidence[], all: readonly SslPolicy[]): Verdict {
  const oldest = oldestByName(name);
  if (oldest === undefined)
    return unknown(`AWS does not list the policy ${name} of ${what(listener)}, and its name does not tell`, {
      evidence,
    });
  const details = {
    evidence: [...evidence, seen('oldest protocol, from the name', oldest, name)],
    confidence: 'medium',
  } as const;
  if (oldProtocols([oldest]).length > 0)
    return allowsOld(listener, name, [oldest], { ...details, fix: tighten(listener, all) });
  return pass(`${what(listener)} allows ${oldest} and newer`, details);
}

function allowsOld(listener: Listener, policy: string, old: readonly string[], details: Parameters<typeof fail>[1]) {
  return fail(
    `${what(listener)} accepts ${list(old)} (${policy}): connections can be forced down to broken encryption; choose a policy that begins at TLS 1.2`,
    details,
  );
}

function tighten(listener: Listener, policies: readonly SslPolicy[]) {
  const target = policies.some(({ Name }) => Name === STRICT) ? STRICT : COMPATIBLE;
  const eb = { namespace: 'aws:elbv2:listener:443', name: 'SSLPolicy', value: target };
  const command = cli(
    'elbv2 modify-listener',
    { 'listener-arn': listener.ListenerArn, 'ssl-policy': target },
    listener.ref.region,
  );
  return fix(
    `Set ${target} on ${what(listener)}`,
    text(
      'Holds for new connections at once, without downtime. Clients that speak TLS 1.0 and 1.1 only are refused; the field ssl_protocol of the access logs tells whether there are any.',
    ),
    ...(madeByElasticBeanstalk(nameInArn(listener.LoadBalancerArn))
      ? [
          text('Elastic Beanstalk made this load balancer: set the option, or the next update undoes the change.'),
          ebExtension([eb]),
        ]
      : [command]),
    terraform(`aws_lb_listener: ssl_policy = "${target}"`),
  );
}
