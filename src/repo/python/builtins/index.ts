import { ELLIPSIS } from '../interpreter/ellipsis.ts';
import { EXCEPTIONS, TYPES } from '../interpreter/types.ts';
import { native } from '../native.ts';
import { NativeFunction, PyClass, PyDescriptor, PyInstance, PyTuple, type PyValue } from '../values.ts';
import { fillConstructors } from './constructors.ts';
import { DICT_METHODS, FROMKEYS } from './dict-methods.ts';
import { FUNCTIONS, NEW, SETATTR } from './functions.ts';
import { LIST_METHODS, TUPLE_METHODS } from './list-methods.ts';
import { BYTES_METHODS, FLOAT_METHODS, INT_METHODS } from './number-methods.ts';
import { SET_METHODS } from './set-methods.ts';
import { MAKETRANS, STR_METHODS } from './str-methods.ts';

function define(cls: PyClass, name: string, value: PyValue): void {
  cls.attributes.entries.set(name, { key: name, value });
}

const METHODS: readonly (readonly [keyof typeof TYPES, readonly NativeFunction[]])[] = [
  ['str', STR_METHODS],
  ['list', LIST_METHODS],
  ['tuple', TUPLE_METHODS],
  ['dict', DICT_METHODS],
  ['set', SET_METHODS],
  ['frozenset', SET_METHODS.filter(({ name }) => !/update|add|discard|remove|pop|clear/.test(name))],
  ['int', INT_METHODS],
  ['float', FLOAT_METHODS],
  ['bytes', BYTES_METHODS],
];

fillConstructors();
for (const [type, methods] of METHODS) for (const method of methods) define(TYPES[type], method.name, method);
define(TYPES.dict, 'fromkeys', new PyDescriptor('classmethod', FROMKEYS));
define(TYPES.str, 'maketrans', new PyDescriptor('staticmethod', MAKETRANS));
define(TYPES.object, '__new__', NEW);
define(TYPES.object, '__setattr__', SETATTR);
define(
  EXCEPTIONS.get('BaseException') ?? TYPES.object,
  '__str__',
  native('__str__(self)', (it, self) => {
    const args = self instanceof PyInstance ? (self.attributes.get('args') ?? new PyTuple([])) : new PyTuple([]);
    const items = it.items(args);
    return items.length === 1 ? it.str(items[0] ?? null) : items.length === 0 ? '' : it.repr(args);
  }),
);

const NOT_IMPLEMENTED = new PyInstance(new PyClass('NotImplementedType', 'builtins'));
const NAMED_TYPES = `object type int bool float complex str bytes bytearray tuple list dict set frozenset range slice property staticmethod classmethod`;

/** `builtins`: what every module can name without importing it. */
export const BUILTINS: ReadonlyMap<string, PyValue> = new Map<string, PyValue>([
  ...NAMED_TYPES.split(' ').map((name) => [name, TYPES[name as keyof typeof TYPES]] as const), // the names are keys
  ...EXCEPTIONS,
  ['EnvironmentError', EXCEPTIONS.get('OSError') ?? TYPES.object],
  ['IOError', EXCEPTIONS.get('OSError') ?? TYPES.object],
  ...FUNCTIONS.map((func) => [func.name, func] as const),
  ['Ellipsis', ELLIPSIS],
  ['NotImplemented', NOT_IMPLEMENTED],
  ['__debug__', true],
]);
for (const func of FUNCTIONS) func.module = 'builtins';
