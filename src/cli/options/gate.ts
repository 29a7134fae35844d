import type { Options } from 'yargs';
import { SEVERITIES } from '../../model/severity.ts';

const group = 'Gate:';
const text = { group, type: 'string', requiresArg: true } as const;

export const GATE = {
  'fail-on': { ...text, choices: SEVERITIES, describe: 'Exit 1 for findings this severe or worse; default: high' },
  'fail-on-incomplete': { group, type: 'boolean', describe: 'Exit 3 when something could not be seen' },
  'exit-zero': { group, type: 'boolean', describe: 'Exit 0 instead of 1 and 3' },
  baseline: { ...text, describe: 'Let findings through that this file holds (`djaudit baseline` writes it)' },
  prune: { group, type: 'boolean', describe: 'Take findings that are gone out of the baseline' },
} as const satisfies Record<string, Options>;
