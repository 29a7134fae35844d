import { didYouMean, nearest } from '../model/nearest.ts';
import { UserError } from '../model/user-error.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';

/** What the parser says of a mistake, as one line with the nearest right word. */
export function explainMistake(message: string, argv: readonly string[], command: Command | undefined): UserError {
  const word = argv.find((one) => !one.startsWith('-'));
  if (command === undefined) return wrongCommand(word, argv);
  const name = command.usage.split(' ')[0] ?? '';
  return (
    unknownArgument(message, argv, command, name) ??
    wrongValue(message, command) ??
    missingValue(message) ??
    missingPositional(message, command) ??
    new UserError(message.replaceAll(/\s+/g, ' '), `See djaudit ${name} --help`)
  );
}

function wrongCommand(word: string | undefined, argv: readonly string[]): UserError {
  const names = COMMANDS.map(({ usage }) => usage.split(' ')[0] ?? usage);
  if (word !== undefined && !argv[0]?.startsWith('-')) {
    const hint = didYouMean(word, names, 'djaudit ');
    return new UserError(
      `there is no command "${word}"${hint}`,
      hint === '' ? `There are ${names.join(', ')}` : undefined,
    );
  }
  const option = argv.find((one) => one.startsWith('-'));
  const given = option === undefined ? 'name a command' : `name a command before ${option}`;
  return new UserError(given, `djaudit scan, for example; djaudit --help lists them`);
}

function unknownArgument(
  message: string,
  argv: readonly string[],
  command: Command,
  name: string,
): UserError | undefined {
  const [, list] = /^Unknown (?:argument|command)s?: (.*)$/s.exec(message) ?? [];
  if (list === undefined) return undefined;
  const first = list.split(', ')[0] ?? list;
  const asOption = argv.find((one) => one.replace(/^--?/, '').split('=')[0] === first && one.startsWith('-'));
  if (asOption === undefined) {
    return new UserError(`${name} takes no further argument "${first}"`, `Usage: djaudit ${command.usage}`);
  }
  const known = Object.keys(command.options);
  const hint = nearest(first, known) ?? known.find((option) => option === first.replace(/^no-/, ''));
  const dashes = /^--?/.exec(asOption)?.[0] ?? '--';
  return new UserError(
    `${name} has no option ${dashes}${first}${hint === undefined ? '' : `; did you mean --${hint}?`}`,
    hint === undefined ? `djaudit ${name} --help lists them` : undefined,
  );
}

function wrongValue(message: string, command: Command): UserError | undefined {
  const [, option = '', given = ''] = /Argument: (\S+), Given: (.*?), Choices: /s.exec(message) ?? [];
  if (option === '') return undefined;
  const choices = (command.options[option]?.choices ?? []).map(String);
  const wrong = given
    .split(', ')
    .map((value) => value.replaceAll('"', ''))
    .find((value) => !choices.includes(value));
  const hint = didYouMean(wrong ?? '', choices);
  return new UserError(`--${option} cannot be "${wrong ?? given}"${hint}`, `It is one of ${choices.join(', ')}`);
}

function missingValue(message: string): UserError | undefined {
  const [, option] = /^Not enough arguments following: (\S+)$/.exec(message) ?? [];
  return option === undefined ? undefined : new UserError(`--${option} needs a value`, `Write --${option} VALUE`);
}

function missingPositional(message: string, command: Command): UserError | undefined {
  if (!message.startsWith('Not enough non-option arguments')) return undefined;
  return new UserError('something is missing', `Usage: djaudit ${command.usage}`);
}
