import type { Location } from '../../model/location.ts';
import type { CommandLine, EnvironmentEntry, SimpleCommand } from '../../model/repository/index.ts';
import { execLine } from '../command-line.ts';
import { textOf } from '../mask.ts';
import type { Repository } from '../repository.ts';
import { readScript } from '../shell/script.ts';
import type { Shell } from '../shell/shell.ts';
import { programOf } from './classify.ts';
import { makeTarget } from './makefile.ts';
import { Parameters } from './parameters.ts';
import { scriptFile } from './script-path.ts';
import type { Start } from './start.ts';
import { forwardsSignals, unwrap } from './wrappers.ts';

/** A program that a start command comes to. */
export interface Step {
  readonly start: Start;
  /** Wrappers taken off, arguments of scripts filled in. */
  readonly words: readonly string[];
  readonly wrappers: readonly string[];
  readonly location: Location;
  readonly via: readonly Location[];
  readonly when?: string;
  /** The program's own command, for its text and environment. */
  readonly ignoresFailure: boolean;
  readonly environment: readonly EnvironmentEntry[];
  readonly receivesSignals: boolean;
  readonly signalNote?: string;
}

export interface Followed {
  readonly start: Start;
  readonly steps: readonly Step[];
  /** Why the way ends before a program. */
  readonly opaque?: string;
}

const MAX_DEPTH = 6;
const MAX_STEPS = 400;

/** Follows a start command through shells and scripts of the repository to the programs that it runs, in order. */
export function follow(repository: Repository, shell: Shell, start: Start): Followed {
  const walk = new Walk(repository, shell, start);
  const known = new Map(
    start.environment.flatMap(({ name, value }) => (value.status === 'known' ? [[name, value.text] as const] : [])),
  );
  const line = lineOf(shell, start);
  if (line !== undefined)
    walk.line(line, new Parameters(undefined, known), { via: [start.location], pid1: start.container, depth: 0 });
  return { start, steps: walk.steps, ...(walk.opaque === undefined ? {} : { opaque: walk.opaque }) };
}

/** Entrypoint and command as Docker puts them together: a command in shell form comes as the words of its shell. */
function lineOf(shell: Shell, { entrypoint, command }: Start): CommandLine | undefined {
  if (entrypoint === undefined || command === undefined) return entrypoint ?? command;
  if (entrypoint.form === 'shell') return entrypoint;
  const words = command.form === 'exec' ? command.words : ['/bin/sh', '-c', command.text];
  return {
    ...execLine(shell, [...entrypoint.words, ...words], command.location),
    text: `${entrypoint.text} ${command.text}`,
  };
}

interface Way {
  readonly via: readonly Location[];
  /** What is started here becomes the container's first process when it replaces its shell. */
  readonly pid1: boolean;
  readonly note?: string;
  readonly when?: string;
  readonly ignoresFailure?: boolean;
  readonly wrappers?: readonly string[];
  readonly depth: number;
}

class Walk {
  readonly steps: Step[] = [];
  opaque: string | undefined;
  readonly #repository: Repository;
  readonly #shell: Shell;
  readonly #start: Start;
  readonly #open = new Set<string>();

  constructor(repository: Repository, shell: Shell, start: Start) {
    this.#repository = repository;
    this.#shell = shell;
    this.#start = start;
  }

