import type { Options } from 'yargs';

const group = 'Fixes:';

/** Files of the repository only; the account is never changed. */
export const FIXES = {
  fix: { group, type: 'boolean', describe: 'Write the fixes that keep the meaning of the code' },
  'fix-unsafe': { group, type: 'boolean', describe: 'Write those that change what the code does, too' },
  diff: { group, type: 'boolean', describe: 'Print the fixes as a diff; alone, no file is written' },
} as const satisfies Record<string, Options>;
