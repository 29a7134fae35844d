import type { ClassicLoadBalancer, Ec2Instance, LoadBalancer } from '../../src/model/aws/index.ts';
import { defineRule, type Facts, fail, pass, unknown, type Verdict } from '../../src/model/index.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';

const NEEDS = [
  'elasticloadbalancing.loadBalancers',
  'elasticloadbalancing.targetGroups',
  'elasticloadbalancing.targetHealth',
  'elasticloadbalancing.classicLoadBalancers',
  'ec2.instances',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

export default defineRule({
  id: 'lb-single-az',
  topic: 'hosting/load-balancers',
  severity: 'medium',
  docs: {
    title: 'Spread load balancers and their targets over two zones',
    why: 'A zone fails now and then. When all that serves stands in it the site is down, however many instances there are.',
    how: 'Network and classic load balancers must be in two zones at least (application load balancers always are). Of each target group with two healthy targets or more, the healthy ones must stand in more than one zone.',
    fix: 'Give the load balancer, the service or Auto Scaling group subnets in two zones.',
    silent: ['groups with a single target: ecs-single-task and eb-single-instance speak'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_lb" "shop" {\n  load_balancer_type = "network"\n  subnets            = [aws_subnet.public_a.id]\n}',
      good: 'resource "aws_lb" "shop" {\n  load_balancer_type = "network"\n  subnets            = [aws_subnet.public_a.id, aws_subnet.public_b.id]\n}',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-13',
    ],
  },
  controls: { awsFsbp: ['ELB.13'], wellArchitected: ['REL10'], soc2: ['A1.2'] },
  needs: NEEDS,
  subjects: ({ elasticloadbalancing }) => [
    ...elasticloadbalancing.loadBalancers,
    ...elasticloadbalancing.classicLoadBalancers,
  ],
  judge: (loadBalancer, facts) => {
    const groups =
      'Type' in loadBalancer ? modernGroups(loadBalancer, facts) : [classicGroup(loadBalancer, facts.ec2.instances)];
    return judgeZones(loadBalancer, zonesOf(loadBalancer), groups);
  },
});

/** Where the healthy targets of a group stand; undefined for those of which AWS does not tell. */
interface Group {
  readonly name: string;
  readonly zones: readonly (string | undefined)[];
}

function zonesOf(loadBalancer: LoadBalancer | ClassicLoadBalancer): readonly string[] {
  return 'Type' in loadBalancer
    ? (loadBalancer.AvailabilityZones ?? []).flatMap(({ ZoneName }) => ZoneName ?? [])
    : (loadBalancer.AvailabilityZones ?? []);
}

function modernGroups({ LoadBalancerArn }: LoadBalancer, { elasticloadbalancing, ec2 }: Needed): readonly Group[] {
  return elasticloadbalancing.targetGroups
    .filter(({ LoadBalancerArns }) => LoadBalancerArns?.includes(LoadBalancerArn))
    .map(({ TargetGroupName, TargetGroupArn }) => {
      const health = elasticloadbalancing.targetHealth.find((one) => one.TargetGroupArn === TargetGroupArn);
      const healthy = (health?.TargetHealthDescriptions ?? []).filter(
        ({ TargetHealth }) => TargetHealth?.State === 'healthy',
      );
      const zone = ({
        Id = '',
        AvailabilityZone,
      }: {
        Id?: string | undefined;
        AvailabilityZone?: string | undefined;
      } = {}) =>
        AvailabilityZone === undefined || AvailabilityZone === 'all'
          ? zoneOfInstance(Id, ec2.instances)
          : AvailabilityZone;
      return { name: TargetGroupName, zones: healthy.map(({ Target }) => zone(Target)) };
    });
}

function classicGroup({ Instances, LoadBalancerName }: ClassicLoadBalancer, instances: readonly Ec2Instance[]): Group {
  return {
    name: LoadBalancerName,
    zones: (Instances ?? []).map(({ InstanceId = '' }) => zoneOfInstance(InstanceId, instances)),
  };
}

function zoneOfInstance(id: string, instances: readonly Ec2Instance[]): string | undefined {
  return instances.find(({ InstanceId }) => InstanceId === id)?.Placement?.AvailabilityZone;
}

function judgeZones(
  loadBalancer: LoadBalancer | ClassicLoadBalancer,
  zones: readonly string[],
  groups: readonly Group[],
): Verdict {
  const name = loadBalancer.LoadBalancerName;
  const several = groups.filter((group) => group.zones.length >= 2);
  const evidence = [
    seen('AvailabilityZones', zones, 'elasticloadbalancing:DescribeLoadBalancers'),
    ...several.map((group) =>
      seen(`zones of the targets of ${group.name}`, distinct(group), 'elasticloadbalancing:DescribeTargetHealth'),
    ),
  ];
  const details = { evidence, fix: spread(loadBalancer) };
  if (zones.length < 2)
    return fail(
      `the load balancer ${name} is in one zone only (${list(zones)}): when it fails the site is down; add a subnet in another zone`,
      details,
    );
  const alone = several.filter((group) => distinct(group).length === 1 && !group.zones.includes(undefined));
  if (alone.length > 0)
    return fail(
      `all healthy targets of ${list(alone.map((group) => group.name))} behind ${name} stand in ${list([...new Set(alone.flatMap(distinct))])}: when that zone fails the site is down; spread them over two`,
      details,
    );
  const unseen = several.filter((group) => distinct(group).length < 2);
  if (unseen.length > 0)
    return unknown(
      `the zones of the targets of ${list(unseen.map((group) => group.name))} behind ${name} could not be seen`,
      { evidence },
    );
  return pass(`${name} is in ${zones.length} zones, and so are its targets where there are several`, { evidence });
}

function distinct({ zones }: Group): readonly string[] {
  return [...new Set(zones.flatMap((zone) => zone ?? []))].sort();
}

function spread(loadBalancer: LoadBalancer | ClassicLoadBalancer) {
  const { LoadBalancerName: name, ref } = loadBalancer;
  const vpc = 'Type' in loadBalancer ? loadBalancer.VpcId : loadBalancer.VPCId;
  return fix(
    `Spread ${name} over two zones`,
    text(
      'Add a subnet in another zone to the load balancer, then to the Auto Scaling group (vpc-zone-identifier) or the network configuration of the ECS service: new targets start there, without downtime. OTHER_SUBNET is one that the first command lists in a zone of its own.',
    ),
    ...(vpc === undefined
      ? []
      : [
          cli(
            'ec2 describe-subnets',
            { filters: `Name=vpc-id,Values=${vpc}`, query: 'Subnets[].[SubnetId,AvailabilityZone]', output: 'text' },
            ref.region,
          ),
        ]),
    addSubnet(loadBalancer),
    terraform(
      'subnets of aws_lb, vpc_zone_identifier of aws_autoscaling_group, network_configuration.subnets of aws_ecs_service',
    ),
  );
}

function addSubnet(loadBalancer: LoadBalancer | ClassicLoadBalancer) {
  const { region } = loadBalancer.ref;
  if (!('Type' in loadBalancer)) {
    const attach = { 'load-balancer-name': loadBalancer.LoadBalancerName, subnets: 'OTHER_SUBNET' };
    return cli('elb attach-load-balancer-to-subnets', attach, region);
  }
  const own = (loadBalancer.AvailabilityZones ?? []).flatMap(({ SubnetId }) => SubnetId ?? []);
  const set = { 'load-balancer-arn': loadBalancer.LoadBalancerArn, subnets: [...own, 'OTHER_SUBNET'] };
  return cli('elbv2 set-subnets', set, region);
}
