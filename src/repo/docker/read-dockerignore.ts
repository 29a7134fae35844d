import type { Dockerignore } from '../../model/repository/index.ts';
import { compare } from '../files/notes.ts';
import { item, startOf } from '../item.ts';
import { folderOf, isBelow, nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { isDockerIgnored, parseDockerignore } from './ignore.ts';

/** Names that are asked about even where no such file is in the repository: they come into being beside it. */
const ALWAYS = ['.env', '.git'];
const SENSITIVE =
  /^(\.env(\.(?!example|sample|template|dist|test|ci)[\w.-]+)?|id_rsa|[\w.-]+\.(pem|key|p12|pfx|tfstate)|credentials\.json)$/;

/** Every .dockerignore, with the sensitive paths that it lets into the image. */
export function readDockerignore(repository: Repository): readonly Dockerignore[] {
  return repository.files.flatMap(({ path }) => {
    if (!/(^|\.)dockerignore$/.test(nameOf(path))) return [];
    const text = repository.text(path);
    if (text === undefined) return [];
    const context = folderOf(path);
    const patterns = parseDockerignore(text);
    const lets = sensitivePaths(repository, context).filter((one) => !isDockerIgnored(patterns, one));
    return [
      {
        ...item(startOf(path), undefined, 'production'),
        context,
        patterns: patterns.map(({ pattern, negated, line, column, start, end }) => ({
          pattern,
          negated,
          location: { path, line, column, start, end },
        })),
        lets,
      },
    ];
  });
}

/** Relative to the context. */
export function sensitivePaths(repository: Repository, context: string): readonly string[] {
  const below = repository.index.files.flatMap(({ path }) =>
    isBelow(context, path) && SENSITIVE.test(nameOf(path))
      ? [context === '' ? path : path.slice(context.length + 1)]
      : [],
  );
  return [...new Set([...ALWAYS, ...below])].sort(compare);
}
