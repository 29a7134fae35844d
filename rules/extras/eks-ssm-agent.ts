import type { AwsItem, RolePolicies } from '../../src/model/aws/index.ts';
import {
  defineRule,
  type Evidence,
  type Facts,
  fail,
  notApplicable,
  pass,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import type { Workload } from '../../src/model/repository/index.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';
import { mayDo } from '../shared/permissions.ts';
import { found } from '../shared/places.ts';
import { sameScope } from '../shared/scope.ts';

type Nodegroup = AwsItem<'eks.nodegroups'>;

const NEEDS = [
  'eks.nodegroups',
  'autoscaling.groups',
  'ec2.launchTemplateVersions',
  'ssm.instances',
  'iam.rolePolicies',
  'repository.kubernetes',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

/** A DaemonSet of the repository that brings the agent. */
interface Installer extends Subject {
  readonly workload: Workload;
}

const POLICY = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
const AGENT = /ssm-agent/i;

export default defineRule({
  id: 'eks-ssm-agent',
  topic: 'extras/session-manager',
  severity: 'low',
  docs: {
    title: 'Make the nodes of EKS reachable by Session Manager',
    why: 'When a node misbehaves and kubectl does not help, Session Manager is the way in without SSH keys and open ports; it needs the agent on the node and permissions of the node role.',
    how: 'A node group of which every node is Online in Systems Manager passes, whatever it is made of. Otherwise: images of Amazon Linux, Bottlerocket and Windows bring the agent, and a node role without the permissions of AmazonSSMManagedInstanceCore is medium; a custom image for which neither user data nor a DaemonSet of the repository installs the agent is low. A DaemonSet with the agent where all node groups bring it is info: it is a privileged pod that is not needed any more.',
    fix: 'Attach AmazonSSMManagedInstanceCore to the node role; for a custom image install amazon-ssm-agent in it or in its user data.',
    silent: [
      'nodes of EKS Auto Mode: there is no access by design, and they belong to no node group',
      'node groups without nodes',
      'user data that could not be seen: unknown',
    ],
    example: {
      language: 'hcl',
      bad: 'resource "aws_iam_role_policy_attachment" "node" { # the only policy; no node is Online\n  role       = aws_iam_role.node.name\n  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"\n}',
      good: 'resource "aws_iam_role_policy_attachment" "node_ssm" { # beside it; every node is Online\n  role       = aws_iam_role.node.name\n  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-amis.html',
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html',
      'https://github.com/awslabs/amazon-eks-ami',
    ],
  },
  controls: { awsFsbp: ['SSM.1'], wellArchitected: ['OPS'], soc2: ['CC6.1'] },
  needs: NEEDS,
  subjects: (facts): readonly (Nodegroup | Installer)[] => [
    ...facts.eks.nodegroups,
    ...(facts.eks.nodegroups.length === 0 ? [] : installers(facts)),
  ],
  judge: (subject, facts) => ('workload' in subject ? needed(subject, facts) : reachable(subject, facts)),
});

function installers({ repository }: Needed): readonly Installer[] {
  return repository.kubernetes.workloads
    .filter(
      ({ kind, name, containers, role }) =>
        kind === 'DaemonSet' &&
        role === 'production' &&
        (AGENT.test(name) || containers.some(({ image }) => AGENT.test(image?.text ?? ''))),
    )
    .map((workload) => ({ ref: workload.ref, workload }));
}

/** Images of AWS's own that have the agent; what is custom may have it and does not say. */
function bringsAgent({ amiType }: Nodegroup): boolean {
  return /^(AL2_|AL2023_|BOTTLEROCKET_|WINDOWS_)/.test(amiType ?? '');
}

function needed({ workload }: Installer, { eks }: Needed) {
  const evidence = [
    found('DaemonSet', workload.name, workload.location),
    ...eks.nodegroups.map(({ nodegroupName, amiType }) =>
      seen(`amiType of ${nodegroupName}`, amiType, 'eks:DescribeNodegroup'),
    ),
  ];
  if (!eks.nodegroups.every(bringsAgent)) {
    return pass(`the DaemonSet ${workload.name} brings the agent to images that may lack it`, { evidence });
  }
  return fail(
    `the DaemonSet ${workload.name} installs the SSM agent on nodes whose images have it: a privileged pod on every node that is not needed any more`,
    {
      severity: 'info',
      evidence,
      location: workload.location,
      fix: fix(
        `Remove the DaemonSet ${workload.name}`,
        text('kubectl delete daemonset; Session Manager goes on by the agent of the image.'),
      ),
    },
  );
}

function reachable(group: Nodegroup, facts: Needed) {
  const name = `node group ${group.nodegroupName} of ${group.clusterName}`;
  const nodes = nodesOf(group, facts);
  const online = nodes.filter((id) =>
    facts.ssm.instances.some(({ InstanceId, PingStatus }) => InstanceId === id && PingStatus === 'Online'),
  );
  const evidence = [
    seen('amiType', group.amiType, 'eks:DescribeNodegroup'),
    seen('nodes', nodes, 'autoscaling:DescribeAutoScalingGroups'),
    seen('nodes Online', online, 'ssm:DescribeInstanceInformation'),
    seen('nodeRole', group.nodeRole, 'eks:DescribeNodegroup'),
  ];
  if (nodes.length === 0) return notApplicable(`${name} has no nodes now`, { evidence });
  if (online.length === nodes.length) return pass(`every node of ${name} answers Session Manager`, { evidence });
  const role = facts.iam.rolePolicies.find(({ Arn }) => Arn === group.nodeRole);
  if (role === undefined) return unknown(`what the node role of ${name} may do could not be seen`, { evidence });
  if (!mayRegister(role)) return withoutPermission(group, role, name, evidence);
  if (bringsAgent(group))
    return unknown(
      `${list(
        nodes.filter((id) => !online.includes(id)),
        3,
      )} of ${name} should be Online and is not: the way to ssm and ssmmessages on 443 would decide it`,
      { evidence },
    );
  return custom(group, facts, name, evidence);
}

function nodesOf({ resources, ref }: Nodegroup, { autoscaling }: Needed): readonly string[] {
  const names = (resources?.autoScalingGroups ?? []).map((one) => one.name);
  return autoscaling.groups
    .filter((one) => names.includes(one.AutoScalingGroupName) && sameScope(one, { ref }))
    .flatMap(({ Instances = [] }) => Instances.flatMap(({ InstanceId }) => InstanceId ?? []));
}

/** What the agent asks for to register and to open a session. */
function mayRegister(role: RolePolicies): boolean {
  return ['ssm:UpdateInstanceInformation', 'ssmmessages:CreateControlChannel'].every((action) =>
    mayDo(role, action, '*'),
  );
}

function withoutPermission(group: Nodegroup, role: RolePolicies, name: string, evidence: readonly Evidence[]) {
  return fail(
    `the nodes of ${name} cannot register with Session Manager: their role ${role.RoleName} lacks AmazonSSMManagedInstanceCore`,
    {
      severity: 'medium',
      evidence: [
        ...evidence,
        seen(
          'policies',
          role.attached.map(({ PolicyName }) => PolicyName),
          'iam:ListAttachedRolePolicies',
        ),
      ],
      fix: fix(
        `Let ${role.RoleName} register`,
        text(
          bringsAgent(group)
            ? 'The images have the agent; nodes appear within 15 minutes, without a restart.'
            : 'A custom image needs the agent too: amazon-ssm-agent in the image or in its user data.',
        ),
        cli('iam attach-role-policy', { 'role-name': role.RoleName, 'policy-arn': POLICY }),
      ),
    },
  );
}

function custom(group: Nodegroup, facts: Needed, name: string, evidence: readonly Evidence[]) {
  const daemon = installers(facts)[0];
  const data = userData(group, facts);
  const all = [
    ...evidence,
    seen('user data installs the agent', data ?? 'could not be seen', 'ec2:DescribeLaunchTemplateVersions'),
  ];
  if (daemon !== undefined || data === 'yes')
    return pass(`${daemon === undefined ? 'user data' : daemon.workload.path} installs the agent on ${name}`, {
      evidence: all,
    });
  if (data === undefined)
    return unknown(`whether the user data of ${name} installs the agent could not be seen; its nodes are not Online`, {
      evidence: all,
    });
  return fail(
    `nothing is seen to install the SSM agent on ${name}, whose image is custom, and its nodes are not Online`,
    {
      evidence: all,
      fix: fix(
        `Bring the agent to ${group.nodegroupName}`,
        text(
          'In the image or in its user data: dnf install -y amazon-ssm-agent && systemctl enable --now amazon-ssm-agent (Ubuntu: snap install amazon-ssm-agent --classic). Nodes are replaced with the new version.',
        ),
      ),
    },
  );
}

/** Undefined when none of it could be read: no template of the group was described, or it holds a secret. */
function userData({ resources }: Nodegroup, { autoscaling, ec2 }: Needed): 'yes' | 'no' | undefined {
  const names = (resources?.autoScalingGroups ?? []).map((one) => one.name);
  const templates = autoscaling.groups
    .filter(({ AutoScalingGroupName }) => names.includes(AutoScalingGroupName))
    .flatMap((one) => [one.LaunchTemplate, one.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification])
    .flatMap((one) => one?.LaunchTemplateId ?? []);
  const versions = ec2.launchTemplateVersions.filter(({ LaunchTemplateId }) => templates.includes(LaunchTemplateId));
  const texts = versions.map(({ LaunchTemplateData }) => LaunchTemplateData.UserData);
  if (texts.some((one) => AGENT.test(one?.value ?? ''))) return 'yes';
  return versions.length === 0 || texts.some((one) => one?.redacted !== undefined) ? undefined : 'no';
}
