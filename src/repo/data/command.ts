import type { CommandLine } from '../../model/repository/index.ts';
import { execLine, shellLine } from '../command-line.ts';
import { placeAt } from '../place.ts';
import type { Shell } from '../shell/shell.ts';
import { type DataNode, textOf, textsOf } from './node.ts';

/** A command in YAML or JSON: a list is started as it is, a text goes through a shell. */
export function commandOf(shell: Shell, node: DataNode | undefined): CommandLine | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'list') return execLine(shell, textsOf(node), node.location);
  const text = textOf(node);
  if (text === undefined) return undefined;
  const block = node.kind === 'scalar' && node.block;
  return shellLine(shell, text, placeAt(node.location, text, block), node.location);
}
