import type { AwsItem, Ec2Instance } from '../../src/model/aws/index.ts';
import { defineRule, type Evidence, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { tag } from '../shared/scope.ts';
import { at, day } from '../shared/time.ts';

type Node = AwsItem<'ssm.instances'>;

const CALL = 'ssm:DescribeInstanceInformation';
/** An instance needs some minutes to start and to register. */
const STARTING = 15 * 60_000;

export default defineRule({
  id: 'ssm-not-online',
  topic: 'extras/session-manager',
  severity: 'medium',
  docs: {
    title: 'Make instances reachable by Session Manager',
    why: 'When a server misbehaves at night nobody can look at it without SSH keys and an open port; and what Systems Manager does not see it does not patch either.',
    how: 'Each running instance must be among the managed nodes with the ping status Online; the instance is asked, not its role, so permissions given by Default Host Management count. The message says what is missing as far as the instance tells: no instance profile at all, or an agent that was there and is lost.',
    fix: 'Attach AmazonSSMManagedInstanceCore to the role of the instance profile, and let the instance reach ssm and ssmmessages on 443 (NAT, or VPC endpoints).',
    silent: [
      'nodes that EKS Auto Mode or ECS manages: there is no access by design',
      'instances started in the last 15 minutes, by the newest ping of the other nodes; where there is none, of the day of the scan',
    ],
    example: {
      language: 'json',
      bad: '{ "InstanceId": "i-0a1b2c3d4e5f67890", "PingStatus": "ConnectionLost" }',
      good: '{ "InstanceId": "i-0a1b2c3d4e5f67890", "PingStatus": "Online" }',
    },
    references: [
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-prerequisites.html',
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-1',
    ],
  },
  controls: { awsFsbp: ['SSM.1'], wellArchitected: ['SEC06', 'OPS'], soc2: ['CC6.1'] },
  needs: ['ec2.instances', 'ssm.instances'],
  subjects: ({ ec2 }) => ec2.instances.filter(({ State }) => State?.Name === 'running'),
  judge: (instance, { ssm }, { today }) => {
    const node = ssm.instances.find(({ ref }) => ref.id === instance.ref.id);
    const evidence = [
      seen('PingStatus', node?.PingStatus ?? 'not a managed node', CALL),
      seen('LastPingDateTime', node?.LastPingDateTime, CALL),
      seen('IamInstanceProfile', instance.IamInstanceProfile?.Arn, 'ec2:DescribeInstances'),
    ];
    if (node?.PingStatus === 'Online') return pass(`${nameOf(instance)} answers Session Manager`, { evidence });
    if (instance.Operator?.Managed === true)
      return notApplicable(
        `${nameOf(instance)} is managed by ${instance.Operator.Principal ?? 'a service'}: no access by design`,
        { evidence },
      );
    if (isStarting(instance, ssm.instances, today))
      return unknown(`${nameOf(instance)} has just been started: its agent may still be registering`, { evidence });
    return offline(instance, node, evidence);
  },
});

function nameOf({ InstanceId, Tags }: Ec2Instance): string {
  const name = tag(Tags, 'Name');
  return name === undefined || name === '' ? InstanceId : `${InstanceId} (${name})`;
}

/** Nodes ping every few minutes: the newest ping is the time of the scan, near enough. */
function isStarting({ LaunchTime }: Ec2Instance, nodes: readonly Node[], today: string): boolean {
  if (LaunchTime === undefined) return false;
  const pings = nodes.flatMap(({ LastPingDateTime }) => (LastPingDateTime === undefined ? [] : at(LastPingDateTime)));
  return pings.length > 0 ? Math.max(...pings) - at(LaunchTime) < STARTING : day(LaunchTime) >= today;
}

function offline(instance: Ec2Instance, node: Node | undefined, evidence: readonly Evidence[]) {
  const profile = instance.IamInstanceProfile?.Arn?.split('/').at(-1);
  const reason =
    node !== undefined
      ? `its agent is ${node.PingStatus} since ${node.LastPingDateTime === undefined ? 'an unknown time' : day(node.LastPingDateTime)}: the instance hangs, lost its way to ssm and ssmmessages on 443, or its role changed`
      : profile === undefined
        ? 'it has no instance profile, so that its agent cannot register'
        : `its agent never registered: the role of ${profile} lacks AmazonSSMManagedInstanceCore, ssm and ssmmessages cannot be reached on 443, or no agent is installed`;
  return fail(
    `the instance ${nameOf(instance)} cannot be reached with Session Manager, so that looking into it takes SSH and an open port: ${reason}`,
    {
      evidence,
      fix: connect(instance, profile),
    },
  );
}

function connect(instance: Ec2Instance, profile: string | undefined) {
  const environment = tag(instance.Tags, 'elasticbeanstalk:environment-name');
  const role =
    environment === undefined ? (profile ?? 'ROLE_OF_THE_PROFILE') : (profile ?? 'aws-elasticbeanstalk-ec2-role');
  const { region } = instance.ref;
  const policy = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
  return fix(
    `Let ${nameOf(instance)} register with Systems Manager`,
    text(
      `No downtime; the agent registers within 10 to 15 minutes. The role of a profile usually has the profile's name${role === 'ROLE_OF_THE_PROFILE' ? '; ROLE_OF_THE_PROFILE is one for EC2 with an instance profile of its name, as aws iam list-instance-profiles lists them' : ''}${environment === undefined ? '' : `; Elastic Beanstalk's is aws-elasticbeanstalk-ec2-role unless the environment ${environment} names another`}.`,
    ),
    cli('iam attach-role-policy', { 'role-name': role, 'policy-arn': policy }),
    ...(profile === undefined
      ? [
          cli(
            'ec2 associate-iam-instance-profile',
            { 'instance-id': instance.InstanceId, 'iam-instance-profile': `Name=${role}` },
            region,
          ),
        ]
      : []),
    text(
      'Still missing after that: the subnet needs a way out on 443 (NAT gateway), or VPC endpoints for ssm and ssmmessages (and ec2messages for agents before 3.3); Amazon Linux and Ubuntu images bring the agent, others do not.',
    ),
    cli('ssm start-session', { target: instance.InstanceId }, region),
    terraform(`aws_iam_role_policy_attachment: policy_arn = "${policy}"`),
  );
}
