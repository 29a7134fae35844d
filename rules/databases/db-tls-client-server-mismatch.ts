import type { DbCluster, DbInstance, ParameterGroup } from '../../src/model/aws/index.ts';
import {
  defineRule,
  type EvaluatedSettings,
  type Evidence,
  fail,
  type Json,
  notApplicable,
  pass,
  unknown,
} from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { sameScope } from '../shared/scope.ts';
import { type DatabaseAlias, databaseAliases, linkEvidence, liveSetting, look, nameOf } from '../shared/service.ts';
import { isRecord } from '../shared/settings.ts';
import { tlsByDefault, tlsParameter } from '../shared/tls-parameters.ts';

export default defineRule({
  id: 'db-tls-client-server-mismatch',
  topic: 'databases/encryption-in-transit',
  severity: 'high',
  docs: {
    title: 'Let Django and the database agree on TLS',
    why: 'PostgreSQL clients prefer TLS and fall back to clear text without a word; when the server does not insist either, passwords and rows cross the network readable. A client that refuses TLS cannot connect at all to a server that insists.',
    how: 'OPTIONS of the alias under the live variables against the parameter in effect of the very database behind it (`rds.force_ssl`, `require_secure_transport`). Neither side insists: high. The client refuses and the server insists: high, an outage. The client requires TLS and the server accepts clear text from others: low.',
    fix: 'Set `sslmode` to `verify-full` with the RDS bundle (or `require`) in OPTIONS, and let the parameter group insist.',
    silent: [
      'aliases whose HOST leads to no RDS endpoint',
      'engines that have no such parameter',
      'a database behind RDS Proxy: the proxy speaks TLS by itself',
    ],
    example: {
      language: 'python',
      bad: '# parameter group of the database: rds.force_ssl = 0\nDATABASES["default"]["OPTIONS"] = {"sslmode": "prefer"}',
      good: '# parameter group of the database: rds.force_ssl = 1\nDATABASES["default"]["OPTIONS"] = {"sslmode": "verify-full", "sslrootcert": "/etc/ssl/rds/global-bundle.pem"}',
    },
    references: [
      'https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html',
    ],
  },
  controls: {
    awsFsbp: ['RDS.38'],
    wellArchitected: ['SEC09'],
    soc2: ['CC6.7'],
    cwe: ['319'],
    owaspTop10_2021: ['A02'],
  },
  needs: ['deployment.services', 'rds.parameters'],
  subjects: ({ deployment }) => deployment.services.flatMap((service) => databaseAliases(service)),
  judge: (subject, { rds }) => {
    if ('blind' in subject) return unknown(subject.blind);
    const { service, link } = subject;
    const { to: database } = link.database;
    if (link.through === 'proxy') return notApplicable('RDS Proxy stands between');
    const parameter = tlsParameter(database.Engine);
    if (parameter === undefined) return notApplicable(`${database.Engine} has no parameter that enforces TLS`);
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    if ('open' in settings) return settings.open;
    return compare(subject, settings.value, parameter, serverInsists(database, parameter, rds.parameters));
  },
});

/** What the client asks for: `falls back` is libpq's own default. */
type Client = 'refuses' | 'falls back' | 'requires' | 'verifies';

function clientOf(settings: EvaluatedSettings, alias: string): Client | undefined {
  const databases = liveSetting(settings, 'DATABASES')?.value;
  if (databases?.status !== 'known' || !isRecord(databases.value)) return undefined;
  const config = databases.value[alias];
  if (!isRecord(config) || '$unknown' in config) return undefined;
  const options = config['OPTIONS'] ?? {};
  if (!isRecord(options) || '$unknown' in options) return undefined;
  return String(config['ENGINE']).includes('mysql') ? mysql(options) : postgres(options);
}

function postgres(options: { readonly [key: string]: Json }): Client | undefined {
  const mode = options['sslmode'] ?? 'prefer';
  if (typeof mode !== 'string') return undefined;
  if (mode === 'disable') return 'refuses';
  if (mode === 'verify-full' || mode === 'verify-ca') return 'verifies';
  return mode === 'require' ? 'requires' : 'falls back';
}

