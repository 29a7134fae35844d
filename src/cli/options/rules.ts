import type { Options } from 'yargs';
import { GOALS } from '../../model/goal.ts';
import { SEVERITIES } from '../../model/severity.ts';

const group = 'Rules:';
const text = { group, type: 'string', requiresArg: true } as const;

export const RULES = {
  only: { ...text, array: true, describe: 'Only these rules: id or glob ("rds-*"); repeatable' },
  skip: { ...text, array: true, describe: 'Without these rules; repeatable' },
  'min-severity': { ...text, choices: SEVERITIES, describe: 'Leave out what is less severe' },
  goal: { ...text, array: true, choices: Object.keys(GOALS), describe: 'Only rules that serve this goal; repeatable' },
  topic: { ...text, array: true, describe: 'Only rules of this chapter ("databases/backups"); repeatable' },
} as const satisfies Record<string, Options>;
