import type { CodeFrame } from '../model/report.ts';
import { maskSource } from './mask-source.ts';
import { nameOf } from './paths.ts';
import type { Repository } from './repository.ts';

const LINES_AROUND = 2;
const MAX_LINES = 12;
const MAX_WIDTH = 240;

/** The text of a file of the index; undefined when it is not in it or may not be read. */
export function readSource(repository: Repository, path: string): string | undefined {
  return repository.file(path) === undefined ? undefined : repository.text(path);
}

/** Files in which `#` or `//` begins a comment, by name. */
const COMMENTED =
  /(?:\.(?:py|ya?ml|toml|tf|tfvars|hcl|sh|bash|config|conf|cfg|ini|txt|in)|(?:^|\/)(?:[^/]*Dockerfile[^/]*|[^/]*Containerfile[^/]*|Procfile|Pipfile|\.dockerignore))$/i;

/** The files of the deployment in which a comment may stand and that hold the text, sorted by path. */
export function sourcesWith(repository: Repository, text: string): readonly string[] {
  return repository.files
    .filter(({ path }) => COMMENTED.test(path) && repository.bytes(path)?.includes(text) === true)
    .map(({ path }) => path)
    .toSorted();
}

/** The lines around a place, secrets masked. Files that are secrets as a whole have no frame. */
export function frameOf(repository: Repository, path: string, line: number, endLine = line): CodeFrame | undefined {
  if (/^\.env|\.env$|\.(pem|key|p12|pfx|tfstate)$|^id_rsa/.test(nameOf(path))) return undefined;
  const text = readSource(repository, path);
  if (text === undefined) return undefined;
  const lines = repository.once(`masked ${path}`, () => maskSource(path, text));
  if (line > lines.length) return undefined;
  const start = Math.max(1, line - LINES_AROUND);
  const end = Math.min(lines.length, endLine + LINES_AROUND, start + MAX_LINES - 1);
  return { start, lines: lines.slice(start - 1, end).map((one) => one.replace(/\r$/, '').slice(0, MAX_WIDTH)) };
}
