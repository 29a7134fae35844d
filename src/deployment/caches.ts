import type { AwsItem, CacheEndpointOwner } from '../model/aws/index.ts';
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
import { type Lookup, lookup } from './lookup.ts';

/** Joins the caches and brokers whose endpoints stand in a variable or a setting: CACHES, CELERY_BROKER_URL, CHANNEL_LAYERS. */
export function cacheLinks(
  inputs: Inputs,
  service: SubjectRef,
  variables: readonly ServiceVariable[],
  settings: EvaluatedSettings | undefined,
): Fact<readonly CacheLink[]> {
  const hosts = [
    ...hostsOfVariables(variables),
    ...(settings === undefined ? [] : hostsOfSettings(settings, namesACache)),
  ];
  const links = hosts.flatMap((named) => link(inputs, service, named));
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

const hostsOf =
  <T>(endpointsOf: (owner: T) => readonly Endpoint[]) =>
  (owner: T) =>
    endpointsOf(owner).map(({ address }) => address);
const atGroup = hostsOf(ofGroup);
const atCluster = hostsOf(ofCluster);
const atServerless = hostsOf(ofServerless);

/** The endpoint that is at the host: of a replication group, else of a cluster, else of a serverless cache. */
function endpointAt(inputs: Inputs, host: string): Endpoint | undefined {
  const find = <T>(owners: Lookup<T>, endpointsOf: (owner: T) => readonly Endpoint[]) => {
    const owner = owners.first(host);
    return owner && endpointsOf(owner).find(({ address }) => address === host);
  };
  return (
    find(lookup(inputs['elasticache.replicationGroups'], atGroup), ofGroup) ??
    find(lookup(inputs['elasticache.cacheClusters'], atCluster), ofCluster) ??
    find(lookup(inputs['elasticache.serverlessCaches'], atServerless), ofServerless)
  );
}

function ofGroup(owner: AwsItem<'elasticache.replicationGroups'>): readonly Endpoint[] {
  return addresses(owner, owner.ReplicationGroupId, 'elasticache:DescribeReplicationGroups', {
    'configuration endpoint': owner.ConfigurationEndpoint?.Address,
    'primary endpoint': owner.NodeGroups?.[0]?.PrimaryEndpoint?.Address,
    'reader endpoint': owner.NodeGroups?.[0]?.ReaderEndpoint?.Address,
  });
}

function ofCluster(owner: AwsItem<'elasticache.cacheClusters'>): readonly Endpoint[] {
  return addresses(owner, owner.CacheClusterId, 'elasticache:DescribeCacheClusters', {
    'configuration endpoint': owner.ConfigurationEndpoint?.Address,
    endpoint: owner.CacheNodes?.[0]?.Endpoint?.Address,
  });
}

function ofServerless(owner: AwsItem<'elasticache.serverlessCaches'>): readonly Endpoint[] {
  return addresses(owner, owner.ServerlessCacheName, 'elasticache:DescribeServerlessCaches', {
    endpoint: owner.Endpoint?.Address,
    'reader endpoint': owner.ReaderEndpoint?.Address,
  });
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
  inputs: Inputs,
  service: SubjectRef,
  { host, where, variable, evidence }: NamedHost,
): readonly CacheLink[] {
  const endpoint = endpointAt(inputs, host);
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
