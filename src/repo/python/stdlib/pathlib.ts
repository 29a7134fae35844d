import { openFile } from '../builtins/open.ts';
import { absolutePath, exists, splitExtension } from '../builtins/paths.ts';
import { internal } from '../interpreter/internal.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import {
  PyBytes,
  type PyClass,
  PyDescriptor,
  PyInstance,
  PyIterator,
  type PyModule,
  PyTuple,
  type PyValue,
} from '../values.ts';

function textOf(self: PyValue): string {
  return (self as PyInstance).payload as string; // only our methods get our instances
}

/** As pathlib keeps it: no `.`, no double or trailing slash; `..` stays. */
function clean(text: string): string {
  const lead = text.startsWith('/') ? '/' : '';
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  return lead + parts.join('/') || '.';
}

function make(self: PyValue, text: string): PyInstance {
  return new PyInstance((self as PyInstance).cls, clean(text)); // only our methods get our instances
}

function join(it: Runtime, parts: readonly PyValue[]): string {
  let path = '';
  for (const part of parts) {
    const text = it.textOrUndefined(part);
    if (text === undefined || part instanceof PyBytes) {
      return it.raise('TypeError', `argument should be a str or an os.PathLike object, not '${it.typeOf(part).name}'`);
    }
    path = text.startsWith('/') || path === '' ? text : `${path}/${text}`;
  }
  return path;
}

function parentOf(path: string): string {
  if (path === '/' || path === '.') return path;
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '.' : cut === 0 ? '/' : path.slice(0, cut);
}

function nameOf(path: string): string {
  return path === '/' || path === '.' ? '' : path.slice(path.lastIndexOf('/') + 1);
}

function parents(self: PyValue): PyTuple {
  const all: PyValue[] = [];
  for (let path = textOf(self); parentOf(path) !== path; path = parentOf(path)) all.push(make(self, parentOf(path)));
  return new PyTuple(all);
}

function partsOf(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return path.startsWith('/') ? ['/', ...parts] : parts;
}

function relativeTo(it: Runtime, self: PyValue, other: PyValue): PyValue {
  const base = clean(it.textOrUndefined(other) ?? '');
  const path = textOf(self);
  if (path === base) return make(self, '.');
  const lead = base.endsWith('/') ? base : `${base}/`;
  if (base !== '.' && !path.startsWith(lead)) it.raise('ValueError', `'${path}' is not in the subpath of '${base}'`);
  return make(self, base === '.' ? path : path.slice(lead.length));
}

function glob(it: Runtime, self: PyValue, pattern: string, recursive: boolean): PyIterator {
  const start = absolutePath(it, textOf(self));
  if (!it.files.covers(start)) it.giveUp(`the files of ${start}`);
  const found: string[] = [];
  const parts = (recursive ? ['**', ...pattern.split('/')] : pattern.split('/')).filter((part) => part !== '');
  expand(it, start, parts, found);
  return new PyIterator(
    [...new Set(found)].toSorted().map((path) => make(self, textOf(self) + path.slice(start.length))),
  );
}

/** The paths under a folder that a glob's parts match. */
export function expand(it: Runtime, folder: string, parts: readonly string[], found: string[]): void {
  it.spend(5);
  const [first, ...rest] = parts;
  if (first === undefined) {
    found.push(folder);
    return;
  }
  const names = it.files.listdir(folder);
  if (first === '**') {
    expand(it, folder, rest, found);
    for (const name of names) if (it.files.isDir(`${folder}/${name}`)) expand(it, `${folder}/${name}`, parts, found);
    return;
  }
  const matches = globPattern(first);
  for (const name of names) {
    const path = `${folder}/${name}`;
    if (matches.test(name) && (rest.length === 0 || it.files.isDir(path))) expand(it, path, rest, found);
  }
}

/** `fnmatch`: `*`, `?` and `[…]`. */
function globPattern(pattern: string): RegExp {
  const source = pattern.replaceAll(/\[!?[^\]]+\]|[*?.+^${}()|\\]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return part.startsWith('[') && part.length > 1 ? part.replace('[!', '[^') : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 'su');
}

const property = (name: string, get: (it: Runtime, self: PyValue) => PyValue) =>
  new PyDescriptor('property', native(`${name}(self)`, get));
const change = (signature: string) =>
  native(signature, (it, self) => {
    if (!it.files.covers(absolutePath(it, textOf(self)))) internal(it).mayRaise(`changing ${textOf(self)}`);
    return null;
  });
const test = (name: string, how: 'any' | 'isFile' | 'isDir') =>
  native(`${name}(self, *, follow_symlinks=True)`, (it, self) => exists(it, textOf(self), how));

function read(it: Runtime, self: PyValue, binary: boolean): PyValue {
  const file = it.choose(openFile(it, textOf(self), binary ? 'rb' : 'r'));
  if (!(file instanceof PyInstance)) return file;
  return it.call(it.getattr(file, 'read'));
}

const resolved = (it: Runtime, self: PyValue) => make(self, absolutePath(it, textOf(self)));

