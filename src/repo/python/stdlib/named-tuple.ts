import { TYPES } from '../interpreter/types.ts';
import { native, nativeClass, type Runtime, type TypeHooks } from '../native.ts';
import { PyClass, PyDescriptor, PyDict, PyInstance, PyTuple, type PyValue, UNSET } from '../values.ts';

/** A class of tuples with names, as `collections.namedtuple` makes it. */
export function namedTuple(
  name: string,
  module: string,
  fields: readonly string[],
  hooks: TypeHooks = {},
  defaults: ReadonlyMap<string, PyValue> = new Map(),
): PyClass {
  const attributes: Record<string, PyValue> = {
    _fields: new PyTuple(fields),
    _asdict: native('_asdict(self)', (it, self) =>
      PyDict.of(fields.map((field, index) => [field, it.items(self)[index] ?? null])),
    ),
    _replace: native('_replace(self, **kwargs)', (it, self, changes) => replaced(it, self, fields, changes), {
      raw: true,
    }),
  };
  fields.forEach((field, index) => {
    attributes[field] = new PyDescriptor(
      'property',
      native(`${field}(self)`, (it, self) => it.items(self)[index] ?? null),
    );
  });
  return nativeClass(name, module, {
    bases: [TYPES.tuple],
    attributes,
    hooks: {
      construct: (it, cls, positional, keywords) => fill(it, cls, fields, defaults, positional.items, keywords),
      repr: (it, self) =>
        `${name}(${it
          .items(self)
          .map((item, index) => `${fields[index] ?? ''}=${it.repr(item)}`)
          .join(', ')})`,
      ...hooks,
    },
  });
}

function fill(
  it: Runtime,
  cls: PyClass,
  fields: readonly string[],
  defaults: ReadonlyMap<string, PyValue>,
  positional: readonly PyValue[],
  keywords: PyDict,
): PyInstance {
  if (positional.length > fields.length)
    it.raise('TypeError', `${cls.name}() takes ${fields.length} positional arguments`);
  const instance = new PyInstance(cls);
  instance.base = new PyTuple(
    fields.map((field, index) => {
      const value = index < positional.length ? positional[index] : present(keywords, field);
      if (value !== undefined && value !== UNSET) return value;
      return defaults.has(field)
        ? (defaults.get(field) ?? null)
        : it.raise('TypeError', `${cls.name}() missing required argument: '${field}'`);
    }),
  );
  return instance;
}

function replaced(it: Runtime, self: PyValue, fields: readonly string[], changes: PyValue): PyValue {
  if (!(self instanceof PyInstance) || !(changes instanceof PyDict)) return it.giveUp('_replace');
  const instance = new PyInstance(self.cls);
  instance.base = new PyTuple(it.items(self).map((item, index) => changes.get(fields[index] ?? '') ?? item));
  return instance;
}

/** `class Point(NamedTuple)`: fields are the annotations of the body. */
export const NAMED_TUPLE: PyClass = nativeClass('NamedTuple', 'typing', {
  hooks: {
    construct: (it, _, positional) => it.giveUp(`NamedTuple() of ${positional.items.length} arguments`),
    subclassed: (it, cls) => {
      const annotations = cls.attributes.get('__annotations__');
      const fields = annotations instanceof PyDict ? it.entries(annotations).map(([key]) => String(key)) : [];
      const defaults = new Map(
        fields.flatMap((field) => {
          const value = cls.attributes.get(field);
          return value === undefined ? [] : [[field, value] as const];
        }),
      );
      const made = namedTuple(cls.name, cls.module, fields, {}, defaults);
      for (const { key, value } of cls.attributes.entries.values()) {
        if (typeof key === 'string' && !fields.includes(key)) it.heap.setItem(made.attributes, key, value);
      }
      return made;
    },
  },
});

function present(keywords: PyDict, field: string): PyValue {
  const entry = keywords.entries.get(field);
  return entry === undefined ? UNSET : entry.value;
}
