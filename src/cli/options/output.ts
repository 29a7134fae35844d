import type { Options } from 'yargs';

const group = 'Output:';
const text = { group, type: 'string', requiresArg: true } as const;
const flag = { group, type: 'boolean' } as const;

export const FORMAT_NAMES = [
  'terminal',
  'json',
  'sarif',
  'html',
  'markdown',
  'github',
  'junit',
  'asff',
  'ocsf',
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** Nothing is written there: `--format json=FOLDER/FILE` does. */
export const HISTORY = {
  history: { ...text, describe: 'Folder of earlier JSON reports: adds what changed since, and the trend' },
} as const satisfies Record<string, Options>;

const COLOR = {
  color: {
    ...text,
    requiresArg: false,
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    describe: 'Colours; auto: on a terminal, as NO_COLOR and FORCE_COLOR say',
  },
} as const satisfies Record<string, Options>;

export const OUTPUT = {
  format: {
    ...text,
    array: true,
    describe: `NAME or NAME=FILE, repeatable: ${FORMAT_NAMES.join(', ')}; default: terminal`,
  },
  output: { ...text, describe: 'File for the one format that names none' },
  quiet: { ...flag, describe: 'Findings only' },
  verbose: { ...flag, describe: 'Every finding whole; passes, links between the sides, all notes; stacks of defects' },
  'no-progress': { ...flag, describe: 'No progress line' },
  ...COLOR,
  'sarif-category': { ...text, describe: 'First part of the category in SARIF; default: djaudit' },
} as const satisfies Record<string, Options>;
