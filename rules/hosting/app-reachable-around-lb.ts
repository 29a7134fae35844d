import type { AwsItem, Ec2Instance, EcsService, TargetGroup } from '../../src/model/aws/index.ts';
import {
  defineRule,
  type Evidence,
  type Facts,
  fail,
  notApplicable,
  pass,
  type Severity,
  unknown,
  type Verdict,
} from '../../src/model/index.ts';
import { count, list, seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';
import { groupIdsOf, hasPublicAddress, subnetIdsOf } from '../shared/instances.ts';
import { groupsOf, routesToInternet } from '../shared/network.ts';
import { admit, inWords, type Opening, openToPublic, revoke } from '../shared/security-groups.ts';

const NEEDS = [
  'elasticloadbalancing.targetGroups',
  'elasticloadbalancing.targetHealth',
  'elasticloadbalancing.loadBalancers',
  'ecs.services',
  'ec2.instances',
  'ec2.securityGroups',
  'ec2.subnets',
  'ec2.routeTables',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

/** Something that a target group sends requests to. */
interface Target {
  readonly name: string;
  readonly port: number;
  readonly groups: readonly string[];
  readonly subnets: readonly string[];
  readonly publicAddress: boolean;
}

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
  needs: NEEDS,
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

/** Undefined when there are targets of which nothing is known: an address that belongs to no ECS service. */
function targetsOf(group: TargetGroup, facts: Needed): readonly Target[] | undefined {
  const services = facts.ecs.services.filter(({ loadBalancers }) =>
    loadBalancers?.some((one) => registersIn(one, group)),
  );
  const health = facts.elasticloadbalancing.targetHealth.find(
    ({ TargetGroupArn }) => TargetGroupArn === group.TargetGroupArn,
  );
  const registered = (health?.TargetHealthDescriptions ?? []).flatMap(({ Target }) =>
    Target === undefined ? [] : [Target],
  );
  const instances = registered.flatMap(({ Id, Port }) => {
    const instance = facts.ec2.instances.find(({ InstanceId }) => InstanceId === Id);
    return instance === undefined ? [] : [ofInstance(instance, Port ?? group.Port ?? 80)];
  });
  if (services.length === 0 && instances.length < registered.length) return undefined;
  return group.TargetType === 'instance'
    ? instances
    : [...instances, ...services.flatMap((one) => ofService(one, group))];
}

/** Blue/green deployments of ECS move the tasks between two target groups: the service names one of them as alternate. */
function registersIn(
  { targetGroupArn, advancedConfiguration }: NonNullable<EcsService['loadBalancers']>[number],
  { TargetGroupArn }: TargetGroup,
): boolean {
  return targetGroupArn === TargetGroupArn || advancedConfiguration?.alternateTargetGroupArn === TargetGroupArn;
}

function ofInstance(instance: Ec2Instance, port: number): Target {
  return {
    name: instance.InstanceId,
    port,
    groups: groupIdsOf(instance),
    subnets: subnetIdsOf(instance),
    publicAddress: hasPublicAddress(instance),
  };
}

function ofService(service: EcsService, group: TargetGroup): readonly Target[] {
  const network = service.networkConfiguration?.awsvpcConfiguration;
  if (network === undefined) return [];
  const attached = service.loadBalancers?.find((one) => registersIn(one, group));
  return [
    {
      name: `the tasks of ${service.serviceName}`,
      port: attached?.containerPort ?? group.Port ?? 80,
      groups: network.securityGroups ?? [],
      subnets: network.subnets ?? [],
      publicAddress: network.assignPublicIp === 'ENABLED',
    },
  ];
}

interface Exposed {
  readonly target: Target;
  readonly found: readonly AwsItem<'ec2.securityGroups'>[];
  readonly openings: readonly Opening[];
}

/** @param doors the security groups of the load balancers */
function judgeTargets(
  group: TargetGroup,
  targets: readonly Target[],
  doors: readonly string[],
  { ec2 }: Needed,
): Verdict {
  const looked = targets.map((target) => ({ target, ...groupsOf(target.groups, ec2.securityGroups) }));
  const exposed: readonly Exposed[] = looked.map(({ target, found }) => ({
    target,
    found,
    openings: openToPublic(found, target.port),
  }));
  const routed = ({ target }: Exposed) =>
    target.subnets.some((id) => routesToInternet(id, ec2.subnets, ec2.routeTables) === true);
  const open = exposed.filter(({ openings }) => openings.length > 0);
  const direct = open.filter(({ target }) => target.publicAddress);
  const near = open.filter((one) => !one.target.publicAddress && routed(one));
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
  const missing = looked.flatMap((one) => one.missing);
  if (missing.length > 0)
    return unknown(
      `the security group ${list([...new Set(missing)])} of targets of ${group.TargetGroupName} could not be seen`,
      { evidence },
    );
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

/** Each group that stands open admits each group of the load balancer to each port that a target listens on. */
function admissions(exposed: readonly Exposed[], doors: readonly string[], region: string | undefined) {
  const steps = exposed.flatMap(({ target, found, openings }) =>
    found
      .filter(({ GroupId }) => openings.some(({ groupId }) => groupId === GroupId))
      .flatMap((one) => doors.flatMap((door) => admit(one, door, target.port, region) ?? [])),
  );
  return [...new Map(steps.map((step) => [step.content, step])).values()];
}
