import type { AppMigrations, Migration, MigrationOperation } from '../../src/model/repository/index.ts';

/** Why an operation does not go together with the code that was deployed before it. */
export interface Break {
  readonly operation: MigrationOperation;
  /** `RemoveField Order.total`. */
  readonly name: string;
  /** What happens to the processes of the old code. */
  readonly effect: string;
  /** `schema` fails requests of the old code; `lock` keeps them waiting; `insert` fails new rows only; `back` a rollback only. */
  readonly kind: 'schema' | 'lock' | 'insert' | 'back';
}

/** Models and fields that new migrations of the app make themselves: no old code knows them. */
export type Made = ReadonlySet<string>;

function madeBy(migrations: readonly Migration[]): Made {
  const operations = migrations.flatMap((one) => one.operations ?? []).filter(({ stateOnly }) => !stateOnly);
  return new Set(
    operations.flatMap(({ operation, model, field, newName }) => {
      if (operation === 'RenameModel') return newName === undefined ? [] : [keyOf(newName)];
      if (model === undefined) return [];
      if (operation === 'CreateModel') return [keyOf(model)];
      return operation === 'AddField' ? [keyOf(model, field)] : [];
    }),
  );
}

function keyOf(model: string, field?: string): string {
  return (field === undefined ? model : `${model}.${field}`).toLowerCase();
}

/** The operations of a migration that the old code does not survive, the worst first. */
export function breaksOf({ operations = [] }: Migration, made: Made, postgresql: boolean): readonly Break[] {
  const found = operations.flatMap((operation) => {
    if (isOwn(operation, made)) return [];
    const effect = effectOf(operation, postgresql);
    return effect === undefined ? [] : [{ operation, name: nameOf(operation), ...effect }];
  });
  return found.toSorted((a, b) => WORST.indexOf(a.kind) - WORST.indexOf(b.kind));
}

const WORST: readonly Break['kind'][] = ['schema', 'lock', 'insert', 'back'];

function nameOf({ operation, model, field }: MigrationOperation): string {
  if (model === undefined) return operation;
  return `${operation} ${field === undefined ? model : `${model}.${field}`}`;
}

/** Nothing happens in the database, or to nothing that old code knows. */
function isOwn({ operation, model = '', field, stateOnly }: MigrationOperation, made: Made): boolean {
  if (stateOnly || made.has(keyOf(model))) return true;
  return operation !== 'AddField' && field !== undefined && made.has(keyOf(model, field));
}

function effectOf(operation: MigrationOperation, postgresql: boolean): Omit<Break, 'operation' | 'name'> | undefined {
  const { model = 'the model', field = 'the field', newName } = operation;
  const to = newName === undefined ? '' : `, now ${newName}`;
  switch (operation.operation) {
    case 'RemoveField':
      return { kind: 'schema', effect: `the old code still names the column of ${field} in every query of ${model}` };
    case 'DeleteModel':
      return { kind: 'schema', effect: `the old code still queries the table of ${model}` };
    case 'RenameField':
      return { kind: 'schema', effect: `the old code still queries ${model} by the column of ${field}${to}` };
    case 'RenameModel':
      return { kind: 'schema', effect: `the old code still queries the table of ${model}${to}` };
    case 'AlterModelTable':
      return { kind: 'schema', effect: `the old code still queries the table of ${model} by its old name` };
    case 'AddField':
      return ofNewColumn(operation, `the old code inserts rows of ${model} without ${field}, which is NOT NULL`);
    case 'AddIndex':
      return postgresql
        ? { kind: 'lock', effect: `PostgreSQL lets nobody write to the table of ${model} until the index is built` }
        : undefined;
    case 'RunPython':
      return operation.reversible === false
        ? { kind: 'back', effect: 'it has no reverse_code: migrate cannot go back to what the old code expects' }
        : undefined;
    default:
      return undefined;
  }
}

/**
 * Django's `default` fills the rows that exist; the migration that adds the column drops it from the column again. A field that
 * the database computes needs no value, and one whose class is not known may be anything.
 */
function ofNewColumn(operation: MigrationOperation, effect: string): Omit<Break, 'operation' | 'name'> | undefined {
  const { null: nullable, hasDefault, hasDbDefault, fieldType = '' } = operation;
  if (nullable !== false || hasDbDefault === true || fieldType.endsWith('GeneratedField')) return undefined;
  if (hasDefault !== true) return { kind: 'schema', effect };
  return { kind: 'insert', effect: `${effect} (its default is Django's, the column keeps none)` };
}

/** Operations of Django whose effect on the old code is known from the migration alone. */
const KNOWN = new Set([
  'CreateModel',
  'DeleteModel',
  'RenameModel',
  'AlterModelTable',
  'AlterModelTableComment',
  'AlterModelOptions',
  'AlterModelManagers',
  'AlterOrderWithRespectTo',
  'AlterUniqueTogether',
  'AlterIndexTogether',
  'AddField',
  'RemoveField',
  'RenameField',
  'AddIndex',
  'AddIndexConcurrently',
  'RemoveIndex',
  'RemoveIndexConcurrently',
  'RenameIndex',
  'AddConstraint',
  'AddConstraintNotValid',
  'ValidateConstraint',
  'AlterConstraint',
  'RemoveConstraint',
  'RunPython',
]);
const EXTENSION = /(Extension|Collation)$/;

/** What a migration does that cannot be judged from its file, in words. */
export function unclear({ operations = [] }: Migration, made: Made): string | undefined {
  const one = operations.find((operation) => !isClear(operation, made));
  if (one === undefined) return undefined;
  const { operation, model, field = '' } = one;
  if (operation === 'AlterField')
    return `AlterField ${model ?? ''}.${field}: whether it narrows the column depends on what it was`;
  if (operation === 'AddField')
    return `AddField ${model ?? ''}.${field}: whether the column may be NULL could not be read`;
  if (operation === 'RunSQL') return 'RunSQL: its statements are not read';
  return operation === '' ? 'an operation that is built in code' : `${operation}, which is no operation of Django`;
}

function isClear(one: MigrationOperation, made: Made): boolean {
  if (isOwn(one, made) || EXTENSION.test(one.operation)) return true;
  return KNOWN.has(one.operation) && !(one.operation === 'AddField' && one.null === undefined);
}

/** The migrations of one app that the base does not hold. */
export interface NewMigrations {
  readonly all: readonly Migration[];
  readonly made: Made;
}

/**
 * By app. A file that was moved with its app's folder is not new: the same app and name stand in the base under a path that
 * is gone. Django, too, knows a migration by these two.
 */
export function newMigrations(apps: readonly AppMigrations[], base: readonly string[]): readonly NewMigrations[] {
  const paths = new Set(apps.flatMap(({ migrations }) => migrations.map(({ path }) => path)));
  const held = new Set(base);
  const moved = new Set(base.filter((path) => !paths.has(path)).map(identity));
  return apps.flatMap(({ migrations }) => {
    const all = migrations.filter(({ path }) => !held.has(path) && !moved.has(identity(path)));
    return all.length === 0 ? [] : [{ all, made: madeBy(all) }];
  });
}

/** `orders/migrations/0002_total.py`, wherever the app lies. */
function identity(path: string): string {
  return path.split('/').slice(-3).join('/');
}
