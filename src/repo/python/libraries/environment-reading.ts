import type { EnvReading, Runtime } from '../native.ts';
import {
  NativeFunction,
  PyClass,
  PyDict,
  PyFunction,
  PyList,
  PyTuple,
  PyUnknown,
  type PyValue,
  UNSET,
} from '../values.ts';

/** The name of a cast for the environment contract: `bool`, `list`, or the function's own name. */
export function castName(cast: PyValue): string {
  if (cast === null || cast === UNSET) return 'str';
  if (cast instanceof PyClass || cast instanceof NativeFunction || cast instanceof PyFunction) return cast.name;
  if (cast instanceof PyList) return 'list';
  if (cast instanceof PyTuple) return 'tuple';
  return cast instanceof PyDict ? 'dict' : 'str';
}

const TYPED = new Set(['str', 'bool', 'int', 'float', 'list', 'tuple', 'dict', 'set']);

/** The builtin class whose instance a cast by that name gives. */
export function castType(name: string): string | undefined {
  return TYPED.has(name) ? name : undefined;
}

/** The variable's value: text, unknown text, or UNSET; which of them is decided where it cannot be told. */
export function readVariable(it: Runtime, name: string, how: EnvReading): Exclude<PyValue, { kind: 'choice' }> {
  it.declareEnv(name, how);
  return it.choose(it.readEnv(name));
}

/** An unknown text after a builtin cast; undefined when the cast is the project's own, which may be run. */
export function castUnknown(it: Runtime, value: PyUnknown, cast: PyValue): PyValue | undefined {
  const name = castName(cast);
  if (name === 'str') return value;
  const builtin = cast instanceof PyClass ? cast.module === 'builtins' : !(cast instanceof PyFunction);
  return builtin ? it.cast(value, name, castType(name)) : undefined;
}
