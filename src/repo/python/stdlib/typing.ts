import { internal } from '../interpreter/internal.ts';
import { TYPES } from '../interpreter/types.ts';
import { native, nativeClass, nativeModule } from '../native.ts';
import { type PyClass, PyDict, PyInstance, type PyModule, PyTuple } from '../values.ts';
import { NAMED_TUPLE } from './named-tuple.ts';

/** `Literal['a', 'b']` keeps its values, for `get_args`. */
const LITERAL: PyClass = nativeClass('Literal', 'typing', {
  hooks: {
    classGetItem: (_, __, key) => new PyInstance(LITERAL, key instanceof PyTuple ? key : new PyTuple([key])),
  },
});

const TYPED_DICT: PyClass = nativeClass('TypedDict', 'typing', {
  bases: [TYPES.dict],
  hooks: {
    // `TypedDict('Name', {…})` makes a class, a call of such a class a plain dict
    construct: (it, cls, positional, keywords) =>
      cls === TYPED_DICT ? TYPES.dict : internal(it).callWith(TYPES.dict, positional.items, keywords),
  },
});

/** Annotations do nothing here: what is not listed is opaque. */
export function typing(): PyModule {
  return nativeModule('typing', {
    TYPE_CHECKING: false,
    Literal: LITERAL,
    get_args: native(
      'get_args(tp)',
      (it, type) =>
        type instanceof PyInstance && type.cls === LITERAL
          ? (type.payload as PyTuple)
          : it.giveUp('the arguments of an annotation'),
      { raw: true },
    ), // set below
    NamedTuple: NAMED_TUPLE,
    cast: native('cast(typ, val)', (_, _type, value) => value, { raw: true }),
    overload: native('overload(func)', (_, func) => func, { raw: true }),
    final: native('final(func)', (_, func) => func, { raw: true }),
    get_type_hints: native('get_type_hints(obj)', (it, obj) => it.lookup(obj, '__annotations__') ?? new PyDict()),
    Dict: TYPES.dict,
    List: TYPES.list,
    Tuple: TYPES.tuple,
    Set: TYPES.set,
    Generic: TYPES.object,
    Protocol: TYPES.object,
    TypedDict: TYPED_DICT,
    Any: TYPES.object,
  });
}