const PATH_ATTRIBUTES: Readonly<Record<string, PyValue>> = {
  parent: property('parent', (_, self) => make(self, parentOf(textOf(self)))),
  parents: property('parents', (_, self) => parents(self)),
  name: property('name', (_, self) => nameOf(textOf(self))),
  stem: property('stem', (_, self) => splitExtension(nameOf(textOf(self)))[0]),
  suffix: property('suffix', (_, self) => splitExtension(nameOf(textOf(self)))[1]),
  suffixes: property('suffixes', (it) => it.giveUp('Path.suffixes')),
  parts: property('parts', (_, self) => new PyTuple(partsOf(textOf(self)))),
  anchor: property('anchor', (_, self) => (textOf(self).startsWith('/') ? '/' : '')),
  root: property('root', (_, self) => (textOf(self).startsWith('/') ? '/' : '')),
  drive: '',
  resolve: native('resolve(self, strict=False)', resolved),
  absolute: native('absolute(self)', (it, self) =>
    make(self, textOf(self).startsWith('/') ? textOf(self) : `${it.cwd}/${textOf(self)}`),
  ),
  expanduser: native('expanduser(self)', (it, self) =>
    textOf(self).startsWith('~') ? it.giveUp('the home folder is not known') : self,
  ),
  joinpath: native('joinpath(self, *others)', (it, self, others) => make(self, join(it, [self, ...it.items(others)]))),
  with_name: native('with_name(self, name)', (it, self, name) =>
    make(self, `${parentOf(textOf(self))}/${it.text(name)}`),
  ),
  with_suffix: native('with_suffix(self, suffix)', (it, self, suffix) =>
    make(self, splitExtension(textOf(self))[0] + it.text(suffix)),
  ),
  with_stem: native('with_stem(self, stem)', (it, self, stem) =>
    make(self, `${parentOf(textOf(self))}/${it.text(stem)}${splitExtension(textOf(self))[1]}`),
  ),
  relative_to: native('relative_to(self, other)', relativeTo),
  is_relative_to: native('is_relative_to(self, other)', (it, self, other) => {
    const base = clean(it.textOrUndefined(other) ?? '');
    return textOf(self) === base || textOf(self).startsWith(base.endsWith('/') ? base : `${base}/`);
  }),
  as_posix: native('as_posix(self)', (_, self) => textOf(self)),
  as_uri: native('as_uri(self)', (_, self) => `file://${encodeURI(textOf(self))}`),
  is_absolute: native('is_absolute(self)', (_, self) => textOf(self).startsWith('/')),
  exists: test('exists', 'any'),
  is_file: test('is_file', 'isFile'),
  is_dir: test('is_dir', 'isDir'),
  is_symlink: native('is_symlink(self)', () => false),
  iterdir: native('iterdir(self)', (it, self) => {
    const path = absolutePath(it, textOf(self));
    if (it.files.isDir(path))
      return new PyIterator(it.files.listdir(path).map((name) => make(self, `${textOf(self)}/${name}`)));
    return it.files.covers(path) ? it.raise('FileNotFoundError', path) : it.giveUp(`the files of ${path}`);
  }),
  glob: native('glob(self, pattern)', (it, self, pattern) => glob(it, self, it.text(pattern), false)),
  rglob: native('rglob(self, pattern)', (it, self, pattern) => glob(it, self, it.text(pattern), true)),
  match: native('match(self, pattern)', (it, self, pattern) =>
    globPattern(it.text(pattern)).test(nameOf(textOf(self))),
  ),
  read_text: native('read_text(self, encoding=None, errors=None)', (it, self) => read(it, self, false)),
  read_bytes: native('read_bytes(self)', (it, self) => read(it, self, true)),
  open: native("open(self, mode='r', *args, **kwargs)", (it, self, mode) => openFile(it, textOf(self), it.text(mode))),
  mkdir: change('mkdir(self, mode=511, parents=False, exist_ok=False)'),
  write_text: change('write_text(self, *args, **kwargs)'),
  write_bytes: change('write_bytes(self, data)'),
  touch: change('touch(self, mode=438, exist_ok=True)'),
  unlink: change('unlink(self, missing_ok=False)'),
  chmod: change('chmod(self, mode)'),
  rmdir: change('rmdir(self)'),
  stat: native('stat(self)', (it) => it.giveUp('the state of a file')),
  owner: native('owner(self)', (it) => it.giveUp('the owner of a file')),
};

function pathClasses(): Record<string, PyClass> {
  const PurePath = nativeClass('PurePath', 'pathlib', {
    attributes: PATH_ATTRIBUTES,
    hooks: {
      construct: (it, cls, positional) => {
        const parts = positional.items.map((part) => it.force(part));
        return new PyInstance(cls === Path || cls === PurePath ? PosixPath : cls, clean(join(it, parts)));
      },
      str: (_, self) => textOf(self),
      repr: (_, self) => `${self.cls.name}('${textOf(self)}')`,
      truth: () => true,
      equal: (_, self, other) =>
        other instanceof PyInstance && other.cls.mro.includes(PurePath) && textOf(self) === textOf(other),
      compare: (_, self, other) => (other instanceof PyInstance && textOf(self) < textOf(other) ? -1 : 1),
      hash: (self) => `\0path${textOf(self)}`,
      binary: (it, op, self, other, reflected) => {
        if (op !== '/') return undefined;
        const part = it.force(other);
        if (it.textOrUndefined(part) === undefined) return undefined;
        return make(self, join(it, reflected ? [part, self] : [self, part]));
      },
      show: (_, self) => textOf(self),
    },
  });
  const Path: PyClass = nativeClass('Path', 'pathlib', {
    bases: [PurePath],
    attributes: {
      cwd: new PyDescriptor(
        'classmethod',
        native('cwd(cls)', (it, cls) => it.call(cls, [it.cwd])),
      ),
      home: new PyDescriptor(
        'classmethod',
        native('home(cls)', (it, cls) =>
          it.call(cls, [it.call(it.getattr(it.importModule('os.path'), 'expanduser'), ['~'])]),
        ),
      ),
    },
  });
  const PosixPath: PyClass = nativeClass('PosixPath', 'pathlib', { bases: [Path] });
  return { PurePath, Path, PosixPath, PurePosixPath: PurePath };
}

export function pathlib(): PyModule {
  return nativeModule('pathlib', pathClasses());
}
