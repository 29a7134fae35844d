import rule from '../../rules/databases/redis-scheme-mismatch.ts';
import type { CacheEndpointOwner } from '../../src/model/aws/index.ts';
import { collected } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied, service, variables } from '../build/deployment.ts';
import { replicationGroup } from '../build/elasticache.ts';

const HOST = 'master.shop.c0ffee.euw1.cache.amazonaws.com';

const uses = (scheme: string, cache: CacheEndpointOwner) => {
  const own = service();
  const edge = {
    from: own.ref,
    to: cache.ref,
    kind: 'cache',
    evidence: [],
    reason: `the host of REDIS_URL is the primary endpoint of ${cache.ref.name ?? ''}`,
    confidence: 'high',
  } as const;
  return {
    given: {
      deployment: {
        services: [
          service({
            variables: variables({ REDIS_URL: `${scheme}://${HOST}:6379/0`, OTHER_URL: 'redis://elsewhere:6379' }),
            caches: collected([{ to: cache, edge, variable: 'REDIS_URL' }]),
          }),
        ],
      },
    },
  };
};
const plain = replicationGroup({ TransitEncryptionEnabled: false });
const tls = replicationGroup({ TransitEncryptionEnabled: true, TransitEncryptionMode: 'required' });
const either = replicationGroup({ TransitEncryptionEnabled: true, TransitEncryptionMode: 'preferred' });
const name = plain.ref.name ?? '';
const WHO = 'REDIS_URL of ECS service shop-web';

testRule(rule, {
  pass: { 'TLS on both sides': uses('rediss', tls), 'TLS to a cache that accepts both': uses('rediss', either) },
  fail: {
    'clear text to a cache that requires TLS': {
      ...uses('redis', tls),
      reports: [`${WHO} speaks redis:// to ${name}, which requires TLS: it does not connect`],
      severities: ['high'],
    },
    'TLS to a cache that has none': {
      ...uses('rediss', plain),
      reports: [`${WHO} speaks TLS (rediss://) to ${name}, which has none: it does not connect`],
      severities: ['high'],
    },
    'clear text where TLS is possible': {
      ...uses('redis', either),
      reports: [`${WHO} speaks redis:// to ${name}: sessions, tasks and the password travel in clear`],
      severities: ['medium'],
    },
  },
  unknown: {
    'the caches were denied': {
      given: { deployment: { services: [service({ caches: denied })] } },
      reasons: ['the caches of ECS service shop-web could not be told: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'no cache is linked': { given: { deployment: { services: [service()] } } },
    'a URL of another scheme': uses('memcached', plain),
  },
});
