import type { AppMigrations, Migration, MigrationOperation } from '../../model/repository/index.ts';
import { item, startOf } from '../item.ts';
import { NotAvailable } from '../not-available.ts';
import { nameOf } from '../paths.ts';
import type { Call, ClassDef, Expression, Module } from '../python/ast.ts';
import { loadPython } from '../python/parse.ts';
import type { Repository } from '../repository.ts';
import { dottedName, moduleOf, stringOf } from './python-files.ts';

/** How many of an app's newest migrations are opened: older ones have long been applied. */
const NEWEST = 3;
/** Of all apps together, each app's newest before any older one. */
const MAX_OPENED = 150;
const FILE = /^(.*)\/migrations\/(\d{4}_\w+|(?!__init__)\w+)\.py$/;

/** Migrations by app, the operations of the newest. */
export async function readMigrations(repository: Repository): Promise<readonly AppMigrations[]> {
  await loadPython();
  const apps = new Map<string, string[]>();
  for (const { path, role } of repository.files) {
    const folder = FILE.exec(path)?.[1];
    if (folder !== undefined && role === 'production') apps.set(folder, [...(apps.get(folder) ?? []), path]);
  }
  const opened = new Set([...newestOf([...apps.values()]), ...(await newSince(repository, [...apps.values()].flat()))]);
  return [...apps]
    .map(([path, files]) => readApp(repository, path, files, opened))
    .filter(({ migrations }) => migrations.length > 0);
}

function newestOf(apps: readonly (readonly string[])[]): ReadonlySet<string> {
  const newestFirst = apps.map((files) => [...files].sort().reverse());
  const rounds = Array.from({ length: NEWEST }, (_, age) => newestFirst.flatMap((files) => files[age] ?? []));
  return new Set(rounds.flat().slice(0, MAX_OPENED));
}

/** Those that the base does not have. A base that cannot be read has its own fact to say so. */
async function newSince(repository: Repository, paths: readonly string[]): Promise<readonly string[]> {
  try {
    const { named } = await repository.fact('repository.base');
    const known = new Set(named?.migrations);
    return named === undefined ? [] : paths.filter((path) => !known.has(path)).slice(0, MAX_OPENED);
  } catch (error) {
    if (error instanceof NotAvailable) return [];
    throw error;
  }
}

function readApp(
  repository: Repository,
  folder: string,
  files: readonly string[],
  opened: ReadonlySet<string>,
): AppMigrations {
  const app = nameOf(folder);
  const paths = [...files].sort();
  const migrations = paths.map((path) => readMigration(repository, app, path, opened.has(path)));
  const needed = new Set(
    paths.flatMap((path) => (opened.has(path) ? dependenciesOf(moduleOf(repository, path), app) : [])),
  );
  const last = migrations.length - 1;
  return {
    app,
    path: folder,
    migrations: migrations.map((one, at) => ({
      ...one,
      leaf: one.operations === undefined ? at === last : !needed.has(one.name),
    })),
  };
}

function readMigration(repository: Repository, app: string, path: string, open: boolean): Migration {
  const name = nameOf(path).replace(/\.py$/, '');
  const made = { ...item(startOf(path), undefined, 'production'), app, name, leaf: false };
  const definition = open ? migrationClass(moduleOf(repository, path)) : undefined;
  if (definition === undefined) return { ...made, atomic: true, initial: name.startsWith('0001_') };
  const operations = attribute(definition, 'operations');
  const atomic = attribute(definition, 'atomic');
  return {
    ...made,
    ...(operations === undefined || operations.type === 'List' ? { operations: inside(operations, path, false) } : {}),
    atomic: !(atomic?.type === 'Constant' && atomic.value.kind === 'bool' && !atomic.value.value),
    initial: attribute(definition, 'initial') !== undefined || name.startsWith('0001_'),
  };
}

