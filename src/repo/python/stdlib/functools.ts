import { internal } from '../interpreter/internal.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import { PyDescriptor, PyDict, PyInstance, type PyModule, PyTuple, type PyValue, UNSET } from '../values.ts';

const RAW = { raw: true };

interface Partial {
  readonly func: PyValue;
  readonly args: readonly PyValue[];
  readonly keywords: PyDict;
}

const PARTIAL = nativeClass('partial', 'functools', {
  hooks: {
    construct: (it, cls, positional, keywords) => {
      const [func, ...args] = positional.items;
      if (func === undefined) return it.raise('TypeError', "type 'partial' takes at least one argument");
      return new PyInstance(cls, { func, args, keywords } satisfies Partial);
    },
    call: (it, self, positional, keywords) => {
      const { func, args, keywords: own } = self.payload as Partial; // set above
      const merged = new PyDict();
      for (const dict of [own, keywords])
        for (const { key, value } of dict.entries.values()) it.heap.setItem(merged, key, value);
      return internal(it).callWith(func, [...args, ...positional.items], merged);
    },
    attribute: (_, self, name) => {
      const { func, args, keywords } = self.payload as Partial; // set above
      return name === 'func' ? func : name === 'args' ? new PyTuple(args) : name === 'keywords' ? keywords : undefined;
    },
  },
});

const same = (signature: string) => native(signature, (_, func) => func, RAW);

function reduce(it: Runtime, callee: PyValue, items: PyValue, initial: PyValue): PyValue {
  const all = [...it.items(items)];
  const start =
    initial === UNSET
      ? (all.shift() ?? it.raise('TypeError', 'reduce() of empty iterable with no initial value'))
      : initial;
  return all.reduce((total, item) => it.call(callee, [total, item]), start);
}

export function functools(): PyModule {
  return nativeModule('functools', {
    partial: PARTIAL,
    reduce: native('reduce(function, iterable, initial=...)', reduce),
    lru_cache: native(
      'lru_cache(maxsize=128, typed=False)',
      (_, func) => (func !== null && typeof func === 'object' ? func : same('cache(func)')),
      RAW,
    ),
    cache: same('cache(func)'),
    wraps: native('wraps(wrapped, *args, **kwargs)', () => same('update(func)'), RAW),
    update_wrapper: same('update_wrapper(wrapper, *args, **kwargs)'),
    total_ordering: same('total_ordering(cls)'),
    cached_property: native('cached_property(func)', (_, func) => new PyDescriptor('cached_property', func), RAW),
  });
}
