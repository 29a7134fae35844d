import type { Options } from 'yargs';

const group = 'Repository:';
const text = { group, type: 'string', requiresArg: true } as const;

/** Which settings, under which variables. */
const SETTINGS = {
  settings: { ...text, describe: 'Settings module, dotted; default: the one that production uses' },
  'env-file': { ...text, describe: 'Exactly these variables (dotenv, or a .json object) and no others' },
  environment: { ...text, describe: 'Environment of djaudit.yml: production, staging' },
  'base-ref': { ...text, describe: 'What is deployed now (origin/main): new migrations are judged against it' },
  include: { ...text, array: true, describe: 'Look only at these files, as in .gitignore; repeatable' },
  exclude: { ...text, array: true, describe: 'Leave these files out, as in .gitignore; repeatable' },
} as const satisfies Record<string, Options>;

export const CONFIGURATION = {
  config: { ...text, describe: 'Configuration; default: djaudit.yml, from the path upwards' },
  'allow-plugins': { group, type: 'boolean', describe: 'Run the plug-ins that djaudit.yml names' },
  today: { ...text, describe: 'Day that dates are compared with, YYYY-MM-DD; default: today' },
} as const satisfies Record<string, Options>;

export const REPOSITORY = { ...SETTINGS, ...CONFIGURATION } as const;
