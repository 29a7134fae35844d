import type { TargetGroup } from '../../src/model/aws/index.ts';
import {
  defineRule,
  type Evidence,
  fail,
  notApplicable,
  pass,
  type Severity,
  unknown,
  type Verdict,
} from '../../src/model/index.ts';
import { count, list, seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';
import { inWords, revoke } from '../shared/security-groups.ts';
import {
  admissions,
  type Exposed,
  exposureOf,
  TARGET_FACTS,
  type Target,
  type TargetFacts,
  targetsOf,
} from '../shared/targets.ts';

export default defineRule({
  id: 'app-reachable-around-lb',
  topic: 'hosting/load-balancers',
  severity: 'high',
  docs: {
    title: 'Let only the load balancer reach the application',
    why: 'Who reaches gunicorn or nginx directly goes around TLS, WAF and access logs, and can forge X-Forwarded-Proto and X-Forwarded-For: Django takes the request for a secure one from any address it likes.',
    how: 'For each target group of a load balancer the instances, or the ECS service that registers there, are looked up: their security groups must not admit public addresses to the target port. High when a target has a public address, medium when it only stands in a subnet that routes to the internet. Otherwise it cannot be reached, and passes.',
    fix: 'Admit the security group of the load balancer only.',
    silent: [
      'network load balancers without security groups: their targets must admit the clients',
      'targets that are functions or other load balancers',
    ],
    example: {
      language: 'hcl',
      bad: 'ingress { # of the web tasks, which have public addresses\n  protocol    = "tcp"\n  from_port   = 8000\n  to_port     = 8000\n  cidr_blocks = ["0.0.0.0/0"]\n}',
      good: 'ingress { # of the web tasks, whatever addresses they have\n  protocol        = "tcp"\n  from_port       = 8000\n  to_port         = 8000\n  security_groups = [aws_security_group.load_balancer.id]\n}',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
      'https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18',
    ],
  },
  controls: {
    awsFsbp: ['EC2.18', 'EC2.19'],
    wellArchitected: ['SEC05'],
    soc2: ['CC6.6'],
    cwe: ['284', '668'],
    owaspTop10_2021: ['A05'],
  },
  needs: TARGET_FACTS,
  subjects: ({ elasticloadbalancing }) =>
    elasticloadbalancing.targetGroups.filter(({ LoadBalancerArns }) => (LoadBalancerArns ?? []).length > 0),
  judge: (group, facts) => {
    if (group.TargetType === 'lambda' || group.TargetType === 'alb')
      return notApplicable(`${group.TargetGroupName} sends to no host`);
    const balancers = facts.elasticloadbalancing.loadBalancers.filter((one) =>
      group.LoadBalancerArns?.includes(one.LoadBalancerArn),
    );
    if (balancers.some(({ Type, SecurityGroups }) => Type === 'network' && (SecurityGroups ?? []).length === 0))
      return notApplicable(
        `${group.TargetGroupName}: its network load balancer has no security groups, the targets must admit clients`,
      );
    const targets = targetsOf(group, facts);
    if (targets === undefined)
      return unknown(`what the target group ${group.TargetGroupName} sends requests to could not be seen`);
    if (targets.length === 0) return notApplicable(`${group.TargetGroupName} has no targets`);
    const doors = [...new Set(balancers.flatMap(({ SecurityGroups }) => SecurityGroups ?? []))];
    return judgeTargets(group, targets, doors, facts);
  },
});

/** @param doors the security groups of the load balancers */
function judgeTargets(
  group: TargetGroup,
  targets: readonly Target[],
  doors: readonly string[],
  facts: TargetFacts,
): Verdict {
  const { open, direct, near, missing } = exposureOf(targets, facts);
  const evidence = [
    seen(
      'targets',
      targets.map(({ name, port }) => `${name}:${port}`),
      'elasticloadbalancing:DescribeTargetHealth',
    ),
    seen(
      'admitted public addresses',
      [...new Set(open.flatMap(({ openings }) => openings.map(inWords)))],
      'ec2:DescribeSecurityGroups',
    ),
    seen(
      'with a public address',
      direct.map(({ target }) => target.name),
      'ec2:DescribeInstances, ecs:DescribeServices',
    ),
  ];
  if (direct.length > 0) return around(group, direct, { severity: 'high', evidence, doors });
  if (near.length > 0) return around(group, near, { severity: 'medium', evidence, doors });
  if (missing.length > 0)
    return unknown(`the security group ${list(missing)} of targets of ${group.TargetGroupName} could not be seen`, {
      evidence,
    });
  return pass(
    `${group.TargetGroupName}: its ${count(targets.length, 'target')} cannot be reached around the load balancer`,
    { evidence },
  );
}

function around(
  group: TargetGroup,
  exposed: readonly Exposed[],
  { severity, evidence, doors }: { severity: Severity; evidence: readonly Evidence[]; doors: readonly string[] },
) {
  const openings = [...new Map(exposed.flatMap((one) => one.openings).map((one) => [inWords(one), one])).values()];
  const names = list(exposed.map(({ target }) => target.name));
  const consequence =
    severity === 'high'
      ? 'they have public addresses, so that everybody can go around TLS, WAF and the access logs and forge the forwarded headers'
      : 'one public address opens the way around the load balancer';
  return fail(
    `${names} behind ${group.TargetGroupName} can be reached around the load balancer: ${list(openings.map(inWords))}; ${consequence}. Admit the group of the load balancer only`,
    {
      severity,
      evidence,
      fix: fix(
        `Close the way around ${group.TargetGroupName}`,
        text(
          'Admit the security group of the load balancer first, then revoke what is open: no downtime. Health checks come from the load balancer too.',
        ),
        ...admissions(exposed, doors, group.ref.region),
        ...openings.map((opening) => revoke(opening, group.ref.region)),
        terraform(
          "aws_security_group_rule: source_security_group_id = the load balancer's group, in place of cidr_blocks",
        ),
      ),
    },
  );
}
