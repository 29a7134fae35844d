import rule from '../../rules/extras/eks-ssm-agent.ts';
import type { AwsItem, RolePolicies } from '../../src/model/aws/index.ts';
import type { Workload } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { autoScalingGroup } from '../build/autoscaling.ts';
import { ec2Instance } from '../build/ec2.ts';
import { nodegroup } from '../build/eks.ts';
import { facts } from '../build/facts.ts';
import { managedPolicy, rolePolicies } from '../build/iam.ts';
import { kubernetes, workload } from '../build/pipeline.ts';
import { arn, ref } from '../build/ref.ts';
import { policyDocument } from '../build/s3.ts';
import { nodeOf } from '../build/ssm.ts';

const CORE = managedPolicy(
  'AmazonSSMManagedInstanceCore',
  policyDocument({
    Effect: 'Allow',
    Action: ['ssm:UpdateInstanceInformation', 'ssmmessages:CreateControlChannel'],
    Resource: '*',
  }),
);
const role = (...attached: RolePolicies['attached']) =>
  rolePolicies({ RoleName: 'node', usedAs: ['eks node'], attached, inline: [] });
const node = ec2Instance({ InstanceId: 'i-0node' });
const group = (amiType: AwsItem<'eks.nodegroups'>['amiType']) =>
  nodegroup({ amiType, resources: { autoScalingGroups: [{ name: 'eks-web' }] } });
const template = (value: string): AwsItem<'ec2.launchTemplateVersions'> => ({
  ref: ref(arn('ec2', 'launch-template/lt-0eks#3'), 'eks-web'),
  LaunchTemplateId: 'lt-0eks',
  VersionNumber: 3,
  usedAs: '3',
  LaunchTemplateData: { UserData: { value } },
});
const installer = workload('ssm-agent', { kind: 'DaemonSet' });

interface More {
  readonly online?: boolean;
  readonly roles?: readonly RolePolicies[];
  readonly workloads?: readonly Workload[];
  readonly userData?: string;
  readonly empty?: boolean;
}
const given = (groups: readonly AwsItem<'eks.nodegroups'>[], more: More = {}) =>
  facts(rule, {
    eks: { nodegroups: groups },
    autoscaling: {
      groups: [
        autoScalingGroup({
          AutoScalingGroupName: 'eks-web',
          LaunchTemplate: { LaunchTemplateId: 'lt-0eks', Version: '3' },
          Instances:
            more.empty === true
              ? []
              : [
                  {
                    InstanceId: 'i-0node',
                    AvailabilityZone: 'eu-west-1a',
                    LifecycleState: 'InService',
                    HealthStatus: 'Healthy',
                    ProtectedFromScaleIn: false,
                  },
                ],
        }),
      ],
    },
    ec2: {
      launchTemplateVersions: more.userData === undefined ? [] : [template(more.userData)],
    },
    ssm: { instances: more.online === true ? [nodeOf(node)] : [] },
    iam: { rolePolicies: more.roles ?? [role(CORE)] },
    repository: { kubernetes: kubernetes({ workloads: more.workloads ?? [] }) },
  });
const LACKS =
  'the nodes of node group web of prod cannot register with Session Manager: their role node lacks AmazonSSMManagedInstanceCore';

testRule(rule, {
  pass: {
    'every node is online': given([group('AL2023_ARM_64_STANDARD')], { online: true, roles: [] }),
    'a custom image whose nodes are online': given([group('CUSTOM')], { online: true }),
    'a custom image with a DaemonSet': given([group('CUSTOM')], { workloads: [installer] }),
    'a custom image with user data': given([group('CUSTOM')], { userData: 'snap install amazon-ssm-agent --classic' }),
  },
  fail: {
    'the node role lacks the policy': {
      ...given([group('AL2023_ARM_64_STANDARD')], { roles: [role()] }),
      reports: [LACKS],
      severities: ['medium'],
    },
    'a custom image and nothing installs the agent': {
      ...given([group('CUSTOM')], { userData: '/etc/eks/bootstrap.sh prod' }),
      reports: [
        'nothing is seen to install the SSM agent on node group web of prod, whose image is custom, and its nodes are not Online',
      ],
      severities: ['low'],
    },
    'a DaemonSet that is not needed any more': {
      ...given([group('BOTTLEROCKET_x86_64')], { online: true, workloads: [installer] }),
      reports: [
        'the DaemonSet ssm-agent installs the SSM agent on nodes whose images have it: a privileged pod on every node that is not needed any more',
      ],
      severities: ['info'],
    },
  },
  unknown: {
    'all is there, and the node is not online': {
      ...given([group('AL2023_x86_64_STANDARD')]),
      reasons: [
        'i-0node of node group web of prod should be Online and is not: the way to ssm and ssmmessages on 443 would decide it',
      ],
    },
    'the role was not seen': {
      ...given([group('AL2023_x86_64_STANDARD')], { roles: [] }),
      reasons: ['what the node role of node group web of prod may do could not be seen'],
    },
    'a custom image whose user data was not seen': {
      ...given([group('CUSTOM')]),
      reasons: [
        'whether the user data of node group web of prod installs the agent could not be seen; its nodes are not Online',
      ],
    },
  },
  silent: {
    'no nodes': given([group('AL2023_x86_64_STANDARD')], { empty: true }),
    'a DaemonSet without a node group: Auto Mode, or another account': given([], { workloads: [installer] }),
  },
});
