import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';
import { found, where } from '../shared/places.ts';
import { databaseAliases, linkEvidence, nameOf } from '../shared/service.ts';
import { compareVersions, seriesOf } from '../shared/versions.ts';

/**
 * What each series refuses to work with, from its release notes (docs/releases/<series>.txt, "What's new" and "Backwards
 * incompatible changes") and `minimum_database_version` of its backends. A series that is not listed is not judged.
 */
const MINIMUM: Readonly<Record<string, Readonly<Record<Family, string>>>> = {
  '4.2': { postgresql: '12', mysql: '8', mariadb: '10.4' },
  '5.0': { postgresql: '12', mysql: '8.0.11', mariadb: '10.4' },
  '5.1': { postgresql: '13', mysql: '8.0.11', mariadb: '10.5' },
  '5.2': { postgresql: '14', mysql: '8.0.11', mariadb: '10.5' },
  '6.0': { postgresql: '14', mysql: '8.0.11', mariadb: '10.6' },
  '6.1': { postgresql: '15', mysql: '8.4', mariadb: '10.11' },
};
type Family = 'postgresql' | 'mysql' | 'mariadb';

export default defineRule({
  id: 'django-db-version-unsupported',
  topic: 'databases/rds',
  severity: 'high',
  docs: {
    title: 'Run a database version that the Django version supports',
    why: 'Django refuses the first connection to a server that is too old: NotSupportedError, and no page is served. An upgrade of Django that passes all tests against a newer local database takes production down.',
    how: 'The version that RDS runs is compared with the minimum of the Django series that the repository locks. Aurora counts by the PostgreSQL or MySQL version that it speaks.',
    fix: 'Upgrade the database first, then Django.',
    silent: ['Django series that are not in the table', 'databases that are not on RDS'],
    example: {
      language: 'text',
      bad: '# requirements.txt; RDS: PostgreSQL 13.15\nDjango==5.2.19',
      good: '# requirements.txt; RDS: PostgreSQL 16.4\nDjango==5.2.19',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/databases/',
      'https://docs.djangoproject.com/en/6.1/releases/6.1/',
      'https://docs.djangoproject.com/en/5.2/releases/5.2/',
    ],
  },
  controls: { wellArchitected: ['REL08'], cwe: ['1104'] },
  needs: ['deployment.services', 'repository.dependencies'],
  subjects: ({ deployment }) => deployment.services.flatMap((service) => databaseAliases(service)),
  judge: (subject, { repository }) => {
    if ('blind' in subject) return unknown(subject.blind);
    const { service, link } = subject;
    const django = repository.dependencies.resolved['django'];
    if (django?.version === undefined) return unknown('the repository does not say which Django it installs');
    const database = link.database.to;
    const family = familyOf(database.Engine);
    if (family === undefined) return notApplicable(`${database.Engine} is none of Django's own backends`);
    const series = seriesOf(django.version, 2) ?? '';
    const minimum = MINIMUM[series]?.[family];
    if (minimum === undefined) return notApplicable(`Django ${django.version} is not in the table of minimum versions`);
    const version = spoken(database.Engine, database.EngineVersion);
    const name = database.ref.name ?? database.ref.id;
    const evidence = [
      seen('EngineVersion', `${database.Engine} ${database.EngineVersion}`, 'rds:DescribeDBInstances'),
      found('Django', django.version, django.location),
      seen('link', link.database.edge.reason, 'deployment'),
      linkEvidence(service),
    ];
    if (compareVersions(version, minimum) >= 0) {
      return pass(`${name} runs ${family} ${version}, Django ${series} asks for ${minimum}`, { evidence });
    }
    return fail(
      `Django ${django.version} of ${nameOf(service)} needs ${family} ${minimum} or later, and ${name} runs ${version}: it refuses to connect`,
      {
        evidence,
        ...where(django.location),
        fix: fix(
          `Upgrade ${name} before Django`,
          text(
            'A major upgrade is an outage of minutes to an hour; take a snapshot and try it on a restored copy first.',
          ),
          cli(
            'rds describe-db-engine-versions',
            {
              engine: database.Engine,
              'engine-version': database.EngineVersion,
              query: 'DBEngineVersions[].ValidUpgradeTarget[].EngineVersion',
            },
            database.ref.region,
          ),
        ),
      },
    );
  },
});

function familyOf(engine: string): Family | undefined {
  if (/^(aurora-)?postgres(ql)?$/.test(engine)) return 'postgresql';
  if (/^(aurora-)?mysql$|^aurora$/.test(engine)) return 'mysql';
  return engine === 'mariadb' ? 'mariadb' : undefined;
}

/** `8.0.mysql_aurora.3.08.0` speaks MySQL 8.0, whose first release for Django is 8.0.11: Aurora's is later. */
function spoken(engine: string, version: string): string {
  if (engine !== 'aurora-mysql') return version;
  return `${version.split('.mysql_aurora')[0] ?? version}.99`;
}
