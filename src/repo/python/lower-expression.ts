import {
  childAt,
  childOf,
  childrenAt,
  childrenOf,
  ERROR,
  isBroken,
  namedChildren,
  type SyntaxNode,
} from '../syntax-node.ts';
import type { BoolOp, ConstantValue, Expression } from './ast.ts';
import { lowerBinary } from './lower-binary.ts';
import { CALLS } from './lower-call.ts';
import { COLLECTIONS } from './lower-collection.ts';
import { floatValue, integerValue } from './lower-number.ts';
import { STRINGS } from './lower-string.ts';
import { TYPES } from './lower-type.ts';
import { brokenExpression, expressionAt, identifier, type LowerExpression, type Lowering, textOf } from './lowering.ts';
import { COMPARISONS, isOneOf, UNARY } from './operators.ts';
import { starredFirst } from './splat.ts';

const constant =
  (value: ConstantValue): LowerExpression =>
  (node, lower) => ({ type: 'Constant', span: lower.spanOf(node), value });

function lowerInteger(node: SyntaxNode, lower: Lowering): Expression {
  const value = integerValue(textOf(node, lower));
  return value === null ? brokenExpression(node, lower) : { type: 'Constant', span: lower.spanOf(node), value };
}

function lowerName(node: SyntaxNode, lower: Lowering): Expression {
  return { type: 'Name', span: lower.spanOf(node), id: identifier(node, lower) };
}

/** `a and b and c` is one BoolOp of three values. */
function lowerBoolean(node: SyntaxNode, lower: Lowering): Expression {
  const op: BoolOp['op'] = childAt(node, 'operator')?.type === 'or' ? 'or' : 'and';
  const values: SyntaxNode[] = [];
  let left: SyntaxNode | undefined = node;
  while (left?.type === 'boolean_operator' && childAt(left, 'operator')?.type === op && !isBroken(left)) {
    const right = childAt(left, 'right');
    if (right !== undefined) values.unshift(right);
    left = childAt(left, 'left');
  }
  if (left !== undefined) values.unshift(left);
  return { type: 'BoolOp', span: lower.spanOf(node), op, values: values.map((value) => lower.expression(value)) };
}

function lowerUnary(node: SyntaxNode, lower: Lowering): Expression {
  const op = node.type === 'not_operator' ? 'not' : childAt(node, 'operator')?.type;
  if (!isOneOf(UNARY, op)) return brokenExpression(node, lower);
  return {
    type: 'UnaryOp',
    span: lower.spanOf(node),
    op,
    operand: expressionAt(node, childAt(node, 'argument'), lower),
  };
}

function lowerComparison(node: SyntaxNode, lower: Lowering): Expression {
  const ops = childrenAt(node, 'operators').map(({ type }) => type);
  const [left, ...rest] = node.children.filter(({ field }) => field !== 'operators');
  const known = ops.filter((op) => isOneOf(COMPARISONS, op));
  if (left === undefined || known.length < ops.length) return brokenExpression(node, lower);
  return {
    type: 'Compare',
    span: lower.spanOf(node),
    left: lower.expression(left),
    ops: known,
    comparators: rest.map((operand) => lower.expression(operand)),
  };
}

function lowerConditional(node: SyntaxNode, lower: Lowering): Expression {
  const [body, test, orelse] = namedChildren(node);
  return {
    type: 'IfExp',
    span: lower.spanOf(node),
    test: expressionAt(node, test, lower),
    body: expressionAt(node, body, lower),
    orelse: expressionAt(node, orelse, lower),
  };
}

function lowerNamed(node: SyntaxNode, lower: Lowering): Expression {
  const target = childAt(node, 'name');
  if (target === undefined) return brokenExpression(node, lower);
  return {
    type: 'NamedExpr',
    span: lower.spanOf(node),
    target: { type: 'Name', span: lower.spanOf(target), id: identifier(target, lower) },
    value: expressionAt(node, childAt(node, 'value'), lower),
  };
}

