import {
  type DeployedService,
  defineRule,
  type Evidence,
  fail,
  notApplicable,
  pass,
  type Rollouts,
  type Severity,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import type { Dependencies, Migration, Workflow } from '../../src/model/repository/index.ts';
import { databaseAliases } from '../shared/databases.ts';
import { fix, text } from '../shared/fix.ts';
import { FLAG } from '../shared/maintenance.ts';
import { type Break, breaksOf, type Made, newMigrations, unclear } from '../shared/migration-operations.ts';
import { found } from '../shared/places.ts';
import { type Overlap, overlapOf } from '../shared/rollouts.ts';
import { linkEvidence, nameOf } from '../shared/service.ts';

const STAGING = ['django-pg-zero-downtime-migrations', 'django-syzygy'];

export default defineRule({
  id: 'migration-unsafe-for-rolling',
  topic: 'databases/migrations-race',
  severity: 'medium',
  docs: {
    title: 'Keep each migration compatible with the code that still runs',
    why: 'Rolling, blue/green and immutable deployments migrate first and replace the copies afterwards: for minutes, and for as long as a rollback takes, the old code runs on the new schema. A column that it still selects and that is gone is an error on every page that touches the table.',
    how: '`--base-ref origin/main` names what is deployed now; migration files that its commit does not hold are new, and each is judged. RemoveField, DeleteModel, RenameField, RenameModel, AlterModelTable, AddField of a NOT NULL column without `default` or `db_default`, and on PostgreSQL AddIndex instead of AddIndexConcurrently are medium where a live service keeps old copies while new ones start (ECS rolling, blue/green, linear and canary; Elastic Beanstalk Rolling, Immutable and TrafficSplitting; Kubernetes RollingUpdate). AddField of a NOT NULL column with a `default` is low: Django fills the rows that exist with it and drops it from the column in the same migration, so that the old code goes on reading and its INSERTs fail; `db_default` (Django 5.0) keeps them working. RunPython without `reverse_code` is low: it is in the way of a rollback. Low where the deployment was not seen; one lower with django-pg-zero-downtime-migrations or django-syzygy; info where the workflow that deploys closes the site. AlterField, RunSQL and operations of other packages are unknown: their effect is not in the file.',
    fix: 'Expand, then contract, in two deployments: the first adds (nullable, or with `db_default`) and stops using what goes; the second removes it, when no old copy is left. Indices: `atomic = False` and AddIndexConcurrently. django-migration-linter in the workflow, and a `lock_timeout` for migrations.',
    silent: [
      'without --base-ref: which migrations have long been applied cannot be told from the files',
      'migrations that were moved with their app',
      'state_operations of SeparateDatabaseAndState: nothing happens in the database',
      'models and fields that the same new migrations create',
      'AddField of a column that may be NULL, has `db_default` or is computed by the database',
      'deployments that stop all old copies first: AllAtOnce, Recreate, ECS with 0% minimum and 100% maximum',
    ],
    example: {
      language: 'python',
      bad: 'operations = [\n    migrations.RemoveField("order", "total"),\n]',
      good: '# first deployment: the code does not name the field any more, the column stays\noperations = [\n    migrations.SeparateDatabaseAndState(\n        state_operations=[migrations.RemoveField("order", "total")],  # total is nullable\n    ),\n]\n# second deployment, when no old copy is left: the column goes',
    },
    references: [
      'https://github.com/3YOURMIND/django-migration-linter/blob/main/docs/incompatibilities.md',
      'https://docs.djangoproject.com/en/stable/ref/migration-operations/',
      'https://docs.djangoproject.com/en/stable/ref/models/fields/#db-default',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html',
    ],
  },
  controls: { wellArchitected: ['REL08'], soc2: ['CC8.1'] },
  needs: [
    'repository.base',
    'repository.migrations',
    'repository.project',
    'repository.settings',
    'repository.dependencies',
    'repository.workflows',
    'deployment.rollouts',
  ],
  subjects: ({ repository: { base, migrations, project } }): readonly Judged[] => {
    const { named } = base;
    if (named === undefined) return [{ ref: project.ref, nothing: NO_BASE }];
    const fresh = newMigrations(migrations, named.migrations);
    if (fresh.length > 0)
      return fresh.flatMap(({ all, made }) => all.map((one) => ({ ref: one.ref, migration: one, made })));
    const what = `every migration is in ${named.ref} (${named.commit.slice(0, 7)}): nothing new will be applied`;
    return [{ ref: project.ref, nothing: what }];
  },
  judge: (subject, { repository, deployment }) => {
    if ('nothing' in subject) return notApplicable(subject.nothing);
    const { migration, made } = subject;
    if (migration.operations === undefined) return unknown(`the operations of ${migration.path} could not be read`);
    const isPostgresql = databaseAliases(repository.settings).some(({ family }) => family === 'postgresql');
    const breaks = breaksOf(migration, made, isPostgresql || usesPsycopg(repository.dependencies));
    const open = unclear(migration, made);
    const [worst] = breaks;
    if (worst === undefined && open !== undefined) return unknown(`${migration.path}: ${open}`);
    if (worst === undefined) return pass(`the old code works with the schema that ${migration.path} leaves`);
    const rollout = rolloutOf(deployment.rollouts);
    if (rollout === 'stops')
      return notApplicable(
        'every service stops its old copies before new ones start: no old code meets the new schema',
      );
    return judgeBreaks(worst, breaks, rollout, easing(repository));
  },
});

const NO_BASE = 'which migrations are new is not known: what is deployed would decide it (--base-ref origin/main)';

type Judged = Subject & ({ readonly nothing: string } | { readonly migration: Migration; readonly made: Made });

function usesPsycopg({ resolved }: Dependencies): boolean {
  return ['psycopg', 'psycopg2', 'psycopg2-binary'].some((name) => resolved[name]?.role === 'production');
}

/** The first service that keeps old copies; else what keeps us from knowing. */
type Rollout = { readonly service: DeployedService; readonly overlap: Overlap } | { readonly unseen: string } | 'stops';

function rolloutOf({ services }: Rollouts): Rollout {
  if (services === undefined) return { unseen: 'the account was not scanned' };
  const all = services.map((service) => ({ service, overlap: overlapOf(service) }));
  const rolling = all.find(({ overlap }) => overlap.overlaps === true);
  if (rolling !== undefined) return rolling;
  const open = all.find(({ overlap }) => overlap.overlaps === undefined);
  if (open !== undefined) return { unseen: `${nameOf(open.service)}: ${open.overlap.how}` };
  return all.length > 0 ? 'stops' : { unseen: 'no live service was found that runs this repository' };
}

/** What makes it less severe. */
interface Easing {
  readonly closed?: Evidence;
  readonly staged?: Evidence;
}

function easing({
  workflows,
  dependencies,
}: {
  readonly workflows: readonly Workflow[];
  readonly dependencies: Dependencies;
}): Easing {
  const closed = closingStep(workflows);
  const staged = STAGING.map((name) => dependencies.resolved[name]).find((one) => one?.role === 'production');
  return {
    ...(closed === undefined ? {} : { closed }),
    ...(staged === undefined ? {} : { staged: found('package', staged.name, staged.location) }),
  };
}

/** A command of a workflow that deploys which closes the site: `manage.py maintenance_mode on`. */
function closingStep(workflows: readonly Workflow[]): Evidence | undefined {
  for (const { jobs } of workflows) {
    const steps = jobs.flatMap((job) => job.steps);
    if (!steps.some(({ deploys }) => deploys !== undefined)) continue;
    const commands = steps.flatMap(({ run }) => run?.commands ?? []);
    const closing = commands.find(({ words }) => FLAG.test(words.join(' ')) && words.some((word) => OPENS.test(word)));
    if (closing !== undefined) return found('closes the site', closing.words.join(' '), closing.location);
  }
  return undefined;
}

const OPENS = /(^|=|:|")(on|true|1|enable|start)"?$/i;

function judgeBreaks(
  worst: Break,
  breaks: readonly Break[],
  rollout: Exclude<Rollout, 'stops'>,
  { closed, staged }: Easing,
) {
  const { location } = worst.operation;
  const full: Severity = 'unseen' in rollout || worst.kind === 'back' || worst.kind === 'insert' ? 'low' : 'medium';
  const others = breaks.length - 1;
  const more = others === 0 ? '' : ` (and ${others} more operation${others === 1 ? '' : 's'})`;
  const severity = closed === undefined ? (staged === undefined ? full : LOWER[full]) : 'info';
  return fail(`${location.path}: ${worst.name}${more}: ${worst.effect}${meanwhile(rollout, closed)}`, {
    severity,
    confidence: 'unseen' in rollout || worst.kind === 'lock' || worst.kind === 'back' ? 'medium' : 'high',
    location,
    evidence: [
      ...breaks.map(({ name, effect, operation }) => found(name, effect, operation.location)),
      ...('unseen' in rollout ? [] : [...rollout.overlap.evidence, linkEvidence(rollout.service)]),
      ...[closed, staged].filter((one) => one !== undefined),
    ],
    fix: fix('Expand, then contract, in two deployments', text(remedy(worst))),
  });
}

const LOWER = { medium: 'low', low: 'info' } as const;

function meanwhile(rollout: Exclude<Rollout, 'stops'>, closed: Evidence | undefined): string {
  if (closed !== undefined) return '; the deployment closes the site meanwhile, a rollback does not';
  if ('unseen' in rollout) return `; whether old copies serve meanwhile could not be seen (${rollout.unseen})`;
  return `; ${nameOf(rollout.service)} keeps old copies while new ones start (${rollout.overlap.how})`;
}

function remedy({ operation: { operation, model = 'the model', field = 'the field' } }: Break): string {
  switch (operation) {
    case 'RemoveField':
      return `First deployment: make ${field} of ${model} nullable (or give it db_default), take it out of the model with SeparateDatabaseAndState(state_operations=[…]), so that the column stays. Second deployment, when no old copy is left: drop the column.`;
    case 'DeleteModel':
      return `First deployment: take ${model} out of the code with SeparateDatabaseAndState(state_operations=[…]). Second deployment, when no old copy is left: drop the table.`;
    case 'RenameField':
      return `Keep the column: db_column on the new name. Or: first deployment adds the new field and writes both, the second one removes ${field} of ${model}.`;
    case 'RenameModel':
    case 'AlterModelTable':
      return `Keep the table: db_table in Meta of ${model}, with SeparateDatabaseAndState(state_operations=[…]).`;
    case 'AddField':
      return `First deployment: add ${field} of ${model} with null=True or db_default. Second deployment, when no old copy is left and the rows are filled: make it NOT NULL.`;
    case 'AddIndex':
      return 'from django.contrib.postgres.operations import AddIndexConcurrently; atomic = False on the Migration, in a migration of its own; set lock_timeout.';
    default:
      return 'RunPython(forwards, reverse_code=migrations.RunPython.noop), or what undoes it.';
  }
}