/** mysqlclient: `ssl_mode`, or an `ssl` dictionary, whose certificate is verified when it names a CA. */
function mysql(options: { readonly [key: string]: Json }): Client | undefined {
  const mode = options['ssl_mode'];
  if (typeof mode === 'string') {
    if (mode === 'DISABLED') return 'refuses';
    if (mode === 'PREFERRED') return 'falls back';
    return mode === 'REQUIRED' ? 'requires' : 'verifies';
  }
  const ssl = options['ssl'];
  if (isRecord(ssl) && '$unknown' in ssl) return undefined;
  if (isRecord(ssl) && Object.keys(ssl).length > 0) return 'ca' in ssl ? 'verifies' : 'requires';
  return 'falls back';
}

interface Server {
  readonly insists: boolean;
  readonly group: string;
  readonly value: string | undefined;
}

function serverInsists(
  database: DbInstance | DbCluster,
  parameter: string,
  groups: readonly ParameterGroup[],
): Server | undefined {
  const cluster = !('DBInstanceArn' in database);
  const name = cluster ? database.DBClusterParameterGroup : database.DBParameterGroups?.[0]?.DBParameterGroupName;
  const group = groups.find(
    (one) => one.kind === (cluster ? 'cluster' : 'instance') && one.name === name && sameScope(one, database),
  );
  if (group === undefined) return undefined;
  const value = group.parameters.find(({ ParameterName }) => ParameterName === parameter)?.ParameterValue;
  const insists =
    value === undefined
      ? tlsByDefault(database.Engine, database.EngineVersion)
      : value === '1' || value.toUpperCase() === 'ON';
  return insists === undefined ? undefined : { insists, group: group.name, value };
}

function compare(
  { service, link }: DatabaseAlias,
  settings: EvaluatedSettings,
  parameter: string,
  server: Server | undefined,
) {
  const client = clientOf(settings, link.alias);
  const databases = liveSetting(settings, 'DATABASES');
  const { to: database, edge } = link.database;
  const name = database.ref.name ?? database.ref.id;
  if (client === undefined || databases === undefined)
    return unknown(`OPTIONS of DATABASES['${link.alias}'] could not be computed`);
  if (server === undefined) return unknown(`${parameter} of ${name} could not be seen`);
  const evidence: readonly Evidence[] = [
    {
      ...databases.evidence,
      label: `DATABASES['${link.alias}'] OPTIONS`,
      value: `Django ${client === 'falls back' ? 'prefers TLS and falls back to clear text' : `${client} TLS`}`,
    },
    seen(parameter, server.value ?? 'the default of the version', 'rds:DescribeDBParameters'),
    seen('link', edge.reason, 'deployment'),
    linkEvidence(service),
  ];
  const place = where(settingPlace(databases.setting, settings));
  const who = `DATABASES['${link.alias}'] of ${nameOf(service)}`;
  const both = fix('Let both sides insist on TLS', ...steps(link.alias, parameter, server));
  if (client === 'refuses' && server.insists) {
    return fail(`${who} refuses TLS and ${name} insists on it: no connection is made`, {
      evidence,
      ...place,
      fix: both,
    });
  }
  if (server.insists) return pass(`${name} refuses connections without TLS`, { evidence });
  if (client === 'falls back' || client === 'refuses') {
    return fail(
      `neither ${who} nor ${name} insists on TLS: passwords and rows can cross the network in clear, unnoticed`,
      { evidence, ...place, fix: both },
    );
  }
  return fail(`${who} ${client} TLS, but ${name} accepts other clients without it`, {
    severity: 'low',
    evidence,
    ...place,
    fix: both,
  });
}

function steps(alias: string, parameter: string, { group }: Server) {
  const mysql = parameter === 'require_secure_transport';
  return [
    text(
      mysql
        ? `DATABASES["${alias}"]["OPTIONS"] = {"ssl": {"ca": "/etc/ssl/rds/global-bundle.pem"}}`
        : `DATABASES["${alias}"]["OPTIONS"] = {"sslmode": "verify-full", "sslrootcert": "/etc/ssl/rds/global-bundle.pem"}`,
    ),
    text(`Then set ${parameter} in parameter group ${group}: see rds-tls-not-enforced.`),
  ];
}
