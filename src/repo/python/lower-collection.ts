import { childAt, childOf, childrenAt, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { Comprehension, Expression } from './ast.ts';
import { brokenExpression, expressionAt, type LowerExpression, type Lowering } from './lowering.ts';

function elements(node: SyntaxNode, lower: Lowering): readonly Expression[] {
  return namedChildren(node).map((child) => lower.expression(child));
}

const sequence =
  (type: 'List' | 'Tuple' | 'Set'): LowerExpression =>
  (node, lower) => ({ type, span: lower.spanOf(node), elts: elements(node, lower) });

/** `(x) = 1` assigns to x. */
function lowerTuplePattern(node: SyntaxNode, lower: Lowering): Expression {
  const [only, ...more] = namedChildren(node);
  const grouped = only !== undefined && more.length === 0 && childOf(node, ',') === undefined;
  return grouped ? lower.expression(only) : sequence('Tuple')(node, lower);
}

function lowerStarred(node: SyntaxNode, lower: Lowering): Expression {
  const [value] = namedChildren(node);
  return { type: 'Starred', span: lower.spanOf(node), value: expressionAt(node, value, lower) };
}

/** Parentheses are no node in Python's tree. */
function lowerParenthesized(node: SyntaxNode, lower: Lowering): Expression {
  const [inner, ...more] = namedChildren(node);
  return inner === undefined || more.length > 0 ? brokenExpression(node, lower) : lower.expression(inner);
}

function lowerDictionary(node: SyntaxNode, lower: Lowering): Expression {
  const entries = namedChildren(node);
  const key = (entry: SyntaxNode): Expression | null =>
    entry.type === 'dictionary_splat' ? null : expressionAt(entry, childAt(entry, 'key'), lower);
  const value = (entry: SyntaxNode): Expression =>
    expressionAt(entry, entry.type === 'pair' ? childAt(entry, 'value') : namedChildren(entry)[0], lower);
  return { type: 'Dict', span: lower.spanOf(node), keys: entries.map(key), values: entries.map(value) };
}

const comprehension =
  (type: 'ListComp' | 'SetComp' | 'GeneratorExp'): LowerExpression =>
  (node, lower) => ({
    type,
    span: lower.spanOf(node),
    elt: expressionAt(node, childAt(node, 'body'), lower),
    generators: lowerClauses(node, lower),
  });

function lowerDictComprehension(node: SyntaxNode, lower: Lowering): Expression {
  const pair = childAt(node, 'body');
  if (pair === undefined) return brokenExpression(node, lower);
  return {
    type: 'DictComp',
    span: lower.spanOf(node),
    key: expressionAt(pair, childAt(pair, 'key'), lower),
    value: expressionAt(pair, childAt(pair, 'value'), lower),
    generators: lowerClauses(node, lower),
  };
}

function lowerClauses(node: SyntaxNode, lower: Lowering): readonly Comprehension[] {
  const clauses: (Comprehension & { readonly ifs: Expression[] })[] = [];
  for (const child of node.children) {
    if (child.type === 'for_in_clause') clauses.push({ ...lowerFor(child, lower), ifs: [] });
    if (child.type === 'if_clause') clauses.at(-1)?.ifs.push(expressionAt(child, namedChildren(child)[0], lower));
  }
  return clauses;
}

function lowerFor(node: SyntaxNode, lower: Lowering): Omit<Comprehension, 'ifs'> {
  const [right, ...more] = childrenAt(node, 'right').filter(({ named }) => named);
  return {
    target: expressionAt(node, childAt(node, 'left'), lower),
    iter: more.length > 0 ? brokenExpression(node, lower) : expressionAt(node, right, lower),
    isAsync: childOf(node, 'async') !== undefined,
  };
}

export const COLLECTIONS: Readonly<Record<string, LowerExpression>> = {
  list: sequence('List'),
  list_pattern: sequence('List'),
  tuple: sequence('Tuple'),
  tuple_pattern: lowerTuplePattern,
  expression_list: sequence('Tuple'),
  pattern_list: sequence('Tuple'),
  set: sequence('Set'),
  list_splat: lowerStarred,
  list_splat_pattern: lowerStarred,
  parenthesized_list_splat: lowerParenthesized,
  parenthesized_expression: lowerParenthesized,
  dictionary: lowerDictionary,
  list_comprehension: comprehension('ListComp'),
  set_comprehension: comprehension('SetComp'),
  generator_expression: comprehension('GeneratorExp'),
  dictionary_comprehension: lowerDictComprehension,
};
