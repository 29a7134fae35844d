import type { CacheEndpointOwner } from '../model/aws/index.ts';
import {
  type CacheLink,
  collected,
  type EvaluatedSettings,
  type Fact,
  pool,
  type ServiceVariable,
  type SubjectRef,
} from '../model/index.ts';
import { hostsOfSettings, hostsOfVariables, type NamedHost } from './endpoints.ts';
import { live } from './evidence.ts';
import { gap } from './facts.ts';
import type { Inputs } from './inputs.ts';

/** Joins the caches and brokers whose endpoints stand in a variable or a setting: CACHES, CELERY_BROKER_URL, CHANNEL_LAYERS. */
export function cacheLinks(
  inputs: Inputs,
  service: SubjectRef,
  variables: readonly ServiceVariable[],
  settings: EvaluatedSettings | undefined,
): Fact<readonly CacheLink[]> {
  const owners = endpoints(inputs);
  const hosts = [
    ...hostsOfVariables(variables),
    ...(settings === undefined ? [] : hostsOfSettings(settings, namesACache)),
  ];
  const links = hosts.flatMap((named) => link(owners, service, named));
  const missing = unseen(inputs);
  return links.length === 0 && missing !== undefined ? missing : collected(links);
}

const CACHE_SETTING = /^(CACHES|CHANNEL_LAYERS|Q_CLUSTER|HUEY|RQ_QUEUES|.*(REDIS|VALKEY|BROKER|CELERY|CACHE).*)$/;

function namesACache(name: string): boolean {
  return CACHE_SETTING.test(name);
}

interface Endpoint {
  readonly address: string;
  readonly what: string;
  readonly owner: CacheEndpointOwner;
  readonly call: string;
}

function endpoints(inputs: Inputs): readonly Endpoint[] {
  const groups = pool(inputs['elasticache.replicationGroups']).items.flatMap((owner) =>
    addresses(owner, owner.ReplicationGroupId, 'elasticache:DescribeReplicationGroups', {
      'configuration endpoint': owner.ConfigurationEndpoint?.Address,
      'primary endpoint': owner.NodeGroups?.[0]?.PrimaryEndpoint?.Address,
      'reader endpoint': owner.NodeGroups?.[0]?.ReaderEndpoint?.Address,
    }),
  );
  const clusters = pool(inputs['elasticache.cacheClusters']).items.flatMap((owner) =>
    addresses(owner, owner.CacheClusterId, 'elasticache:DescribeCacheClusters', {
      'configuration endpoint': owner.ConfigurationEndpoint?.Address,
      endpoint: owner.CacheNodes?.[0]?.Endpoint?.Address,
    }),
  );
  const serverless = pool(inputs['elasticache.serverlessCaches']).items.flatMap((owner) =>
    addresses(owner, owner.ServerlessCacheName, 'elasticache:DescribeServerlessCaches', {
      endpoint: owner.Endpoint?.Address,
      'reader endpoint': owner.ReaderEndpoint?.Address,
    }),
  );
  return [...groups, ...clusters, ...serverless];
}

function addresses(
  owner: CacheEndpointOwner,
  name: string,
  call: string,
  found: Readonly<Record<string, string | undefined>>,
): readonly Endpoint[] {
  return Object.entries(found).flatMap(([what, address]) =>
    address === undefined ? [] : [{ owner, call, address: address.toLowerCase(), what: `the ${what} of ${name}` }],
  );
}

function link(
  owners: readonly Endpoint[],
  service: SubjectRef,
  { host, where, variable, evidence }: NamedHost,
): readonly CacheLink[] {
  const endpoint = owners.find(({ address }) => address === host);
  if (endpoint === undefined) return [];
  const { owner, what, call } = endpoint;
  const edge = {
    from: service,
    to: owner.ref,
    kind: 'cache',
    reason: `${where} is ${what}`,
    confidence: 'high',
    evidence: [evidence, live(what, host, call)],
  } as const;
  return [{ to: owner, edge, ...(variable === undefined ? { setting: where } : { variable }) }];
}

function unseen(inputs: Inputs): Fact<never> | undefined {
  const part = [
    inputs['elasticache.replicationGroups'],
    inputs['elasticache.cacheClusters'],
    inputs['elasticache.serverlessCaches'],
  ]
    .map((scoped) => pool<unknown>(scoped))
    .find(({ missing }) => missing.length > 0);
  return part && gap(part);
}
