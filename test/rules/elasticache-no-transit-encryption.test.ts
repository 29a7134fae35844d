import rule from '../../rules/databases/elasticache-no-transit-encryption.ts';
import { testRule } from '../../src/testing/index.ts';
import { cacheCluster, replicationGroup, serverlessCache } from '../build/elasticache.ts';
import { facts } from '../build/facts.ts';

const group = (given: Partial<ReturnType<typeof replicationGroup>>) =>
  facts(rule, { elasticache: { replicationGroups: [replicationGroup(given)] } });
const single = (given: Partial<ReturnType<typeof cacheCluster>>) =>
  facts(rule, { elasticache: { cacheClusters: [cacheCluster(given)] } });

testRule(rule, {
  pass: {
    'TLS only': group({}),
    'a group from before the mode existed': group({ TransitEncryptionMode: undefined }),
    'a single cache with TLS': single({}),
    'serverless is always TLS': facts(rule, { elasticache: { serverlessCaches: [serverlessCache()] } }),
  },
  fail: {
    'in clear': {
      ...group({ TransitEncryptionEnabled: false, TransitEncryptionMode: undefined }),
      reports: [
        'cache shop-cache takes connections without TLS: sessions, tasks and passwords can be read on the network; switch TLS on',
      ],
      severities: ['medium'],
    },
    'both ways': {
      ...group({ TransitEncryptionMode: 'preferred' }),
      reports: [
        'cache shop-cache still accepts connections without TLS beside those with it (mode preferred): move the last clients to rediss:// and require it',
      ],
      severities: ['low'],
    },
    'a single cache': {
      ...single({ CacheClusterId: 'old', TransitEncryptionEnabled: false }),
      reports: [
        'cache old takes connections without TLS: what the application keeps there can be read on the network; replace it by one with TLS',
      ],
    },
    'Memcached 1.6.17, which could': {
      ...single({
        CacheClusterId: 'old',
        Engine: 'memcached',
        EngineVersion: '1.6.17',
        TransitEncryptionEnabled: false,
      }),
      reports: [
        'cache old takes connections without TLS: what the application keeps there can be read on the network; replace it by one with TLS',
      ],
    },
  },
  silent: {
    'Memcached 1.6.6 cannot': single({ Engine: 'memcached', EngineVersion: '1.6.6', TransitEncryptionEnabled: false }),
    'a member: its group is judged': single({ ReplicationGroupId: 'shop-cache', TransitEncryptionEnabled: false }),
  },
});
