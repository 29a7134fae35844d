import {
  PyBytes,
  PyClass,
  PyDescriptor,
  PyDict,
  PyFunction,
  PyInstance,
  PyIterator,
  PyList,
  PyMethod,
  PyModule,
  PyOpaque,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  type PyValue,
  PyView,
  SecretText,
} from '../values.ts';
import { TYPES } from './types.ts';

/** `type(value)` of a value that is neither unknown nor a choice. */
export function typeOf(value: PyValue): PyClass {
  switch (typeof value) {
    case 'string':
      return TYPES.str;
    case 'bigint':
      return TYPES.int;
    case 'number':
      return TYPES.float;
    case 'boolean':
      return TYPES.bool;
    default:
      return value === null ? TYPES.NoneType : typeOfObject(value);
  }
}

const BY_KIND: ReadonlyMap<unknown, PyClass> = new Map<unknown, PyClass>([
  [SecretText, TYPES.str],
  [PyBytes, TYPES.bytes],
  [PyTuple, TYPES.tuple],
  [PyList, TYPES.list],
  [PyDict, TYPES.dict],
  [PyRange, TYPES.range],
  [PySlice, TYPES.slice],
  [PyIterator, TYPES.iterator],
  [PyFunction, TYPES.function],
  [PyMethod, TYPES.method],
  [PyModule, TYPES.module],
]);

function typeOfObject(value: Exclude<PyValue, null | string | bigint | number | boolean>): PyClass {
  if (value instanceof PyInstance) return value.cls;
  if (value instanceof PyClass) return value.metaclass ?? TYPES.type;
  if (value instanceof PySet) return value.frozen ? TYPES.frozenset : TYPES.set;
  if (value instanceof PyView) return TYPES[`dict_${value.part}`];
  if (value instanceof PyDescriptor) return value.flavour === 'cached_property' ? TYPES.property : TYPES[value.flavour];
  return BY_KIND.get(value.constructor) ?? TYPES.builtin_function_or_method;
}

/** The attribute that a class or its ancestors hold. */
export function classAttribute(cls: PyClass, name: string): PyValue | undefined {
  for (const ancestor of cls.mro) {
    const found = ancestor.attributes.get(name);
    if (found !== undefined) return found;
    // a base that is not in the repository stands before the others: it may have one of its own
    if (ancestor.opaqueFirst !== undefined && !name.startsWith('__'))
      return new PyOpaque(`${ancestor.opaqueFirst}.${name}`);
  }
  return undefined;
}

/** The plain value behind an instance of a subclass of str, int, dict, …; other values are themselves. */
export function plain(value: PyValue): PyValue {
  return value instanceof PyInstance && value.base !== undefined ? plain(value.base) : value;
}
