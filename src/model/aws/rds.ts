import type {
  Certificate,
  DBCluster,
  DBClusterSnapshot,
  DBInstance,
  DBMajorEngineVersion,
  DBProxy,
  DBProxyTarget,
  DBSnapshot,
  EventSubscription,
  Parameter,
  ResourcePendingMaintenanceActions,
} from '@aws-sdk/client-rds';
import type { Subject } from '../subject.ts';
import type { Item } from './item.ts';

export type DbInstance = Item<
  DBInstance,
  'DBInstanceArn' | 'DBInstanceIdentifier' | 'DBInstanceClass' | 'Engine' | 'EngineVersion'
>;
export type DbCluster = Item<DBCluster, 'DBClusterArn' | 'DBClusterIdentifier' | 'Engine' | 'EngineVersion'>;

/**
 * The parameters in effect of one group, engine defaults included; the groups are those that instances and clusters use.
 * Whether a member has applied them stands on the member: `DBParameterGroups[].ParameterApplyStatus` of the instance,
 * `DBClusterMembers[].DBClusterParameterGroupStatus` of the cluster.
 */
export interface ParameterGroup extends Subject {
  readonly kind: 'instance' | 'cluster';
  readonly name: string;
  readonly parameters: readonly Pick<
    Parameter,
    'ParameterName' | 'ParameterValue' | 'Source' | 'ApplyType' | 'ApplyMethod' | 'DataType' | 'IsModifiable'
  >[];
}

export type DbSnapshot = Item<DBSnapshot, 'DBSnapshotArn' | 'DBSnapshotIdentifier'>;
export type DbClusterSnapshot = Item<DBClusterSnapshot, 'DBClusterSnapshotArn' | 'DBClusterSnapshotIdentifier'>;

/** Who may restore a snapshot: account ids, and `all` for everybody. `ref` is the snapshot's. */
export interface SnapshotAttributes extends Subject {
  readonly restore: readonly string[];
}

export interface RdsFacts {
  'rds.instances': readonly DbInstance[];
  'rds.clusters': readonly DbCluster[];
  'rds.parameters': readonly ParameterGroup[];
  /** Manual snapshots: the only ones that can be shared. */
  'rds.snapshots': readonly DbSnapshot[];
  'rds.clusterSnapshots': readonly DbClusterSnapshot[];
  'rds.snapshotAttributes': readonly SnapshotAttributes[];
  'rds.clusterSnapshotAttributes': readonly SnapshotAttributes[];
  /** The certificate authorities, by `CertificateIdentifier`. */
  'rds.certificates': readonly Item<Certificate, 'CertificateIdentifier'>[];
  'rds.majorEngineVersions': readonly Item<DBMajorEngineVersion, 'Engine' | 'MajorEngineVersion'>[];
  /** `ResourceIdentifier` and `ref.id` are the instance's or cluster's ARN. */
  'rds.pendingMaintenance': readonly Item<ResourcePendingMaintenanceActions, 'ResourceIdentifier'>[];
  'rds.proxies': readonly Item<DBProxy, 'DBProxyArn' | 'DBProxyName'>[];
  /** `ref` is the proxy's. */
  'rds.proxyTargets': readonly (Item<DBProxyTarget> & { readonly DBProxyName: string })[];
  'rds.eventSubscriptions': readonly Item<EventSubscription, 'CustSubscriptionId'>[];
}
