import { open, stringIO } from '../builtins/open.ts';
import { absolutePath } from '../builtins/paths.ts';
import { TYPES } from '../interpreter/types.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import { PyClass, PyDescriptor, PyInstance, PyList, type PyModule, PyTuple, type PyValue } from '../values.ts';
import { expand } from './pathlib.ts';

const same = (signature: string) => native(signature, (_, value) => value, { raw: true });

export function abc(): PyModule {
  return nativeModule('abc', {
    ABC: nativeClass('ABC', 'abc', {}),
    ABCMeta: TYPES.type,
    abstractmethod: same('abstractmethod(func)'),
    abstractproperty: native('abstractproperty(func)', (_, func) => new PyDescriptor('property', func), { raw: true }),
  });
}

export function types(): PyModule {
  const SimpleNamespace: PyClass = nativeClass('SimpleNamespace', 'types', {
    hooks: {
      construct: (it, cls, _, keywords) => {
        const made = new PyInstance(cls);
        for (const { key, value } of keywords.entries.values()) it.heap.setItem(made.attributes, key, value);
        return made;
      },
    },
  });
  return nativeModule('types', {
    SimpleNamespace,
    MappingProxyType: native('MappingProxyType(mapping)', (_, mapping) => mapping),
    FunctionType: TYPES.function,
    ModuleType: TYPES.module,
    MethodType: TYPES.method,
    NoneType: TYPES.NoneType,
  });
}

/** `itemgetter(key, …)`, `attrgetter('a.b', …)`. */
function getter(name: string, get: (it: Runtime, object: PyValue, key: PyValue) => PyValue) {
  return native(`${name}(*keys)`, (it, keys) =>
    native('get(object)', (inner, object) => {
      const values = it.items(keys).map((key) => get(inner, object, key));
      return values.length === 1 ? (values[0] ?? null) : new PyTuple(values);
    }),
  );
}

const OPERATORS: Readonly<Record<string, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  or_: '|',
  and_: '&',
  xor: '^',
  concat: '+',
};

export function operator(): PyModule {
  return nativeModule('operator', {
    itemgetter: getter('itemgetter', (it, object, key) => it.getitem(object, key)),
    attrgetter: getter('attrgetter', (it, object, key) =>
      it
        .text(key)
        .split('.')
        .reduce((value, part) => it.getattr(value, part), object),
    ),
    ...Object.fromEntries(
      Object.entries(OPERATORS).map(([name, op]) => [name, native(`${name}(a, b)`, (it, a, b) => it.binary(op, a, b))]),
    ),
    eq: native('eq(a, b)', (it, a, b) => it.equal(a, b)),
    ne: native('ne(a, b)', (it, a, b) => !it.equal(a, b)),
    not_: native('not_(a)', (it, a) => !it.truth(a)),
  });
}

/** Nothing is random or timed here that could be told. */
export function time(): PyModule {
  const now = (name: string) =>
    native(`${name}(*args)`, (it) => it.unknown(`time.${name}() differs from run to run`, { random: true }));
  return nativeModule(
    'time',
    Object.fromEntries(
      ['time', 'monotonic', 'perf_counter', 'time_ns', 'strftime', 'localtime', 'gmtime'].map((name) => [
        name,
        now(name),
      ]),
    ),
  );
}

export function io(): PyModule {
  return nativeModule('io', { StringIO: stringIO, open });
}

export function glob(): PyModule {
  const find = native('glob(pathname, *, root_dir=None, recursive=False)', (it, pattern) => {
    const full = absolutePath(it, it.textOrUndefined(pattern) ?? '');
    const parts = full.split('/').filter((part) => part !== '');
    const wild = parts.findIndex((part) => /[*?[]/.test(part));
    const start = `/${parts.slice(0, wild < 0 ? parts.length : wild).join('/')}`;
    if (!it.files.covers(start)) it.giveUp(`the files of ${start}`);
    const found: string[] = [];
    expand(it, start, wild < 0 ? [] : parts.slice(wild), found);
    return new PyList(found.filter((path) => it.files.isFile(path) || it.files.isDir(path)).toSorted());
  });
  return nativeModule('glob', { glob: find, iglob: find });
}
