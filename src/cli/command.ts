import type { InferredOptionTypes, Options } from 'yargs';
import type { Host } from './host.ts';

export type OptionTable = Readonly<Record<string, Options>>;

/** One command: what it is called and takes, and the module that does it, loaded when it is chosen. */
export interface Command {
  /** As yargs reads it: `scan [path]`. */
  readonly usage: string;
  readonly describe: string;
  readonly positionals: PositionalTable;
  readonly options: OptionTable;
  readonly run: (args: Readonly<Record<string, unknown>>, host: Host) => Promise<number>;
}

interface Positional {
  readonly describe: string;
  readonly array?: true;
}
type PositionalTable = Readonly<Record<string, Positional>>;

/** Ties the options that are declared to the arguments that the command's function takes. */
export function command<const O extends OptionTable, const P extends PositionalTable>(definition: {
  readonly usage: string;
  readonly describe: string;
  readonly positionals: P;
  readonly options: O;
  readonly load: () => Promise<(args: OptionsOf<O> & PositionalsOf<P>, host: Host) => Promise<number>>;
}): Command {
  const { usage, describe, positionals, options, load } = definition;
  const run: Command['run'] = async (args, host) => (await load())(args as OptionsOf<O> & PositionalsOf<P>, host); // yargs made them so
  return { usage, describe, positionals, options, run };
}

type OptionsOf<O extends OptionTable> = Readonly<InferredOptionTypes<O>>;
type PositionalsOf<P extends PositionalTable> = {
  readonly [K in keyof P]?: P[K] extends { readonly array: true } ? readonly string[] : string;
};

/** The arguments of a command's function: its options, and positionals of one word. */
export type ArgumentsOf<O extends OptionTable, P extends string = never> = OptionsOf<O> & {
  readonly [K in P]?: string;
};
