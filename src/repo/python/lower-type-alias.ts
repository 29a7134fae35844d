import { childAt, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { Expression, Statement } from './ast.ts';
import { brokenExpression, expressionAt, identifier, type Lowering } from './lowering.ts';

/** `type X = …`; but the grammar takes `type(x).y = …` for one as well. */
export function lowerTypeAlias(node: SyntaxNode, lower: Lowering): Statement {
  const left = childAt(node, 'left');
  const span = lower.spanOf(node);
  const value = expressionAt(node, childAt(node, 'right'), lower);
  const inner = left === undefined ? undefined : (namedChildren(left)[0] ?? left);
  if (inner === undefined) return { type: 'Error', span: lower.fail(node) };
  const alias = aliasName(inner);
  if (alias !== undefined) {
    return {
      type: 'TypeAlias',
      span,
      name: { type: 'Name', span: lower.spanOf(alias), id: identifier(alias, lower) },
      value,
    };
  }
  return { type: 'Assign', span, targets: [applied(node, inner, lower)], value };
}

/** The name of `X` and of `X[T]`. */
function aliasName(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'identifier') return node;
  if (node.type !== 'generic_type' && node.type !== 'subscript') return undefined;
  const [name] = namedChildren(node);
  return name?.type === 'identifier' ? name : undefined;
}

/** What was taken for the alias's name, as something done to the function `type`. */
function applied(statement: SyntaxNode, node: SyntaxNode, lower: Lowering): Expression {
  const { start } = statement;
  const span = lower.span(start, node.end);
  const first = node.children.find(({ named }) => named);
  const inner = (): Expression =>
    first === undefined ? brokenExpression(node, lower) : applied(statement, first, lower);
  const type: Expression = { type: 'Name', span: lower.span(start, start + 'type'.length), id: 'type' };
  switch (node.type) {
    case 'attribute':
    case 'member_type': {
      const attr = node.children.findLast(({ named }) => named);
      return { type: 'Attribute', span, value: inner(), attr: attr === undefined ? '' : identifier(attr, lower) };
    }
    case 'subscript':
      return { type: 'Subscript', span, value: inner(), slice: expressionAt(node, childAt(node, 'subscript'), lower) };
    case 'type':
      return inner();
    case 'parenthesized_expression':
    case 'tuple':
      return {
        type: 'Call',
        span,
        func: type,
        args: namedChildren(node).map((argument) => lower.expression(argument)),
        keywords: [],
      };
    case 'list':
      return { type: 'Subscript', span, value: type, slice: expressionAt(node, first, lower) };
    default:
      return brokenExpression(node, lower);
  }
}
