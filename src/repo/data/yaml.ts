import {
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

/** A document has no more values than this: behind it lies a bomb or a data file. */
const MAX_NODES = 200_000;
const MAX_DEPTH = 200;

interface Conversion {
  readonly path: string;
  readonly lines: LineCounter;
  readonly text: string;
  readonly firstLine: number;
  readonly anchors: Map<string, DataNode>;
  left: number;
}

/**
 * All documents of a text. Never throws: nesting too deep for the parser is an error of the result. Aliases share what they
 * stand for, so a bomb of aliases costs nothing until it is expanded, and nothing here expands it.
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
    const conversion = { path, lines, text, firstLine, anchors: new Map<string, DataNode>(), left: MAX_NODES };
    return {
      documents: documents.flatMap((document) => convertDocument(document, conversion)),
      errors: documents.flatMap(({ errors }) =>
        errors
          .slice(0, 3)
          .map(({ message, pos }) => ({ message: firstSentence(message), location: place(pos[0], conversion) })),
      ),
    };
  } catch (error) {
    return {
      documents: [],
      errors: [{ message: `could not be parsed: ${firstSentence(String(error))}`, location: whole }],
    };
  }
}

function firstSentence(message: string): string {
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
  it.left -= 1;
  if (it.left < 0 || depth > MAX_DEPTH) return undefined;
  if (isAlias(node)) return it.anchors.get(node.source);
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return undefined;
  const made = convertPlain(node, it, depth);
  if (node.anchor !== undefined) it.anchors.set(node.anchor, made);
  return made;
}

function convertPlain(node: Node, it: Conversion, depth: number): DataNode {
  const base = { location: place(node.range?.[0] ?? 0, it, node.range?.[1]), ...tagOf(node) };
  if (isMap(node)) return { kind: 'map', ...base, entries: node.items.flatMap((pair) => convertPair(pair, it, depth)) };
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(isPair(item) ? item.value : item, it, depth + 1));
    return { kind: 'list', ...base, items: items.filter((item) => item !== undefined) };
  }
  return { kind: 'scalar', ...base, ...scalar(node as Scalar) }; // the three kinds of the caller's test
}

function convertPair(pair: unknown, it: Conversion, depth: number): readonly MapEntry[] {
  if (!isPair(pair) || !isScalar(pair.key)) return [];
  const { key } = pair;
  const keyLocation = place(key.range?.[0] ?? 0, it, key.range?.[1]);
  const value = convert(pair.value, it, depth + 1) ?? {
    kind: 'scalar',
    location: keyLocation,
    value: null,
    source: '',
    block: false,
  };
  if (key.value === '<<' && key.type === 'PLAIN') return merged(value);
  return [{ key: key.source ?? String(key.value), keyLocation, value }];
}

/** What a `<<` brings in: keys that come later in the same map win, as in YAML's merge type. */
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
