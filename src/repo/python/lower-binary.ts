import { childAt, isBroken, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { BinaryOperator, Expression } from './ast.ts';
import { brokenExpression, expressionAt, type Lowering } from './lowering.ts';
import { binaryOperator } from './operators.ts';

export function lowerBinary(node: SyntaxNode, lower: Lowering): Expression {
  const op = operatorOf(node);
  if (op === null) return brokenExpression(node, lower);
  if (op in BITWISE) return lowerBitwise(node, lower);
  return {
    type: 'BinOp',
    span: lower.spanOf(node),
    left: expressionAt(node, childAt(node, 'left'), lower),
    op,
    right: expressionAt(node, childAt(node, 'right'), lower),
  };
}

/** A union of types is written like a bitwise or, and is one to Python. */
function operatorOf(node: SyntaxNode): BinaryOperator | null {
  if (node.type === 'union_type') return '|';
  return node.type === 'binary_operator' ? binaryOperator(childAt(node, 'operator')?.type ?? '') : null;
}

/** How tightly they bind; to the grammar `^` binds tighter than `&`, and unions of types associate to the right. */
const BITWISE: Readonly<Record<string, number>> = { '|': 1, '^': 2, '&': 3 };

interface Chain {
  readonly operands: SyntaxNode[];
  readonly ops: BinaryOperator[];
}

function lowerBitwise(node: SyntaxNode, lower: Lowering): Expression {
  const chain: Chain = { operands: [], ops: [] };
  flatten(node, chain);
  return climb(chain, 0, chain.ops.length, lower);
}

/** Operands and operators from left to right, whatever tree the grammar made of them. */
function flatten(node: SyntaxNode, chain: Chain): void {
  const bare = node.type === 'type' ? (namedChildren(node)[0] ?? node) : node;
  const op = operatorOf(bare);
  const [left, right] = namedChildren(bare);
  if (op === null || !(op in BITWISE) || isBroken(bare) || left === undefined || right === undefined) {
    chain.operands.push(node);
    return;
  }
  flatten(left, chain);
  chain.ops.push(op);
  flatten(right, chain);
}

/** The tree of the operators from `from` to before `to`: the last of those that bind least is its root. */
function climb(chain: Chain, from: number, to: number, lower: Lowering): Expression {
  const first = chain.operands[from];
  const last = chain.operands[to];
  if (first === undefined || last === undefined) throw new Error('a chain of operators without operands');
  if (from === to) return lower.expression(first);
  const root = loosest(chain.ops, from, to);
  return {
    type: 'BinOp',
    span: lower.span(first.start, last.end),
    left: climb(chain, from, root, lower),
    op: chain.ops[root] ?? '|',
    right: climb(chain, root + 1, to, lower),
  };
}

function loosest(ops: readonly BinaryOperator[], from: number, to: number): number {
  let found = from;
  for (let index = from; index < to; index += 1) {
    if ((BITWISE[ops[index] ?? ''] ?? 0) <= (BITWISE[ops[found] ?? ''] ?? 0)) found = index;
  }
  return found;
}
