import type { Call, Expression, Statement } from '../python/ast.ts';
import { allStatements } from './python-files.ts';

const MAX_DEPTH = 80;

/** Every call of a module, outer before inner, in the order of the text. */
export function* callsIn(body: readonly Statement[]): Generator<Call> {
  for (const statement of allStatements(body))
    for (const expression of expressionsOf(statement)) yield* callsOf(expression, 0);
}

export function* callsOf(node: Expression, depth: number): Generator<Call> {
  if (depth > MAX_DEPTH) return;
  if (node.type === 'Call') yield node;
  for (const child of childrenOf(node)) yield* callsOf(child, depth + 1);
}

/** The expressions of a statement itself, not of the blocks inside of it. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  const some = (...all: readonly (Expression | null)[]): readonly Expression[] => all.filter((one) => one !== null);
  switch (statement.type) {
    case 'Expr':
    case 'TypeAlias':
      return [statement.value];
    case 'Assign':
      return [...statement.targets, statement.value];
    case 'AugAssign':
      return [statement.target, statement.value];
    case 'AnnAssign':
      return some(statement.target, statement.value);
    case 'Return':
      return some(statement.value);
    case 'If':
    case 'While':
      return [statement.test];
    case 'For':
      return [statement.target, statement.iter];
    case 'With':
      return statement.items.map(({ context }) => context);
    case 'Raise':
      return some(statement.exc, statement.cause);
    case 'Assert':
      return some(statement.test, statement.msg);
    case 'Delete':
      return statement.targets;
    case 'FunctionDef':
      return [...statement.decorators];
    case 'ClassDef':
      return [...statement.decorators, ...statement.bases, ...statement.keywords.map(({ value }) => value)];
    case 'Match':
      return [statement.subject];
    default:
      return [];
  }
}

/** The expressions directly inside of one. */
export function childrenOf(node: Expression): readonly Expression[] {
  const some = (...all: readonly (Expression | null | undefined)[]): readonly Expression[] =>
    all.filter((one) => one !== null && one !== undefined);
  switch (node.type) {
    case 'BoolOp':
      return node.values;
    case 'BinOp':
      return [node.left, node.right];
    case 'UnaryOp':
      return [node.operand];
    case 'IfExp':
      return [node.test, node.body, node.orelse];
    case 'Compare':
      return [node.left, ...node.comparators];
    case 'Call':
      return [node.func, ...node.args, ...node.keywords.map(({ value }) => value)];
    case 'Attribute':
    case 'Starred':
    case 'Await':
      return [node.value];
    case 'NamedExpr':
      return [node.value];
    case 'Subscript':
      return [node.value, node.slice];
    case 'List':
    case 'Tuple':
    case 'Set':
      return node.elts;
    case 'Lambda':
      return [node.body];
    case 'Dict':
      return dictChildren(node);
    case 'JoinedStr':
      return node.values.flatMap((one) => (one.type === 'FormattedValue' ? [one.value] : []));
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return some(node.elt, ...node.generators.map(({ iter }) => iter));
    default:
      return [];
  }
}

function dictChildren(node: Extract<Expression, { type: 'Dict' }>): readonly Expression[] {
  return [...node.keys.filter((key) => key !== null), ...node.values];
}
