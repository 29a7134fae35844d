import {
  NativeFunction,
  PyBytes,
  PyClass,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  PyMethod,
  PyModule,
  PyOpaque,
  PyRange,
  PySet,
  PyTuple,
  type PyValue,
  SecretText,
} from '../values.ts';
import type { Interpreter } from './interpreter.ts';
import { floatRepr } from './number-text.ts';
import { Undetermined } from './signals.ts';
import { classAttribute, plain } from './type-of.ts';

/** `str(value)`. */
export function strOf(it: Interpreter, given: PyValue): string {
  const value = it.force(given);
  if (typeof value === 'string') return value;
  if (value instanceof SecretText) throw new Undetermined(value.source, { secret: value.source, type: 'str' });
  if (value instanceof PyInstance) return instanceText(it, value, '__str__') ?? reprOf(it, value);
  return reprOf(it, value);
}

function instanceText(it: Interpreter, value: PyInstance, method: '__str__' | '__repr__'): string | undefined {
  const found = classAttribute(value.cls, method);
  const own = found instanceof PyFunction || found instanceof NativeFunction ? found : undefined;
  if (own !== undefined) return it.text(it.call(own, [value]));
  const hook = method === '__str__' ? value.cls.hooks.str : value.cls.hooks.repr;
  if (hook !== undefined) return hook(it, value);
  if (value.base !== undefined) return method === '__str__' ? strOf(it, plain(value)) : reprOf(it, plain(value));
  return undefined;
}

/** A method that the project's own classes define. */
export function ownMethod(value: PyInstance, name: string): PyValue | undefined {
  const found = classAttribute(value.cls, name);
  return found instanceof PyFunction ? found : undefined;
}

/** `repr(value)`. */
export function reprOf(it: Interpreter, given: PyValue): string {
  const value = it.force(given);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return floatRepr(value);
  if (typeof value === 'string') return quoted(value);
  if (value instanceof SecretText) throw new Undetermined(value.source, { secret: value.source, type: 'str' });
  if (value instanceof PyBytes) return bytesRepr(value);
  return objectRepr(it, value);
}

function objectRepr(it: Interpreter, value: PyValue): string {
  if (value instanceof PyTuple) {
    const items = value.items.map((item) => reprOf(it, item));
    return items.length === 1 ? `(${items[0] ?? ''},)` : `(${items.join(', ')})`;
  }
  if (value instanceof PyList)
    return `[${it
      .items(value)
      .map((item) => reprOf(it, item))
      .join(', ')}]`;
  if (value instanceof PyDict) {
    return `{${it
      .entries(value)
      .map(([key, item]) => `${reprOf(it, key)}: ${reprOf(it, item)}`)
      .join(', ')}}`;
  }
  if (value instanceof PySet) return setRepr(it, value);
  if (value instanceof PyRange) return rangeRepr(value);
  if (value instanceof PyInstance) {
    const text = instanceText(it, value, '__repr__');
    if (text !== undefined) return text;
  }
  if (value instanceof PyClass)
    return `<class '${value.module === 'builtins' ? '' : `${value.module}.`}${value.name}'>`;
  throw new Undetermined('the text of an object shows its address', { type: 'str' });
}

function setRepr(it: Interpreter, value: PySet): string {
  const items = it.items(value);
  const texts = items.map((item) => reprOf(it, item));
  if (texts.length > 1) throw new Undetermined('the order of a set differs from run to run', { type: 'str' });
  if (texts.length === 0) return value.frozen ? 'frozenset()' : 'set()';
  return value.frozen ? `frozenset({${texts[0] ?? ''}})` : `{${texts[0] ?? ''}}`;
}

function rangeRepr({ start, stop, step }: PyRange): string {
  return step === 1n ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(/[\\\n\r\t]/g, (char) => ESCAPES[char] ?? char).replaceAll(quote, `\\${quote}`);
  return quote + escaped.replaceAll(/[\u0000-\u001f\u007f-\u00a0\u00ad]/g, hexEscape) + quote;
}

function hexEscape(char: string): string {
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function bytesRepr(value: PyBytes): string {
  if (value.source !== undefined) throw new Undetermined(value.source, { secret: value.source, type: 'str' });
  const quote = value.latin1.includes("'") && !value.latin1.includes('"') ? '"' : "'";
  const escaped = value.latin1
    .replaceAll(/[\\\n\r\t]/g, (char) => ESCAPES[char] ?? char)
    .replaceAll(quote, `\\${quote}`);
  return `b${quote}${escaped.replaceAll(/[\u0000-\u001f\u007f-\u00ff]/g, hexEscape)}${quote}`;
}

/** The dotted name of a class, function or module, for `{"$ref": …}`. */
export function dottedName(value: PyValue): string | undefined {
  if (value instanceof PyOpaque) return value.dotted;
  if (value instanceof PyClass || value instanceof NativeFunction) {
    return value.module === '' || value.module === 'builtins'
      ? `builtins.${value.name}`
      : `${value.module}.${value.name}`;
  }
  if (value instanceof PyFunction) return `${value.module}.${value.name}`;
  if (value instanceof PyMethod) return dottedName(value.func);
  return value instanceof PyModule ? value.name : undefined;
}
