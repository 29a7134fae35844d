import { childOf, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { Expression } from './ast.ts';
import { brokenExpression, expressionAt, identifier, type LowerExpression, type Lowering } from './lowering.ts';

/** The grammar has nodes of its own for annotations; to Python they are ordinary expressions. */
export const TYPES: Readonly<Record<string, LowerExpression>> = {
  type: (node, lower) => expressionAt(node, namedChildren(node)[0], lower),
  generic_type: lowerGeneric,
  member_type: (node, lower) => {
    const [value, attr] = namedChildren(node);
    if (attr === undefined) return brokenExpression(node, lower);
    return {
      type: 'Attribute',
      span: lower.spanOf(node),
      value: expressionAt(node, value, lower),
      attr: identifier(attr, lower),
    };
  },
  splat_type: (node, lower) => ({
    type: 'Starred',
    span: lower.spanOf(node),
    value: expressionAt(node, namedChildren(node)[0], lower),
  }),
};

function lowerGeneric(node: SyntaxNode, lower: Lowering): Expression {
  const [name, parameters] = namedChildren(node);
  if (name === undefined || parameters === undefined) return brokenExpression(node, lower);
  const items = namedChildren(parameters);
  const [first] = items;
  const last = parameters.children.findLast(({ type }) => type !== ']');
  const starred = first?.children[0]?.type === 'splat_type' || first?.children[0]?.type === 'list_splat';
  const several = items.length > 1 || starred || childOf(parameters, ',') !== undefined;
  return {
    type: 'Subscript',
    span: lower.spanOf(node),
    value: { type: 'Name', span: lower.spanOf(name), id: identifier(name, lower) },
    slice: several
      ? {
          type: 'Tuple',
          span: lower.span(first?.start ?? parameters.start, last?.end ?? parameters.end),
          elts: items.map((item) => lower.expression(item)),
        }
      : expressionAt(parameters, first, lower),
  };
}
