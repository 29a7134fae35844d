import type { CommandLine } from '../../model/repository/index.ts';
import { shellLine } from '../command-line.ts';
import { joinPath } from '../paths.ts';
import type { Repository } from '../repository.ts';
import type { Shell } from '../shell/shell.ts';

/** The recipe of a target, a line each; undefined when there is no such target. */
export function makeTarget(
  repository: Repository,
  shell: Shell,
  folder: string,
  target: string,
): readonly CommandLine[] | undefined {
  const path = [joinPath(folder, 'Makefile'), 'Makefile'].find(
    (one) => one !== undefined && repository.file(one) !== undefined,
  );
  const lines = path === undefined ? undefined : repository.text(path)?.split('\n');
  const head = lines?.findIndex((line) => line.startsWith(`${target}:`) && !line.startsWith(`${target}:=`)) ?? -1;
  if (path === undefined || lines === undefined || head === -1) return undefined;
  const recipe: CommandLine[] = [];
  for (
    let at = head + 1;
    at < lines.length && (lines[at]?.startsWith('\t') === true || lines[at]?.trim() === '');
    at += 1
  ) {
    const text = (lines[at] ?? '')
      .trim()
      .replace(/^[@+-]+/, '')
      .replaceAll('$$', '$')
      .replace(/\$\((\w+)\)/g, '${$1}');
    const location = { path, line: at + 1 };
    if (text !== '') recipe.push(shellLine(shell, text, () => location, location));
  }
  return recipe;
}
