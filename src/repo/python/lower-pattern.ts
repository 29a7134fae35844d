import { childAt, childOf, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { Expression, Pattern } from './ast.ts';
import { brokenExpression, expressionAt, identifier, type Lowering } from './lowering.ts';

type LowerPattern = (node: SyntaxNode, lower: Lowering) => Pattern;

/** The patterns of a `case`: several side by side, or a comma, are a sequence. */
export function lowerCasePatterns(node: SyntaxNode, lower: Lowering): Pattern {
  const patterns = node.children.filter(({ type }) => type === 'case_pattern');
  const [first] = patterns;
  if (first !== undefined && patterns.length === 1 && childOf(node, ',') === undefined && !isStar(first)) {
    return lowerPattern(first, lower);
  }
  const last = node.children.findLast(({ type }) => type === 'case_pattern' || type === ',');
  return {
    type: 'MatchSequence',
    span: lower.span(first?.start ?? node.start, last?.end ?? node.end),
    patterns: patterns.map((pattern) => lowerPattern(pattern, lower)),
  };
}

const isStar = (node: SyntaxNode): boolean => node.children[0]?.type === 'splat_pattern';

function lowerPattern(node: SyntaxNode, lower: Lowering): Pattern {
  if (node.type === 'case_pattern') return lowerCase(node, lower);
  const rule = RULES[node.type];
  if (rule !== undefined) return rule(node, lower);
  return { type: 'MatchValue', span: lower.spanOf(node), value: lower.expression(node) };
}

/** A number with its sign, and `_`, are no nodes of their own in the grammar. */
function lowerCase(node: SyntaxNode, lower: Lowering): Pattern {
  const [inner] = namedChildren(node);
  if (inner === undefined) return { type: 'MatchAs', span: lower.spanOf(node), pattern: null, name: null };
  return node.children[0]?.type === '-' ? negative(node, inner, lower) : lowerPattern(inner, lower);
}

function negative(node: SyntaxNode, number: SyntaxNode, lower: Lowering): Pattern {
  const span = lower.spanOf(node);
  return { type: 'MatchValue', span, value: { type: 'UnaryOp', span, op: '-', operand: lower.expression(number) } };
}

const singleton =
  (value: boolean | null): LowerPattern =>
  (node, lower) => ({ type: 'MatchSingleton', span: lower.spanOf(node), value });

/** A name alone binds, a dotted one is looked up. */
function lowerDotted(node: SyntaxNode, lower: Lowering): Pattern {
  const [first, ...more] = namedChildren(node);
  const span = lower.spanOf(node);
  if (first !== undefined && more.length === 0) {
    const name = identifier(first, lower);
    return { type: 'MatchAs', span, pattern: null, name: name === '_' ? null : name };
  }
  return { type: 'MatchValue', span, value: dottedExpression(node, lower) };
}

function dottedExpression(node: SyntaxNode, lower: Lowering): Expression {
  const [first, ...more] = namedChildren(node);
  if (first === undefined) return brokenExpression(node, lower);
  return more.reduce<Expression>(
    (value, part) => ({
      type: 'Attribute',
      span: lower.span(first.start, part.end),
      value,
      attr: identifier(part, lower),
    }),
    { type: 'Name', span: lower.spanOf(first), id: identifier(first, lower) },
  );
}

function lowerAs(node: SyntaxNode, lower: Lowering): Pattern {
  const [pattern, name] = namedChildren(node);
  return {
    type: 'MatchAs',
    span: lower.spanOf(node),
    pattern: pattern === undefined ? null : lowerPattern(pattern, lower),
    name: name === undefined ? null : identifier(name, lower),
  };
}

/** Alternatives are what stands between the bars: a sign and its number, or `_`, are several children or an unnamed one. */
function lowerUnion(node: SyntaxNode, lower: Lowering): Pattern {
  const groups: SyntaxNode[][] = [[]];
  for (const child of node.children) {
    if (child.type === '|') groups.push([]);
    else groups.at(-1)?.push(child);
  }
  return { type: 'MatchOr', span: lower.spanOf(node), patterns: groups.map((group) => lowerGroup(node, group, lower)) };
}

function lowerGroup(node: SyntaxNode, group: readonly SyntaxNode[], lower: Lowering): Pattern {
  const start = group[0]?.start ?? node.start;
  const end = group.at(-1)?.end ?? node.end;
  return lowerCase({ ...node, type: 'case_pattern', start, end, children: group }, lower);
}

const sequence: LowerPattern = (node, lower) => ({
  type: 'MatchSequence',
  span: lower.spanOf(node),
  patterns: namedChildren(node).map((child) => lowerPattern(child, lower)),
});

/** `(x)` is x, `(x,)` a sequence. */
function lowerTuple(node: SyntaxNode, lower: Lowering): Pattern {
  const [only, ...more] = namedChildren(node);
  const grouped = only !== undefined && more.length === 0 && childOf(node, ',') === undefined && !isStar(only);
  return grouped ? lowerPattern(only, lower) : sequence(node, lower);
}

function lowerStar(node: SyntaxNode, lower: Lowering): Pattern {
  const [name] = namedChildren(node);
  const text = name === undefined ? '_' : identifier(name, lower);
  return { type: 'MatchStar', span: lower.spanOf(node), name: text === '_' ? null : text };
}

interface KeywordPattern {
  readonly name: string;
  readonly pattern: Pattern;
}

function lowerClass(node: SyntaxNode, lower: Lowering): Pattern {
  const [name, ...fields] = namedChildren(node);
  const keywords = fields.map((field) => keywordPattern(field, lower));
  return {
    type: 'MatchClass',
    span: lower.spanOf(node),
    cls: name === undefined ? brokenExpression(node, lower) : dottedExpression(name, lower),
    patterns: fields.filter((_, index) => keywords[index] === null).map((field) => lowerPattern(field, lower)),
    kwdPatterns: keywords.filter((keyword) => keyword !== null),
  };
}

/** `a=1`; and `a=1 as b`, in which the grammar binds the `as` to the whole. */
function keywordPattern(field: SyntaxNode, lower: Lowering): KeywordPattern | null {
  const [inner] = namedChildren(field);
  if (inner?.type === 'keyword_pattern') return lowerKeyword(inner, lower);
  if (inner?.type !== 'as_pattern') return null;
  const [bound, as] = namedChildren(inner);
  const keyword = bound === undefined || as === undefined ? null : keywordPattern(bound, lower);
  if (keyword === null || as === undefined) return null;
  const span = lower.span(keyword.pattern.span.start, as.end);
  return {
    name: keyword.name,
    pattern: { type: 'MatchAs', span, pattern: keyword.pattern, name: identifier(as, lower) },
  };
}

function lowerKeyword(node: SyntaxNode, lower: Lowering): KeywordPattern {
  const [name, ...value] = node.children.filter(({ type }) => type !== '=');
  return { name: name === undefined ? '' : identifier(name, lower), pattern: lowerGroup(node, value, lower) };
}

function lowerMapping(node: SyntaxNode, lower: Lowering): Pattern {
  const keys: Expression[] = [];
  const patterns: Pattern[] = [];
  let rest: string | null = null;
  let key: SyntaxNode[] = [];
  for (const child of node.children) {
    if (child.type === 'splat_pattern') rest = identifier(namedChildren(child)[0] ?? child, lower);
    else if (child.field === 'key') key.push(child);
    else if (child.field === 'value') {
      keys.push(lowerKey(node, key, lower));
      patterns.push(lowerPattern(child, lower));
      key = [];
    }
  }
  return { type: 'MatchMapping', span: lower.spanOf(node), keys, patterns, rest };
}

/** A key is a value or a singleton, never a binding. */
function lowerKey(node: SyntaxNode, key: readonly SyntaxNode[], lower: Lowering): Expression {
  const [only] = key;
  if (only?.type === 'dotted_name') return dottedExpression(only, lower);
  const pattern = lowerGroup(node, key, lower);
  if (pattern.type === 'MatchValue') return pattern.value;
  return expressionAt(node, only, lower);
}

function lowerComplex(node: SyntaxNode, lower: Lowering): Pattern {
  const span = lower.spanOf(node);
  const [first, second] = namedChildren(node);
  if (first === undefined || second === undefined) {
    return { type: 'MatchValue', span, value: brokenExpression(node, lower) };
  }
  const real = lower.expression(first);
  const signed = node.children[0]?.type === '-';
  const operator = node.children.findLast(({ named }) => !named)?.type;
  const left: Expression = signed
    ? { type: 'UnaryOp', span: lower.span(node.start, first.end), op: '-', operand: real }
    : real;
  const right = lower.expression(second);
  return { type: 'MatchValue', span, value: { type: 'BinOp', span, left, op: operator === '-' ? '-' : '+', right } };
}

const RULES: Readonly<Record<string, LowerPattern>> = {
  as_pattern: lowerAs,
  true: singleton(true),
  false: singleton(false),
  none: singleton(null),
  dotted_name: lowerDotted,
  union_pattern: lowerUnion,
  list_pattern: sequence,
  tuple_pattern: lowerTuple,
  splat_pattern: lowerStar,
  class_pattern: lowerClass,
  dict_pattern: lowerMapping,
  complex_pattern: lowerComplex,
};

export function caseGuard(node: SyntaxNode, lower: Lowering): Expression | null {
  const guard = childAt(node, 'guard');
  return guard === undefined ? null : expressionAt(guard, namedChildren(guard)[0], lower);
}
