import { ERROR, isBroken, type SyntaxNode } from '../syntax-node.ts';
import type { Statement } from './ast.ts';
import { COMPOUND_STATEMENTS } from './lower-compound.ts';
import { SIMPLE_STATEMENTS } from './lower-simple.ts';
import type { Lowering } from './lowering.ts';

/**
 * The statements among a node's children. Text that could not be read gives an Error statement, and then whatever
 * statements the parser still recognised in it.
 */
export function lowerStatements(node: SyntaxNode, lower: Lowering): readonly Statement[] {
  return node.children.flatMap((child) => lowerStatement(child, lower));
}

function lowerStatement(node: SyntaxNode, lower: Lowering): Statement | readonly Statement[] {
  if (node.type === ERROR) return [{ type: 'Error', span: lower.fail(node) }, ...recognised(node, lower)];
  if (node.type === 'block') return lowerStatements(node, lower);
  const compound = COMPOUND_STATEMENTS[node.type];
  if (compound !== undefined) {
    const lowered = compound(node, lower);
    return isBroken(node) ? [{ type: 'Error', span: lower.fail(node) }, ...asList(lowered)] : lowered;
  }
  const simple = SIMPLE_STATEMENTS[node.type];
  if (simple === undefined || isBroken(node)) return node.named ? { type: 'Error', span: lower.fail(node) } : [];
  return simple(node, lower);
}

function recognised(node: SyntaxNode, lower: Lowering): readonly Statement[] {
  return node.children
    .filter(
      ({ type }) => type === ERROR || type === 'block' || type in COMPOUND_STATEMENTS || type in SIMPLE_STATEMENTS,
    )
    .flatMap((child) => lowerStatement(child, lower));
}

function asList(lowered: Statement | readonly Statement[]): readonly Statement[] {
  return 'type' in lowered ? [lowered] : lowered;
}
