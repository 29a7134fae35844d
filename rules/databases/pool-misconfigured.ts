import type { Verdict } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, truthy, unknown } from '../../src/model/index.ts';
import type { Dependencies } from '../../src/model/repository/index.ts';
import { type DatabaseAlias, databaseAliases, options } from '../shared/databases.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { isHole, settingEvidence } from '../shared/settings.ts';
import { compareVersions } from '../shared/versions.ts';

export default defineRule({
  id: 'pool-misconfigured',
  topic: 'databases/rds',
  severity: 'high',
  docs: {
    title: 'Give the connection pool what it needs',
    why: 'With a pool and persistent connections at once, or without psycopg 3 and its pool, the first query raises ImproperlyConfigured: the deployment starts and every page fails.',
    how: 'Aliases with `OPTIONS["pool"]` are judged against CONN_MAX_AGE, the Django version (5.1 and later) and the installed drivers.',
    fix: '`pip install "psycopg[pool]"` and `CONN_MAX_AGE = 0`.',
    silent: ['aliases without a pool', 'other engines'],
    example: {
      language: 'python',
      bad: '# requirements.txt: Django==5.2.19, psycopg[pool]==3.3.9\nDATABASES["default"]["CONN_MAX_AGE"] = 600\nDATABASES["default"]["OPTIONS"] = {"pool": True}',
      good: '# requirements.txt: Django==5.2.19, psycopg[pool]==3.3.9\nDATABASES["default"]["CONN_MAX_AGE"] = 0\nDATABASES["default"]["OPTIONS"] = {"pool": True}',
    },
    references: ['https://docs.djangoproject.com/en/stable/ref/databases/#connection-pool'],
  },
  controls: { wellArchitected: ['REL'] },
  needs: ['repository.settings', 'repository.dependencies'],
  subjects: ({ repository }) => databaseAliases(repository.settings).filter((one) => pooled(one) !== false),
  judge: (database, { repository: { settings, dependencies } }) => {
    const details = {
      evidence: [settingEvidence(database.setting, settings)],
      ...where(settingPlace(database.setting, settings)),
    };
    if (pooled(database) === undefined)
      return unknown(`whether database ${database.alias} has a pool could not be computed`, details);
    if (database.family !== 'postgresql') return notApplicable('only PostgreSQL has this pool');
    return verdict(database, problem(database, settings.django, dependencies), details);
  },
});

function verdict({ alias }: DatabaseAlias, wrong: string | undefined, details: Pick<Verdict, 'evidence'>): Verdict {
  if (wrong === undefined) return pass(`the pool of database ${alias} has what it needs`, details);
  return fail(`the pool of database ${alias} cannot work: ${wrong}`, {
    ...details,
    fix: fix('Give it what it needs', text('pip install "psycopg[pool]"  # and CONN_MAX_AGE = 0')),
  });
}

/** False where options are known and hold no pool, or where nothing is known of the database at all. */
function pooled(database: DatabaseAlias): boolean | undefined {
  const given = options(database);
  if (given === undefined || given['pool'] === undefined) return false;
  return isHole(given['pool']) ? undefined : truthy(given['pool']);
}

function problem(
  { entry }: DatabaseAlias,
  django: string,
  { resolved, uncertainty }: Dependencies,
): string | undefined {
  const age = entry?.['CONN_MAX_AGE'];
  if (age !== undefined && age !== 0 && !isHole(age))
    return 'it does not support persistent connections, and CONN_MAX_AGE is not 0';
  if (compareVersions(django, '5.1') < 0) return `Django ${django} has no pool`;
  if (uncertainty !== undefined || Object.keys(resolved).length === 0) return undefined;
  const psycopg = resolved['psycopg'];
  if (psycopg === undefined)
    return resolved['psycopg2'] === undefined && resolved['psycopg2-binary'] === undefined
      ? undefined
      : 'it needs psycopg 3, and psycopg2 is installed';
  return 'psycopg-pool' in resolved || psycopg.extras.includes('pool') ? undefined : 'psycopg-pool is not installed';
}
