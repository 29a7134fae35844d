import type { AwsItem, DbCluster, DbInstance } from '../model/aws/index.ts';
import {
  collected,
  type DatabaseLink,
  type EvaluatedSettings,
  type Fact,
  type Json,
  pool,
  type SubjectRef,
  unavailable,
} from '../model/index.ts';
import { live, settingEvidence } from './evidence.ts';
import { all, gap, map } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { lookup, within } from './lookup.ts';

interface Endpoint {
  readonly database: DbInstance | DbCluster;
  readonly what: string;
  readonly through: DatabaseLink['through'];
  readonly call: string;
}

/** Joins each alias of DATABASES with the database whose endpoint its HOST is; an alias on no RDS endpoint has no link. */
export function databaseLinks(
  inputs: Inputs,
  service: SubjectRef,
  settings: EvaluatedSettings,
): Fact<readonly DatabaseLink[]> {
  const databases = settings.settings.find(({ name }) => name === 'DATABASES')?.value;
  if (databases?.status !== 'known') return unavailable('DATABASES could not be computed');
  const aliases = Object.entries(databases.value ?? {});
  return map(all(aliases.map(([alias, config]) => link(inputs, service, settings, alias, config))), (found) =>
    found.flat(),
  );
}

function link(
  inputs: Inputs,
  service: SubjectRef,
  settings: EvaluatedSettings,
  alias: string,
  config: Json,
): Fact<readonly DatabaseLink[]> {
  const host = hostOf(config);
  if (host === undefined) return unavailable(`HOST of DATABASES['${alias}'] could not be computed`);
  if (host === '') return collected([]);
  const endpoint = endpointOf(inputs, host.toLowerCase());
  if (endpoint === undefined) return unseen(inputs) ?? collected([]);
  return collected([
    {
      alias,
      through: endpoint.through,
      database: {
        to: endpoint.database,
        edge: {
          from: service,
          to: endpoint.database.ref,
          kind: 'database',
          reason: `HOST of DATABASES['${alias}'] is ${endpoint.what}`,
          confidence: 'high',
          evidence: [
            settingEvidence(settings, 'DATABASES', `DATABASES['${alias}']['HOST']`, host),
            live(endpoint.what, host, endpoint.call),
          ],
        },
      },
    },
  ]);
}

/** Undefined when it was not computed; empty for a local socket and for SQLite. */
function hostOf(config: Json): string | undefined {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return undefined;
  if ('$unknown' in config) return undefined;
  const host = (config as { readonly [key: string]: Json })['HOST'] ?? '';
  return typeof host === 'string' ? host : undefined;
}

function endpointOf(inputs: Inputs, host: string): Endpoint | undefined {
  return instanceEndpoint(inputs, host) ?? clusterEndpoint(inputs, host) ?? proxyEndpoint(inputs, host);
}

function instanceEndpoint(inputs: Inputs, host: string): Endpoint | undefined {
  const database = lookup(inputs['rds.instances'], byEndpoint).first(host);
  return (
    database && {
      database,
      what: `the endpoint of ${database.DBInstanceIdentifier}`,
      through: 'endpoint',
      call: 'rds:DescribeDBInstances',
    }
  );
}

function byEndpoint({ Endpoint }: DbInstance): string | undefined {
  return Endpoint?.Address?.toLowerCase();
}

const CLUSTERS = 'rds:DescribeDBClusters';

function byEndpoints({ Endpoint, ReaderEndpoint, CustomEndpoints = [] }: DbCluster): readonly string[] {
  return [Endpoint, ReaderEndpoint, ...CustomEndpoints].flatMap((address) => address?.toLowerCase() ?? []);
}

function clusterEndpoint(inputs: Inputs, host: string): Endpoint | undefined {
  const database = lookup(inputs['rds.clusters'], byEndpoints).first(host);
  if (database === undefined) return undefined;
  const { Endpoint, ReaderEndpoint, DBClusterIdentifier } = database;
  const which =
    Endpoint?.toLowerCase() === host
      ? 'the endpoint'
      : ReaderEndpoint?.toLowerCase() === host
        ? 'the reader endpoint'
        : 'a custom endpoint';
  return { database, what: `${which} of ${DBClusterIdentifier}`, through: 'endpoint', call: CLUSTERS };
}

function proxyEndpoint(inputs: Inputs, host: string): Endpoint | undefined {
  const proxy = lookup(inputs['rds.proxies'], byProxyEndpoint).first(host);
  if (proxy === undefined) return undefined;
  const targets = lookup(inputs['rds.proxyTargets'], byProxy).all([within(proxy.ref, proxy.DBProxyName)]);
  const [database] = targets.flatMap((target) => behind(inputs, target) ?? []);
  if (database === undefined) return undefined;
  const what = `the endpoint of proxy ${proxy.DBProxyName}`;
  return { database, what, through: 'proxy', call: 'rds:DescribeDBProxies' };
}

function byProxyEndpoint({ Endpoint }: AwsItem<'rds.proxies'>): string | undefined {
  return Endpoint?.toLowerCase();
}

function byProxy({ ref, DBProxyName }: AwsItem<'rds.proxyTargets'>): string {
  return within(ref, DBProxyName);
}

/** Identifiers are unique in an account and region, which are the proxy's. */
function behind(inputs: Inputs, { ref, TrackedClusterId = '', RdsResourceId = '' }: AwsItem<'rds.proxyTargets'>) {
  return (
    lookup(inputs['rds.clusters'], byCluster).first(within(ref, TrackedClusterId)) ??
    lookup(inputs['rds.instances'], byInstance).first(within(ref, RdsResourceId))
  );
}

function byCluster({ ref, DBClusterIdentifier }: DbCluster): string {
  return within(ref, DBClusterIdentifier);
}

function byInstance({ ref, DBInstanceIdentifier }: DbInstance): string {
  return within(ref, DBInstanceIdentifier);
}

function unseen(inputs: Inputs): Fact<never> | undefined {
  const part = [inputs['rds.instances'], inputs['rds.clusters'], inputs['rds.proxies'], inputs['rds.proxyTargets']]
    .map((scoped) => pool<unknown>(scoped))
    .find(({ missing }) => missing.length > 0);
  return part && gap(part);
}
