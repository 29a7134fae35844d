/** A simple command of a shell text. Offsets are UTF-16 units of that text. */
export interface ShellCommand {
  /** Quotes taken off, expansions as written (`$PORT`, `${PORT:-8000}`); `exec` is not among them. */
  readonly words: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly exec: boolean;
  readonly guards: readonly Guard[];
  readonly ignoresFailure: boolean;
  readonly background: boolean;
  /** `NAME=value` before the command. */
  readonly assignments: readonly (readonly [name: string, value: string])[];
}

/** What decides whether a command runs. */
export interface Guard {
  readonly text: string;
  /** Of `case`: the word that is compared, and the patterns of its branch. */
  readonly subject?: string;
  readonly patterns?: readonly string[];
}

/** Under which guards a command stands, while the tree is walked. */
export interface ShellContext {
  readonly guards: readonly Guard[];
  readonly ignoresFailure: boolean;
  readonly background: boolean;
  readonly depth: number;
}

export const PLAIN_CONTEXT: ShellContext = { guards: [], ignoresFailure: false, background: false, depth: 0 };
