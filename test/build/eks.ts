import type { AwsItem } from '../../src/model/aws/index.ts';
import { arn, ref } from './ref.ts';

type Cluster = AwsItem<'eks.clusters'>;
type Nodegroup = AwsItem<'eks.nodegroups'>;

/** A cluster whose API is open to the office, with the private endpoint on. */
export function cluster(given: Partial<Cluster> = {}): Cluster {
  const name = given.name ?? 'prod';
  return {
    ref: ref(arn('eks', `cluster/${name}`), name),
    arn: arn('eks', `cluster/${name}`),
    name,
    version: '1.35',
    status: 'ACTIVE',
    resourcesVpcConfig: {
      vpcId: 'vpc-0shop',
      endpointPublicAccess: true,
      endpointPrivateAccess: true,
      publicAccessCidrs: ['203.0.113.0/24'],
    },
    upgradePolicy: { supportType: 'EXTENDED' },
    ...given,
  };
}

export function nodegroup(given: Partial<Nodegroup> = {}): Nodegroup {
  return {
    ref: ref(arn('eks', 'nodegroup/prod/web/1'), 'web'),
    nodegroupArn: arn('eks', 'nodegroup/prod/web/1'),
    nodegroupName: 'web',
    clusterName: 'prod',
    version: '1.35',
    status: 'ACTIVE',
    amiType: 'AL2023_ARM_64_STANDARD',
    nodeRole: 'arn:aws:iam::123456789012:role/node',
    subnets: ['subnet-0private-a', 'subnet-0private-b'],
    ...given,
  };
}

export function clusterVersion(version: string, standard: string, extended: string): AwsItem<'eks.clusterVersions'> {
  return {
    ref: ref(version, version),
    clusterVersion: version,
    clusterType: 'eks',
    endOfStandardSupportDate: new Date(`${standard}T00:00:00Z`),
    endOfExtendedSupportDate: new Date(`${extended}T00:00:00Z`),
    versionStatus: 'STANDARD_SUPPORT',
  };
}

export function addon(addonName: string): AwsItem<'eks.addons'> {
  const id = arn('eks', `addon/prod/${addonName}/1`);
  return { ref: ref(id, addonName), addonArn: id, addonName, clusterName: 'prod', status: 'ACTIVE' };
}