function lowerAwait(node: SyntaxNode, lower: Lowering): Expression {
  const [value] = namedChildren(node);
  return { type: 'Await', span: lower.spanOf(node), value: expressionAt(node, value, lower) };
}

function lowerYield(node: SyntaxNode, lower: Lowering): Expression {
  const [value] = namedChildren(node);
  const span = lower.spanOf(node);
  if (childOf(node, 'from') !== undefined) return { type: 'YieldFrom', span, value: expressionAt(node, value, lower) };
  return { type: 'Yield', span, value: value === undefined ? null : lower.expression(value) };
}

function lowerSubscript(node: SyntaxNode, lower: Lowering): Expression {
  const items = childrenAt(node, 'subscript');
  const [first] = items;
  const last = node.children.findLast(({ type }) => type !== ']');
  const several = items.length > 1 || childrenOf(node, ',').length > 0 || startsWithStar(first, lower);
  if (first === undefined || last === undefined) return brokenExpression(node, lower);
  return {
    type: 'Subscript',
    span: lower.spanOf(node),
    value: expressionAt(node, childAt(node, 'value'), lower),
    slice: several
      ? {
          type: 'Tuple',
          span: lower.span(first.start, last.end),
          elts: items.map((item) => lower.expression(item)),
        }
      : lower.expression(first),
  };
}

function startsWithStar(node: SyntaxNode | undefined, lower: Lowering): boolean {
  return node !== undefined && lower.text.charAt(node.start) === '*';
}

function lowerSlice(node: SyntaxNode, lower: Lowering): Expression {
  const parts: (SyntaxNode | null)[] = [null];
  for (const child of node.children) {
    if (child.type === ':') parts.push(null);
    else parts[parts.length - 1] = child;
  }
  const part = (index: number): Expression | null => {
    const found = parts[index];
    return found ? lower.expression(found) : null;
  };
  return { type: 'Slice', span: lower.spanOf(node), lower: part(0), upper: part(1), step: part(2) };
}

function lowerAttribute(node: SyntaxNode, lower: Lowering): Expression {
  const attr = childAt(node, 'attribute');
  if (attr === undefined) return brokenExpression(node, lower);
  return {
    type: 'Attribute',
    span: lower.spanOf(node),
    value: expressionAt(node, childAt(node, 'object'), lower),
    attr: identifier(attr, lower),
  };
}

const RULES: Readonly<Record<string, LowerExpression>> = {
  ...STRINGS,
  ...COLLECTIONS,
  ...CALLS,
  ...TYPES,
  identifier: lowerName,
  integer: lowerInteger,
  float: (node, lower) => ({ type: 'Constant', span: lower.spanOf(node), value: floatValue(textOf(node, lower)) }),
  true: constant({ kind: 'bool', value: true }),
  false: constant({ kind: 'bool', value: false }),
  none: constant({ kind: 'none' }),
  ellipsis: constant({ kind: 'ellipsis' }),
  binary_operator: lowerBinary,
  union_type: lowerBinary,
  boolean_operator: lowerBoolean,
  unary_operator: lowerUnary,
  not_operator: lowerUnary,
  comparison_operator: lowerComparison,
  conditional_expression: lowerConditional,
  named_expression: lowerNamed,
  await: lowerAwait,
  yield: lowerYield,
  subscript: lowerSubscript,
  slice: lowerSlice,
  attribute: lowerAttribute,
};

/** Any node that stands for an expression or a target. What the grammar accepts and Python 3 does not is an Error. */
export function lowerExpression(node: SyntaxNode, lower: Lowering): Expression {
  const starred = starredFirst(node, lower);
  if (starred !== null) return starred;
  const rule = RULES[node.type];
  if (rule === undefined || node.type === ERROR || isBroken(node)) return brokenExpression(node, lower);
  return rule(node, lower);
}
