import { bindArguments } from '../interpreter/bind-arguments.ts';
import { internal } from '../interpreter/internal.ts';
import { native, nativeModule, type Parameter, type Runtime } from '../native.ts';
import {
  NativeFunction,
  PyClass,
  PyDict,
  PyInstance,
  PyList,
  type PyModule,
  PyTuple,
  type PyValue,
  UNSET,
} from '../values.ts';

interface Field {
  readonly name: string;
  readonly default: PyValue;
  readonly factory: PyValue;
  readonly init: boolean;
}

const FIELD = new PyClass('Field', 'dataclasses');
FIELD.mro = [FIELD];

/** The fields of a class and its ancestors, the eldest's first. */
function fieldsOf(it: Runtime, cls: PyClass): Field[] {
  const fields = new Map<string, Field>();
  for (const ancestor of cls.mro.toReversed()) {
    const made = ancestor.attributes.get('__dataclass_fields__');
    if (made instanceof PyDict) {
      for (const [key, field] of it.entries(made)) fields.set(String(key), fieldOf(String(key), field));
      continue;
    }
    // of ancestors that are no dataclasses the annotations do not count
    const annotations = ancestor === cls ? ancestor.attributes.get('__annotations__') : undefined;
    if (!(annotations instanceof PyDict)) continue;
    for (const [key] of it.entries(annotations)) {
      const name = String(key);
      fields.set(name, fieldOf(name, ancestor.attributes.entries.get(name)?.value));
    }
  }
  return [...fields.values()];
}

function fieldOf(name: string, value: PyValue | undefined): Field {
  if (value instanceof PyInstance && value.cls === FIELD) return { ...(value.payload as Omit<Field, 'name'>), name };
  return { name, default: value === undefined ? UNSET : value, factory: UNSET, init: true };
}

function initializer(it: Runtime, cls: PyClass): NativeFunction {
  const fields = fieldsOf(it, cls);
  const parameters: Parameter[] = fields
    .filter(({ init }) => init)
    .map((field) => ({
      name: field.name,
      kind: 'either',
      default: field.factory === UNSET && field.default === UNSET ? undefined : UNSET,
    }));
  const run = (runtime: Runtime, self: PyValue, args: PyValue, keywords: PyValue): PyValue => {
    if (!(self instanceof PyInstance) || !(keywords instanceof PyDict)) return null;
    const values = bindArguments(internal(runtime), cls.name, parameters, runtime.items(args), keywords);
    const given = new Map(parameters.map(({ name }, index) => [name, values[index] ?? null]));
    for (const field of fields) {
      const value = given.has(field.name) ? (given.get(field.name) ?? null) : UNSET;
      runtime.heap.setItem(self.attributes, field.name, value === UNSET ? defaultOf(runtime, field) : value);
    }
    const after = runtime.lookup(self, '__post_init__');
    if (after !== undefined) runtime.call(after);
    return null;
  };
  return native('__init__(self, *args, **kwargs)', run, { raw: true });
}

function defaultOf(it: Runtime, field: Field): PyValue {
  return field.factory === UNSET ? field.default : it.call(field.factory);
}

function decorate(it: Runtime, cls: PyValue): PyValue {
  if (!(cls instanceof PyClass)) return it.giveUp('a dataclass of something unknown');
  const fields = fieldsOf(it, cls);
  if (!cls.attributes.entries.has('__init__')) it.heap.setItem(cls.attributes, '__init__', initializer(it, cls));
  for (const field of fields) {
    const stored = cls.attributes.entries.get(field.name)?.value;
    if (!(stored instanceof PyInstance && stored.cls === FIELD)) continue;
    if (field.default === UNSET) it.heap.deleteItem(cls.attributes, field.name);
    else it.heap.setItem(cls.attributes, field.name, field.default);
  }
  it.heap.setItem(
    cls.attributes,
    '__dataclass_fields__',
    PyDict.of(fields.map((field) => [field.name, new PyInstance(FIELD, field)] as const)),
  );
  return cls;
}

/** `asdict(instance)`: containers are copied, dataclasses inside too. */
function asdict(it: Runtime, given: PyValue): PyValue {
  const value = it.choose(given);
  if (value instanceof PyInstance && it.lookup(value.cls, '__dataclass_fields__') !== undefined) {
    return PyDict.of(fieldsOf(it, value.cls).map(({ name }) => [name, asdict(it, it.getattr(value, name))] as const));
  }
  if (value instanceof PyList) return new PyList(it.items(value).map((item) => asdict(it, item)));
  if (value instanceof PyTuple) return new PyTuple(value.items.map((item) => asdict(it, item)));
  if (!(value instanceof PyDict)) return value;
  const made = new PyDict();
  for (const [key, item] of it.entries(value)) it.heap.setItem(made, key, asdict(it, item));
  return made;
}

export function dataclasses(): PyModule {
  const dataclass = native(
    'dataclass(cls=None, /, **options)',
    (it, cls) => (cls === null ? native('wrap(cls)', decorate, { raw: true }) : decorate(it, cls)),
    { raw: true },
  );
  const field = native(
    'field(*, default=..., default_factory=..., init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=False)',
    (it, value, factory, init) => new PyInstance(FIELD, { default: value, factory, init: it.truth(init) }),
    { raw: true },
  );
  return nativeModule('dataclasses', { dataclass, field, asdict: native('asdict(obj, *, dict_factory=None)', asdict) });
}
