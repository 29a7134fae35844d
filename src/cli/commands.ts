import type { Options } from 'yargs';
import { FRAMEWORKS } from '../model/framework.ts';
import { command } from './command.ts';
import {
  ACCOUNT,
  CONFIGURATION,
  CONNECTION,
  FIXES,
  GATE,
  HISTORY,
  OUTPUT,
  REPOSITORY,
  RULES,
  SHARD,
} from './options/index.ts';

export const SCAN_OPTIONS = {
  ...ACCOUNT,
  ...SHARD,
  ...REPOSITORY,
  ...RULES,
  ...GATE,
  ...OUTPUT,
  ...HISTORY,
  ...FIXES,
} as const;
/** Commands that know the rules of plug-ins when these are allowed. */
export const PLUGIN_OPTIONS = {
  config: CONFIGURATION.config,
  'allow-plugins': CONFIGURATION['allow-plugins'],
} as const;

export const DEMO_OPTIONS = { ...RULES, ...GATE, ...OUTPUT } as const;
export const REPORT_OPTIONS = {
  ...GATE,
  ...OUTPUT,
  ...PLUGIN_OPTIONS,
  ...HISTORY,
} as const;

export const SETTINGS_OPTIONS = {
  settings: REPOSITORY.settings,
  'env-file': REPOSITORY['env-file'],
  format: { type: 'string', requiresArg: true, choices: ['terminal', 'json'], default: 'terminal', describe: 'How' },
  'show-secrets': {
    type: 'boolean',
    default: false,
    describe: 'Print secrets, to a terminal or a file with mode 0600',
  },
} as const satisfies Record<string, Options>;

export const BASELINE_OPTIONS = {
  ...ACCOUNT,
  ...REPOSITORY,
  only: RULES.only,
  skip: RULES.skip,
  goal: RULES.goal,
  topic: RULES.topic,
  output: {
    group: 'Output:',
    type: 'string',
    requiresArg: true,
    describe: 'File to write; default: djaudit-baseline.json',
  },
  verbose: OUTPUT.verbose,
  'no-progress': OUTPUT['no-progress'],
} as const satisfies Record<string, Options>;

export const DIFF_OPTIONS = {
  format: {
    type: 'string',
    requiresArg: true,
    choices: ['terminal', 'json', 'markdown'],
    default: 'terminal',
    describe: 'How',
  },
  'exit-zero': { type: 'boolean', describe: 'Exit 0 when there are new findings, too' },
  environments: {
    type: 'string',
    requiresArg: true,
    describe: 'Compare two environments, first,second: of OLD and NEW, or both of OLD',
  },
} as const satisfies Record<string, Options>;

export const POLICY_OPTIONS = {
  ...RULES,
  ...PLUGIN_OPTIONS,
  format: {
    group: 'Output:',
    type: 'string',
    requiresArg: true,
    choices: ['json', 'terraform', 'cloudformation'],
    default: 'json',
    describe: 'The bare policy document, Terraform, or CloudFormation',
  },
} as const satisfies Record<string, Options>;

export const COLLECT_OPTIONS = {
  ...CONNECTION,
  ...RULES,
  ...PLUGIN_OPTIONS,
  output: {
    group: 'Output:',
    type: 'string',
    requiresArg: true,
    default: 'djaudit-snapshot.json',
    describe: 'File to write',
  },
  'no-progress': OUTPUT['no-progress'],
} as const satisfies Record<string, Options>;

export const LIST_OPTIONS = {
  ...PLUGIN_OPTIONS,
  format: {
    type: 'string',
    requiresArg: true,
    choices: ['table', 'json', 'markdown'],
    default: 'table',
    describe: 'How',
  },
  goal: RULES.goal,
  topic: RULES.topic,
  'min-severity': RULES['min-severity'],
  layer: {
    type: 'string',
    array: true,
    requiresArg: true,
    choices: ['aws', 'repo', 'cross'],
    describe: 'Which side it reads; repeatable',
  },
  framework: {
    type: 'string',
    array: true,
    requiresArg: true,
    choices: Object.keys(FRAMEWORKS),
    describe: 'Rules that are related to a control of it; repeatable',
  },
} as const satisfies Record<string, Options>;

const path = { describe: 'Folder of the Django project; default: the working directory' };

const scan = command({
  usage: 'scan [path]',
  describe: 'Audit the repository at the path and, with credentials, the account',
  positionals: { path },
  options: SCAN_OPTIONS,
  load: async () => (await import('./scan.ts')).scan,
});

const rules = command({
  usage: 'rules',
  describe: 'List the rules',
  positionals: {},
  options: LIST_OPTIONS,
  load: async () => (await import('./list-rules.ts')).listRules,
});

const explain = command({
  usage: 'explain <id>',
  describe: "Print a rule's page: why, how it is judged, how to mend it",
  positionals: { id: { describe: 'Id of the rule' } },
  options: PLUGIN_OPTIONS,
  load: async () => (await import('./explain.ts')).explain,
});

const settings = command({
  usage: 'settings [path]',
  describe: 'Print what Django would compute: the settings with their traces',
  positionals: { path },
  options: SETTINGS_OPTIONS,
  load: async () => (await import('./settings.ts')).settingsCommand,
});

const report = command({
  usage: 'report [file..]',
  describe: 'Render saved JSON reports again, in any format; several give the trend, parts are joined',
  positionals: { file: { describe: 'What --format json wrote', array: true } },
  options: REPORT_OPTIONS,
  load: async () => (await import('./report.ts')).report,
});

const diff = command({
  usage: 'diff <old> [new]',
  describe: 'Print what is new, fixed and unchanged between two JSON reports, or two environments',
  positionals: { old: { describe: 'The earlier report' }, new: { describe: 'The later one' } },
  options: DIFF_OPTIONS,
  load: async () => (await import('./diff.ts')).diff,
});

const collect = command({
  usage: 'collect',
  describe: 'Record the account into a snapshot file, redacted, for scan --snapshot',
  positionals: {},
  options: COLLECT_OPTIONS,
  load: async () => (await import('./collect.ts')).collect,
});

const policy = command({
  usage: 'iam-policy',
  describe: 'Print the read-only IAM policy that the rules need',
  positionals: {},
  options: POLICY_OPTIONS,
  load: async () => (await import('./iam-policy.ts')).iamPolicy,
});

const completion = command({
  usage: 'completion [shell]',
  describe: 'Print the completion script of bash, zsh or fish',
  positionals: { shell: { describe: 'Default: the shell that SHELL names' } },
  options: PLUGIN_OPTIONS,
  load: async () => (await import('./completion.ts')).completion,
});

const baseline = command({
  usage: 'baseline [path]',
  describe: 'Write the present findings, so that scan --baseline gates new ones only',
  positionals: { path },
  options: BASELINE_OPTIONS,
  load: async () => (await import('./baseline.ts')).baseline,
});

const init = command({
  usage: 'init [path]',
  describe: 'Write a commented djaudit.yml that fits the repository',
  positionals: { path },
  options: {},
  load: async () => (await import('./init.ts')).init,
});

const demo = command({
  usage: 'demo',
  describe: 'Audit the bundled sample deployment: no credentials, no network',
  positionals: {},
  options: DEMO_OPTIONS,
  load: async () => (await import('./demo.ts')).demo,
});

export const COMMANDS = [
  scan,
  settings,
  collect,
  report,
  diff,
  rules,
  explain,
  init,
  baseline,
  policy,
  demo,
  completion,
];
