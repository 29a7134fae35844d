import type { SyntaxNode } from '../syntax-node.ts';
import type { Expression, Span, Statement } from './ast.ts';

/** What every part of the lowering from tree-sitter's tree to ours needs; the parts call each other through it. */
export interface Lowering {
  readonly text: string;
  span(start: number, end: number): Span;
  spanOf(node: SyntaxNode): Span;
  expression(node: SyntaxNode): Expression;
  /** A `block`, or the statements of any node that holds them. */
  statements(node: SyntaxNode): readonly Statement[];
  /** Notes a place that could not be read. */
  fail(node: SyntaxNode): Span;
}

export type LowerExpression = (node: SyntaxNode, lower: Lowering) => Expression;
export type LowerStatement = (node: SyntaxNode, lower: Lowering) => Statement | readonly Statement[];

export function textOf(node: SyntaxNode, lower: Lowering): string {
  return lower.text.slice(node.start, node.end);
}

/** An identifier as Python compares it: NFKC-normalised. */
export function identifier(node: SyntaxNode, lower: Lowering): string {
  const text = textOf(node, lower);
  return /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC');
}

export function brokenExpression(node: SyntaxNode, lower: Lowering): Expression {
  return { type: 'Error', span: lower.fail(node) };
}

/** The expression in that place; an Error when there is none. */
export function expressionAt(node: SyntaxNode, found: SyntaxNode | undefined, lower: Lowering): Expression {
  return found === undefined ? brokenExpression(node, lower) : lower.expression(found);
}
