import yargs from 'yargs';
import { UserError } from '../model/user-error.ts';
import type { Command } from './command.ts';
import { COMMANDS, SCAN_OPTIONS } from './commands.ts';
import { EPILOGUE } from './epilogue.ts';
import { explainMistake } from './mistakes.ts';
import { VERSION } from './version.ts';

declare module 'yargs' {
  interface Argv {
    /** In yargs since 17.6, not yet in its types. */
    usageConfiguration: (configuration: { readonly 'hide-types': boolean }) => this;
  }
}

export type Parsed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly command: Command; readonly args: Readonly<Record<string, unknown>> };

const WIDEST = 100;

/** What was asked for; throws a UserError that names the nearest right word. */
export async function parse(argv: readonly string[], columns: number): Promise<Parsed> {
  let text = '';
  let chosen: Parsed | undefined;
  const named = COMMANDS.find((one) => nameOf(one) === argv.find((word) => !word.startsWith('-')));
  const parser = yargs()
    .scriptName('djaudit')
    .locale('en')
    .usage(
      '$0 <command>\n\nAudits a Django deployment on AWS: the repository and the account, judged as one. Read-only.',
    )
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .usageConfiguration({ 'hide-types': true })
    .exitProcess(false)
    .strict()
    .demandCommand(1)
    .fail((message: string, error: Error | undefined) => {
      if (error instanceof UserError) throw error;
      throw explainMistake(error?.message ?? message, argv, named);
    })
    .help('help', 'Show this')
    .version('version', 'Show the version', VERSION)
    .epilogue(EPILOGUE)
    .wrap(Math.min(columns, WIDEST));
  for (const one of COMMANDS) {
    const { usage, describe, positionals, options } = one;
    const build = (local: ReturnType<typeof yargs>) => {
      for (const [name, positional] of Object.entries(positionals))
        local.positional(name, { type: 'string', ...positional });
      return local.usage(`$0 ${usage}\n\n${describe}.`).options(options);
    };
    parser.command(usage, describe, build, (args) => {
      chosen = { kind: 'command', command: one, args };
    });
  }
  // `djaudit --help` shows the options of scan too: that is what most people want.
  if (named === undefined) parser.options(SCAN_OPTIONS);
  await parser.parseAsync(withoutSeparator(argv), {}, (_error, _args, output) => {
    text += output;
  });
  if (chosen?.kind === 'command') checkOnce(chosen);
  return chosen ?? { kind: 'text', text };
}

/** What stands behind `--` is a path, whatever it begins with. The parser would leave it out of the positionals. */
function withoutSeparator(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  if (end < 0) return [...argv];
  return [...argv.slice(0, end), ...argv.slice(end + 1).map((word) => (word.startsWith('-') ? `./${word}` : word))];
}

/** The parser makes a list of what is given twice, and takes an empty value for one. */
function checkOnce({ command, args }: Extract<Parsed, { kind: 'command' }>): void {
  for (const [name, { array }] of Object.entries(command.options)) {
    const value = args[name];
    if (Array.isArray(value) && array !== true) throw new UserError(`--${name} is given twice`, 'Give it once');
    if ([value].flat().includes('')) throw new UserError(`--${name} needs a value`, `Write --${name} VALUE`);
  }
}

function nameOf({ usage }: Pick<Command, 'usage'>): string {
  return usage.split(' ')[0] ?? usage;
}
