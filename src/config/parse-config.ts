import { type Document, LineCounter, parseDocument } from 'yaml';
import { UserError } from '../model/index.ts';
import { checkMeaning } from './check-meaning.ts';
import type { Config, KnownRule, LoadedConfig } from './config.ts';
import { validate } from './config-1.validator.ts';
import { explainSchemaError } from './schema-error.ts';

/** A place in the document: keys and indexes. */
export type Path = readonly (string | number)[];

/** Says where a path stands, as `line:column`; of a key that is not to be there, with `key`. */
export type Locate = (path: Path, key?: string) => { readonly line: number; readonly col: number };

/**
 * @param name of the file, for messages
 * @throws UserError the first mistake, with line, column and the nearest right name
 */
export function parseConfig(text: string, name: string, rules: readonly KnownRule[]): LoadedConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) throw mistake(name, lines.linePos(broken.pos[0]), broken.message);
  const config: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  const locate = locator(document, lines);
  if (!validate(config)) {
    const { path, key, message } = explainSchemaError(validate.errors ?? [], config);
    throw mistake(name, locate(path, key), message);
  }
  const checked = config as Config; // its schema holds
  const wrong = checkMeaning(checked, rules);
  if (wrong !== undefined) throw mistake(name, locate(wrong.path, wrong.key), wrong.message);
  const exceptionLines = (checked.exceptions ?? []).map((_, index) => locate(['exceptions', index]).line);
  return { config: checked, name, exceptionLines };
}

function mistake(name: string, { line, col }: { line: number; col: number }, message: string): UserError {
  return new UserError(`${name}:${line}:${col}: ${message}`);
}

interface Ranged {
  readonly range?: readonly [number, ...number[]] | null;
  readonly items?: readonly {
    readonly key?: { readonly value?: unknown; readonly range?: readonly number[] | null };
  }[];
}

function locator(document: Document, lines: LineCounter): Locate {
  return (path, key) => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as Ranged | undefined; // a node of the document
      const item = node?.items?.find((one) => length === path.length && key !== undefined && one.key?.value === key);
      const at = item?.key?.range?.[0] ?? node?.range?.[0];
      if (at !== undefined) return lines.linePos(at);
    }
    return { line: 1, col: 1 };
  };
}
