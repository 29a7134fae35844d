import type { SyntaxNode } from '../syntax-node.ts';
import type { HclSource } from './module.ts';

/** Pieces of a template: its own text, and the values of its expressions. */
type Parts = readonly (string | { readonly value: string })[];

/** `<<-`: the indentation that all lines share is no part of the text. */
export function isIndented(node: SyntaxNode, source: HclSource): boolean {
  return source.text.startsWith('<<-', node.start);
}

/** Where the text begins: on the line behind the opening. */
export function heredocStart(node: SyntaxNode, source: HclSource): number {
  const newline = source.text.indexOf('\n', node.start);
  return newline === -1 ? node.end : newline + 1;
}

/** Where it ends: before the line of the closing word. */
export function heredocEnd(node: SyntaxNode, source: HclSource): number {
  const newline = source.text.lastIndexOf('\n', node.end - 1);
  return Math.max(newline + 1, heredocStart(node, source));
}

/** A heredoc knows no backslashes; only a doubled `$` or `%` before a brace stands for one. */
export function heredoc(parts: Parts, indented: boolean): string {
  const plain = parts.map((part) => (typeof part === 'string' ? part.replace(/([$%])\1\{/g, '$1{') : part));
  const width = indented ? sharedIndent(plain) : 0;
  return plain
    .map((part, at) => (typeof part === 'string' ? withoutIndent(part, width, at, plain.length) : part.value))
    .join('');
}

/** Lines of blanks alone stay as they are; blanks before an expression are none. */
function withoutIndent(text: string, width: number, part: number, parts: number): string {
  if (width === 0) return text;
  const lines = text.split('\n');
  return lines
    .map((line, at) => {
      const startsLine = at > 0 || part === 0;
      const beforeValue = at === lines.length - 1 && part < parts - 1;
      return startsLine && (beforeValue || line.trim() !== '') ? line.slice(Math.min(width, indentOf(line))) : line;
    })
    .join('\n');
}

/** Lines of blanks alone do not count. An expression at the start of a line has no indentation. */
function sharedIndent(parts: Parts): number {
  const whole = parts.map((part) => (typeof part === 'string' ? part : '\0')).join('');
  return whole
    .split('\n')
    .filter((line) => line.trim() !== '')
    .reduce((least, line) => Math.min(least, indentOf(line)), Number.MAX_SAFE_INTEGER);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** A quoted text as HCL reads it. */
export function unescape(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))|([$%])\4\{/g,
    (whole, short?: string, long?: string, letter?: string, sign?: string) => {
      if (sign !== undefined) return `${sign}{`;
      if (letter !== undefined) return ESCAPES[letter] ?? whole;
      const code = Number.parseInt(short ?? long ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
