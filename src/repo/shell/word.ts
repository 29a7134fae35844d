import type { SyntaxNode } from '../syntax-node.ts';

/** The text of a word with its quotes taken off. Expansions and substitutions stay as they are written. */
export function wordText(node: SyntaxNode, text: string): string {
  const written = text.slice(node.start, node.end);
  switch (node.type) {
    case 'word':
    case 'number':
    case 'command_name':
      return node.children.length === 1 && node.children[0] !== undefined && node.type === 'command_name'
        ? wordText(node.children[0], text)
        : written.replace(/\\(?:\r?\n|(.))/g, '$1');
    case 'string':
      return quoted(node, text);
    case 'raw_string':
      return written.slice(1, -1);
    case 'ansi_c_string':
      return written.slice(2, -1);
    case 'concatenation':
      return concatenated(node, text);
    default:
      return written;
  }
}

/** What stands between the quotes, expansions included; a backslash counts only before `$`, a backquote, `"`, itself and a line's end. */
function quoted(node: SyntaxNode, text: string): string {
  const inner = text.slice(node.start + 1, Math.max(node.start + 1, node.end - 1));
  return inner.replace(/\\(?:\r?\n|([$`"\\]))/g, '$1');
}

function concatenated(node: SyntaxNode, text: string): string {
  let result = '';
  let at = node.start;
  for (const child of node.children) {
    result += text.slice(at, child.start) + wordText(child, text);
    at = child.end;
  }
  return result + text.slice(at, node.end);
}
