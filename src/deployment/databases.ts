import type { DbCluster, DbInstance } from '../model/aws/index.ts';
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
  const database = pool(inputs['rds.instances']).items.find((one) => one.Endpoint?.Address?.toLowerCase() === host);
  return (
    database && {
      database,
      what: `the endpoint of ${database.DBInstanceIdentifier}`,
      through: 'endpoint',
      call: 'rds:DescribeDBInstances',
    }
  );
}

const CLUSTERS = 'rds:DescribeDBClusters';

function clusterEndpoint(inputs: Inputs, host: string): Endpoint | undefined {
  for (const database of pool(inputs['rds.clusters']).items) {
    const endpoints = { endpoint: database.Endpoint, 'reader endpoint': database.ReaderEndpoint };
    for (const [what, address] of Object.entries(endpoints)) {
      if (address?.toLowerCase() === host)
        return {
          database,
          what: `the ${what} of ${database.DBClusterIdentifier}`,
          through: 'endpoint',
          call: CLUSTERS,
        };
    }
    const custom = database.CustomEndpoints?.some((address) => address.toLowerCase() === host) ?? false;
    if (custom)
      return {
        database,
        what: `a custom endpoint of ${database.DBClusterIdentifier}`,
        through: 'endpoint',
        call: CLUSTERS,
      };
  }
  return undefined;
}

function proxyEndpoint(inputs: Inputs, host: string): Endpoint | undefined {
  const proxy = pool(inputs['rds.proxies']).items.find((one) => one.Endpoint?.toLowerCase() === host);
  if (proxy === undefined) return undefined;
  const what = `the endpoint of proxy ${proxy.DBProxyName}`;
  for (const target of pool(inputs['rds.proxyTargets']).items) {
    if (target.DBProxyName !== proxy.DBProxyName) continue;
    const database = behind(inputs, target.TrackedClusterId, target.RdsResourceId);
    if (database !== undefined) return { database, what, through: 'proxy', call: 'rds:DescribeDBProxies' };
  }
  return undefined;
}

function behind(inputs: Inputs, cluster: string | undefined, instance: string | undefined) {
  return (
    pool(inputs['rds.clusters']).items.find((one) => one.DBClusterIdentifier === cluster) ??
    pool(inputs['rds.instances']).items.find((one) => one.DBInstanceIdentifier === instance)
  );
}

function unseen(inputs: Inputs): Fact<never> | undefined {
  const part = [inputs['rds.instances'], inputs['rds.clusters'], inputs['rds.proxies'], inputs['rds.proxyTargets']]
    .map((scoped) => pool<unknown>(scoped))
    .find(({ missing }) => missing.length > 0);
  return part && gap(part);
}
