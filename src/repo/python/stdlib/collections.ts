import { internal } from '../interpreter/internal.ts';
import { TYPES } from '../interpreter/types.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import { hashKey, PyClass, PyDict, PyInstance, type PyModule, PyOpaque, type PyValue, UNSET } from '../values.ts';
import { namedTuple } from './named-tuple.ts';

function namedtuple(it: Runtime, name: PyValue, fields: PyValue, _rename: PyValue, defaults: PyValue): PyValue {
  const given = it.force(fields);
  const names =
    typeof given === 'string'
      ? given.replaceAll(',', ' ').split(/\s+/).filter(Boolean)
      : it.items(given).map((one) => it.text(one));
  const values = defaults === null ? [] : it.items(defaults);
  const start = names.length - values.length;
  const module = it.scope().globals.get('__name__');
  return namedTuple(
    it.text(name),
    typeof module === 'string' ? module : '',
    names,
    {},
    new Map(values.map((value, index) => [names[start + index] ?? '', value])),
  );
}

function emptyDict(cls: PyClass, payload?: unknown): PyInstance {
  const instance = new PyInstance(cls, payload);
  instance.base = new PyDict();
  return instance;
}

/** `collections.Counter(items)`. */
function count(it: Runtime, instance: PyInstance, items: PyValue): PyInstance {
  if (items === UNSET || !(instance.base instanceof PyDict)) return instance;
  for (const item of it.items(items)) {
    const before = instance.base.entries.get(hashKey(item))?.value;
    it.heap.setItem(instance.base, item, typeof before === 'bigint' ? before + 1n : 1n);
  }
  return instance;
}

export function collections(): PyModule {
  const OrderedDict = nativeClass('OrderedDict', 'collections', {
    bases: [TYPES.dict],
    attributes: { move_to_end: native('move_to_end(self, key, last=True)', (it) => it.giveUp('move_to_end')) },
  });
  const defaultdict: PyClass = nativeClass('defaultdict', 'collections', {
    bases: [TYPES.dict],
    hooks: {
      construct: (it, cls, positional, keywords) => {
        const [factory = null, ...rest] = positional.items;
        const instance = emptyDict(cls, factory);
        instance.base = internal(it).callWith(TYPES.dict, rest, keywords);
        return instance;
      },
    },
    attributes: {
      __missing__: native('__missing__(self, key)', (it, self, key) => {
        const instance = self as PyInstance; // only called on our instances
        const factory = instance.payload as PyValue; // set above
        if (factory === null) return it.raise('KeyError', it.textOrUndefined(key));
        const value = it.call(factory);
        if (instance.base instanceof PyDict) it.heap.setItem(instance.base, key, value);
        return value;
      }),
    },
  });
  const Counter: PyClass = nativeClass('Counter', 'collections', {
    bases: [TYPES.dict],
    hooks: { construct: (it, cls, positional) => count(it, emptyDict(cls), positional.items[0] ?? UNSET) },
    attributes: { __missing__: native('__missing__(self, key)', () => 0n) },
  });
  const deque = nativeClass('deque', 'collections', { bases: [TYPES.list] });
  const ChainMap = native('ChainMap(*maps)', (it, maps) => {
    const made = new PyDict();
    for (const map of it.items(maps).toReversed()) {
      const known = it.force(map);
      if (!(known instanceof PyDict)) return it.giveUp('a ChainMap of objects');
      for (const [key, value] of it.entries(known)) it.heap.setItem(made, key, value);
    }
    return made;
  });
  return nativeModule('collections', {
    OrderedDict,
    defaultdict,
    Counter,
    deque,
    ChainMap,
    UserDict: new PyOpaque('collections.UserDict'),
    namedtuple: native('namedtuple(typename, field_names, rename=False, defaults=None, module=None)', namedtuple),
  });
}
