import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Location } from '../../model/location.ts';
import { LineIndex } from '../line-index.ts';
import type { DataNode, MapEntry } from './node.ts';

export interface ParsedJson {
  readonly document?: DataNode;
  readonly errors: readonly { readonly message: string; readonly location: Location }[];
}

const MAX_DEPTH = 300;

/** JSON with comments and trailing commas allowed, as the tools that read such files allow them. Never throws. */
export function parseJson(path: string, text: string): ParsedJson {
  const lines = new LineIndex(text);
  const place = (start: number, end: number): Location => span(path, lines, start, end);
  if (depthOf(text) > MAX_DEPTH) return { errors: [{ message: 'is nested too deeply', location: { path, line: 1 } }] };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const messages = errors.slice(0, 3).map(({ error, offset, length }) => ({
    message: `is not valid JSON: ${printParseErrorCode(error)}`,
    location: place(offset, offset + length),
  }));
  const document = tree === undefined ? undefined : convert(tree, text, place);
  return document === undefined ? { errors: messages } : { document, errors: messages };
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return deepest;
}

function convert(node: Node, text: string, place: (start: number, end: number) => Location): DataNode {
  const location = place(node.offset, node.offset + node.length);
  if (node.type === 'object') {
    const entries = (node.children ?? []).flatMap((property): readonly MapEntry[] => {
      const [key, value] = property.children ?? [];
      if (key === undefined || value === undefined) return [];
      return [
        {
          key: String(key.value),
          keyLocation: place(key.offset, key.offset + key.length),
          value: convert(value, text, place),
        },
      ];
    });
    return { kind: 'map', location, entries };
  }
  if (node.type === 'array')
    return { kind: 'list', location, items: (node.children ?? []).map((child) => convert(child, text, place)) };
  const value = node.value as string | number | boolean | null; // the library's other types of node
  const source = typeof value === 'string' ? value : text.slice(node.offset, node.offset + node.length);
  return { kind: 'scalar', location, value, source, block: false };
}

function span(path: string, lines: LineIndex, start: number, end: number): Location {
  const line = lines.lineOf(start);
  const endLine = lines.lineOf(end);
  return { path, line, column: lines.columnIn(line, start), endLine, endColumn: lines.columnIn(endLine, end) };
}
