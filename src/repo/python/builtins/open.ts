import { native, nativeClass, type Runtime } from '../native.ts';
import { PyBytes, PyInstance, PyIterator, PyList, type PyValue } from '../values.ts';
import { absolutePath } from './paths.ts';

interface OpenFile {
  /** Undefined for a file that is written. */
  readonly text: string | undefined;
  readonly binary: boolean;
  readonly path: string;
}

function payload(self: PyValue): OpenFile {
  return (self as PyInstance).payload as OpenFile; // only our methods get our instances
}

function text(it: Runtime, self: PyValue): string {
  return payload(self).text ?? it.giveUp('a file that is written here');
}

function data(self: PyValue, content: string): PyValue {
  return payload(self).binary ? new PyBytes(Buffer.from(content, 'utf8').toString('latin1')) : content;
}

/** Reads from where the last one stopped. */
function take(it: Runtime, self: PyValue, line: boolean): PyValue {
  const file = self as PyInstance; // only our methods get our instances
  const whole = text(it, self);
  const position = file.attributes.get('position');
  const start = typeof position === 'bigint' ? Number(position) : 0;
  const newline = line ? whole.indexOf('\n', start) : -1;
  const end = newline < 0 ? whole.length : newline + 1;
  it.heap.setItem(file.attributes, 'position', BigInt(end));
  return data(self, whole.slice(start, end));
}

function lines(it: Runtime, self: PyValue): PyValue[] {
  const rest = it.choose(take(it, self, false));
  const content = rest instanceof PyBytes ? Buffer.from(rest.latin1, 'latin1').toString() : it.text(rest);
  return (content.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((one) => data(self, one));
}

const nothing = (signature: string) => native(signature, () => null, { raw: true });

const FILE = nativeClass('TextIOWrapper', '_io', {
  attributes: {
    read: native('read(self, size=-1)', (it, self) => take(it, self, false)),
    readline: native('readline(self, size=-1)', (it, self) => take(it, self, true)),
    readlines: native('readlines(self, hint=-1)', (it, self) => new PyList(lines(it, self))),
    __iter__: native('__iter__(self)', (it, self) => new PyIterator(lines(it, self))),
    __enter__: native('__enter__(self)', (_, self) => self),
    __exit__: nothing('__exit__(self, *args)'),
    close: nothing('close(self)'),
    flush: nothing('flush(self)'),
    write: nothing('write(self, text)'),
    writelines: nothing('writelines(self, lines)'),
  },
  hooks: { attribute: (_, self, name) => (name === 'name' ? payload(self).path : undefined) },
});

/** `open(path)`: the repository's files; what is outside may be there or not; writing does nothing. */
export function openFile(it: Runtime, path: string, mode: string): PyValue {
  const full = absolutePath(it, path);
  if (/[wax+]/.test(mode)) return new PyInstance(FILE, { text: undefined, binary: false, path });
  if (it.files.isDir(full)) return it.raise('IsADirectoryError', `[Errno 21] Is a directory: '${path}'`);
  const content = it.files.readText(full);
  if (content !== undefined) return new PyInstance(FILE, { text: content, binary: mode.includes('b'), path });
  if (it.files.covers(full) && !it.files.isFile(full)) {
    return it.raise('FileNotFoundError', `[Errno 2] No such file or directory: '${path}'`);
  }
  return outside(it, path);
}

function outside(it: Runtime, path: string): PyValue {
  const atom = { key: `file ${path}`, whenTrue: `${path} exists`, whenFalse: `${path} does not exist` };
  if (it.decide(atom)) return it.unknown(`${path} is not in the repository`, { secret: `file ${path}` });
  return it.raise('FileNotFoundError', `[Errno 2] No such file or directory: '${path}'`);
}

export const open = native(
  "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, *args, **kwargs)",
  (it, file, mode) => {
    const path = it.textOrUndefined(file);
    return path === undefined ? it.giveUp('open() of something that is no path') : openFile(it, path, it.text(mode));
  },
);

/** `io.StringIO(text)`: a file that is not on the disk. */
export const stringIO = native(
  "StringIO(initial_value='', newline=None)",
  (it, text) => new PyInstance(FILE, { text: text === null ? '' : it.text(text), binary: false, path: '<string>' }),
);
