import { type Grammar, loadGrammar } from '../grammar.ts';
import { LineIndex } from '../line-index.ts';
import { ERROR, type SyntaxNode } from '../syntax-node.ts';
import type { Module, Span } from './ast.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerStatements } from './lower-statement.ts';
import type { Lowering } from './lowering.ts';

/** What Python's tree does not know, and what we decode from the text. */
const COPY = {
  skip: new Set(['comment', 'line_continuation']),
  opaque: new Set(['string_content', 'import_prefix', 'keyword_separator', 'positional_separator']),
};

/** Of the texts whose trees are kept: settings are evaluated again and again, under the variables of each service. */
const KEPT = 4_000_000;

let grammar: Grammar | undefined;
const parsed = new Map<string, Module>();
let kept = 0;

/** Loads the parser; once is enough. */
export async function loadPython(): Promise<void> {
  grammar ??= await loadGrammar('python');
}

/**
 * Python 3 source as CPython's `ast` would give it. Never throws for what the text holds: places that cannot be read are
 * Error nodes and listed in `errors`. That there are none does not mean that CPython would compile it.
 */
export function parsePython(text: string): Module {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const module = parse(text);
  kept += text.length;
  if (kept > KEPT) {
    parsed.clear();
    kept = text.length;
  }
  parsed.set(text, module);
  return module;
}

function parse(text: string): Module {
  if (grammar === undefined) throw new Error('loadPython() has not been awaited');
  const source = withOneKindOfNewline(text);
  const root = grammar.parse(source, COPY);
  const errors: Span[] = [];
  const lower = lowering(source, errors);
  if (root.type === ERROR) lower.fail(root);
  const body = lowerStatements(root, lower);
  return { type: 'Module', span: lower.span(0, source.length), body, errors };
}

/** A carriage return alone ends a line in Python, but not in the grammar. */
function withOneKindOfNewline(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}

function lowering(text: string, errors: Span[]): Lowering {
  const lines = new LineIndex(text);
  const span = (start: number, end: number): Span => {
    const line = lines.lineOf(start);
    const column = lines.columnIn(line, start);
    const endLine = lines.lineOf(end);
    return { line, column, endLine, endColumn: lines.columnIn(endLine, end), start, end };
  };
  const lower: Lowering = {
    text,
    span,
    spanOf: ({ start, end }: SyntaxNode) => span(start, end),
    expression: (node) => lowerExpression(node, lower),
    statements: (node) => lowerStatements(node, lower),
    fail: (node) => {
      const where = span(node.start, node.end);
      errors.push(where);
      return where;
    },
  };
  return lower;
}
