import type { InferredOptionTypes, Options } from 'yargs';
import type { Host } from './host.ts';

export type OptionTable = Readonly<Record<string, Options>>;

/** One command: what it is called and takes, and the module that does it, loaded when it is chosen. */
export interface Command {
  /** As yargs reads it: `scan [path]`. */
  readonly usage: string;
  readonly describe: string;
  readonly positionals: Readonly<Record<string, { readonly describe: string; readonly array?: true }>>;
  readonly options: OptionTable;
  readonly run: (args: Readonly<Record<string, unknown>>, host: Host) => Promise<number>;
}

/** Ties the options that are declared to the arguments that the command's function takes. */
export function command<const O extends OptionTable, const P extends string>(definition: {
  readonly usage: string;
  readonly describe: string;
  readonly positionals: Readonly<Record<P, { readonly describe: string; readonly array?: true }>>;
  readonly options: O;
  readonly load: () => Promise<Handler<O, P>>;
}): Command {
  const { usage, describe, positionals, options, load } = definition;
  const run: Command['run'] = async (args, host) => (await load())(args as ArgumentsOf<O, P>, host); // yargs made them from `options`
  return { usage, describe, positionals, options, run };
}

export type ArgumentsOf<O extends OptionTable, P extends string = never> = Readonly<InferredOptionTypes<O>> & {
  readonly [K in P]?: string;
};

type Handler<O extends OptionTable, P extends string> = (args: ArgumentsOf<O, P>, host: Host) => Promise<number>;
