import { type Document, LineCounter, parseDocument } from 'yaml';
import { UserError } from '../model/index.ts';
import { checkMeaning } from './check-meaning.ts';
import type { Config, KnownRule, LoadedConfig, Locate, ParsedConfig } from './config.ts';
import { validate } from './config-1.validator.ts';
import { explainSchemaError } from './schema-error.ts';

/**
 * @param name of the file, for messages
 * @throws UserError the first mistake of form, with line, column and the nearest right name
 */
export function parseConfig(text: string, name: string): ParsedConfig {
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
  return { config: config as Config, name, locate }; // its schema holds
}

/** @throws UserError the first thing that does not exist: a rule, an option, a day */
export function checkConfig({ config, name, locate }: ParsedConfig, rules: readonly KnownRule[]): LoadedConfig {
  const wrong = checkMeaning(config, rules);
  if (wrong !== undefined) throw mistake(name, locate(wrong.path, wrong.key), wrong.message);
  const linesOf = (list: 'exceptions' | 'attestations') =>
    (config[list] ?? []).map((_: unknown, index: number) => locate([list, index]).line);
  return { config, name, exceptionLines: linesOf('exceptions'), attestationLines: linesOf('attestations') };
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
