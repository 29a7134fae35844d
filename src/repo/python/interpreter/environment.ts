import { isSet } from '../condition.ts';
import type { EnvReading } from '../native.ts';
import { secretVariable } from '../secrets.ts';
import { PyDict, PyUnknown, type PyValue, SecretText, UNSET } from '../values.ts';
import { choice } from './choice.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';

/** One reading of a variable, for the environment contract. */
export interface Reading {
  readonly name: string;
  readonly how: EnvReading;
  readonly path: string;
  readonly line: number;
  readonly setting: string | null;
}

/**
 * The environment: exactly the variables that were given, or unknown ones but for the texts that are assumed; and what the
 * settings themselves write into it.
 */
export class Environment {
  /** What the settings wrote: UNSET for a variable that was removed. */
  readonly written = new PyDict(true);
  readonly readings = new Map<string, Reading>();
  private readonly given: ReadonlyMap<string, string | null> | undefined;

  private readonly assumed: ReadonlyMap<string, string>;

  constructor(
    given: Readonly<Record<string, string | null>> | undefined,
    assumed: ReadonlyMap<string, string> = new Map(),
  ) {
    this.given = given === undefined ? undefined : new Map(Object.entries(given));
    this.assumed = assumed;
  }

  get isOpen(): boolean {
    return this.given === undefined;
  }

  /** The text, UNSET, or a choice of both. */
  read(it: Interpreter, name: string): PyValue {
    const written = this.written.get(name);
    if (written === undefined) return this.outside(it, name);
    const value = it.choose(written);
    return value === REMOVED ? UNSET : value === UNSET ? this.outside(it, name) : value;
  }

  private outside(it: Interpreter, name: string): PyValue {
    if (this.given !== undefined) {
      const text = this.given.get(name);
      if (text === null)
        return it.unknown(`the text of the variable ${name} is a secret`, {
          type: 'str',
          env: { variable: name, cast: 'str' },
          secret: `env ${name}`,
        });
      return text === undefined ? UNSET : secretIfItIs(name, text);
    }
    const assumed = this.assumed.get(name);
    if (assumed !== undefined) return secretIfItIs(name, assumed);
    const secret = secretVariable(name) ? `env ${name}` : undefined;
    const text = it.unknown(`the variable ${name} is not known`, {
      type: 'str',
      env: { variable: name, cast: 'str' },
      secret,
    });
    const known = it.path.textOf(name);
    return choice(isSet(name), known ?? text, UNSET);
  }

  write(it: Interpreter, name: string, value: PyValue): void {
    it.heap.setItem(this.written, name, value === UNSET ? REMOVED : value);
  }

  /** The names that are set; undefined when they are not known. */
  names(it: Interpreter): readonly string[] | undefined {
    if (this.given === undefined) return undefined;
    const written = [...this.written.entries.values()].map(({ key }) => String(key));
    return [...new Set([...this.given.keys(), ...written])].filter((name) => this.read(it, name) !== UNSET);
  }

  declare(name: string, how: EnvReading, frames: readonly Frame[]): void {
    const innermost = frames.findLast(({ kind }) => kind === 'module') ?? frames.at(-1);
    const deciding = frames.findLast(({ target }) => target !== null);
    const place = deciding ?? innermost;
    const reading = {
      name,
      how,
      path: place?.path ?? '',
      line: place?.line ?? 0,
      setting: settingName(deciding?.target),
    };
    const key = `${name}\n${reading.path}\n${reading.line}`;
    const before = this.readings.get(key);
    if (before === undefined || before.how.cast === undefined || how.cast !== undefined) {
      this.readings.set(key, { ...reading, how: { ...before?.how, ...how } });
    }
  }
}

const REMOVED = new PyUnknown('a variable that was removed', -2);

function settingName(target: string | null | undefined): string | null {
  return target != null && /^[A-Z][A-Z0-9_]*$/.test(target) ? target : null;
}

function secretIfItIs(name: string, text: string): PyValue {
  return secretVariable(name, text) ? new SecretText(text, `env ${name}`) : text;
}
