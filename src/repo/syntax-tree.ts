import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import { ERROR, type SyntaxNode } from './syntax-node.ts';

/**
 * Nesting deeper than this is cut off with an ERROR node: what reads the tree recurses, and its stack must last.
 * CPython itself stops at 200 brackets.
 */
const MAX_DEPTH = 700;

type Growing = SyntaxNode & { end: number; readonly children: SyntaxNode[] };

/** What is not worth copying: node types to leave out, and types whose children nobody reads. */
export interface CopyOptions {
  readonly skip: ReadonlySet<string>;
  readonly opaque: ReadonlySet<string>;
}

/** Copies a tree, without recursion, so that the parser's memory can be freed. */
export function copyTree(tree: Tree, options: CopyOptions): SyntaxNode {
  const cursor = tree.walk();
  try {
    return copyFrom(cursor, tree, options);
  } finally {
    cursor.delete();
  }
}

function copyFrom(cursor: TreeCursor, tree: Tree, { skip, opaque }: CopyOptions): SyntaxNode {
  const broken = tree.rootNode.hasError;
  const root = copyNode(cursor, tree.language, broken);
  const parents: Growing[] = [];
  let parent: Growing | undefined = cursor.gotoFirstChild() ? root : undefined;
  let untrimmed = -1;
  while (parent !== undefined) {
    const type = typeName(tree.language, cursor.nodeTypeId);
    if (skip.has(type)) untrimmed = cursor.endIndex;
    else {
      const deep = parents.length >= MAX_DEPTH;
      const node = deep ? cutOff(cursor) : copyNode(cursor, tree.language, broken);
      parent.children.push(node);
      if (node.named && !deep && !opaque.has(type) && cursor.gotoFirstChild()) {
        parents.push(parent);
        parent = node;
        untrimmed = -1;
        continue;
      }
      untrimmed = -1;
    }
    while (parent !== undefined && !cursor.gotoNextSibling()) {
      cursor.gotoParent();
      untrimmed = trim(parent, untrimmed);
      parent = parents.pop();
    }
  }
  return root;
}

/**
 * A node ends where the last thing in it ends that was copied, and so do those that end with it: comments after a
 * statement are not its own. Gives the end that the node had, or -1 when it keeps it.
 */
function trim(node: Growing, untrimmed: number): number {
  const last = node.children.at(-1);
  if (last === undefined || untrimmed !== node.end) return -1;
  node.end = last.end;
  return untrimmed;
}

/** The parser's ERROR symbol has no entry in the language's table. */
function typeName(language: Language, id: number): string {
  return language.types[id] ?? ERROR;
}

function copyNode(cursor: TreeCursor, language: Language, broken: boolean): Growing {
  const id = cursor.nodeTypeId;
  const field = cursor.currentFieldId;
  const type = typeName(language, id);
  return {
    type,
    named: type === ERROR || language.nodeTypeIsNamed(id),
    field: field === 0 ? null : (language.fields[field] ?? null),
    start: cursor.startIndex,
    end: cursor.endIndex,
    missing: broken && cursor.nodeIsMissing,
    children: [],
  };
}

function cutOff(cursor: TreeCursor): Growing {
  return {
    type: ERROR,
    named: true,
    field: null,
    start: cursor.startIndex,
    end: cursor.endIndex,
    missing: false,
    children: [],
  };
}
