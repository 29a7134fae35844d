import type { EvaluatedSettings, Json, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { type DatabaseAlias, databaseAliases } from '../shared/databases.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { found, where } from '../shared/places.ts';
import { isHole, settingEvidence } from '../shared/settings.ts';
import { compareVersions } from '../shared/versions.ts';

const ASYNC_KINDS = new Set(['uvicorn', 'daphne', 'hypercorn', 'granian']);

export default defineRule({
  id: 'persistent-connections-async',
  topic: 'databases/rds',
  severity: 'medium',
  docs: {
    title: 'Match persistent connections to the server',
    why: 'Under ASGI and gevent each request can run in another thread or greenlet: persistent connections pile up there until the database refuses new ones. And a connection that RDS cut in a failover stays broken for as long as it is kept, unless Django checks it.',
    how: 'CONN_MAX_AGE of each alias other than 0 is medium where production serves with ASGI or gevent, low without CONN_HEALTH_CHECKS (from Django 4.1 on).',
    fix: '`CONN_MAX_AGE = 60` with `CONN_HEALTH_CHECKS = True`; under ASGI `CONN_MAX_AGE = 0` and the pool of psycopg.',
    silent: ['CONN_MAX_AGE of 0, the default', 'SQLite'],
    example: {
      language: 'python',
      bad: '# Procfile: web: uvicorn config.asgi:application\nDATABASES["default"]["CONN_MAX_AGE"] = 600',
      good: '# Procfile: web: uvicorn config.asgi:application\nDATABASES["default"]["CONN_MAX_AGE"] = 0\nDATABASES["default"]["OPTIONS"] = {"pool": True}',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/databases/#persistent-database-connections',
      'https://docs.djangoproject.com/en/stable/topics/async/',
    ],
  },
  controls: { wellArchitected: ['REL05'], cwe: ['404'] },
  needs: ['repository.settings', 'repository.processes'],
  subjects: ({ repository }) => databaseAliases(repository.settings).filter(({ family }) => family !== 'sqlite'),
  judge: (database, { repository: { settings, processes } }) => {
    const age: Json | undefined =
      database.entry === undefined ? { $unknown: 'DATABASES' } : database.entry['CONN_MAX_AGE'];
    const details = {
      evidence: [settingEvidence(database.setting, settings)],
      ...where(settingPlace(database.setting, settings)),
    };
    if (isHole(age)) return unknown(`CONN_MAX_AGE of database ${database.alias} could not be computed`, details);
    if (age === undefined || age === 0)
      return notApplicable(`database ${database.alias} has no persistent connections`);
    const server = processes.find(isAsync);
    if (server === undefined) return checks(database, settings, details);
    return fail(
      `database ${database.alias} keeps connections (CONN_MAX_AGE ${age === null ? 'None' : String(age)}) while ${server.path} serves with ${kind(server)}: they pile up`,
      {
        ...details,
        evidence: [...details.evidence, found(server.name ?? server.kind, server.text, server.location)],
        fix: fix('Close connections after each request', text('CONN_MAX_AGE = 0  # and OPTIONS["pool"] = True')),
      },
    );
  },
});

function isAsync(process: AppProcess): boolean {
  return process.production && (ASYNC_KINDS.has(process.kind) || kind(process) !== process.kind);
}

/** `gunicorn with gevent` where the workers are not threads. */
function kind({ kind: name, gunicorn }: AppProcess): string {
  const worker = gunicorn?.worker_class;
  if (worker?.status === 'known' && /gevent|eventlet|uvicorn|asgi/i.test(worker.value))
    return `${name} and ${worker.value}`;
  return name;
}

function checks(database: DatabaseAlias, settings: EvaluatedSettings, details: Pick<Verdict, 'evidence'>): Verdict {
  if (compareVersions(settings.django, '4.1') < 0)
    return pass(`Django ${settings.django} has no health checks of connections`, details);
  const checked = database.entry?.['CONN_HEALTH_CHECKS'];
  if (isHole(checked))
    return unknown(`CONN_HEALTH_CHECKS of database ${database.alias} could not be computed`, details);
  if (checked === true) return pass(`database ${database.alias} checks the connections that it keeps`, details);
  return fail(
    `database ${database.alias} keeps connections without CONN_HEALTH_CHECKS: after a failover requests fail until they are closed`,
    {
      ...details,
      severity: 'low',
      fix: fix('Check them before use', text('CONN_HEALTH_CHECKS = True')),
    },
  );
}
