import { basename } from 'node:path';
import { CONFIG_NAMES } from '../config/index.ts';
import { didYouMean } from '../model/nearest.ts';
import { UserError } from '../model/user-error.ts';
import { FORMAT_NAMES } from './options/index.ts';

/** Where one format goes: a file, or stdout. */
export interface FormatTarget {
  /** One of ours, or of a plug-in's. */
  readonly name: string;
  readonly file?: string;
}

interface FormatArguments {
  readonly format?: readonly string[] | undefined;
  readonly output?: string | undefined;
}

/**
 * Reads `--format NAME[=FILE]` and `--output`. At most one format is written to stdout.
 * @param more the formats of plug-ins
 */
export function readFormats(
  { format = ['terminal'], output }: FormatArguments,
  more: readonly string[] = [],
): readonly FormatTarget[] {
  const targets = format.map((text) => readFormat(text, [...FORMAT_NAMES, ...more]));
  const [first, second] = targets.filter(({ file }) => file === undefined);
  if (second !== undefined) {
    throw new UserError(
      `${first?.name ?? ''} and ${second.name} cannot both be written to stdout`,
      `Name a file: --format ${second.name}=FILE`,
    );
  }
  const twice = targets.find(
    ({ file }, index) => file !== undefined && targets.findIndex((one) => one.file === file) < index,
  );
  if (twice !== undefined)
    throw new UserError(`two formats cannot be written to ${twice.file ?? ''}`, 'Name two files');
  for (const file of [output, ...targets.map((target) => target.file)]) checkName(file);
  if (output === undefined) return targets;
  if (first === undefined) throw new UserError('--output has no format left to write: each one names its own file');
  return targets.map((target) => (target === first ? { ...target, file: output } : target));
}

/** A report under the name of a configuration would be read as one by the next scan. */
function checkName(file: string | undefined): void {
  const name = CONFIG_NAMES.find((one) => file !== undefined && basename(file) === one);
  if (name !== undefined)
    throw new UserError(`${name} is the name of the configuration`, 'Name another file, as djaudit-report.json');
}

function readFormat(text: string, names: readonly string[]): FormatTarget {
  const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  const known = names.find((one) => one === name);
  if (known === undefined) {
    const hint = didYouMean(name, names);
    throw new UserError(`--format cannot be "${name}"${hint}`, `It is one of ${names.join(', ')}`);
  }
  if (file === '')
    throw new UserError(`--format ${name}= names no file`, `Write --format ${name} or --format ${name}=FILE`);
  return file === undefined ? { name: known } : { name: known, file };
}
