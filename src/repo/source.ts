import type { CodeFrame } from '../model/report.ts';
import { isSecretName } from '../model/secret.ts';
import { MARK, maskText } from './mask.ts';
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
  const lines = readSource(repository, path)?.split('\n');
  if (lines === undefined || line > lines.length) return undefined;
  const start = Math.max(1, line - LINES_AROUND);
  const end = Math.min(lines.length, endLine + LINES_AROUND, start + MAX_LINES - 1);
  return { start, lines: lines.slice(start - 1, end).map(maskLine) };
}

/**
 * What a reader of the report may see of a line of source. A quoted text behind a secret's name goes, whatever it holds; the
 * line may be half of a statement, so the test is on purpose wider than the readers'.
 */
export function maskLine(line: string): string {
  const text = maskText(line.replace(/\r$/, '').slice(0, MAX_WIDTH));
  if (!names(text).some(isSecretName)) return text;
  return text
    .replace(/(["'])((?:(?!\1)[^\\]|\\.){1,300})\1/g, (whole, quote: string, inner: string) =>
      isName(inner) ? whole : `${quote}${MARK}${quote}`,
    )
    .replace(/([A-Za-z_][\w.-]*["']?\s*[:=]\s*)([^\s"'${([][^\s,]{3,300})/g, (whole, before: string, value: string) =>
      isSecretName(names(before).at(-1) ?? '') &&
      !/^(?:env|os|config|get|values|var|local|data|aws)/.test(value) &&
      !isName(value)
        ? `${before}${MARK}`
        : whole,
    );
}

function names(text: string): readonly string[] {
  return text.match(/[A-Za-z_][\w-]{2,80}/g) ?? [];
}

/** The name of a variable or setting in quotes is what people need to see. */
function isName(text: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(text) && text.includes('_') && !/\d{4,}/.test(text);
}
