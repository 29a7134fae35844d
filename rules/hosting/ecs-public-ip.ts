import type { EcsService } from '../../src/model/aws/index.ts';
import { defineRule, fail, notApplicable, pass } from '../../src/model/index.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { groupsOf } from '../shared/network.ts';
import { inWords, openAnywhere } from '../shared/security-groups.ts';

export default defineRule({
  id: 'ecs-public-ip',
  topic: 'hosting/ecs',
  severity: 'medium',
  docs: {
    title: 'Run tasks without public addresses',
    why: 'A task with a public address stands on the internet beside the load balancer: one security group is all that keeps visitors from going around TLS, WAF and access logs.',
    how: '`assignPublicIp` of each service must not be ENABLED. Medium when the security groups of the tasks admit nobody from the whole internet, high when one of them does.',
    fix: 'Private subnets with a NAT gateway or VPC endpoints. Without either, a public address is the only way to pull images: then at least admit the load balancer alone.',
    silent: ['tasks in bridge or host mode, which have the address of their instance'],
    example: {
      language: 'hcl',
      bad: 'network_configuration {\n  subnets          = module.vpc.public_subnets\n  security_groups  = [aws_security_group.web.id]\n  assign_public_ip = true\n}',
      good: 'network_configuration {\n  subnets          = module.vpc.private_subnets\n  security_groups  = [aws_security_group.web.id]\n  assign_public_ip = false\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-outbound.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2',
    ],
  },
  controls: {
    awsFsbp: ['ECS.2'],
    wellArchitected: ['SEC05'],
    soc2: ['CC6.6'],
    cwe: ['668'],
    owaspTop10_2021: ['A05'],
  },
  needs: ['ecs.services', 'ec2.securityGroups'],
  subjects: ({ ecs }) => ecs.services,
  judge: (service, { ec2 }) => {
    const network = service.networkConfiguration?.awsvpcConfiguration;
    const evidence = [seen('assignPublicIp', network?.assignPublicIp, 'ecs:DescribeServices')];
    if (network === undefined)
      return notApplicable(`the tasks of ${service.serviceName} have no network of their own`, { evidence });
    if (network.assignPublicIp !== 'ENABLED')
      return pass(`the tasks of ${service.serviceName} have no public address`, { evidence });
    const { found, missing } = groupsOf(network.securityGroups ?? [], ec2.securityGroups);
    const openings = openAnywhere(found).map(inWords);
    const all = [
      ...evidence,
      seen('open to the world', openings, 'ec2:DescribeSecurityGroups'),
      seen('groups not seen', missing, 'ec2:DescribeSecurityGroups'),
    ];
    const open = openings.length > 0;
    return fail(
      `the tasks of the ECS service ${service.serviceName} have public addresses${open ? ` and ${list(openings)}: visitors can go around the load balancer` : ': only their security group keeps the internet out'}; move them to private subnets`,
      { severity: open ? 'high' : 'medium', evidence: all, fix: hide(service) },
    );
  },
});

function hide({ serviceName, clusterArn, networkConfiguration, ref }: EcsService) {
  const groups = networkConfiguration?.awsvpcConfiguration?.securityGroups ?? [];
  return fix(
    `Take the public addresses from ${serviceName}`,
    text(
      'Either give the private subnets a NAT gateway, or VPC endpoints for ecr.api, ecr.dkr, s3 (gateway), logs, secretsmanager and ssmmessages; then set the private subnets (PRIVATE_SUBNETS: those that aws ec2 describe-subnets lists and whose route table has no internet gateway) and assign no public address. The service replaces its tasks without downtime. Without NAT or endpoints new tasks cannot pull their image: make those first.',
    ),
    cli(
      'ecs update-service',
      {
        cluster: clusterArn,
        service: serviceName,
        'network-configuration': `awsvpcConfiguration={subnets=[PRIVATE_SUBNETS],securityGroups=[${groups.join(',')}],assignPublicIp=DISABLED}`,
      },
      ref.region,
    ),
    text(
      `Where the public address must stay: let the security group of ${serviceName} admit the group of the load balancer only.`,
    ),
    terraform('aws_ecs_service: network_configuration { assign_public_ip = false, subnets = private ones }'),
  );
}
