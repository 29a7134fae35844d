import { resolve } from 'node:path';
import type { Location, Report } from '../../model/index.ts';
import { writeAtomically } from '../atomic-file.ts';
import { wantsColor } from '../color.ts';
import type { ArgumentsOf } from '../command.ts';
import type { FormatTarget } from '../formats.ts';
import type { Host } from '../host.ts';
import type { OUTPUT } from '../options/index.ts';
import { say, write } from '../streams.ts';
import { render } from './render.ts';

export type OutputArguments = ArgumentsOf<typeof OUTPUT>;

/** Columns where nobody watches. */
const COLUMNS = 100;

/** Writes every format to its place: files first, then the one on stdout. */
export async function writeReport(
  report: Report,
  targets: readonly FormatTarget[],
  args: OutputArguments,
  host: Host,
  more: { readonly lineHash?: (location: Location) => string | undefined; readonly history?: readonly Report[] } = {},
): Promise<void> {
  const files = targets.filter(({ file }) => file !== undefined);
  for (const { name, file = '' } of [...files, ...targets.filter((target) => !files.includes(target))]) {
    const onTerminal = file === '';
    const text = await render(name, report, {
      color: onTerminal ? wantsColor(args.color, host.stdout, host.env) : args.color === 'always',
      width: onTerminal ? (host.stdout.columns ?? COLUMNS) : COLUMNS,
      verbose: args.verbose === true,
      quiet: args.quiet === true,
      ...(args['sarif-category'] === undefined ? {} : { category: args['sarif-category'] }),
      ...more,
    });
    if (onTerminal) await write(host.stdout, text);
    else {
      await writeAtomically(resolve(host.cwd(), file), text);
      if (args.quiet !== true) say(host, `${name} written to ${file}`);
    }
  }
}
