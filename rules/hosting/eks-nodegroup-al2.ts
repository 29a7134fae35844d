import type { AwsItem } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { sameScope } from '../shared/scope.ts';

type Nodegroup = AwsItem<'eks.nodegroups'>;

export default defineRule({
  id: 'eks-nodegroup-al2',
  topic: 'hosting/eks',
  severity: 'high',
  docs: {
    title: 'Move node groups off Amazon Linux 2',
    why: 'The EKS images of Amazon Linux 2 ended on 2025-11-26 and the system itself on 2026-06-30: nodes get no patches, and newer Kubernetes versions have no image at all.',
    how: 'The `amiType` of each managed node group must not be one of Amazon Linux 2 (AL2_…). A group whose Kubernetes is three minor versions or more behind its cluster is low: it cannot follow the next upgrade. Images of your own (CUSTOM) are unknown.',
    fix: 'Make a node group with AL2023 (or Bottlerocket), drain the old one, delete it.',
    silent: ['AL2023, Bottlerocket and Windows'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_eks_node_group" "web" {\n  ami_type = "AL2_x86_64"\n}',
      good: 'resource "aws_eks_node_group" "web" {\n  ami_type = "AL2023_x86_64_STANDARD"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html',
      'https://docs.aws.amazon.com/eks/latest/userguide/al2023.html',
      'https://github.com/awslabs/amazon-eks-ami/issues/2545',
    ],
  },
  controls: { wellArchitected: ['SEC06'], soc2: ['CC7.1'], cwe: ['1104'], owaspTop10_2021: ['A06'] },
  needs: ['eks.clusters', 'eks.nodegroups'],
  subjects: ({ eks }) => eks.nodegroups,
  judge: (group, { eks }) => {
    const cluster = eks.clusters.find((one) => one.name === group.clusterName && sameScope(one, group));
    const evidence = [
      seen('amiType', group.amiType, 'eks:DescribeNodegroup'),
      seen('version', group.version, 'eks:DescribeNodegroup'),
      seen('version of the cluster', cluster?.version, 'eks:DescribeCluster'),
    ];
    const what = `the node group ${group.nodegroupName} of ${group.clusterName}`;
    if (group.amiType?.startsWith('AL2_'))
      return fail(
        `${what} runs Amazon Linux 2 (${group.amiType}), which is out of support: its nodes get no security patches; replace it by one with AL2023`,
        { evidence, fix: replace(group) },
      );
    const behind = minor(cluster?.version) - minor(group.version);
    if (behind >= 3)
      return fail(
        `${what} runs Kubernetes ${group.version}, ${behind} minor versions behind its cluster: the next upgrade of the cluster breaks it; update its nodes`,
        { evidence, fix: update(group), severity: 'low' },
      );
    if (group.amiType === undefined || group.amiType === 'CUSTOM')
      return unknown(`${what} uses an image of its own: its system cannot be seen`, { evidence });
    return pass(`${what} runs ${group.amiType}`, { evidence });
  },
});

function minor(version: string | undefined): number {
  return Number(version?.split('.')[1] ?? 'NaN');
}

/** What takes the place of an image of Amazon Linux 2, for the same processor and devices. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  AL2_x86_64: 'AL2023_x86_64_STANDARD',
  AL2_x86_64_GPU: 'AL2023_x86_64_NVIDIA',
  AL2_ARM_64: 'AL2023_ARM_64_STANDARD',
};

/** The new group gets what the old one has; what is not named would be AWS's default. */
function replace(group: Nodegroup) {
  const { nodegroupName, clusterName, nodeRole, subnets, instanceTypes, capacityType, scalingConfig, ref } = group;
  const ami = SUCCESSORS[group.amiType ?? ''] ?? 'AL2023_x86_64_STANDARD';
  const { minSize = 1, maxSize = 2, desiredSize = 2 } = scalingConfig ?? {};
  const create = {
    'cluster-name': clusterName,
    'nodegroup-name': `${nodegroupName}-al2023`,
    'ami-type': ami,
    'node-role': nodeRole,
    subnets: subnets ?? [],
    'instance-types': instanceTypes,
    'capacity-type': capacityType,
    'scaling-config': `minSize=${minSize},maxSize=${maxSize},desiredSize=${desiredSize}`,
  };
  const old = { 'cluster-name': clusterName, 'nodegroup-name': nodegroupName };
  return fix(
    `Replace ${nodegroupName} by a group with AL2023`,
    text(
      'Pods move when the old nodes are drained, which the last command does: with two replicas and a disruption budget there is no downtime. Labels, taints and a launch template of the old group are not copied.',
    ),
    cli('eks create-nodegroup', create, ref.region),
    cli('eks wait nodegroup-active', { ...old, 'nodegroup-name': `${nodegroupName}-al2023` }, ref.region),
    cli('eks delete-nodegroup', old, ref.region),
    terraform(`aws_eks_node_group: ami_type = "${ami}"`),
  );
}

function update({ nodegroupName, clusterName, ref }: Nodegroup) {
  const options = { 'cluster-name': clusterName, 'nodegroup-name': nodegroupName };
  return fix(
    `Update the nodes of ${nodegroupName}`,
    text(
      'Nodes are replaced one after the other and their pods move: with two replicas and a disruption budget there is no downtime. Without --kubernetes-version the group takes the version of its cluster.',
    ),
    cli('eks update-nodegroup-version', options, ref.region),
    terraform('aws_eks_node_group: version = aws_eks_cluster.x.version'),
  );
}
