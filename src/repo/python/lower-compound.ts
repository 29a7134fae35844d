import { childAt, childOf, childrenOf, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { ClassDef, ExceptHandler, Expression, FunctionDef, MatchCase, Statement, With } from './ast.ts';
import { lowerArgumentList, lowerParameters } from './lower-call.ts';
import { caseGuard, lowerCasePatterns } from './lower-pattern.ts';
import { expressionAt, identifier, type Lowering, type LowerStatement } from './lowering.ts';

/** The statements of a suite. The grammar lets one be empty; Python does not. */
function suite(node: SyntaxNode, block: SyntaxNode | undefined, lower: Lowering): readonly Statement[] {
  const body = block === undefined ? [] : lower.statements(block);
  return body.length > 0 ? body : [{ type: 'Error', span: lower.fail(block ?? node) }];
}

/** The body of the `else` among a statement's children. */
function elseBody(node: SyntaxNode, lower: Lowering): readonly Statement[] {
  const clause = childOf(node, 'else_clause');
  return clause === undefined ? [] : suite(clause, childAt(clause, 'body'), lower);
}

/** `elif` is an If in the `else`, so the last one is built first. */
function lowerIf(node: SyntaxNode, lower: Lowering): Statement {
  const branch = (clause: SyntaxNode, orelse: readonly Statement[], end: number): Statement => ({
    type: 'If',
    span: lower.span(clause.start, end),
    test: expressionAt(clause, childAt(clause, 'condition'), lower),
    body: suite(clause, childAt(clause, 'consequence'), lower),
    orelse,
  });
  const orelse = childrenOf(node, 'elif_clause').reduceRight<readonly Statement[]>(
    (rest, clause) => [branch(clause, rest, node.end)],
    elseBody(node, lower),
  );
  return branch(node, orelse, node.end);
}

function lowerFor(node: SyntaxNode, lower: Lowering): Statement {
  return {
    type: 'For',
    span: lower.spanOf(node),
    isAsync: childOf(node, 'async') !== undefined,
    target: expressionAt(node, childAt(node, 'left'), lower),
    iter: expressionAt(node, childAt(node, 'right'), lower),
    body: suite(node, childAt(node, 'body'), lower),
    orelse: elseBody(node, lower),
  };
}

function lowerWhile(node: SyntaxNode, lower: Lowering): Statement {
  return {
    type: 'While',
    span: lower.spanOf(node),
    test: expressionAt(node, childAt(node, 'condition'), lower),
    body: suite(node, childAt(node, 'body'), lower),
    orelse: elseBody(node, lower),
  };
}

function lowerTry(node: SyntaxNode, lower: Lowering): Statement {
  const handlers = childrenOf(node, 'except_clause');
  const final = childOf(node, 'finally_clause');
  return {
    type: 'Try',
    span: lower.spanOf(node),
    isStar: handlers.some((handler) => childOf(handler, '*') !== undefined),
    body: suite(node, childAt(node, 'body'), lower),
    handlers: handlers.map((handler) => lowerHandler(handler, lower)),
    orelse: elseBody(node, lower),
    finalbody: final === undefined ? [] : suite(final, childOf(final, 'block'), lower),
  };
}

function lowerHandler(node: SyntaxNode, lower: Lowering): ExceptHandler {
  const values = node.children.filter(({ field }) => field === 'value');
  const [only] = values;
  const nested = only?.type === 'as_pattern' ? only : undefined;
  const alias = childAt(nested ?? node, 'alias');
  const name = alias === undefined ? undefined : (namedChildren(alias)[0] ?? alias);
  const tested = nested === undefined ? values : namedChildren(nested).slice(0, 1);
  return {
    span: lower.spanOf(node),
    exception: tested.length === 0 ? null : oneOrTuple(tested, node, lower),
    name: name === undefined ? null : identifier(name, lower),
    body: suite(node, childOf(node, 'block'), lower),
  };
}

function oneOrTuple(items: readonly SyntaxNode[], node: SyntaxNode, lower: Lowering): Expression {
  const [first] = items;
  if (items.length === 1) return expressionAt(node, first, lower);
  return {
    type: 'Tuple',
    span: lower.span(first?.start ?? node.start, items.at(-1)?.end ?? node.end),
    elts: items.map((item) => lower.expression(item)),
  };
}

function lowerWith(node: SyntaxNode, lower: Lowering): Statement {
  const clause = childOf(node, 'with_clause');
  return {
    type: 'With',
    span: lower.spanOf(node),
    isAsync: childOf(node, 'async') !== undefined,
    items: (clause === undefined ? [] : withItems(clause)).map((item) => lowerItem(item, lower)),
    body: suite(node, childAt(node, 'body'), lower),
  };
}

/** Parentheses around all of the items may have become those of a tuple, or of one item. */
function withItems(clause: SyntaxNode): readonly SyntaxNode[] {
  const items = childrenOf(clause, 'with_item').map((item) => childAt(item, 'value') ?? item);
  const [only] = items;
  if (items.length !== 1 || only === undefined) return items;
  const inside = namedChildren(only);
  if (only.type === 'tuple' && inside.length > 0) return inside;
  const wrapped = only.type === 'parenthesized_expression' && inside[0]?.type === 'as_pattern';
  return wrapped ? inside : items;
}

function lowerItem(value: SyntaxNode, lower: Lowering): With['items'][number] {
  if (value.type !== 'as_pattern') return { context: lower.expression(value), target: null };
  const alias = childAt(value, 'alias');
  const target = alias === undefined ? undefined : (namedChildren(alias)[0] ?? alias);
  return {
    context: expressionAt(value, namedChildren(value)[0], lower),
    target: target === undefined ? null : lower.expression(target),
  };
}

function lowerFunction(node: SyntaxNode, lower: Lowering): FunctionDef {
  const name = childAt(node, 'name');
  const returns = childAt(node, 'return_type');
  return {
    type: 'FunctionDef',
    span: lower.spanOf(node),
    isAsync: childOf(node, 'async') !== undefined,
    name: name === undefined ? '' : identifier(name, lower),
    args: lowerParameters(childAt(node, 'parameters'), lower),
    body: suite(node, childAt(node, 'body'), lower),
    decorators: [],
    returns: returns === undefined ? null : lower.expression(returns),
  };
}

function lowerClass(node: SyntaxNode, lower: Lowering): ClassDef {
  const name = childAt(node, 'name');
  const list = childAt(node, 'superclasses');
  const { args, keywords } = list === undefined ? { args: [], keywords: [] } : lowerArgumentList(list, lower);
  return {
    type: 'ClassDef',
    span: lower.spanOf(node),
    name: name === undefined ? '' : identifier(name, lower),
    bases: args,
    keywords,
    body: suite(node, childAt(node, 'body'), lower),
    decorators: [],
  };
}

function lowerDecorated(node: SyntaxNode, lower: Lowering): Statement {
  const definition = childAt(node, 'definition');
  if (definition === undefined) return { type: 'Error', span: lower.fail(node) };
  const decorators = childrenOf(node, 'decorator').map((decorator) =>
    expressionAt(decorator, namedChildren(decorator)[0], lower),
  );
  const made =
    definition.type === 'class_definition' ? lowerClass(definition, lower) : lowerFunction(definition, lower);
  return { ...made, decorators };
}

function lowerMatch(node: SyntaxNode, lower: Lowering): Statement {
  const subjects = node.children.filter(({ field }) => field === 'subject');
  const body = childAt(node, 'body');
  const [first] = subjects;
  const comma = childrenOf(node, ',').at(-1);
  const end = Math.max(comma?.end ?? 0, subjects.at(-1)?.end ?? node.end);
  return {
    type: 'Match',
    span: lower.spanOf(node),
    subject:
      first !== undefined && comma !== undefined
        ? {
            type: 'Tuple',
            span: lower.span(first.start, end),
            elts: subjects.map((subject) => lower.expression(subject)),
          }
        : expressionAt(node, first, lower),
    cases: (body === undefined ? [] : childrenOf(body, 'case_clause')).map((clause) => lowerCase(clause, lower)),
  };
}

function lowerCase(node: SyntaxNode, lower: Lowering): MatchCase {
  return {
    span: lower.spanOf(node),
    pattern: lowerCasePatterns(node, lower),
    guard: caseGuard(node, lower),
    body: suite(node, childAt(node, 'consequence'), lower),
  };
}

export const COMPOUND_STATEMENTS: Readonly<Record<string, LowerStatement>> = {
  if_statement: lowerIf,
  for_statement: lowerFor,
  while_statement: lowerWhile,
  try_statement: lowerTry,
  with_statement: lowerWith,
  function_definition: lowerFunction,
  class_definition: lowerClass,
  decorated_definition: lowerDecorated,
  match_statement: lowerMatch,
};
