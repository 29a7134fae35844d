import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
} from 'yaml';
import type { Location } from '../../model/location.ts';
import type { DataNode, MapEntry } from './node.ts';

export interface ParsedYaml {
  readonly documents: readonly DataNode[];
  /** What is wrong with the text; the documents are what could be read nevertheless. */
  readonly errors: readonly { readonly message: string; readonly location: Location }[];
}

/** A file has no more values than this, aliases unfolded: behind it lies a bomb or a data file. */
const MAX_NODES = 200_000;
const MAX_DEPTH = 200;

interface Conversion {
  readonly path: string;
  readonly lines: LineCounter;
  readonly firstLine: number;
  readonly anchors: Map<string, Anchored>;
  left: number;
  /** Where the first value was left out because the file unfolds to more than it may. */
  cut?: Location;
  /** Where the first alias stands that stands for nothing. */
  lost?: Location;
}

/** What an alias stands for, with what it costs to unfold it. */
interface Anchored {
  readonly node: DataNode;
  readonly values: number;
  readonly depth: number;
}

/**
 * All documents of a text. Never throws: nesting too deep for the parser is an error of the result. Aliases share what they
 * stand for; those of a bomb are left out, so that a walk through a document is as bounded as the text that it came from.
 *
 * @param firstLine the line of the file that the text begins on.
 */
export function parseYaml(path: string, text: string, firstLine = 1): ParsedYaml {
  const lines = new LineCounter();
  const whole = { path, line: firstLine };
  if (nesting(text) > MAX_DEPTH)
    return { documents: [], errors: [{ message: 'is nested too deeply', location: whole }] };
  try {
    const parsed = parseAllDocuments(text, {
      lineCounter: lines,
      uniqueKeys: false,
      strict: false,
      logLevel: 'silent',
      merge: false,
      prettyErrors: false,
    });
    const documents = 'empty' in parsed ? [] : parsed;
    const conversion: Conversion = { path, lines, firstLine, anchors: new Map(), left: MAX_NODES };
    const converted = documents.flatMap((document) => convertDocument(document, conversion));
    const mistakes = documents.flatMap(({ errors }) =>
      errors
        .slice(0, 3)
        .map(({ message, pos }) => ({ message: firstSentence(message), location: place(pos[0], conversion) })),
    );
    const { cut, lost } = conversion;
    const own = [
      ...(cut === undefined ? [] : [{ message: TOO_MUCH, location: cut }]),
      ...(lost === undefined ? [] : [{ message: 'has an alias that stands for nothing', location: lost }]),
    ];
    return { documents: converted, errors: [...own, ...mistakes] };
  } catch (error) {
    return {
      documents: [],
      errors: [{ message: `could not be parsed: ${firstSentence(String(error))}`, location: whole }],
    };
  }
}

const TOO_MUCH = 'has too many values, or aliases that unfold to too many: the rest is left out';

function firstSentence(message: string): string {
  if (message.includes('call stack')) return 'is nested too deeply';
  return message.split('\n')[0]?.slice(0, 200) ?? '';
}

/** The deepest run of open brackets, a bound on what the parser must recurse into. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
    else if (code === 0x0a && depth < 100) depth = text.charCodeAt(at + 1) === 0x20 ? depth : 0;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

function convertDocument(document: Document, conversion: Conversion): readonly DataNode[] {
  conversion.anchors.clear();
  const node = convert(document.contents, conversion, 0);
  return node === undefined ? [] : [node];
}

function convert(node: unknown, it: Conversion, depth: number): DataNode | undefined {
  if (isAlias(node)) return unfold(node, it, depth);
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return undefined;
  if (it.left <= 0 || depth > MAX_DEPTH) return cut(node, it);
  it.left -= 1;
  if (node.anchor === undefined) return convertPlain(node, it, depth);
  const before = it.left;
  const made = convertPlain(node, it, depth);
  it.anchors.set(node.anchor, { node: made, values: before - it.left + 1, depth: depthOf(made) });
  return made;
}

function unfold(alias: Alias, it: Conversion, depth: number): DataNode | undefined {
  const found = it.anchors.get(alias.source);
  if (found === undefined) {
    it.lost ??= place(alias.range?.[0] ?? 0, it);
    return undefined;
  }
  if (found.values > it.left || depth + found.depth > MAX_DEPTH) return cut(alias, it);
  it.left -= found.values;
  return found.node;
}

function cut(node: Node, it: Conversion): undefined {
  it.cut ??= place(node.range?.[0] ?? 0, it);
  return undefined;
}

function depthOf(node: DataNode): number {
  const inner = node.kind === 'map' ? node.entries.map(({ value }) => value) : node.kind === 'list' ? node.items : [];
  return inner.reduce((deepest, one) => Math.max(deepest, depthOf(one) + 1), 0);
}

function convertPlain(node: Node, it: Conversion, depth: number): DataNode {
  const base = { location: place(node.range?.[0] ?? 0, it, node.range?.[1]), ...tagOf(node) };
  if (isMap(node)) return { kind: 'map', ...base, entries: entriesIn(node.items, it, depth) };
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(isPair(item) ? item.value : item, it, depth + 1));
    return { kind: 'list', ...base, items: items.filter((item) => item !== undefined) };
  }
  return { kind: 'scalar', ...base, ...scalar(node as Scalar) }; // the three kinds of the caller's test
}

/** The map's own keys win over those that a `<<` brings in, wherever it stands (YAML's merge type). */
function entriesIn(pairs: readonly unknown[], it: Conversion, depth: number): readonly MapEntry[] {
  const brought: MapEntry[] = [];
  const own: MapEntry[] = [];
  for (const pair of pairs) {
    if (!isPair(pair) || !isScalar(pair.key)) continue;
    const { key } = pair;
    const keyLocation = place(key.range?.[0] ?? 0, it, key.range?.[1]);
    const value = convert(pair.value, it, depth + 1) ?? emptyAt(keyLocation);
    if (key.value === '<<' && key.type === 'PLAIN') brought.push(...merged(value));
    else own.push({ key: key.source ?? String(key.value), keyLocation, value });
  }
  return brought.length === 0 ? own : [...brought, ...own];
}

function emptyAt(location: Location): DataNode {
  return { kind: 'scalar', location, value: null, source: '', block: false };
}

/** Of several sources the first that has a key wins. */
function merged(value: DataNode): readonly MapEntry[] {
  const sources = value.kind === 'list' ? [...value.items].reverse() : [value];
  const entries = new Map<string, MapEntry>();
  for (const source of sources)
    if (source.kind === 'map') for (const entry of source.entries) entries.set(entry.key, entry);
  return [...entries.values()];
}

function scalar(node: Scalar): { value: string | number | boolean | null; source: string; block: boolean } {
  const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const { value } = node;
  const source = node.type === 'PLAIN' ? (node.source ?? '') : String(value ?? '');
  const known = value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { value: known ? value : source, source, block };
}

function tagOf(node: Node): { tag: string } | Record<never, never> {
  const { tag } = node as { tag?: string }; // of every node kind but Alias
  return tag === undefined || tag.startsWith('tag:yaml.org') ? {} : { tag };
}

function place(offset: number, { path, lines, firstLine }: Conversion, end?: number): Location {
  const from = lines.linePos(offset);
  const start = { path, line: Math.max(1, from.line) + firstLine - 1, column: Math.max(1, from.col) };
  if (end === undefined) return start;
  const to = lines.linePos(end);
  return { ...start, endLine: Math.max(1, to.line) + firstLine - 1, endColumn: Math.max(1, to.col) };
}