function migrationClass(module: Module | undefined): ClassDef | undefined {
  return module?.body.find((one): one is ClassDef => one.type === 'ClassDef' && one.name === 'Migration');
}

function attribute(definition: ClassDef, name: string): Expression | undefined {
  for (const one of definition.body)
    if (one.type === 'Assign' && one.targets.some((target) => dottedName(target) === name)) return one.value;
  return undefined;
}

function dependenciesOf(module: Module | undefined, app: string): readonly string[] {
  const definition = migrationClass(module);
  const list = definition === undefined ? undefined : attribute(definition, 'dependencies');
  if (list?.type !== 'List') return [];
  return list.elts.flatMap((one) =>
    one.type === 'Tuple' && stringOf(one.elts[0]) === app ? (stringOf(one.elts[1]) ?? []) : [],
  );
}

/** One operation; SeparateDatabaseAndState is replaced by what is in it. */
function operationsOf(node: Expression, path: string, stateOnly: boolean): readonly MigrationOperation[] {
  const location = { path, line: node.span.line, column: node.span.column };
  if (node.type !== 'Call') return [{ operation: '', stateOnly, location }];
  const operation = dottedName(node.func)?.split('.').at(-1) ?? '';
  if (operation === 'SeparateDatabaseAndState')
    return ['database_operations', 'state_operations'].flatMap((key, at) =>
      inside(keyword(node, key) ?? node.args[at], path, stateOnly || key === 'state_operations'),
    );
  const isCode = operation === 'RunPython' || operation === 'RunSQL';
  const field = keyword(node, 'field') ?? node.args[2];
  const named = keyword(node, 'name') ?? keyword(node, 'old_name');
  const ofModel = NAMED_BY_MODEL.test(operation);
  const model = stringOf((ofModel ? named : keyword(node, 'model_name')) ?? node.args[0]);
  const name = ofModel ? undefined : stringOf(named ?? node.args[1]);
  const newName = RENAMES.test(operation)
    ? stringOf(keyword(node, 'new_name') ?? node.args[ofModel ? 1 : 2])
    : undefined;
  return [
    {
      operation,
      ...(model === undefined || isCode ? {} : { model }),
      ...(name === undefined || isCode ? {} : { field: name }),
      ...(field?.type === 'Call' && /Field$/.test(operation) ? fieldFacts(field) : {}),
      ...(isCode ? { reversible: isReversible(node) } : {}),
      ...(newName === undefined ? {} : { newName }),
      stateOnly,
      location,
    },
  ];
}

const RENAMES = /^Rename(Model|Field)$/;
const NAMED_BY_MODEL =
  /^(CreateModel|DeleteModel|RenameModel|AlterModelTable|AlterModelOptions|AlterUniqueTogether|AlterIndexTogether|AlterModelManagers)$/;

function inside(node: Expression | undefined, path: string, stateOnly: boolean): readonly MigrationOperation[] {
  return node?.type === 'List' ? node.elts.flatMap((one) => operationsOf(one, path, stateOnly)) : [];
}

function fieldFacts(field: Call): Partial<MigrationOperation> {
  const isTrue = (name: string): boolean => {
    const value = keyword(field, name);
    return value?.type === 'Constant' && value.value.kind === 'bool' && value.value.value;
  };
  return {
    fieldType: dottedName(field.func) ?? '',
    null: isTrue('null') || /ManyToManyField$/.test(dottedName(field.func) ?? ''),
    hasDefault: keyword(field, 'default') !== undefined || isTrue('auto_now_add') || isTrue('auto_now'),
    hasDbDefault: keyword(field, 'db_default') !== undefined,
  };
}

function isReversible(node: Call): boolean {
  const name = dottedName(node.func)?.endsWith('RunSQL') === true ? 'reverse_sql' : 'reverse_code';
  return keyword(node, name) !== undefined || node.args.length > 1;
}

function keyword(node: Call, name: string): Expression | undefined {
  return node.keywords.find(({ arg }) => arg === name)?.value;
}
