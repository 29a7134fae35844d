import { command } from './command.ts';
import { ACCOUNT, FIXES, GATE, OUTPUT, REPOSITORY, RULES } from './options/index.ts';

export const SCAN_OPTIONS = { ...ACCOUNT, ...REPOSITORY, ...RULES, ...GATE, ...OUTPUT, ...FIXES } as const;
export const DEMO_OPTIONS = { ...RULES, ...GATE, ...OUTPUT } as const;
export const REPORT_OPTIONS = {
  ...GATE,
  ...OUTPUT,
  history: {
    group: 'Output:',
    type: 'string',
    requiresArg: true,
    describe: 'Folder of saved JSON reports: adds the trend',
  },
} as const;

/** `djaudit --help` shows them too: scan is what most people want. */
export const SHOWN_WITH_HELP = SCAN_OPTIONS;

const path = { describe: 'Folder of the Django project; default: the working directory' };

const scan = command({
  usage: 'scan [path]',
  describe: 'Audit the repository at the path and, with credentials, the account',
  positionals: { path },
  options: SCAN_OPTIONS,
  load: async () => (await import('./scan.ts')).scan,
});

export const COMMANDS = [scan];
