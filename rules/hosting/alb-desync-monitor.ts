import { about } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';

const KEY = 'routing.http.desync_mitigation_mode';

export default defineRule({
  id: 'alb-desync-monitor',
  topic: 'hosting/load-balancers',
  severity: 'medium',
  docs: {
    title: 'Let the load balancer reject ambiguous requests',
    why: 'Where load balancer and gunicorn read one request differently, an attacker can slip a second one into the connection of somebody else (request smuggling). In the mode monitor such requests are passed on.',
    how: `The attribute \`${KEY}\` of each application load balancer must be defensive (the default) or strictest.`,
    fix: 'Set it to defensive.',
    silent: ['network load balancers, which do not read HTTP'],
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#desync-mitigation-mode',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12',
    ],
  },
  controls: { awsFsbp: ['ELB.12', 'ELB.14'], wellArchitected: ['SEC05'], cwe: ['444'], owaspTop10_2021: ['A05'] },
  needs: ['elasticloadbalancing.loadBalancers', 'elasticloadbalancing.attributes'],
  subjects: ({ elasticloadbalancing }) =>
    elasticloadbalancing.loadBalancers.filter(({ Type }) => Type === 'application'),
  judge: (loadBalancer, { elasticloadbalancing }) => {
    const name = loadBalancer.LoadBalancerName;
    const mode = about(elasticloadbalancing.attributes, loadBalancer)[0]?.attributes[KEY];
    const evidence = [seen(KEY, mode, 'elasticloadbalancing:DescribeLoadBalancerAttributes')];
    if (mode === undefined) return unknown(`the attribute ${KEY} of ${name} could not be seen`, { evidence });
    if (mode !== 'monitor') return pass(`${name} treats ambiguous requests by the mode ${mode}`, { evidence });
    return fail(
      `the load balancer ${name} passes ambiguous requests on (desync mitigation: monitor): requests can be smuggled past it into other visitors' connections; set defensive`,
      {
        evidence,
        fix: fix(
          `Set desync mitigation of ${name} to defensive`,
          text(
            'Takes effect at once, without downtime. Requests that break RFC 7230 are refused; the access logs name them (classification).',
          ),
          cli(
            'elbv2 modify-load-balancer-attributes',
            { 'load-balancer-arn': loadBalancer.LoadBalancerArn, attributes: `Key=${KEY},Value=defensive` },
            loadBalancer.ref.region,
          ),
          terraform('aws_lb: desync_mitigation_mode = "defensive"'),
        ),
      },
    );
  },
});
