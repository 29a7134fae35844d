import { ask, type DeployedService, defineRule, fail, type Json, pass, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { linkEvidence, liveSetting, look, nameOf, variableEvidence } from '../shared/service.ts';

export default defineRule({
  id: 'sqlite-in-production',
  topic: 'databases/rds',
  severity: 'critical',
  goals: ['data', 'resilience'],
  docs: {
    title: 'Do not keep production’s data in SQLite',
    why: 'The file lives on the disk of the container or instance: every deployment, every replaced machine starts with an empty database, and two of them have two different ones.',
    how: 'DATABASES is computed under the variables of the live service. SQLite as the engine of an alias is critical: the code fell back to it because DATABASE_URL is missing, or names it outright.',
    fix: 'Give the service DATABASE_URL, and read it without a default: DATABASES = {"default": env.db()}.',
    silent: ['SQLite that only a build step uses'],
    example: {
      language: 'python',
      bad: '# task definition: no DATABASE_URL\nDATABASES = {"default": env.db("DATABASE_URL", default="sqlite:///db.sqlite3")}',
      good: '# task definition: DATABASE_URL=postgres://shop@db.example.com/shop\nDATABASES = {"default": env.db("DATABASE_URL")}',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/databases/#sqlite-notes',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html',
    ],
  },
  controls: { wellArchitected: ['REL09'], soc2: ['A1.2'] },
  needs: ['deployment.services'],
  subjects: ({ deployment }) => deployment.services,
  judge: (service) => {
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    if ('open' in settings) return settings.open;
    const databases = liveSetting(settings.value, 'DATABASES');
    if (databases === undefined) return unknown('DATABASES is not among the settings');
    const evidence = [
      databases.evidence,
      ...variableEvidence(service, settings.value, 'DATABASES'),
      linkEvidence(service),
    ];
    const place = where(settingPlace(databases.setting, settings.value));
    const answer = ask(databases.value, hasSqlite);
    if (answer === 'never') return pass(`${nameOf(service)} keeps no data in SQLite`, { evidence });
    if (answer !== 'always')
      return unknown(`DATABASES of ${nameOf(service)} could not be computed`, { evidence, ...place });
    return fail(
      `${nameOf(service)} keeps its data in SQLite on its own disk: the next deployment starts with an empty database`,
      {
        evidence,
        ...place,
        fix: sqliteFix(service),
      },
    );
  },
});

/** Undefined when an engine could not be computed and none of the others is SQLite. */
function hasSqlite(value: Json): boolean | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const engines = Object.values(value as { readonly [key: string]: Json }).map(engineOf);
  if (engines.some((engine) => engine !== undefined && /sqlite|spatialite/.test(engine))) return true;
  return engines.includes(undefined) ? undefined : false;
}

function engineOf(config: Json): string | undefined {
  if (typeof config !== 'object' || config === null || Array.isArray(config) || '$unknown' in config) return undefined;
  const engine = (config as { readonly [key: string]: Json })['ENGINE'] ?? '';
  return typeof engine === 'string' ? engine : undefined;
}

function sqliteFix({ ref }: DeployedService) {
  return fix(
    `Give ${ref.name ?? ref.id} its database`,
    text('Set DATABASE_URL in the service (from Secrets Manager) and deploy.'),
    text(
      'DATABASES = {"default": env.db()}  # without a default: a missing variable stops the start instead of losing data',
    ),
  );
}
