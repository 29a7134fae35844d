import { dictOf } from '../builtins/dict-methods.ts';
import { absolutePath, exists } from '../builtins/paths.ts';
import { internal } from '../interpreter/internal.ts';
import { EXCEPTIONS, TYPES } from '../interpreter/types.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import {
  PyBytes,
  PyDict,
  PyInstance,
  PyIterator,
  PyList,
  type PyModule,
  PyOpaque,
  PyTuple,
  type PyValue,
  UNSET,
} from '../values.ts';
import { osPath } from './os-path.ts';

const RAW = { raw: true };
const nothing = (signature: string) => native(signature, () => null, RAW);
/** Makes or removes something: nothing is done, and outside of the repository it may fail. */
const change = (signature: string) =>
  native(signature, (it, path) => {
    if (!it.files.covers(absolutePath(it, it.textOrUndefined(path) ?? '.')))
      internal(it).mayRaise(`changing ${it.textOrUndefined(path) ?? 'a path'}`);
    return null;
  });

/** `os.getenv(key, default)`, `os.environ.get(key, default)`. */
function getenv(it: Runtime, key: PyValue, fallback: PyValue): PyValue {
  return it.readEnv(it.text(key), { default: fallback, cast: 'str', required: false });
}

function environItem(it: Runtime, key: PyValue): PyValue {
  const name = it.text(key);
  const value = it.readEnv(name, { cast: 'str', required: true });
  if (it.choose(value) === UNSET) throw internal(it).raised('KeyError', [name]);
  return value;
}

function environContains(it: Runtime, key: PyValue): boolean {
  const name = it.choose(key);
  if (name === null || typeof name !== 'string') return false;
  return it.choose(it.readEnv(name, { required: false })) !== UNSET;
}

function names(it: Runtime): readonly string[] {
  return it.envNames() ?? it.giveUp('which variables there are is not known');
}

function items(it: Runtime): PyValue[] {
  return names(it).map((name) => new PyTuple([name, it.readEnv(name, { required: false })]));
}

/** All variables, as a dict; when they are not known, a dict with a hole that its reads cannot fill. */
function copy(it: Runtime): PyValue {
  const made = new PyDict();
  const known = it.envNames();
  if (known === undefined) it.heap.setHole(made, 'which variables there are is not known');
  else for (const name of known) it.heap.setItem(made, name, it.readEnv(name, { required: false }));
  return made;
}

function pop(it: Runtime, key: PyValue, fallback: PyValue): PyValue {
  const name = it.text(key);
  const value = it.readEnv(name, {
    required: fallback === UNSET,
    ...(fallback === UNSET ? {} : { default: fallback }),
  });
  if (it.choose(value) === UNSET) throw internal(it).raised('KeyError', [name]);
  it.writeEnv(name, UNSET);
  return value;
}

function setdefault(it: Runtime, key: PyValue, value: PyValue): PyValue {
  const name = it.text(key);
  const present = it.choose(it.readEnv(name, { required: false, default: UNSET }));
  if (present !== UNSET) return present;
  it.writeEnv(name, value);
  return value;
}

function write(it: Runtime, key: PyValue, value: PyValue): null {
  const text = it.choose(value);
  if (text === null || typeof text === 'bigint' || typeof text === 'boolean') it.raise('TypeError', 'str expected');
  it.writeEnv(it.text(key), text);
  return null;
}

function update(it: Runtime, other: PyValue, keywords: PyValue): null {
  for (const source of [other, keywords]) {
    if (source === UNSET) continue;
    const known = it.force(source);
    const entries =
      known instanceof PyDict || known instanceof PyInstance
        ? it.entries(dictOf(it, known))
        : it.items(known).map((pair) => it.items(pair));
    for (const [key = null, value = null] of entries) write(it, key, value);
  }
  return null;
}

const ENVIRON = nativeClass('_Environ', 'os', {
  attributes: {
    get: native('get(self, key, default=None)', (it, _, key, fallback) => getenv(it, key, fallback), RAW),
    __getitem__: native('__getitem__(self, key)', (it, _, key) => environItem(it, key), RAW),
    __contains__: native('__contains__(self, key)', (it, _, key) => environContains(it, key), RAW),
    __setitem__: native('__setitem__(self, key, value)', (it, _, key, value) => write(it, key, value), RAW),
    __delitem__: native(
      '__delitem__(self, key)',
      (it, _, key) => {
        pop(it, key, UNSET);
        return null;
      },
      RAW,
    ),
    setdefault: native('setdefault(self, key, value)', (it, _, key, value) => setdefault(it, key, value), RAW),
    pop: native('pop(self, key, default=...)', (it, _, key, fallback) => pop(it, key, fallback), RAW),
    update: native(
      'update(self, other=..., /, **kwargs)',
      (it, _, other, keywords) => update(it, other, keywords),
      RAW,
    ),
    copy: native('copy(self)', (it) => copy(it)),
    keys: native('keys(self)', (it) => new PyList([...names(it)])),
    values: native('values(self)', (it) => new PyList(names(it).map((name) => it.readEnv(name, { required: false })))),
    items: native('items(self)', (it) => new PyList(items(it))),
    __len__: native('__len__(self)', (it) => BigInt(names(it).length)),
    __iter__: native('__iter__(self)', (it) => new PyIterator(names(it))),
  },
  hooks: { truth: () => true },
});

