import type { CacheCluster, ReplicationGroup, ServerlessCache } from '@aws-sdk/client-elasticache';
import type { Answers } from '../answers.ts';
import { arn, daysAgo, digits, REGION } from './where.ts';

/** Two nodes with failover, encrypted both ways. */
export function replicationGroup(differs: Partial<ReplicationGroup> = {}): ReplicationGroup {
  const name = differs.ReplicationGroupId ?? 'shop';
  const node = (index: number, CurrentRole: string) => ({
    CacheClusterId: `${name}-00${index}`,
    CacheNodeId: '0001',
    ReadEndpoint: { Address: `${name}-00${index}.${digits(name, 6)}.euw1.cache.amazonaws.com`, Port: 6379 },
    PreferredAvailabilityZone: `${REGION}${'ab'.charAt(index - 1)}`,
    CurrentRole,
  });
  return {
    ReplicationGroupId: name,
    Description: 'cache and broker',
    Status: 'available',
    PendingModifiedValues: {},
    MemberClusters: [`${name}-001`, `${name}-002`],
    NodeGroups: [
      {
        NodeGroupId: '0001',
        Status: 'available',
        PrimaryEndpoint: { Address: `master.${name}.${digits(name, 6)}.euw1.cache.amazonaws.com`, Port: 6379 },
        ReaderEndpoint: { Address: `replica.${name}.${digits(name, 6)}.euw1.cache.amazonaws.com`, Port: 6379 },
        NodeGroupMembers: [node(1, 'primary'), node(2, 'replica')],
      },
    ],
    AutomaticFailover: 'enabled',
    MultiAZ: 'enabled',
    SnapshotRetentionLimit: 7,
    SnapshotWindow: '03:00-04:00',
    ClusterEnabled: false,
    CacheNodeType: 'cache.t4g.small',
    AuthTokenEnabled: true,
    AuthTokenLastModifiedDate: daysAgo(90),
    TransitEncryptionEnabled: true,
    TransitEncryptionMode: 'required',
    AtRestEncryptionEnabled: true,
    ARN: arn('elasticache', `replicationgroup:${name}`),
    UserGroupIds: [],
    LogDeliveryConfigurations: [],
    ReplicationGroupCreateTime: daysAgo(300),
    DataTiering: 'disabled',
    AutoMinorVersionUpgrade: true,
    NetworkType: 'ipv4',
    IpDiscovery: 'ipv4',
    ClusterMode: 'disabled',
    Engine: 'valkey',
    ...differs,
  };
}

/** A node; of a replication group when `ReplicationGroupId` says so, else a cluster by itself. */
export function cacheCluster(name: string, differs: Partial<CacheCluster> = {}): CacheCluster {
  return {
    CacheClusterId: name,
    ClientDownloadLandingPage: 'https://console.aws.amazon.com/elasticache/home#client-download:',
    CacheNodeType: 'cache.t4g.small',
    Engine: 'valkey',
    EngineVersion: '8.1.0',
    CacheClusterStatus: 'available',
    NumCacheNodes: 1,
    PreferredAvailabilityZone: `${REGION}a`,
    CacheClusterCreateTime: daysAgo(300),
    PreferredMaintenanceWindow: 'sun:05:00-sun:06:00',
    PendingModifiedValues: {},
    CacheSecurityGroups: [],
    CacheParameterGroup: {
      CacheParameterGroupName: 'default.valkey8',
      ParameterApplyStatus: 'in-sync',
      CacheNodeIdsToReboot: [],
    },
    CacheSubnetGroupName: 'shop',
    CacheNodes: [],
    AutoMinorVersionUpgrade: true,
    SecurityGroups: [{ SecurityGroupId: 'sg-0ca0000000000001', Status: 'active' }],
    SnapshotRetentionLimit: 7,
    SnapshotWindow: '03:00-04:00',
    AuthTokenEnabled: true,
    TransitEncryptionEnabled: true,
    TransitEncryptionMode: 'required',
    AtRestEncryptionEnabled: true,
    ARN: arn('elasticache', `cluster:${name}`),
    ReplicationGroupLogDeliveryEnabled: false,
    LogDeliveryConfigurations: [],
    NetworkType: 'ipv4',
    IpDiscovery: 'ipv4',
    ...differs,
  };
}

/** The nodes of a group, as DescribeCacheClusters lists them. */
export function nodesOf(
  group: ReplicationGroup,
  securityGroup: string,
  differs: Partial<CacheCluster> = {},
): CacheCluster[] {
  return (group.MemberClusters ?? []).map((name) =>
    cacheCluster(name, {
      ReplicationGroupId: group.ReplicationGroupId,
      SecurityGroups: [{ SecurityGroupId: securityGroup, Status: 'active' }],
      TransitEncryptionEnabled: group.TransitEncryptionEnabled,
      TransitEncryptionMode: group.TransitEncryptionMode,
      AtRestEncryptionEnabled: group.AtRestEncryptionEnabled,
      AuthTokenEnabled: group.AuthTokenEnabled,
      Engine: group.Engine,
      ...differs,
    }),
  );
}

export interface CacheThings {
  readonly replicationGroups?: readonly ReplicationGroup[];
  readonly cacheClusters?: readonly CacheCluster[];
  readonly serverlessCaches?: readonly ServerlessCache[];
}

export function elasticacheAnswers({
  replicationGroups = [],
  cacheClusters = [],
  serverlessCaches = [],
}: CacheThings): NonNullable<Answers['elasticache']> {
  return {
    DescribeReplicationGroups: { ReplicationGroups: [...replicationGroups] },
    DescribeCacheClusters: ({ ShowCacheClustersNotInReplicationGroups: alone, ShowCacheNodeInfo: nodes }) => ({
      CacheClusters: cacheClusters
        .filter(({ ReplicationGroupId }) => alone !== true || ReplicationGroupId === undefined)
        .map(({ CacheNodes, ...cluster }) => (nodes === true ? { CacheNodes, ...cluster } : cluster)),
    }),
    DescribeServerlessCaches: { ServerlessCaches: [...serverlessCaches] },
  };
}
