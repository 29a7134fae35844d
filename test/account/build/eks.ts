import type { Addon, Cluster, Nodegroup } from '@aws-sdk/client-eks';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { arn, daysAgo, digits } from './where.ts';

/** A small cluster on a supported version, its endpoint closed to the world. */
export function eksCluster(name = 'shop', differs: Partial<Cluster> = {}): Cluster {
  return {
    name,
    arn: arn('eks', `cluster/${name}`),
    createdAt: daysAgo(200),
    version: '1.35',
    endpoint: `https://${digits(name, 32).toUpperCase()}.gr7.eu-west-1.eks.amazonaws.com`,
    roleArn: 'arn:aws:iam::111122223333:role/eks-cluster',
    resourcesVpcConfig: {
      subnetIds: ['subnet-0a00000000000000a', 'subnet-0a00000000000000b'],
      securityGroupIds: [],
      clusterSecurityGroupId: 'sg-0e000000000000001',
      vpcId: 'vpc-0a000000000000001',
      endpointPublicAccess: false,
      endpointPrivateAccess: true,
      publicAccessCidrs: [],
    },
    kubernetesNetworkConfig: {
      serviceIpv4Cidr: '172.20.0.0/16',
      ipFamily: 'ipv4',
      elasticLoadBalancing: { enabled: false },
    },
    logging: {
      clusterLogging: [{ types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'], enabled: true }],
    },
    identity: { oidc: { issuer: `https://oidc.eks.eu-west-1.amazonaws.com/id/${digits(name, 32).toUpperCase()}` } },
    status: 'ACTIVE',
    certificateAuthority: { data: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==' },
    platformVersion: 'eks.17',
    tags: {},
    encryptionConfig: [
      { resources: ['secrets'], provider: { keyArn: arn('kms', 'key/0a1b2c3d-0000-4000-8000-00000000e001') } },
    ],
    health: { issues: [] },
    accessConfig: { authenticationMode: 'API' },
    upgradePolicy: { supportType: 'STANDARD' },
    zonalShiftConfig: { enabled: false },
    deletionProtection: true,
    ...differs,
  };
}

export function nodegroup(clusterName = 'shop', differs: Partial<Nodegroup> = {}): Nodegroup {
  const name = differs.nodegroupName ?? 'web';
  return {
    nodegroupName: name,
    nodegroupArn: arn('eks', `nodegroup/${clusterName}/${name}/0a1b2c3d-0000-4000-8000-000000000009`),
    clusterName,
    version: '1.35',
    releaseVersion: '1.35.2-20261101',
    createdAt: daysAgo(200),
    modifiedAt: daysAgo(20),
    status: 'ACTIVE',
    capacityType: 'ON_DEMAND',
    scalingConfig: { minSize: 2, maxSize: 4, desiredSize: 2 },
    instanceTypes: ['m7g.large'],
    subnets: ['subnet-0a00000000000000a', 'subnet-0a00000000000000b'],
    amiType: 'AL2023_ARM_64_STANDARD',
    nodeRole: 'arn:aws:iam::111122223333:role/eks-node',
    labels: {},
    resources: { autoScalingGroups: [{ name: `eks-${name}-0a1b2c3d` }] },
    diskSize: 20,
    health: { issues: [] },
    updateConfig: { maxUnavailable: 1 },
    tags: {},
    ...differs,
  };
}

export function addon(clusterName: string, addonName: string, differs: Partial<Addon> = {}): Addon {
  return {
    addonName,
    clusterName,
    status: 'ACTIVE',
    addonVersion: 'v4.1.0-eksbuild.1',
    health: { issues: [] },
    addonArn: arn('eks', `addon/${clusterName}/${addonName}/0a1b2c3d-0000-4000-8000-000000000010`),
    createdAt: daysAgo(200),
    modifiedAt: daysAgo(20),
    tags: {},
    podIdentityAssociations: [],
    ...differs,
  };
}

export interface EksThings {
  readonly clusters?: readonly Cluster[];
  readonly nodegroups?: readonly Nodegroup[];
  readonly addons?: readonly Addon[];
}

export function eksAnswers({ clusters = [], nodegroups = [], addons = [] }: EksThings): NonNullable<Answers['eks']> {
  return {
    ListClusters: { clusters: clusters.map(({ name = '' }) => name) },
    DescribeCluster: ({ name }) => ({
      cluster: must(
        clusters.find((cluster) => cluster.name === name),
        `No cluster found for name: ${name ?? ''}.`,
      ),
    }),
    ListNodegroups: ({ clusterName }) => ({
      nodegroups: nodegroups
        .filter((group) => group.clusterName === clusterName)
        .map(({ nodegroupName = '' }) => nodegroupName),
    }),
    DescribeNodegroup: ({ clusterName, nodegroupName }) => ({
      nodegroup: must(
        nodegroups.find((group) => group.clusterName === clusterName && group.nodegroupName === nodegroupName),
        'No node group found',
      ),
    }),
    ListAddons: ({ clusterName }) => ({
      addons: addons.filter((item) => item.clusterName === clusterName).map(({ addonName = '' }) => addonName),
    }),
    DescribeAddon: ({ clusterName, addonName }) => ({
      addon: must(
        addons.find((item) => item.clusterName === clusterName && item.addonName === addonName),
        'No addon found',
      ),
    }),
  };
}

function must<T>(found: T | undefined, message: string): T {
  if (found === undefined) throw new AwsError('ResourceNotFoundException', message, 404);
  return found;
}
