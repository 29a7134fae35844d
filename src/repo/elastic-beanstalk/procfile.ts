import type { Procfile } from '../../model/repository/index.ts';
import { shellLine } from '../command-line.ts';
import { item, startOf } from '../item.ts';
import type { Place } from '../place.ts';
import type { Repository } from '../repository.ts';
import type { Shell } from '../shell/shell.ts';

/** `name: command`, a line each; also Buildfile, which has the same form. */
export function readProcfile(repository: Repository, shell: Shell, path: string): Procfile | undefined {
  const text = repository.file(path) === undefined ? undefined : repository.text(path);
  if (text === undefined) return undefined;
  const entries = text.split('\n').flatMap((raw, index) => {
    const match = /^([A-Za-z0-9_-]{1,100}):\s*(\S.*)$/.exec(raw.replace(/\r$/, ''));
    const [, name, command] = match ?? [];
    if (name === undefined || command === undefined) return [];
    const location = { path, line: index + 1, column: 1 };
    const column = raw.length - raw.slice(raw.indexOf(':') + 1).trimStart().length + 1;
    const place: Place = (start) => ({ path, line: index + 1, column: column + start });
    return [{ name, command: shellLine(shell, command, place, location), location }];
  });
  return { ...item(startOf(path)), entries };
}
