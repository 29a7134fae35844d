import { childAt, childOf, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { Expression, Statement } from './ast.ts';
import { lowerAssignment, lowerAugmented } from './lower-assignment.ts';
import { IMPORTS } from './lower-import.ts';
import { lowerTypeAlias } from './lower-type-alias.ts';
import { expressionAt, identifier, type Lowering, type LowerStatement } from './lowering.ts';

/** Statements that fit on one line. */
function lowerExpressionStatement(node: SyntaxNode, lower: Lowering): Statement | readonly Statement[] {
  const [first] = namedChildren(node);
  if (first?.type === 'assignment') return lowerAssignment(first, lower);
  if (first?.type === 'augmented_assignment') return lowerAugmented(first, lower);
  return { type: 'Expr', span: lower.spanOf(node), value: lowerBareTuple(node, lower) };
}

/** `a, b` as a statement of its own. */
function lowerBareTuple(node: SyntaxNode, lower: Lowering): Expression {
  const [first, ...more] = namedChildren(node);
  if (more.length === 0 && childOf(node, ',') === undefined) return expressionAt(node, first, lower);
  return {
    type: 'Tuple',
    span: lower.spanOf(node),
    elts: namedChildren(node).map((child) => lower.expression(child)),
  };
}

/** Python 2's statement is none of Python 3, save that `print >> f, x` is also a tuple there. */
function lowerPrint(node: SyntaxNode, lower: Lowering): Statement {
  const chevron = childOf(node, 'chevron');
  if (chevron === undefined) return { type: 'Error', span: lower.fail(node) };
  const [print, shift] = [node.children[0], namedChildren(chevron)[0]];
  const printed = print ?? node;
  const value: Expression = {
    type: 'BinOp',
    span: lower.span(node.start, chevron.end),
    left: { type: 'Name', span: lower.spanOf(printed), id: 'print' },
    op: '>>',
    right: expressionAt(chevron, shift, lower),
  };
  const rest = node.children.filter(({ field }) => field === 'argument');
  const span = lower.spanOf(node);
  if (rest.length === 0 && childOf(node, ',') === undefined) return { type: 'Expr', span, value };
  const elts = [value, ...rest.map((item) => lower.expression(item))];
  return { type: 'Expr', span, value: { type: 'Tuple', span, elts } };
}

function lowerReturn(node: SyntaxNode, lower: Lowering): Statement {
  const [value] = namedChildren(node);
  return { type: 'Return', span: lower.spanOf(node), value: value === undefined ? null : lower.expression(value) };
}

function lowerDelete(node: SyntaxNode, lower: Lowering): Statement {
  const [first] = namedChildren(node);
  const targets = first?.type === 'expression_list' ? namedChildren(first) : namedChildren(node);
  return { type: 'Delete', span: lower.spanOf(node), targets: targets.map((target) => lower.expression(target)) };
}

function lowerRaise(node: SyntaxNode, lower: Lowering): Statement {
  const cause = childAt(node, 'cause');
  const exc = namedChildren(node).find((child) => child !== cause);
  return {
    type: 'Raise',
    span: lower.spanOf(node),
    exc: exc === undefined ? null : lower.expression(exc),
    cause: cause === undefined ? null : lower.expression(cause),
  };
}

function lowerAssert(node: SyntaxNode, lower: Lowering): Statement {
  const [test, msg] = namedChildren(node);
  return {
    type: 'Assert',
    span: lower.spanOf(node),
    test: expressionAt(node, test, lower),
    msg: msg === undefined ? null : lower.expression(msg),
  };
}

const names =
  (type: 'Global' | 'Nonlocal'): LowerStatement =>
  (node, lower) => ({
    type,
    span: lower.spanOf(node),
    names: namedChildren(node).map((name) => identifier(name, lower)),
  });

export const SIMPLE_STATEMENTS: Readonly<Record<string, LowerStatement>> = {
  ...IMPORTS,
  expression_statement: lowerExpressionStatement,
  print_statement: lowerPrint,
  return_statement: lowerReturn,
  delete_statement: lowerDelete,
  raise_statement: lowerRaise,
  assert_statement: lowerAssert,
  global_statement: names('Global'),
  nonlocal_statement: names('Nonlocal'),
  pass_statement: (node, lower) => ({ type: 'Pass', span: lower.spanOf(node) }),
  break_statement: (node, lower) => ({ type: 'Break', span: lower.spanOf(node) }),
  continue_statement: (node, lower) => ({ type: 'Continue', span: lower.spanOf(node) }),
  type_alias_statement: lowerTypeAlias,
  /** Left over in text that could not be read as a statement. */
  assignment: lowerAssignment,
  augmented_assignment: lowerAugmented,
};
