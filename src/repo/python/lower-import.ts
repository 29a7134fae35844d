import { childAt, childOf, childrenAt, type SyntaxNode } from '../syntax-node.ts';
import type { Alias, Statement } from './ast.ts';
import { identifier, type Lowering, type LowerStatement, textOf } from './lowering.ts';

function lowerAliases(node: SyntaxNode, lower: Lowering): readonly Alias[] {
  const star = childOf(node, 'wildcard_import');
  if (star !== undefined) return [{ span: lower.spanOf(star), name: '*', asname: null }];
  return childrenAt(node, 'name').map((name) => lowerAlias(name, lower));
}

function lowerAlias(node: SyntaxNode, lower: Lowering): Alias {
  const name = childAt(node, 'name');
  const alias = childAt(node, 'alias');
  return {
    span: lower.spanOf(node),
    name: dottedName(name ?? node, lower),
    asname: alias === undefined ? null : identifier(alias, lower),
  };
}

/** Spaces may stand around the dots. */
function dottedName(node: SyntaxNode, lower: Lowering): string {
  return node.children
    .filter(({ named }) => named)
    .map((part) => identifier(part, lower))
    .join('.');
}

function lowerImportFrom(node: SyntaxNode, lower: Lowering): Statement {
  const from = childAt(node, 'module_name');
  const relative = from?.type === 'relative_import' ? from : undefined;
  const prefix = relative && childOf(relative, 'import_prefix');
  const name = relative === undefined ? from : childOf(relative, 'dotted_name');
  return {
    type: 'ImportFrom',
    span: lower.spanOf(node),
    module: name === undefined ? null : dottedName(name, lower),
    names: lowerAliases(node, lower),
    level: prefix === undefined ? 0 : textOf(prefix, lower).replace(/[^.]/g, '').length,
  };
}

export const IMPORTS: Readonly<Record<string, LowerStatement>> = {
  import_statement: (node, lower) => ({ type: 'Import', span: lower.spanOf(node), names: lowerAliases(node, lower) }),
  import_from_statement: lowerImportFrom,
  future_import_statement: (node, lower) => ({
    type: 'ImportFrom',
    span: lower.spanOf(node),
    module: '__future__',
    names: lowerAliases(node, lower),
    level: 0,
  }),
};
