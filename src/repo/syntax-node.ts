/**
 * A node of a concrete syntax tree, copied out of the parser's memory. Offsets are UTF-16 units from 0, ends exclusive.
 * `type` is the grammar's rule name, or the token itself for one that is not `named`.
 */
export interface SyntaxNode {
  readonly type: string;
  readonly named: boolean;
  /** The grammar's name for this child's place in its parent. */
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  /** Put in by the parser to go on after an error; it has no text. */
  readonly missing: boolean;
  readonly children: readonly SyntaxNode[];
}

/** The grammar's own name for text that it could not read. */
export const ERROR = 'ERROR';

/** The first child in that place. */
export function childAt(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

export function childrenAt(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  return node.children.filter((child) => child.field === field);
}

export function namedChildren(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child) => child.named);
}

/** The first child of that type: a rule's name or a token. */
export function childOf(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return node.children.find((child) => child.type === type);
}

export function childrenOf(node: SyntaxNode, type: string): readonly SyntaxNode[] {
  return node.children.filter((child) => child.type === type);
}

/** Whether the parser had to leave something out, or put something in, directly in this node. */
export function isBroken(node: SyntaxNode): boolean {
  return node.missing || node.children.some((child) => child.missing || child.type === ERROR);
}

/** Whether anything in a tree could not be read, or was cut off. */
export function hasError(root: SyntaxNode): boolean {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === ERROR) return true;
    for (const child of node.children) open.push(child);
  }
  return false;
}
