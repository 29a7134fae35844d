import type { AwsItem } from '../../src/model/aws/index.ts';
import { defineRule, fail, notApplicable, pass, type Verdict } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';

type ReplicationGroup = AwsItem<'elasticache.replicationGroups'>;
type CacheCluster = AwsItem<'elasticache.cacheClusters'>;
type ServerlessCache = AwsItem<'elasticache.serverlessCaches'>;

export default defineRule({
  id: 'elasticache-no-transit-encryption',
  topic: 'databases/encryption-in-transit',
  severity: 'medium',
  docs: {
    title: 'Encrypt the traffic to caches and brokers',
    why: 'Sessions, Celery messages and cached pages of logged-in users cross the network in clear, with the AUTH password; without TLS there is no password at all.',
    how: '`TransitEncryptionEnabled` must be true: of each replication group, and of each cache that belongs to none. `TransitEncryptionMode` preferred is low: cleartext is still accepted. Serverless caches always use TLS. What the cache carries is told by the rules that read the settings too.',
    fix: 'Switch it on in the mode preferred, move the clients to `rediss://`, then require it. Redis 7 and Valkey can do it in place.',
    silent: ['Memcached before 1.6.12, which cannot', 'members of replication groups: the group is judged'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_elasticache_replication_group" "shop" {\n  engine                     = "redis"\n  transit_encryption_enabled = false\n}',
      good: 'resource "aws_elasticache_replication_group" "shop" {\n  engine                     = "redis"\n  transit_encryption_enabled = true\n  transit_encryption_mode    = "required"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-5',
    ],
  },
  controls: {
    awsFsbp: ['ElastiCache.5'],
    wellArchitected: ['SEC09'],
    soc2: ['CC6.7'],
    cwe: ['319'],
    owaspTop10_2021: ['A02'],
  },
  needs: ['elasticache.replicationGroups', 'elasticache.cacheClusters', 'elasticache.serverlessCaches'],
  subjects: ({ elasticache }) => [
    ...elasticache.replicationGroups,
    ...elasticache.cacheClusters.filter(({ ReplicationGroupId }) => ReplicationGroupId === undefined),
    ...elasticache.serverlessCaches,
  ],
  judge: (cache) => {
    if ('ServerlessCacheName' in cache) return judgeServerless(cache);
    return 'CacheClusterId' in cache ? judgeSingle(cache) : judgeGroup(cache);
  },
});

function judgeServerless({ ServerlessCacheName, Status }: ServerlessCache): Verdict {
  const evidence = [seen('Status', Status, 'elasticache:DescribeServerlessCaches')];
  return pass(`${ServerlessCacheName} is serverless: it always uses TLS`, { evidence });
}

function judgeGroup(group: ReplicationGroup): Verdict {
  const name = group.ReplicationGroupId;
  const evidence = [
    seen('TransitEncryptionEnabled', group.TransitEncryptionEnabled, 'elasticache:DescribeReplicationGroups'),
    seen('TransitEncryptionMode', group.TransitEncryptionMode, 'elasticache:DescribeReplicationGroups'),
  ];
  if (group.TransitEncryptionEnabled !== true)
    return fail(
      `cache ${name} takes connections without TLS: sessions, tasks and passwords can be read on the network; switch TLS on`,
      {
        evidence,
        fix: encrypt(group, 'preferred'),
      },
    );
  if (group.TransitEncryptionMode === 'preferred')
    return fail(
      `cache ${name} still accepts connections without TLS beside those with it (mode preferred): move the last clients to rediss:// and require it`,
      {
        severity: 'low',
        evidence,
        fix: encrypt(group, 'required'),
      },
    );
  return pass(`cache ${name} takes TLS only`, { evidence });
}

function judgeSingle(cache: CacheCluster): Verdict {
  const { CacheClusterId: name, Engine, EngineVersion = '', TransitEncryptionEnabled } = cache;
  const call = 'elasticache:DescribeCacheClusters';
  const evidence = [
    seen('TransitEncryptionEnabled', TransitEncryptionEnabled, call),
    seen('Engine', `${Engine ?? ''} ${EngineVersion}`.trim(), call),
  ];
  if (TransitEncryptionEnabled === true) return pass(`cache ${name} takes TLS`, { evidence });
  if (Engine === 'memcached' && before(EngineVersion, '1.6.12'))
    return notApplicable(`Memcached ${EngineVersion} cannot encrypt its traffic`, { evidence });
  return fail(
    `cache ${name} takes connections without TLS: what the application keeps there can be read on the network; replace it by one with TLS`,
    {
      evidence,
      fix: fix(
        `Replace ${name} by a cache with TLS`,
        text(
          'No downtime of the old one: a single cache cannot change in place, so make another with TLS, point the application at it (rediss://, of Memcached a client with TLS), then delete the old one. What it held is lost: empty queues first.',
        ),
        replacement(cache),
        terraform(
          'aws_elasticache_replication_group (or aws_elasticache_cluster of Memcached): transit_encryption_enabled = true',
        ),
      ),
    },
  );
}

/** Redis gets TLS in a replication group, of which one node is enough; Memcached in a cluster of its own. */
function replacement(cache: CacheCluster) {
  const { CacheClusterId, Engine, CacheNodeType, NumCacheNodes, CacheSubnetGroupName, SecurityGroups, ref } = cache;
  const groups = (SecurityGroups ?? []).flatMap(({ SecurityGroupId }) => SecurityGroupId ?? []);
  const common = {
    engine: Engine,
    'cache-node-type': CacheNodeType,
    'cache-subnet-group-name': CacheSubnetGroupName,
    'security-group-ids': groups.length === 0 ? undefined : groups,
    'transit-encryption-enabled': true,
  } as const;
  if (Engine === 'memcached') {
    const cluster = { 'cache-cluster-id': `${CacheClusterId}-tls`, 'num-cache-nodes': NumCacheNodes ?? 1, ...common };
    return cli('elasticache create-cache-cluster', cluster, ref.region);
  }
  const group = {
    'replication-group-id': `${CacheClusterId}-tls`,
    'replication-group-description': `${CacheClusterId} with TLS`,
    'num-cache-clusters': 1,
    ...common,
  };
  return cli('elasticache create-replication-group', group, ref.region);
}

function before(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) < 0;
}

function encrypt({ ReplicationGroupId, ref }: ReplicationGroup, mode: 'preferred' | 'required') {
  const options = {
    'replication-group-id': ReplicationGroupId,
    'transit-encryption-enabled': true,
    'transit-encryption-mode': mode,
    'apply-immediately': true,
  } as const;
  return fix(
    mode === 'preferred' ? `Switch TLS on for ${ReplicationGroupId}` : `Require TLS on ${ReplicationGroupId}`,
    text(
      mode === 'preferred'
        ? 'In the mode preferred both kinds of connections work: no downtime (Redis before 7 cannot change in place: there make a new group with TLS). Then move the clients to rediss:// (Celery wants ssl_cert_reqs in the URL of the result backend) and require it.'
        : 'Takes effect at once: clients that still use redis:// are refused from then on, make sure that there are none.',
    ),
    cli('elasticache modify-replication-group', options, ref.region),
    terraform(
      `aws_elasticache_replication_group: transit_encryption_enabled = true, transit_encryption_mode = "${mode}"`,
    ),
  );
}