  line(line: CommandLine, parameters: Parameters, way: Way): void {
    const commands = line.commands.filter(({ words }) => words.length > 0);
    const direct = line.form === 'exec' && !opensShell(line);
    const bash = /(^|\/)bash$/.test(line.words[0] ?? '');
    const alone = line.form === 'exec' && opensShell(line) && bash && commands.length === 1;
    this.#commands(
      line.commands,
      parameters,
      { ...way, pid1: way.pid1 && (direct || alone) },
      way.pid1,
      'a shell stands in front of it',
    );
  }

  #commands(
    commands: readonly SimpleCommand[],
    parameters: Parameters,
    way: Way,
    couldBe: boolean,
    note: string,
    all = commands,
  ): void {
    for (const command of commands) {
      if (this.steps.length > MAX_STEPS) return;
      const takes = parameters.takes(command, all);
      if (takes === false) continue;
      const words = parameters.fill(command.words);
      if (parameters.absorb(command, words)) continue;
      const pid1 = way.pid1 || (couldBe && command.exec);
      const when = [way.when, takes === true ? undefined : command.when]
        .filter((part) => part !== undefined)
        .join(' and ');
      this.#command(command, words, parameters, {
        ...way,
        pid1: pid1 && !command.background,
        note: command.background ? `${place(command.location)} starts it in the background` : (way.note ?? note),
        ignoresFailure: way.ignoresFailure === true || command.ignoresFailure,
        ...(when === '' ? {} : { when }),
      });
    }
  }

  #command(command: SimpleCommand, words: readonly string[], parameters: Parameters, way: Way): void {
    const { words: inner, wrappers, variables } = unwrap(words);
    const all = [...(way.wrappers ?? []), ...wrappers];
    for (const [name, value] of variables) parameters.variables.set(name, value);
    const forwarding = wrappers.every(forwardsSignals);
    const next = {
      ...way,
      wrappers: all,
      pid1: way.pid1 && forwarding,
      ...(way.pid1 && !forwarding ? { note: `${wrappers.join(', ')} stands in front of it` } : {}),
    };
    if (wrappers.length > 0 && opensShellWords(inner))
      return this.line(execLine(this.#shell, inner, command.location), parameters, { ...next, depth: way.depth + 1 });
    const [head = ''] = inner;
    if (head.startsWith('$'))
      return this.#giveUp(`${place(command.location)} runs ${head}, which nothing gives a value`);
    if (this.#script(command, inner, parameters, next)) return undefined;
    this.steps.push(this.#step(command, inner, next));
    return undefined;
  }

  #step(command: SimpleCommand, words: readonly string[], way: Way): Step {
    const group = (way.wrappers ?? []).some((wrapper) => wrapper === 'dumb-init');
    const receives = way.pid1 || group;
    return {
      start: this.#start,
      words,
      wrappers: way.wrappers ?? [],
      location: command.location,
      via: way.via,
      ...(way.when === undefined ? {} : { when: way.when }),
      ignoresFailure: way.ignoresFailure === true,
      environment: (command.environment ?? []).map(({ name, value, location }) => ({
        name,
        value: value.status === 'known' ? textOf(name, value.text) : value,
        location,
      })),
      receivesSignals: receives,
      ...(receives ? {} : { signalNote: way.note ?? 'a shell stands in front of it' }),
    };
  }

  /** Opens a script of the repository, a target of a Makefile, or `sh script`. False when the words are a program. */
  #script(command: SimpleCommand, words: readonly string[], parameters: Parameters, way: Way): boolean {
    const sourced = words[0] === '.' || words[0] === 'source';
    const viaShell = /(^|\/)(sh|bash|dash|ash|zsh)$/.test(words[0] ?? '') || sourced;
    const at = viaShell ? words.findIndex((word, index) => index > 0 && !word.startsWith('-')) : 0;
    const name = words[at] ?? '';
    if (words[0] === 'make') return this.#make(command, words, parameters, way);
    if (!viaShell && !looksLikeScript(name)) return false;
    const path = scriptFile(this.#repository, name, this.#start);
    const script = path === undefined ? undefined : readScript(this.#repository, this.#shell, path);
    if (path === undefined || script === undefined) {
      if (sourced || /manage\.py$/.test(name) || /(^|\/)s?bin\/[\w-]+$/.test(name)) return sourced;
      this.#giveUp(path === undefined ? `${name} is not in the repository` : `${path} is no shell script`);
      return !/\.py$/.test(name);
    }
    if (way.depth > MAX_DEPTH || this.#open.has(path)) return true;
    this.#open.add(path);
    const inner = sourced ? parameters : new Parameters(words.slice(at + 1), parameters.variables);
    const note = (location: Location): string => `${place(location)} runs it without exec`;
    const deeper = { ...way, via: [...way.via, script.location], pid1: false, depth: way.depth + 1 };
    this.#scriptCommands(script.commands, inner, deeper, way.pid1, note);
    this.#open.delete(path);
    return true;
  }

  #scriptCommands(
    commands: readonly SimpleCommand[],
    parameters: Parameters,
    way: Way,
    couldBe: boolean,
    note: (location: Location) => string,
  ): void {
    for (const command of commands) {
      const { note: _earlier, ...rest } = way;
      this.#commands([command], parameters, rest, couldBe, note(command.location), commands);
    }
  }

  #make(command: SimpleCommand, words: readonly string[], parameters: Parameters, way: Way): boolean {
    const target = words.slice(1).find((word) => !word.startsWith('-') && !word.includes('='));
    const recipe =
      target === undefined ? undefined : makeTarget(this.#repository, this.#shell, this.#start.folder, target);
    if (recipe === undefined || way.depth > MAX_DEPTH || this.#open.has(`make ${target ?? ''}`)) {
      this.#giveUp(`${place(command.location)} runs make ${target ?? ''}, which could not be followed`);
      return true;
    }
    this.#open.add(`make ${target ?? ''}`);
    for (const line of recipe)
      this.#commands(
        line.commands,
        parameters,
        { ...way, via: [...way.via, line.location], pid1: false, depth: way.depth + 1 },
        false,
        'make stands in front of it',
      );
    this.#open.delete(`make ${target ?? ''}`);
    return true;
  }

  #giveUp(reason: string): void {
    this.opaque ??= reason;
  }
}

function opensShell(line: CommandLine): boolean {
  return opensShellWords(line.words);
}

function opensShellWords(words: readonly string[]): boolean {
  return /(^|\/)(sh|bash|dash|ash|zsh)$/.test(words[0] ?? '') && /^-[a-z]*c/.test(words[1] ?? '');
}

/** A path, or a name that ends as scripts do. Programs of virtual environments are no scripts of the repository. */
function looksLikeScript(word: string): boolean {
  const program = programOf([word]).name;
  if (
    /(^|\/)(venv|\.venv|env)\/.*bin\//.test(word) ||
    (/^\/(usr|opt|bin|sbin)\//.test(word) && !/\.(sh|bash)$|entrypoint|start/.test(program))
  )
    return false;
  return /\.(sh|bash|py)$/.test(program)
    ? !/^manage\.py$/.test(program)
    : word.includes('/') && !/^(gunicorn|uvicorn|celery|daphne|uwsgi|hypercorn|python[\d.]*|node|npm)$/.test(program);
}

function place({ path, line }: Location): string {
  return `${path}:${line}`;
}
