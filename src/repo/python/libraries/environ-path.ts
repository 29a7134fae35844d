import { posix } from 'node:path';
import { native, nativeClass, type Runtime } from '../native.ts';
import { PyDescriptor, PyDict, PyInstance, type PyTuple, type PyValue } from '../values.ts';
import { IMPROPERLY_CONFIGURED } from './django-exceptions.ts';

/** django-environ's own `Path`, from before pathlib: an absolute path that is called with what to append. */
export const ENVIRON_PATH = nativeClass('Path', 'environ', {
  attributes: {
    __call__: native('__call__(self, *paths, **kwargs)', (it, self, paths, keywords) =>
      joined(it, rootOf(self), paths, keywords),
    ),
    path: native('path(self, *paths, **kwargs)', (it, self, paths, keywords) =>
      made(joined(it, rootOf(self), paths, keywords)),
    ),
    file: native('file(self, name, *args, **kwargs)', (it) => it.giveUp('an open file')),
    root: new PyDescriptor(
      'property',
      native('root(self)', (_, self) => rootOf(self)),
    ),
  },
  hooks: {
    construct: (it, _, positional, keywords) => construct(it, positional, keywords),
    str: (_, self) => rootOf(self),
    repr: (_, self) => `<Path:${rootOf(self)}>`,
    show: (_, self) => rootOf(self),
    hash: (self) => `\0environ.Path ${rootOf(self)}`,
    equal: (it, self, other) =>
      it.textOrUndefined(other instanceof PyInstance && isPath(other) ? rootOf(other) : other) === rootOf(self),
    getItem: (it, self, key) => it.getitem(rootOf(self), key),
    attribute: (it, self, name) =>
      name === '__fspath__'
        ? native('__fspath__()', () => rootOf(self))
        : name === 'find' || name === 'rfind'
          ? it.lookup(rootOf(self), name)
          : undefined,
    binary: operate,
  },
});

const isPath = (value: PyInstance): boolean => value.cls.mro.includes(ENVIRON_PATH);

function rootOf(self: PyValue): string {
  return (self as PyInstance).payload as string; // only our own methods get our instances
}

function made(root: PyValue): PyInstance {
  return new PyInstance(ENVIRON_PATH, root);
}

function construct(it: Runtime, positional: PyTuple, keywords: PyDict): PyValue {
  const [start = '', ...paths] = positional.items;
  const isFile = keywords.get('is_file');
  const text = pathText(it, start);
  const base = isFile !== undefined && it.truth(isFile) ? posix.dirname(text) : text;
  return made(absolute(it, base, paths, keywords));
}

function joined(it: Runtime, base: string, paths: PyValue, keywords: PyValue): string {
  return absolute(it, base, it.items(paths), keywords instanceof PyDict ? keywords : new PyDict());
}

function absolute(it: Runtime, base: string, paths: readonly PyValue[], keywords: PyDict): string {
  const path = posix.resolve(it.cwd, base, ...paths.map((part) => pathText(it, part)));
  const required = keywords.get('required');
  if (required !== undefined && it.truth(required) && !it.files.isFile(path) && !it.files.isDir(path)) {
    return it.raise(IMPROPERLY_CONFIGURED, `Create required path: ${path}`);
  }
  return path;
}

function pathText(it: Runtime, value: PyValue): string {
  const known = it.force(value);
  if (known instanceof PyInstance && isPath(known)) return rootOf(known);
  return it.textOrUndefined(known) ?? it.raise('TypeError', 'expected str, bytes or os.PathLike object');
}

function operate(it: Runtime, op: string, self: PyInstance, other: PyValue, reflected: boolean): PyValue | undefined {
  if (reflected) return undefined;
  const root = rootOf(self);
  if (op === '+') return made(absolute(it, root, [other], new PyDict()));
  if (op !== '-') return undefined;
  if (typeof other === 'bigint') return made(posix.resolve(root, '../'.repeat(Number(other))));
  return typeof other === 'string' && root.endsWith(other) ? it.giveUp('a path less a text') : undefined;
}
