import type { SyntaxNode } from '../syntax-node.ts';
import type { Expression } from './ast.ts';
import type { Lowering } from './lowering.ts';

/**
 * The grammar binds the star of `[*f()]` to `f` alone, as the first thing in a call; Python to the whole.
 * Null for a node that does not start with a star, and for one where the star is outermost already.
 */
export function starredFirst(node: SyntaxNode, lower: Lowering): Expression | null {
  if (lower.text.charCodeAt(node.start) !== STAR || OUTERMOST.has(node.type)) return null;
  const value = withoutStar(node);
  return value === null ? null : { type: 'Starred', span: lower.spanOf(node), value: lower.expression(value) };
}

const STAR = 42;

/** Where a star at the start is the star of the first item, or of the whole already. */
const OUTERMOST = new Set(['list_splat', 'list_splat_pattern', 'splat_type', 'expression_list', 'pattern_list']);

function withoutStar(node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'list_splat') return node.children.find(({ named }) => named) ?? null;
  const [first, ...rest] = node.children;
  if (first === undefined || first.start !== node.start) return null;
  const bare = withoutStar(first);
  if (bare === null) return null;
  return { ...node, start: bare.start, children: [{ ...bare, field: first.field }, ...rest] };
}
