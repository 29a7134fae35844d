import { childAt, childOf, isBroken, type SyntaxNode } from '../syntax-node.ts';
import type { Expression, Statement } from './ast.ts';
import { brokenExpression, expressionAt, type Lowering } from './lowering.ts';
import { binaryOperator } from './operators.ts';

/** `a = b = 1` is one Assign with two targets. With an annotation there is one target. */
export function lowerAssignment(node: SyntaxNode, lower: Lowering): Statement | readonly Statement[] {
  const annotation = childAt(node, 'type');
  const target = expressionAt(node, childAt(node, 'left'), lower);
  const right = childAt(node, 'right');
  const span = lower.spanOf(node);
  if (annotation !== undefined) {
    const value = right === undefined ? null : valueOf(node, right, lower);
    return { type: 'AnnAssign', span, target, annotation: lower.expression(annotation), value };
  }
  const targets: Expression[] = [target];
  let last = node;
  for (let next = right; next?.type === 'assignment'; next = childAt(next, 'right')) {
    if (startsNewLine(last, next, lower)) {
      const rest = lowerAssignment(next, lower);
      return [{ type: 'Error', span: lower.fail(last) }, ...(rest instanceof Array ? rest : [rest as Statement])];
    }
    if (childAt(next, 'type') !== undefined) return { type: 'Error', span: lower.fail(node) };
    targets.push(expressionAt(next, childAt(next, 'left'), lower));
    last = next;
  }
  return { type: 'Assign', span, targets, value: valueOf(last, childAt(last, 'right'), lower) };
}

/** Of a statement that could not be read whole only the names are sure. */
function valueOf(node: SyntaxNode, right: SyntaxNode | undefined, lower: Lowering): Expression {
  if (right === undefined || right.type === 'augmented_assignment' || isBroken(node)) {
    return brokenExpression(node, lower);
  }
  return lower.expression(right);
}

/** The grammar reads `X =`, a new line and `Y = 1` as `X = Y = 1`; to Python the first line is an error. */
function startsNewLine(node: SyntaxNode, right: SyntaxNode, lower: Lowering): boolean {
  const equals = childOf(node, '=');
  if (equals === undefined) return false;
  return lower.text
    .slice(equals.end, right.start)
    .replace(/\\\r?\n/g, '')
    .includes('\n');
}

export function lowerAugmented(node: SyntaxNode, lower: Lowering): Statement {
  const token = childAt(node, 'operator')?.type ?? '';
  const op = binaryOperator(token.slice(0, -1));
  if (op === null) return { type: 'Error', span: lower.fail(node) };
  const right = childAt(node, 'right');
  return {
    type: 'AugAssign',
    span: lower.spanOf(node),
    target: expressionAt(node, childAt(node, 'left'), lower),
    op,
    value: right?.type === 'assignment' ? brokenExpression(right, lower) : valueOf(node, right, lower),
  };
}
