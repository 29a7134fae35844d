import type { Location } from '../model/location.ts';
import { maskText, maskWords } from '../model/mask-text.ts';
import type { CommandLine, SimpleCommand } from '../model/repository/index.ts';
import { textOf } from './mask.ts';
import type { Place } from './place.ts';
import type { ShellCommand } from './shell/command.ts';
import type { Shell } from './shell/shell.ts';

/** A text that a shell runs. `offset` is where the text begins for `place`. */
export function shellLine(shell: Shell, text: string, place: Place, location: Location): CommandLine {
  const commands = shell.commands(text).map((command) => simple(command, place(command.start, command.end)));
  const last = commands.findLast(({ words }) => words.length > 0);
  return { form: 'shell', text: maskText(text), words: last?.words ?? [], commands, location };
}

/** A list of words that is started without a shell. One word with blanks is a mistake that people make; it stays one word. */
export function execLine(shell: Shell, words: readonly string[], location: Location): CommandLine {
  const commands = shell.exec(words).map((command) => simple(command, location));
  return { form: 'exec', text: maskWords(words).map(quote).join(' '), words: maskWords(words), commands, location };
}

function simple(command: ShellCommand, location: Location): SimpleCommand {
  const { exec, ignoresFailure, background, guards } = command;
  const when = guards.map(({ text }) => text).join(' and ');
  const conditions = guards.filter(({ subject }) => subject === undefined).map(({ text }) => maskText(text));
  const branches = guards.flatMap(({ subject, patterns }) =>
    subject === undefined || patterns === undefined
      ? []
      : [{ subject, patterns: patterns.map((one) => maskText(one)) }],
  );
  const environment = command.assignments.map(([name, value]) => ({ name, value: textOf(name, value), location }));
  return {
    words: maskWords(command.words),
    location,
    exec,
    ...(when === '' ? {} : { when: maskText(when) }),
    ...(conditions.length === 0 ? {} : { conditions }),
    ignoresFailure,
    background,
    ...(branches.length === 0 ? {} : { branches }),
    ...(environment.length === 0 ? {} : { environment }),
  };
}

function quote(word: string): string {
  return /^[\w./:=@%+,${}-]+$/.test(word) ? word : JSON.stringify(word);
}
