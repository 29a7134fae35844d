import type { Addon, Cluster, ClusterVersionInformation, Nodegroup } from '@aws-sdk/client-eks';
import type { Item } from './item.ts';

export interface EksFacts {
  'eks.clusters': readonly Item<Omit<Cluster, 'certificateAuthority'>, 'arn' | 'name'>[];
  'eks.nodegroups': readonly Item<Nodegroup, 'nodegroupArn' | 'nodegroupName' | 'clusterName'>[];
  'eks.addons': readonly Item<Omit<Addon, 'configurationValues'>, 'addonArn' | 'addonName' | 'clusterName'>[];
  'eks.clusterVersions': readonly Item<ClusterVersionInformation, 'clusterVersion'>[];
}
