import type { SimpleCommand } from '../../model/repository/index.ts';
import { expand } from '../expand.ts';
import { compileWildcard, matchWildcard } from '../files/wildcard.ts';
import { testHolds } from './shell-test.ts';

/** `set -- "$@" "$@"` doubles them: more than these nobody starts anything with. */
const MAX_WORDS = 2_000;

/** What a script knows while it is followed: its arguments and variables. */
export class Parameters {
  readonly variables: Map<string, string>;
  args: readonly string[] | undefined;

  /** @param args undefined when nobody can know them. */
  constructor(args: readonly string[] | undefined, variables: ReadonlyMap<string, string>) {
    this.args = args;
    this.variables = new Map(variables);
  }

  /** Words with `"$@"`, `$1` and variables filled in as far as they are known. */
  fill(words: readonly string[]): readonly string[] {
    const filled = words.flatMap((word, at) => this.#filled(word, at));
    return filled.length > MAX_WORDS ? words : filled;
  }

  #filled(word: string, at: number): readonly string[] {
    if (word === '$@' || word === '$*' || word === '${@}') return this.args ?? [word];
    const shifted = /^\$\{@:(\d)\}$/.exec(word)?.[1];
    if (shifted !== undefined) return this.args?.slice(Number(shifted) - 1) ?? [word];
    const filled = this.text(word);
    return filled !== word && (at === 0 || /^\$\{?\w+\}?$/.test(word)) && filled.includes(' ')
      ? filled.split(/\s+/).filter((part) => part !== '')
      : [filled];
  }

  text(whole: string): string {
    const text = whole.replace(/\$\{@:(\d+|\$\w+)\}/g, (slice, from: string) => {
      const start = Number(from.startsWith('$') ? this.variables.get(from.slice(1)) : from);
      return this.args === undefined || Number.isNaN(start) ? slice : this.args.slice(Math.max(0, start - 1)).join(' ');
    });
    const positional = text.replace(
      /\$\{?(\d)(?::?-([^}]*))?\}?/g,
      (whole, digit: string, fallback: string | undefined) => {
        if (this.args === undefined) return whole;
        const value = digit === '0' ? undefined : this.args[Number(digit) - 1];
        return value ?? fallback ?? (digit === '0' ? whole : '');
      },
    );
    return expand(positional, (name) => this.variables.get(name));
  }

  /** Whether the branch of a `case` that a command stands in is the one that is taken; undefined when it cannot be told. */
  takes(command: SimpleCommand, all: readonly SimpleCommand[]): boolean | undefined {
    let sure = true;
    for (const condition of command.conditions ?? []) {
      const holds = testHolds(condition, (text) => this.text(text));
      if (holds === false) return false;
      if (holds === undefined) sure = false;
    }
    for (const { subject, patterns } of command.branches ?? []) {
      const value = this.text(subject);
      if (value.includes('$')) {
        sure = false;
        continue;
      }
      if (!patterns.some((pattern) => matches(pattern, value))) return false;
      const isDefault = patterns.every((pattern) => pattern === '*');
      const taken =
        isDefault &&
        all.some((one) =>
          one.branches?.some(
            (branch) =>
              branch.subject === subject &&
              !branch.patterns.includes('*') &&
              branch.patterns.some((pattern) => matches(pattern, value)),
          ),
        );
      if (taken) return false;
    }
    return sure ? true : undefined;
  }

  /** `set -- gunicorn "$@"`, `shift`, assignments. True when the command was one of these. */
  absorb(command: SimpleCommand, words: readonly string[]): boolean {
    for (const { name, value } of command.environment ?? []) {
      if (value.status === 'known' || value.status === 'reference')
        this.variables.set(name, this.text(value.status === 'known' ? value.text : value.text));
    }
    if (words[0] === 'shift') {
      this.args = this.args?.slice(Number(words[1] ?? 1));
      return true;
    }
    if (words[0] === 'set' && words[1] === '--') {
      this.args = words.slice(2);
      return true;
    }
    return words.length === 0 || ['export', 'local', 'declare', 'readonly'].includes(words[0] ?? '');
  }
}

function matches(pattern: string, value: string): boolean {
  return matchWildcard(compileWildcard(pattern), value);
}
