import { type Grammar, loadGrammar } from '../grammar.ts';
import { PLAIN_CONTEXT, type ShellCommand } from './command.ts';
import { protectTemplates } from './templates.ts';
import { ShellWalk } from './walk.ts';

/** Longer texts are no scripts that people wrote. */
const LIMIT = 300_000;
const MAX_NESTED = 4;
const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|dash|ash|zsh)$/;

/** A shell parser that is ready. */
export class Shell {
  readonly #grammar: Grammar;

  constructor(grammar: Grammar) {
    this.#grammar = grammar;
  }

  /** Every simple command in the order of the text; `sh -c '…'` is opened and replaced by what is in it. Never throws. */
  commands(text: string): readonly ShellCommand[] {
    const { text: plain, restore } = protectTemplates(text);
    const commands = this.#open(this.#parse(plain), 0);
    return plain === text ? commands : commands.map((command) => restored(command, restore));
  }

  /** The same for a command that is given as words, as the exec form is. */
  exec(words: readonly string[]): readonly ShellCommand[] {
    return this.#open([plainCommand(words, { exec: true })], 0);
  }

  #parse(text: string): readonly ShellCommand[] {
    if (text.length > LIMIT) return [];
    if (isPlain(text)) return [plainCommand(text.trim().split(/\s+/), { end: text.length })];
    const walk = new ShellWalk(text);
    walk.visit(this.#grammar.parse(text), PLAIN_CONTEXT);
    return walk.commands;
  }

  #open(commands: readonly ShellCommand[], depth: number): readonly ShellCommand[] {
    return commands.flatMap((command) => {
      const nested = depth < MAX_NESTED ? scriptOf(command.words) : undefined;
      if (nested === undefined) return [command];
      return this.#open(this.#parse(nested), depth + 1).map((inner) => within(command, inner));
    });
  }
}

let loaded: Promise<Shell> | undefined;

/** Loads the grammar once. */
export function loadShell(): Promise<Shell> {
  loaded ??= loadGrammar('bash').then((grammar) => new Shell(grammar));
  return loaded;
}

function plainCommand(words: readonly string[], of: { readonly exec?: boolean; readonly end?: number }): ShellCommand {
  const { exec = false, end = 0 } = of;
  return {
    words: words.filter((word) => word !== ''),
    start: 0,
    end,
    exec,
    guards: [],
    ignoresFailure: false,
    background: false,
    assignments: [],
  };
}

/** Words and nothing that a shell would treat in a special way. */
function isPlain(text: string): boolean {
  return (
    /^[\w./:=@%+,\- \t]+$/.test(text) &&
    !/^\s*(?:if|for|while|until|case|function|exec|export|select|time)\b/.test(text) &&
    !/^\s*\w+=/.test(text)
  );
}

/** The script of `sh -c`. */
function scriptOf(words: readonly string[]): string | undefined {
  if (!SHELLS.test(words[0] ?? '')) return undefined;
  const option = words.findIndex((word, at) => at > 0 && /^-[a-z]*c[a-z]*$/.test(word));
  const onlyOptionsBefore = words.slice(1, option).every((word) => word.startsWith('-') || word === 'pipefail');
  return option > 0 && onlyOptionsBefore ? words[option + 1] : undefined;
}

/** A command of a nested script, as it stands in the outer text. A shell that runs nothing but one command is replaced by it. */
function within(outer: ShellCommand, inner: ShellCommand): ShellCommand {
  return {
    ...inner,
    start: outer.start,
    end: outer.end,
    exec: outer.exec && inner.exec,
    guards: [...outer.guards, ...inner.guards],
    ignoresFailure: outer.ignoresFailure || inner.ignoresFailure,
    background: outer.background || inner.background,
    assignments: [...outer.assignments, ...inner.assignments],
  };
}

function restored(command: ShellCommand, restore: (text: string) => string): ShellCommand {
  return {
    ...command,
    words: command.words.map(restore),
    guards: command.guards.map((guard) => ({ ...guard, text: restore(guard.text) })),
    assignments: command.assignments.map(([name, value]) => [name, restore(value)]),
  };
}
