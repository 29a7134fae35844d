import { absolutePath, exists, joinPaths, normalize, splitExtension, splitPath } from '../builtins/paths.ts';
import { native, nativeModule, type Runtime } from '../native.ts';
import { type PyModule, PyTuple, type PyValue, SecretText } from '../values.ts';

function path(it: Runtime, value: PyValue): string {
  const text = it.textOrUndefined(value);
  return text ?? it.raise('TypeError', `expected str, bytes or os.PathLike object, not ${it.typeOf(value).name}`);
}

const mapped = (map: (text: string) => PyValue) => (it: Runtime, value: PyValue) => map(path(it, value));

function relative(it: Runtime, value: PyValue, start: PyValue): string {
  const from = absolutePath(it, start === null ? '.' : path(it, start))
    .split('/')
    .filter(Boolean);
  const to = absolutePath(it, path(it, value)).split('/').filter(Boolean);
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common += 1;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/') || '.';
}

function commonPath(it: Runtime, paths: PyValue): string {
  const split = it.items(paths).map((one) => path(it, one).split('/'));
  const [first = []] = split;
  let length = 0;
  while (length < first.length && split.every((parts) => parts[length] === first[length])) length += 1;
  return first.slice(0, length).join('/') || '/';
}

function home(it: Runtime, text: string): PyValue {
  if (!text.startsWith('~')) return text;
  const value = it.choose(it.readEnv('HOME', { required: false }));
  const folder =
    typeof value === 'string' || value instanceof SecretText
      ? it.text(value)
      : it.giveUp('the home folder is not known');
  return folder + text.slice(1);
}

export function osPath(): PyModule {
  return nativeModule('os.path', {
    join: native('join(path, *paths)', (it, first, rest) => joinSecretly(it, [first, ...it.items(rest)]), {
      raw: true,
    }),
    dirname: native(
      'dirname(path)',
      mapped((text) => splitPath(text)[0]),
    ),
    basename: native(
      'basename(path)',
      mapped((text) => splitPath(text)[1]),
    ),
    split: native(
      'split(path)',
      mapped((text) => new PyTuple(splitPath(text))),
    ),
    splitext: native(
      'splitext(path)',
      mapped((text) => new PyTuple(splitExtension(text))),
    ),
    splitdrive: native(
      'splitdrive(path)',
      mapped((text) => new PyTuple(['', text])),
    ),
    normpath: native('normpath(path)', mapped(normalize)),
    normcase: native(
      'normcase(path)',
      mapped((text) => text),
    ),
    abspath: native('abspath(path)', (it, value) => absolutePath(it, path(it, value))),
    realpath: native('realpath(path, *, strict=False)', (it, value) => absolutePath(it, path(it, value))),
    relpath: native('relpath(path, start=None)', relative),
    commonpath: native('commonpath(paths)', commonPath),
    commonprefix: native('commonprefix(paths)', (it) => it.giveUp('commonprefix')),
    isabs: native(
      'isabs(path)',
      mapped((text) => text.startsWith('/')),
    ),
    exists: native('exists(path)', (it, value) => exists(it, path(it, value), 'any')),
    lexists: native('lexists(path)', (it, value) => exists(it, path(it, value), 'any')),
    isfile: native('isfile(path)', (it, value) => exists(it, path(it, value), 'isFile')),
    isdir: native('isdir(path)', (it, value) => exists(it, path(it, value), 'isDir')),
    islink: native('islink(path)', () => false),
    ismount: native('ismount(path)', (it) => it.giveUp('a mount')),
    getmtime: native('getmtime(path)', (it) => it.giveUp('the time of a file')),
    getsize: native('getsize(path)', (it) => it.giveUp('the size of a file')),
    expanduser: native('expanduser(path)', (it, value) => home(it, path(it, value))),
    expandvars: native('expandvars(path)', (it, value) =>
      path(it, value).includes('$') ? it.giveUp('expandvars') : path(it, value),
    ),
    sep: '/',
    pardir: '..',
    curdir: '.',
  });
}

function joinSecretly(it: Runtime, parts: readonly PyValue[]): PyValue {
  const known = parts.map((part) => it.force(part));
  const secret = known.find((part) => part instanceof SecretText);
  const text = joinPaths(known.map((part) => path(it, part)));
  return secret === undefined ? text : it.secret(text, secret.source);
}
