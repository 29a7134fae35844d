import type { RepositoryOptions } from '../options.ts';
import { type IgnoreStack, isIgnored, withIgnoreFile } from './gitignore.ts';

/** Which paths `--include` and `--exclude` leave: patterns as in .gitignore, a folder's pattern holds for all below. */
export function keepOnly({ include = [], exclude = [] }: RepositoryOptions): (path: string) => boolean {
  if (include.length === 0 && exclude.length === 0) return () => true;
  const included = withIgnoreFile([], 0, include.join('\n'));
  const excluded = withIgnoreFile([], 0, exclude.join('\n'));
  return (path) => (include.length === 0 || covers(included, path)) && !covers(excluded, path);
}

function covers(stack: IgnoreStack, path: string): boolean {
  const parts = path.split('/');
  return parts.some((_, at) => isIgnored(stack, parts.slice(0, at + 1), at < parts.length - 1));
}
