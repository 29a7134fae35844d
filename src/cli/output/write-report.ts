import { resolve } from 'node:path';
import { type History, type Location, type Report, type Reporter, UserError } from '../../model/index.ts';
import { maskText } from '../../model/mask-text.ts';
import { writeAtomically } from '../atomic-file.ts';
import { wantsColor } from '../color.ts';
import type { ArgumentsOf } from '../command.ts';
import { explainError } from '../errors.ts';
import type { FormatTarget } from '../formats.ts';
import type { Host } from '../host.ts';
import type { OUTPUT } from '../options/index.ts';
import { say } from '../say.ts';
import { write } from '../streams.ts';
import type { Pieces } from './pieces.ts';
import { render } from './render.ts';

export type OutputArguments = ArgumentsOf<typeof OUTPUT>;

/** Columns where nobody watches. */
const COLUMNS = 100;

/** What formats need beside the report. */
export interface Beside {
  readonly lineHash?: (location: Location) => string | undefined;
  readonly history?: History;
  readonly reporters?: Readonly<Record<string, Reporter>>;
}

/**
 * Writes every format to its place: files first, then the one on stdout.
 * @returns whether all of them were written: a format that cannot hold the report, that is a plug-in's and throws, or whose
 *   file cannot be written, takes no other with it
 */
export async function writeReport(
  report: Report,
  targets: readonly FormatTarget[],
  args: OutputArguments,
  host: Host,
  beside: Beside = {},
): Promise<boolean> {
  const files = targets.filter(({ file }) => file !== undefined);
  let whole = true;
  for (const target of [...files, ...targets.filter((one) => !files.includes(one))]) {
    const text = await rendered(report, target, args, host, beside);
    if (text === undefined || !(await put(text, target, args, host))) whole = false;
  }
  return whole;
}

async function rendered(
  report: Report,
  { name, file }: FormatTarget,
  args: OutputArguments,
  host: Host,
  beside: Beside,
): Promise<Pieces | undefined> {
  try {
    return await render(name, report, {
      color: file === undefined ? wantsColor(args.color, host.stdout, host.env) : args.color === 'always',
      width: file === undefined ? (host.stdout.columns ?? COLUMNS) : COLUMNS,
      verbose: args.verbose === true,
      quiet: args.quiet === true,
      ...(args['sarif-category'] === undefined ? {} : { category: args['sarif-category'] }),
      ...beside,
    });
  } catch (error) {
    if (error instanceof UserError) {
      host.stderr.write(explainError(error));
      return undefined;
    }
    if (beside.reporters?.[name] === undefined) throw error;
    say(host, `the format ${name} of a plug-in failed: ${error instanceof Error ? error.message : String(error)}`);
    if (args.verbose === true && error instanceof Error) host.stderr.write(`${maskText(error.stack ?? '')}\n`);
    return undefined;
  }
}

async function put(text: Pieces, { name, file }: FormatTarget, args: OutputArguments, host: Host): Promise<boolean> {
  try {
    if (file === undefined) await write(host.stdout, text);
    else await writeAtomically(resolve(host.cwd(), file), text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    host.stderr.write(explainError(error));
    return false;
  }
  if (file !== undefined && args.quiet !== true) say(host, `${name} written to ${file}`);
  return true;
}
