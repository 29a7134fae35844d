import { native, nativeModule, type Runtime } from '../native.ts';
import { PyDict, PyInstance, PyList, type PyModule, PySet, PyTuple, type PyValue } from '../values.ts';

/** `deepcopy(value)`: what is shared inside stays shared. */
function deep(it: Runtime, value: PyValue, done: Map<PyValue, PyValue>): PyValue {
  const known = done.get(value);
  if (known !== undefined) return known;
  if (value instanceof PyTuple) return new PyTuple(value.items.map((item) => deep(it, item, done)));
  if (value instanceof PyList) {
    const made = new PyList([]);
    done.set(value, made);
    it.heap.setContent(
      made,
      it.items(value).map((item) => deep(it, item, done)),
    );
    return made;
  }
  if (value instanceof PySet) return new PySet([...it.items(value)], value.frozen);
  if (value instanceof PyDict) return deepDict(it, value, done);
  return value instanceof PyInstance ? instance(it, value, (item) => deep(it, item, done)) : value;
}

function deepDict(it: Runtime, value: PyDict, done: Map<PyValue, PyValue>): PyDict {
  const made = new PyDict();
  done.set(value, made);
  for (const { key, value: item } of value.entries.values()) it.heap.setItem(made, key, deep(it, item, done));
  if (value.hole !== undefined) it.heap.setHole(made, value.hole);
  return made;
}

function instance(it: Runtime, value: PyInstance, copied: (item: PyValue) => PyValue): PyInstance {
  const made = new PyInstance(value.cls, value.payload);
  if (value.base !== undefined) it.heap.setBase(made, copied(value.base));
  for (const { key, value: item } of value.attributes.entries.values())
    it.heap.setItem(made.attributes, key, copied(item));
  return made;
}

function shallow(it: Runtime, value: PyValue): PyValue {
  if (value instanceof PyList) return new PyList([...it.items(value)]);
  if (value instanceof PySet) return new PySet([...it.items(value)], value.frozen);
  if (value instanceof PyDict) return it.call(it.getattr(value, 'copy'));
  return value instanceof PyInstance
    ? instance(it, value, (item) => (item instanceof PyDict || item instanceof PyList ? shallow(it, item) : item))
    : value;
}

export function copy(): PyModule {
  return nativeModule('copy', {
    copy: native('copy(x)', (it, value) => shallow(it, value)),
    deepcopy: native('deepcopy(x, memo=None)', (it, value) => deep(it, value, new Map())),
  });
}
