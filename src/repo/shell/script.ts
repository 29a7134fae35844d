import type { CommandLine } from '../../model/repository/index.ts';
import { shellLine } from '../command-line.ts';
import { startOf } from '../item.ts';
import { placeOfFile } from '../place.ts';
import type { Repository } from '../repository.ts';
import type { Shell } from './shell.ts';

/** A shell script of the repository, opened once; undefined when it is not there or is no shell script. */
export function readScript(repository: Repository, shell: Shell, path: string): CommandLine | undefined {
  return repository.once(`script ${path}`, () => {
    if (repository.file(path) === undefined) return undefined;
    const text = repository.text(path);
    if (text === undefined || !isShell(path, text)) return undefined;
    return shellLine(shell, text, placeOfFile(path, text), startOf(path));
  });
}

function isShell(path: string, text: string): boolean {
  const shebang = /^#!.*/.exec(text)?.[0];
  return shebang === undefined ? !/\.(py|rb|js|pl|php)$/.test(path) : /\b(ba|da|z|k|a)?sh\b/.test(shebang);
}
