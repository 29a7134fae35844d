import { type AST, parseTOML } from 'toml-eslint-parser';
import type { Location } from '../../model/location.ts';
import type { DataNode, MapEntry } from './node.ts';

export interface ParsedToml {
  readonly document?: DataNode;
  readonly errors: readonly { readonly message: string; readonly location: Location }[];
}

/** Where the last entry of a name stands in a growing map. */
const LAST = new WeakMap<GrowingMap, Map<string, MapEntry>>();

/** Grows while tables are filled in; frozen by its type when it leaves. */
interface GrowingMap {
  readonly kind: 'map';
  readonly location: Location;
  readonly entries: MapEntry[];
}

/** A whole TOML file, tables nested as their names say. Never throws: a file with a mistake has no document. */
export function parseToml(path: string, text: string): ParsedToml {
  try {
    const program = parseTOML(text);
    const root: GrowingMap = { kind: 'map', location: { path, line: 1, column: 1 }, entries: [] };
    for (const statement of program.body[0].body) addStatement(root, statement, path);
    return { document: root, errors: [] };
  } catch (error) {
    const line = (error as { lineNumber?: number }).lineNumber ?? 1; // the parser's own error has it
    return {
      errors: [
        { message: `is not valid TOML: ${String((error as Error).message).slice(0, 200)}`, location: { path, line } },
      ],
    };
  }
}

function addStatement(root: GrowingMap, statement: AST.TOMLKeyValue | AST.TOMLTable, path: string): void {
  if (statement.type === 'TOMLKeyValue') return addPair(root, statement, path);
  const names = statement.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  const location = locate(statement.key, path);
  let table = root;
  names.forEach((name, depth) => {
    const last = depth === names.length - 1;
    table = last && statement.kind === 'array' ? newItem(table, name, location) : descend(table, name, location);
  });
  for (const pair of statement.body) addPair(table, pair, path);
}

function addPair(table: GrowingMap, pair: AST.TOMLKeyValue, path: string): void {
  const names = pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  const location = locate(pair.key, path);
  const parent = names.slice(0, -1).reduce((into, name) => descend(into, name, location), table);
  add(parent, { key: names.at(-1) ?? '', keyLocation: location, value: convert(pair.value, path) });
}

function add(table: GrowingMap, entry: MapEntry): void {
  table.entries.push(entry);
  const last = LAST.get(table) ?? new Map<string, MapEntry>();
  LAST.set(table, last.set(entry.key, entry));
}

/** The table of that name (of an array of tables, the last), made when it is not there yet. */
function descend(table: GrowingMap, name: string, location: Location): GrowingMap {
  const found = LAST.get(table)?.get(name)?.value;
  const last = found?.kind === 'list' ? found.items.at(-1) : found;
  if (last?.kind === 'map') return last as GrowingMap; // every map here was made growing
  const made: GrowingMap = { kind: 'map', location, entries: [] };
  add(table, { key: name, keyLocation: location, value: made });
  return made;
}

function newItem(table: GrowingMap, name: string, location: Location): GrowingMap {
  const made: GrowingMap = { kind: 'map', location, entries: [] };
  const found = LAST.get(table)?.get(name)?.value;
  if (found?.kind === 'list')
    (found.items as DataNode[]).push(made); // every list of tables here was made growing
  else add(table, { key: name, keyLocation: location, value: { kind: 'list', location, items: [made] } });
  return made;
}

function convert(node: AST.TOMLContentNode, path: string): DataNode {
  const location = locate(node, path);
  if (node.type === 'TOMLArray')
    return { kind: 'list', location, items: node.elements.map((item) => convert(item, path)) };
  if (node.type === 'TOMLInlineTable') {
    const table: GrowingMap = { kind: 'map', location, entries: [] };
    for (const pair of node.body) addPair(table, pair, path);
    return table;
  }
  const plain = typeof node.value === 'string' || typeof node.value === 'number' || typeof node.value === 'boolean';
  const value = plain ? (node.value as string | number | boolean) : String(node.value); // dates become their text
  return { kind: 'scalar', location, value, source: String(value), block: false };
}

function locate(node: { readonly loc: AST.SourceLocation }, path: string): Location {
  const { start, end } = node.loc;
  return { path, line: start.line, column: start.column + 1, endLine: end.line, endColumn: end.column + 1 };
}