function listdir(it: Runtime, path: PyValue): PyValue {
  const full = absolutePath(it, it.textOrUndefined(path) ?? '.');
  if (it.files.isDir(full)) return new PyList([...it.files.listdir(full)]);
  return it.files.covers(full)
    ? it.raise('FileNotFoundError', `[Errno 2] No such file or directory: '${full}'`)
    : it.giveUp(`the files of ${full}`);
}

function walk(it: Runtime, top: PyValue): PyValue {
  const rows: PyValue[] = [];
  const visit = (path: string): void => {
    it.spend(10);
    const entries = it.files.listdir(path);
    const folders = entries.filter((name) => it.files.isDir(`${path}/${name}`));
    rows.push(
      new PyTuple([
        path,
        new PyList([...folders]),
        new PyList(entries.filter((name) => it.files.isFile(`${path}/${name}`))),
      ]),
    );
    for (const name of folders) visit(`${path}/${name}`);
  };
  const start = absolutePath(it, it.text(top));
  if (!it.files.covers(start)) it.giveUp(`the files of ${start}`);
  if (it.files.isDir(start)) visit(start);
  return new PyIterator(rows);
}

const unknown = (signature: string, reason: string) => native(signature, (it) => it.unknown(reason), RAW);

export function os(): PyModule {
  const environ = new PyInstance(ENVIRON);
  return nativeModule('os', {
    environ,
    environb: new PyOpaque('os.environb'),
    getenv: native('getenv(key, default=None)', getenv, RAW),
    putenv: nothing('putenv(key, value)'),
    unsetenv: nothing('unsetenv(key)'),
    path: osPath(),
    sep: '/',
    linesep: '\n',
    pathsep: ':',
    curdir: '.',
    pardir: '..',
    extsep: '.',
    altsep: null,
    devnull: '/dev/null',
    name: 'posix',
    error: EXCEPTIONS.get('OSError') ?? TYPES.object,
    F_OK: 0n,
    R_OK: 4n,
    W_OK: 2n,
    X_OK: 1n,
    getcwd: native('getcwd()', (it) => it.cwd),
    chdir: nothing('chdir(path)'),
    listdir: native("listdir(path='.')", listdir),
    walk: native('walk(top, topdown=True, onerror=None, followlinks=False)', walk),
    makedirs: change('makedirs(name, mode=511, exist_ok=False)'),
    mkdir: change('mkdir(path, mode=511, dir_fd=None)'),
    rmdir: change('rmdir(path)'),
    remove: change('remove(path)'),
    unlink: change('unlink(path)'),
    chmod: change('chmod(path, mode)'),
    chown: change('chown(path, uid, gid)'),
    symlink: nothing('symlink(src, dst)'),
    umask: nothing('umask(mask)'),
    kill: nothing('kill(pid, sig)'),
    fspath: native('fspath(path)', (it, path) =>
      path instanceof PyBytes
        ? path
        : (it.textOrUndefined(path) ?? it.raise('TypeError', 'expected str, bytes or os.PathLike')),
    ),
    access: native('access(path, mode)', (it, path) => exists(it, it.textOrUndefined(path) ?? '', 'any')),
    stat: unknown('stat(path)', 'the state of a file'),
    urandom: native('urandom(size)', (it) =>
      it.unknown('os.urandom() differs in each process', { random: true, type: 'bytes' }),
    ),
    getpid: unknown('getpid()', 'the process id differs from run to run'),
    getppid: unknown('getppid()', 'the process id differs from run to run'),
    getuid: unknown('getuid()', 'the user is not known'),
    geteuid: unknown('geteuid()', 'the user is not known'),
    getgid: unknown('getgid()', 'the group is not known'),
    getlogin: unknown('getlogin()', 'the user is not known'),
    uname: unknown('uname()', 'the machine is not known'),
    cpu_count: unknown('cpu_count()', 'the number of processors is not known'),
    getloadavg: unknown('getloadavg()', 'the load is not known'),
    popen: unknown('popen(command)', 'the output of a command'),
    system: unknown('system(command)', 'the result of a command'),
    PathLike: new PyOpaque('os.PathLike'),
    _exit: native('_exit(code)', (it) => it.raise('SystemExit')),
  });
}
