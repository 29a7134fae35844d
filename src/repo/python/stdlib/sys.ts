import { internal } from '../interpreter/internal.ts';
import { native, nativeModule } from '../native.ts';
import { PyInstance, PyList, type PyModule, PyOpaque, PyTuple, type PyValue } from '../values.ts';
import { namedTuple } from './named-tuple.ts';
import { SYS_MODULES } from './sys-modules.ts';

/** The version that is assumed where the project's text asks for it. */
const VERSION = [3n, 13n, 0n] as const;

export function sys(): PyModule {
  const version = namedTuple('version_info', 'sys', ['major', 'minor', 'micro', 'releaselevel', 'serial']);
  const info = new PyInstance(version);
  info.base = new PyTuple([...VERSION, 'final', 0n]);
  return nativeModule('sys', {
    argv: new PyList(['gunicorn']),
    version_info: info,
    version: '3.13.0',
    hexversion: 0x030d00f0n,
    platform: 'linux',
    executable: '/usr/local/bin/python',
    prefix: '/usr/local',
    base_prefix: '/usr/local',
    byteorder: 'little',
    maxsize: 9223372036854775807n,
    modules: SYS_MODULES,
    path: new PyList([]),
    stdin: new PyOpaque('sys.stdin'),
    stdout: new PyOpaque('sys.stdout'),
    stderr: new PyOpaque('sys.stderr'),
    exit: native('exit(code=None)', (it) => it.raise('SystemExit')),
    exc_info: native('exc_info()', () => new PyTuple([null, null, null])),
    getrecursionlimit: native('getrecursionlimit()', () => 1000n),
    setrecursionlimit: native('setrecursionlimit(limit)', () => null),
    getdefaultencoding: native('getdefaultencoding()', () => 'utf-8'),
    getfilesystemencoding: native('getfilesystemencoding()', () => 'utf-8'),
    _getframe: native('_getframe(depth=0)', (it, depth) =>
      frameAt(internal(it).frames.toReversed()[it.int(depth)]?.scope),
    ),
  });
}

function frameAt(scope: { readonly globals: PyValue; readonly locals: PyValue } | undefined): PyValue {
  const frame = new PyInstance(FRAME, scope);
  return frame;
}

const FRAME = namedTuple('frame', 'builtins', [], {
  attribute: (_, self, name) => {
    const scope = self.payload as { readonly globals: PyValue; readonly locals: PyValue } | undefined; // made above
    if (name === 'f_globals') return scope?.globals;
    return name === 'f_locals' ? scope?.locals : undefined;
  },
});
