import type { Json } from '../../model/value.ts';
import { choiceReason } from './alternatives.ts';
import type { Machine } from './interpreter/machine.ts';
import { Undetermined } from './interpreter/signals.ts';
import { dottedName } from './interpreter/text.ts';
import { plain } from './interpreter/type-of.ts';
import { nameWithin, secretText } from './secrets.ts';
import {
  PyBytes,
  PyChoice,
  PyClass,
  PyDict,
  PyFunction,
  PyInstance,
  PyIterator,
  PyList,
  PyOpaque,
  PyRange,
  PySet,
  PyTuple,
  PyUnknown,
  type PyValue,
  PyView,
  SecretText,
} from './values.ts';

export interface Showing {
  /** Print secrets instead of naming their source. */
  readonly secrets: boolean;
  /** Choices inside of containers become holes instead of alternatives of the whole. */
  readonly holes: boolean;
}

const DEEPEST = 40;

/** A value in the notation of `djaudit settings`. `name` is the setting's or the key's: it tells secrets. */
export function toJson(machine: Machine, given: PyValue, name: string, showing: Showing, depth = 0): Json {
  if (showing.holes && given instanceof PyChoice) return hole(choiceReason(given));
  const value = machine.choose(given);
  if (depth > DEEPEST) return hole('it is nested too deeply');
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? value : { $float: String(value).replace('Infinity', 'inf').toLowerCase() };
  if (typeof value === 'string') return !showing.secrets && secretText(name, value) ? { $secret: 'literal' } : value;
  if (value instanceof SecretText) return showing.secrets ? value.text : { $secret: value.source };
  if (value instanceof PyUnknown) return value.secret === undefined ? hole(value.reason) : { $secret: value.secret };
  if (value instanceof PyOpaque) return hole(`${value.dotted} is not in the repository`);
  try {
    return container(machine, value, name, showing, depth + 1);
  } catch (signal) {
    if (!(signal instanceof Undetermined)) throw signal;
    return hole(signal.reason);
  }
}

function hole(reason: string): Json {
  return { $unknown: reason };
}

function container(machine: Machine, value: PyValue, name: string, showing: Showing, depth: number): Json {
  const item = (one: PyValue): Json => toJson(machine, one, name, showing, depth);
  if (value instanceof PyTuple || value instanceof PyList || value instanceof PyRange)
    return machine.items(value).map(item);
  if (value instanceof PySet) return machine.items(value).map(item).toSorted(byText);
  if (value instanceof PyDict) return dictJson(machine, value, name, showing, depth);
  if (value instanceof PyBytes) {
    const secret = value.source ?? (secretText(name, value.latin1) ? 'literal' : undefined);
    return secret === undefined || showing.secrets ? { $bytes: value.latin1 } : { $secret: secret };
  }
  if (value instanceof PyView || value instanceof PyIterator) return hole('it is an iterator');
  if (value instanceof PyInstance) return instanceJson(machine, value, name, showing, depth);
  if (value instanceof PyFunction || value instanceof PyClass) return { $ref: dottedName(value) ?? value.name };
  const dotted = dottedName(value);
  return dotted === undefined ? hole('it is an object') : { $ref: dotted };
}

function instanceJson(machine: Machine, value: PyInstance, name: string, showing: Showing, depth: number): Json {
  const shown = value.cls.hooks.show?.(machine, value);
  if (shown !== undefined) {
    if (isNotation(shown)) return { [shown.notation]: shown.value };
    return toJson(machine, shown, name, showing, depth);
  }
  if (value.base !== undefined) return toJson(machine, plain(value), name, showing, depth);
  return hole(`it is an instance of ${value.cls.name}`);
}

function isNotation(value: object | PyValue): value is { readonly notation: string; readonly value: string | number } {
  return typeof value === 'object' && value !== null && 'notation' in value;
}

function dictJson(machine: Machine, dict: PyDict, name: string, showing: Showing, depth: number): Json {
  const entries = machine.entries(dict).map(([key, value]) => {
    const text = keyText(machine, key);
    return [
      text,
      text === undefined ? toJson(machine, key, '', showing, depth) : text,
      toJson(machine, value, nameWithin(name, text ?? ''), showing, depth),
    ] as const;
  });
  if (entries.every(([text]) => text !== undefined))
    return Object.fromEntries(entries.map(([text, , value]) => [text, value]));
  return { $dict: entries.map(([, key, value]) => [key, value]) };
}

function keyText(machine: Machine, key: PyValue): string | undefined {
  const value = plain(machine.choose(key));
  return typeof value === 'string' ? value : value instanceof SecretText ? value.text : undefined;
}

function byText(a: Json, b: Json): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
