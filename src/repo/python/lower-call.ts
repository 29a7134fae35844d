import { childAt, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { Arguments, Expression, Keyword, Parameter } from './ast.ts';
import { brokenExpression, expressionAt, identifier, type LowerExpression, type Lowering } from './lowering.ts';

function lowerCall(node: SyntaxNode, lower: Lowering): Expression {
  const list = childAt(node, 'arguments');
  if (list === undefined) return brokenExpression(node, lower);
  const span = lower.spanOf(node);
  const func = expressionAt(node, childAt(node, 'function'), lower);
  if (list.type !== 'argument_list') return { type: 'Call', span, func, args: [lower.expression(list)], keywords: [] };
  return { type: 'Call', span, func, ...lowerArgumentList(list, lower) };
}

/** What stands between the parentheses of a call, or after a class's name. */
export function lowerArgumentList(
  list: SyntaxNode,
  lower: Lowering,
): { readonly args: readonly Expression[]; readonly keywords: readonly Keyword[] } {
  const args: Expression[] = [];
  const keywords: Keyword[] = [];
  for (const child of namedChildren(list)) {
    if (child.type === 'keyword_argument') keywords.push(lowerKeyword(child, lower));
    else if (child.type === 'dictionary_splat') keywords.push(lowerDoubleStar(child, lower));
    else args.push(lower.expression(child));
  }
  return { args, keywords };
}

function lowerKeyword(node: SyntaxNode, lower: Lowering): Keyword {
  const name = childAt(node, 'name');
  return {
    span: lower.spanOf(node),
    arg: name === undefined ? '' : identifier(name, lower),
    value: expressionAt(node, childAt(node, 'value'), lower),
  };
}

function lowerDoubleStar(node: SyntaxNode, lower: Lowering): Keyword {
  return { span: lower.spanOf(node), arg: null, value: expressionAt(node, namedChildren(node)[0], lower) };
}

function lowerLambda(node: SyntaxNode, lower: Lowering): Expression {
  return {
    type: 'Lambda',
    span: lower.spanOf(node),
    args: lowerParameters(childAt(node, 'parameters'), lower),
    body: expressionAt(node, childAt(node, 'body'), lower),
  };
}

/** A function's or a lambda's; none when it takes none. */
export function lowerParameters(list: SyntaxNode | undefined, lower: Lowering): Arguments {
  let posonlyargs: readonly Parameter[] = [];
  let args: Parameter[] = [];
  const kwonlyargs: Parameter[] = [];
  let vararg: Parameter | null = null;
  let kwarg: Parameter | null = null;
  let keywordOnly = false;
  for (const child of list === undefined ? [] : namedChildren(list)) {
    const [stars, parameter] = lowerParameter(child, lower);
    if (child.type === 'positional_separator') {
      posonlyargs = args;
      args = [];
    } else if (child.type === 'keyword_separator') keywordOnly = true;
    else if (stars === 2) kwarg = parameter;
    else if (stars === 1) {
      vararg = parameter;
      keywordOnly = true;
    } else if (keywordOnly) kwonlyargs.push(parameter);
    else args.push(parameter);
  }
  return { posonlyargs, args, vararg, kwonlyargs, kwarg };
}

/** With the number of stars before it. */
function lowerParameter(node: SyntaxNode, lower: Lowering): readonly [number, Parameter] {
  const annotation = childAt(node, 'type');
  const initial = childAt(node, 'value');
  const declared = childAt(node, 'name') ?? (node.type === 'typed_parameter' ? namedChildren(node)[0] : node) ?? node;
  const stars = STARS[declared.type] ?? 0;
  const name = stars > 0 ? (namedChildren(declared)[0] ?? declared) : declared;
  return [
    stars,
    {
      span: lower.spanOf(node),
      name: identifier(name, lower),
      annotation: annotation === undefined ? null : lower.expression(annotation),
      default: initial === undefined ? null : lower.expression(initial),
    },
  ];
}

const STARS: Readonly<Record<string, number>> = {
  list_splat: 1,
  list_splat_pattern: 1,
  dictionary_splat: 2,
  dictionary_splat_pattern: 2,
};

export const CALLS: Readonly<Record<string, LowerExpression>> = { call: lowerCall, lambda: lowerLambda };
