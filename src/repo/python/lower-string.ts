import { childAt, childOf, childrenOf, type SyntaxNode } from '../syntax-node.ts';
import type { Constant, Expression, FormattedValue, JoinedStr, Span } from './ast.ts';
import { type Decoded, decodeBytes, decodeString } from './escapes.ts';
import { brokenExpression, expressionAt, type LowerExpression, type Lowering, textOf } from './lowering.ts';

type Part = Constant | FormattedValue;

interface Literal {
  /** Lower-case letters before the quote. */
  readonly prefix: string;
  readonly parts: readonly Part[];
}

/** One literal, or several side by side: Python makes one value of them. */
function lowerLiterals(node: SyntaxNode, strings: readonly SyntaxNode[], lower: Lowering): Expression {
  const span = lower.spanOf(node);
  const literals = strings.map((string) => lowerLiteral(string, lower));
  const having = (letter: string): number => literals.filter(({ prefix }) => prefix.includes(letter)).length;
  if (having('t') > 0) return { type: 'TemplateStr', span };
  const bytes = having('b');
  const backticks = strings.some(({ start }) => lower.text.charAt(start) === '`');
  if (backticks || (bytes > 0 && bytes < literals.length)) return brokenExpression(node, lower);
  const parts = merge(
    literals.flatMap(({ parts }) => parts),
    span,
  );
  if (having('f') > 0) return { type: 'JoinedStr', span, values: parts };
  const [only] = parts;
  if (only?.type === 'Constant') return { ...only, span };
  return { type: 'Constant', span, value: { kind: bytes > 0 ? 'bytes' : 'str', value: '' } };
}

function lowerLiteral(node: SyntaxNode, lower: Lowering): Literal {
  const open = childOf(node, 'string_start');
  const [, letters = '', quote = ''] = /^([a-z]*)(.*)$/i.exec(open === undefined ? '' : textOf(open, lower)) ?? [];
  const prefix = letters.toLowerCase();
  const start = open?.end ?? node.start;
  // The closing token may begin too early, with the last characters of a raw string.
  const end = node.end - quote.length;
  if (!/[ft]/.test(prefix)) return { prefix, parts: [literalText(start, end, prefix, lower)] };
  const parts: Part[] = [];
  let at = start;
  for (const value of childrenOf(node, 'interpolation')) {
    if (value.start > at) parts.push(literalText(at, value.start, prefix, lower));
    parts.push(lowerInterpolation(value, prefix, lower));
    at = value.end;
  }
  if (end > at) parts.push(literalText(at, end, prefix, lower));
  return { prefix, parts };
}

function literalText(start: number, end: number, prefix: string, lower: Lowering): Constant {
  const source = universalNewlines(lower.text.slice(start, end));
  const bytes = prefix.includes('b');
  const decoded = decode(source, prefix);
  return {
    type: 'Constant',
    span: lower.span(start, end),
    value:
      'reason' in decoded
        ? { kind: 'undecoded', reason: decoded.reason }
        : { kind: bytes ? 'bytes' : 'str', value: decoded.text },
  };
}

function decode(source: string, prefix: string): Decoded {
  if (prefix.includes('b')) return prefix.includes('r') ? { text: source } : decodeBytes(source);
  const formatted = /[ft]/.test(prefix);
  if (prefix.includes('r')) return { text: formatted ? undouble(source) : source };
  return decodeString(formatted ? undouble(source) : source);
}

/** `{{` and `}}` between the values of an f-string; `\N{…}` keeps its single ones. */
function undouble(source: string): string {
  return source.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0));
}

function universalNewlines(source: string): string {
  return source.includes('\r') ? source.replaceAll('\r\n', '\n') : source;
}

function lowerInterpolation(node: SyntaxNode, prefix: string, lower: Lowering): FormattedValue {
  const inner = childAt(node, 'expression');
  const conversion = childAt(node, 'type_conversion');
  const specifier = childAt(node, 'format_specifier');
  const equals = childOf(node, '=');
  const letter = conversion === undefined ? null : conversionOf(textOf(conversion, lower).slice(1));
  return {
    type: 'FormattedValue',
    span: lower.spanOf(node),
    value: expressionAt(node, inner, lower),
    conversion: letter ?? (equals !== undefined && specifier === undefined ? 'r' : null),
    format: specifier === undefined ? null : lowerSpecifier(specifier, prefix, lower),
    debug: equals === undefined ? null : debugText(node, equals, lower),
  };
}

function conversionOf(letter: string): FormattedValue['conversion'] {
  return letter === 'r' || letter === 's' || letter === 'a' ? letter : null;
}

/** From the brace to what follows the equals sign, spaces included. */
function debugText(node: SyntaxNode, equals: SyntaxNode, lower: Lowering): string {
  const spaces = /^\s*/.exec(lower.text.slice(equals.end))?.[0] ?? '';
  return lower.text.slice(node.start + 1, equals.end) + spaces;
}

function lowerSpecifier(node: SyntaxNode, prefix: string, lower: Lowering): JoinedStr {
  const parts: Part[] = [];
  let at = node.start + 1;
  for (const value of childrenOf(node, 'format_expression')) {
    if (value.start > at) parts.push(literalText(at, value.start, prefix, lower));
    parts.push(lowerInterpolation(value, prefix, lower));
    at = value.end;
  }
  if (node.end > at) parts.push(literalText(at, node.end, prefix, lower));
  const span = lower.spanOf(node);
  return { type: 'JoinedStr', span, values: merge(parts, span) };
}

/** Text beside text is one Constant; empty text is none. */
function merge(parts: readonly Part[], span: Span): readonly Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.type === 'FormattedValue' || last?.type !== 'Constant') merged.push(part);
    else merged[merged.length - 1] = join(last, part, span);
  }
  return merged.filter((part) => part.type === 'FormattedValue' || !('value' in part.value) || part.value.value !== '');
}

function join(left: Constant, right: Constant, span: Span): Constant {
  const [a, b] = [left.value, right.value];
  if (a.kind === 'undecoded') return left;
  if (b.kind === 'undecoded') return right;
  const text = (value: Constant['value']): string =>
    value.kind === 'str' || value.kind === 'bytes' ? value.value : '';
  return { type: 'Constant', span, value: { kind: a.kind === 'bytes' ? 'bytes' : 'str', value: text(a) + text(b) } };
}

export const STRINGS: Readonly<Record<string, LowerExpression>> = {
  string: (node, lower) => lowerLiterals(node, [node], lower),
  concatenated_string: (node, lower) => lowerLiterals(node, childrenOf(node, 'string'), lower),
};
