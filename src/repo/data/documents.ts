import { nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { isJinja, maskJinja } from './jinja.ts';
import { parseJson } from './json.ts';
import type { DataNode } from './node.ts';
import { parseToml } from './toml.ts';
import { parseYaml } from './yaml.ts';

/** Said of every file that is read with its tags taken out. */
export const TEMPLATE = 'is a template that was not filled in: all branches of its conditions are read';

/** Parsing YAML takes about a second for a megabyte: what is larger was generated, and is noted. */
const YAML_LIMIT = 600_000;
const JSON_LIMIT = 2_000_000;

/** The documents of a YAML (or JSON) file, parsed once; mistakes become notes. */
function documentsOf(repository: Repository, path: string): readonly DataNode[] {
  return repository.once(`documents of ${path}`, () => readDocuments(repository, path));
}

/** The first document of a file; a file of another format has none. */
export function documentOf(repository: Repository, path: string): DataNode | undefined {
  return documentsOf(repository, path)[0];
}

function readDocuments(repository: Repository, path: string): readonly DataNode[] {
  const raw = repository.text(path);
  if (raw === undefined) return [];
  const text = isJinja(raw) && !path.startsWith('.github/') ? maskJinja(raw) : raw;
  if (text !== raw) repository.notes.add(path, TEMPLATE);
  const json = nameOf(path).endsWith('.json') || (/^\s*[{[]/.test(text) && !/^\s*\{[{%]/.test(text));
  if (text.length > (json ? JSON_LIMIT : YAML_LIMIT)) return tooLarge(repository, path);
  if (/\.toml$|^Pipfile$|^pylock\./.test(nameOf(path))) return note(repository, path, single(parseToml(path, text)));
  return note(repository, path, json ? single(parseJson(path, text)) : parseYaml(path, text));
}

function tooLarge(repository: Repository, path: string): readonly DataNode[] {
  repository.notes.add(path, 'is too large: not read');
  return [];
}

interface Parsed {
  readonly documents: readonly DataNode[];
  readonly errors: readonly { readonly message: string; readonly location: { readonly line: number } }[];
}

function single({ document, errors }: { document?: DataNode; errors: Parsed['errors'] }): Parsed {
  return { documents: document === undefined ? [] : [document], errors };
}

function note(repository: Repository, path: string, { documents, errors }: Parsed): readonly DataNode[] {
  for (const { message, location } of errors.slice(0, 2))
    repository.notes.add(path, `line ${location.line}: ${message}`);
  return documents;
}
