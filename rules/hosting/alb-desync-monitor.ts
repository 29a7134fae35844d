import { about, type ClassicLoadBalancer, type LoadBalancer } from '../../src/model/aws/index.ts';
import { defineRule, type Facts, fail, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';

const KEY = 'routing.http.desync_mitigation_mode';
const CLASSIC_KEY = 'elb.http.desyncmitigationmode';
const NEEDS = [
  'elasticloadbalancing.loadBalancers',
  'elasticloadbalancing.attributes',
  'elasticloadbalancing.classicLoadBalancers',
  'elasticloadbalancing.classicAttributes',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

export default defineRule({
  id: 'alb-desync-monitor',
  topic: 'hosting/load-balancers',
  severity: 'medium',
  docs: {
    title: 'Let the load balancer reject ambiguous requests',
    why: 'Where load balancer and gunicorn read one request differently, an attacker can slip a second one into the connection of somebody else (request smuggling). In the mode monitor such requests are passed on.',
    how: `The attribute \`${KEY}\` of each application load balancer, and \`${CLASSIC_KEY}\` of each classic one, must be defensive (the default) or strictest.`,
    fix: 'Set it to defensive.',
    silent: ['network load balancers, and classic ones that pass TCP on: they do not read HTTP'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_lb" "shop" {\n  load_balancer_type     = "application"\n  desync_mitigation_mode = "monitor"\n}',
      good: 'resource "aws_lb" "shop" {\n  load_balancer_type     = "application"\n  desync_mitigation_mode = "defensive"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#desync-mitigation-mode',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-desync-mitigation-mode.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12',
    ],
  },
  controls: { awsFsbp: ['ELB.12', 'ELB.14'], wellArchitected: ['SEC05'], cwe: ['444'], owaspTop10_2021: ['A05'] },
  needs: NEEDS,
  subjects: ({ elasticloadbalancing }) => [
    ...elasticloadbalancing.loadBalancers.filter(({ Type }) => Type === 'application'),
    ...elasticloadbalancing.classicLoadBalancers.filter(speaksHttp),
  ],
  judge: (loadBalancer, facts) => {
    const name = loadBalancer.LoadBalancerName;
    const key = 'Type' in loadBalancer ? KEY : CLASSIC_KEY;
    const mode = modeOf(loadBalancer, facts);
    const evidence = [seen(key, mode, 'elasticloadbalancing:DescribeLoadBalancerAttributes')];
    if (mode === undefined) return unknown(`the attribute ${key} of ${name} could not be seen`, { evidence });
    if (mode !== 'monitor') return pass(`${name} treats ambiguous requests by the mode ${mode}`, { evidence });
    return fail(
      `the load balancer ${name} passes ambiguous requests on (desync mitigation: monitor): requests can be smuggled past it into other visitors' connections; set defensive`,
      { evidence, fix: defend(loadBalancer) },
    );
  },
});

/** What passes TCP on reads no requests. */
function speaksHttp({ ListenerDescriptions }: ClassicLoadBalancer): boolean {
  return (ListenerDescriptions ?? []).some(({ Listener: one }) => /^HTTPS?$/.test(one?.Protocol ?? ''));
}

function modeOf(loadBalancer: LoadBalancer | ClassicLoadBalancer, { elasticloadbalancing }: Needed) {
  if ('Type' in loadBalancer) return about(elasticloadbalancing.attributes, loadBalancer)[0]?.attributes[KEY];
  const attributes = about(elasticloadbalancing.classicAttributes, loadBalancer)[0]?.LoadBalancerAttributes;
  return attributes?.AdditionalAttributes?.find(({ Key }) => Key === CLASSIC_KEY)?.Value;
}

function defend(loadBalancer: LoadBalancer | ClassicLoadBalancer) {
  const { LoadBalancerName: name, ref } = loadBalancer;
  const additional = JSON.stringify({ AdditionalAttributes: [{ Key: CLASSIC_KEY, Value: 'defensive' }] });
  return fix(
    `Set desync mitigation of ${name} to defensive`,
    text(
      'Takes effect at once, without downtime. Requests that break RFC 7230 are refused; the access logs name them (classification).',
    ),
    'Type' in loadBalancer
      ? cli(
          'elbv2 modify-load-balancer-attributes',
          { 'load-balancer-arn': loadBalancer.LoadBalancerArn, attributes: `Key=${KEY},Value=defensive` },
          ref.region,
        )
      : cli(
          'elb modify-load-balancer-attributes',
          { 'load-balancer-name': name, 'load-balancer-attributes': additional },
          ref.region,
        ),
    terraform(`${'Type' in loadBalancer ? 'aws_lb' : 'aws_elb'}: desync_mitigation_mode = "defensive"`),
  );
}
