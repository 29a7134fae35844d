import type { AwsItem, Ec2Instance } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { count, list, seen } from '../shared/evidence.ts';
import { cli, ebOptions, fix, terraform, text } from '../shared/fix.ts';
import { groupIdsOf, hasPublicAddress, isUp } from '../shared/instances.ts';
import { tag } from '../shared/scope.ts';
import { groupName, inWords, type Opening, openToWorld, prefixLists, revoke } from '../shared/security-groups.ts';

type SecurityGroup = AwsItem<'ec2.securityGroups'>;

const REMOTE = [22, 3389] as const;

export default defineRule({
  id: 'ssh-open',
  topic: 'extras/session-manager',
  severity: 'high',
  docs: {
    title: 'Close SSH to the internet',
    why: 'An open port 22 is tried by robots within minutes; one leaked key or one flaw in sshd and somebody is on the server with its role and its secrets. Session Manager needs no open port, no keys, and records who came.',
    how: 'Every security group is read: no rule may admit the whole internet, or half of it, to port 22 or 3389; rules for all protocols count. High when the group is attached to a running instance that has a public address, medium when the running instances have none (they cannot be reached today) or Elastic Beanstalk made the group for instances that it will start, low when no running instance has the group.',
    fix: 'Take the rule away and use Session Manager. On Elastic Beanstalk remove the key pair (EC2KeyName), or it opens the port again.',
    silent: [
      'rules that name groups or a few addresses',
      'network ACLs are not read: a group that only they make safe is a finding',
    ],
    example: {
      language: 'hcl',
      bad: 'ingress {\n  protocol    = "tcp"\n  from_port   = 22\n  to_port     = 22\n  cidr_blocks = ["0.0.0.0/0"]\n}',
      good: 'ingress { # the office; with Session Manager no rule at all\n  protocol    = "tcp"\n  from_port   = 22\n  to_port     = 22\n  cidr_blocks = ["203.0.113.10/32"]\n}',
    },
    references: [
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-autoscalinglaunchconfiguration',
      'https://github.com/zagaran/eb-ssm',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-13',
    ],
  },
  controls: {
    cisAws: cis('sg-v4', 'sg-v6'),
    awsFsbp: ['EC2.13', 'EC2.14'],
    wellArchitected: ['SEC05'],
    soc2: ['CC6.6'],
    cwe: ['284'],
    owaspTop10_2021: ['A05'],
  },
  needs: ['ec2.securityGroups', 'ec2.instances'],
  subjects: ({ ec2 }) => ec2.securityGroups,
  judge: (group, { ec2 }) => {
    const openings = unique(REMOTE.flatMap((port) => openToWorld([group], port)));
    const evidence = [
      seen('ingress to 22 and 3389 from the world', openings.map(inWords), 'ec2:DescribeSecurityGroups'),
    ];
    if (openings.length > 0) return open(group, openings, attached(group, ec2.instances));
    const lists = REMOTE.flatMap((port) => prefixLists([group], port));
    if (lists.length > 0)
      return unknown(
        `${groupName(group)} admits the prefix list ${list([...new Set(lists)])} to SSH; its entries are not read`,
        { evidence },
      );
    return pass(`${groupName(group)} keeps SSH closed to the internet`, { evidence });
  },
});

function unique(openings: readonly Opening[]): readonly Opening[] {
  return [...new Map(openings.map((opening) => [inWords(opening), opening])).values()];
}

/** The running instances that have the group, on any of their interfaces. */
function attached({ GroupId }: SecurityGroup, instances: readonly Ec2Instance[]): readonly Ec2Instance[] {
  return instances.filter((one) => isUp(one) && GroupId !== undefined && groupIdsOf(one).includes(GroupId));
}

function open(group: SecurityGroup, openings: readonly Opening[], instances: readonly Ec2Instance[]) {
  const reachable = instances.filter(hasPublicAddress);
  const environment = tag(group.Tags, 'elasticbeanstalk:environment-name');
  const severity = reachable.length > 0 ? 'high' : instances.length > 0 || environment !== undefined ? 'medium' : 'low';
  const where = (some: readonly Ec2Instance[]) =>
    `${count(some.length, 'instance')} (${list(some.map(({ InstanceId }) => InstanceId))})`;
  const consequence = {
    high: `robots try to log in to ${where(reachable)} all day`,
    medium:
      instances.length > 0
        ? `${where(instances)} without a public address today: one elastic IP opens the door`
        : `the next instance that Elastic Beanstalk starts for ${environment} is open`,
    low: 'no running instance has the group, the next one that gets it is open',
  }[severity];
  return fail(
    `remote login is open to the internet: ${list(openings.map(inWords))}; ${consequence}. Take the rule away and use Session Manager`,
    {
      severity,
      evidence: [
        seen('ingress to 22 and 3389 from the world', openings.map(inWords), 'ec2:DescribeSecurityGroups'),
        seen(
          'running instances',
          instances.map(({ InstanceId }) => InstanceId),
          'ec2:DescribeInstances',
        ),
      ],
      fix: close(group, openings, instances),
    },
  );
}

function close(group: SecurityGroup, openings: readonly Opening[], instances: readonly Ec2Instance[]) {
  const environments = [group, ...instances].flatMap(
    ({ Tags }) => tag(Tags, 'elasticbeanstalk:environment-name') ?? [],
  );
  const region = group.ref.region;
  const launch = 'aws:autoscaling:launchconfiguration';
  const eb = [{ namespace: launch, name: 'SSHSourceRestriction', value: 'tcp, 22, 22, 127.0.0.1/32' }];
  return fix(
    `Close remote login in ${groupName(group)}`,
    text(
      `Make sure first that Session Manager works (ssm-not-online). No downtime of the application: only new logins over SSH are refused.${
        openings.every(({ ports }) => /^(22|3389)$/.test(ports))
          ? ''
          : ' A rule here admits more ports than these: whatever else is served through it needs a rule of its own first, or it is cut off.'
      }`,
    ),
    ...instances.slice(0, 1).map(({ InstanceId, ref }) => cli('ssm start-session', { target: InstanceId }, ref.region)),
    ...openings.map((opening) => revoke(opening, region)),
    ...[...new Set(environments)].flatMap((name) => [
      text(
        `Elastic Beanstalk opens the port of ${name} again as long as the environment has a key pair: remove EC2KeyName (this replaces the instances), or restrict the source.`,
      ),
      ebOptions(name, region, eb),
    ]),
    terraform('aws_security_group: take out the ingress block for 22 and 3389'),
  );
}
