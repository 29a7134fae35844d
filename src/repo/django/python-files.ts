import { isJinja, maskJinja } from '../data/jinja.ts';
import type { Expression, Module, Statement } from '../python/ast.ts';
import { loadPython, parsePython } from '../python/parse.ts';
import type { Repository } from '../repository.ts';

/** Larger modules are generated: fixtures, tables of translations. */
const LIMIT = 400_000;

/** A module of the repository, parsed once. `loadPython()` must have been awaited. */
export function moduleOf(repository: Repository, path: string): Module | undefined {
  return repository.once(`module ${path}`, () => {
    const text = repository.file(path) === undefined ? undefined : repository.text(path);
    return text === undefined || text.length > LIMIT ? undefined : parsePython(isJinja(text) ? maskJinja(text) : text);
  });
}

/** Python files that production can load, with their bytes searched for one of the texts. Tests and migrations are left out. */
export async function filesWith(repository: Repository, ...texts: readonly string[]): Promise<readonly string[]> {
  await loadPython();
  return pythonFiles(repository)
    .filter(({ bytes }) => texts.some((text) => bytes.includes(text)))
    .map(({ path }) => path);
}

export interface PythonFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Every Python file of production with its bytes: read once, since several readers search all of them. */
export function pythonFiles(repository: Repository): readonly PythonFile[] {
  return repository.once('python files', () =>
    repository.files.flatMap(({ path, role, size, mode }) => {
      if (!path.endsWith('.py') || role === 'test' || role === 'example' || size > LIMIT || mode === '120000')
        return [];
      if (
        /(^|\/)(tests?|migrations|test_\w+|node_modules|site-packages)(\/|$)|(^|\/)(test_[\w.]*|tests?|conftest|[\w]*_tests?)\.py$/.test(
          path,
        )
      )
        return [];
      const bytes = repository.bytes(path, LIMIT);
      return bytes === undefined ? [] : [{ path, bytes }];
    }),
  );
}

/** `a.b.c` of names and attributes; undefined for anything else. */
export function dottedName(node: Expression): string | undefined {
  if (node.type === 'Name') return node.id;
  if (node.type !== 'Attribute') return undefined;
  const left = dottedName(node.value);
  return left === undefined ? undefined : `${left}.${node.attr}`;
}

/** The text of a string literal. */
export function stringOf(node: Expression | null | undefined): string | undefined {
  return node?.type === 'Constant' && node.value.kind === 'str' ? node.value.value : undefined;
}

/** What the imports of a module (at any depth) bring in: local name to dotted name. Relative ones are resolved by `package`. */
export function importsOf(body: readonly Statement[], packageName: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const statement of allStatements(body)) {
    if (statement.type === 'Import')
      for (const { name, asname } of statement.names)
        names.set(asname ?? name.split('.')[0] ?? name, asname === null ? (name.split('.')[0] ?? name) : name);
    if (statement.type !== 'ImportFrom') continue;
    const base = absoluteModule(packageName, statement.level, statement.module);
    for (const { name, asname } of statement.names) names.set(asname ?? name, base === '' ? name : `${base}.${name}`);
  }
  return names;
}

/** `from ..x import y` in package `a.b.c` names `a.b.x`. */
function absoluteModule(packageName: string, level: number, module: string | null): string {
  if (level === 0) return module ?? '';
  const parts = packageName.split('.');
  const base = parts.slice(0, Math.max(0, parts.length - (level - 1)));
  return [...base, ...(module === null ? [] : [module])].join('.');
}

/** Statements of all blocks in the order of the text. */
export function* allStatements(body: readonly Statement[], depth = 0): Generator<Statement> {
  if (depth > 60) return;
  for (const statement of body) {
    yield statement;
    for (const inner of blocksOf(statement)) yield* allStatements(inner, depth + 1);
  }
}

export function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.type) {
    case 'FunctionDef':
    case 'ClassDef':
    case 'With':
      return [statement.body];
    case 'If':
    case 'For':
    case 'While':
      return [statement.body, statement.orelse];
    case 'Try':
      return [statement.body, ...statement.handlers.map(({ body }) => body), statement.orelse, statement.finalbody];
    case 'Match':
      return statement.cases.map(({ body }) => body);
    default:
      return [];
  }
}
