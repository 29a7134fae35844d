import { native, type Runtime } from '../native.ts';
import { type NativeFunction, PyBytes, PyTuple, type PyValue } from '../values.ts';
import { encodingOf } from './str-methods.ts';

export const INT_METHODS: readonly NativeFunction[] = [
  native('bit_length(self)', (it, self) => BigInt(Math.abs(it.int(self)).toString(2).length)),
  native('conjugate(self)', (_, self) => self),
  native('is_integer(self)', () => true),
  native('as_integer_ratio(self)', (_, self) => new PyTuple([self, 1n])),
  native('to_bytes(self, length=1, byteorder=...)', (it) => it.giveUp('to_bytes')),
  native('__int__(self)', (_, self) => self),
];

function float(it: Runtime, self: PyValue): number {
  return typeof self === 'number' ? self : it.int(self);
}

export const FLOAT_METHODS: readonly NativeFunction[] = [
  native('is_integer(self)', (it, self) => Number.isInteger(float(it, self))),
  native('conjugate(self)', (_, self) => self),
  native('as_integer_ratio(self)', (it) => it.giveUp('as_integer_ratio')),
  native('hex(self)', (it) => it.giveUp('float.hex')),
];

function bytes(it: Runtime, value: PyValue): string {
  return value instanceof PyBytes ? value.latin1 : it.raise('TypeError', 'a bytes-like object is required');
}

export const BYTES_METHODS: readonly NativeFunction[] = [
  native("decode(self, encoding='utf-8', errors='strict')", (it, self, encoding) => {
    const raw = Buffer.from(bytes(it, self), 'latin1');
    const name = encodingOf(it, encoding);
    const text = raw.toString(name === 'ascii' ? 'latin1' : name);
    const bad =
      name === 'utf8' ? !Buffer.from(text, 'utf8').equals(raw) : name === 'ascii' && /[\u0080-\u00ff]/.test(text);
    return bad ? it.raise('UnicodeDecodeError', "codec can't decode byte") : text;
  }),
  native('hex(self)', (it, self) => Buffer.from(bytes(it, self), 'latin1').toString('hex')),
  native(
    'strip(self)',
    (it, self) => new PyBytes(bytes(it, self).replaceAll(/^[ \t\n\r\u000b\f]+|[ \t\n\r\u000b\f]+$/g, '')),
  ),
  native('rstrip(self)', (it, self) => new PyBytes(bytes(it, self).replaceAll(/[ \t\n\r\u000b\f]+$/g, ''))),
  native('startswith(self, prefix)', (it, self, prefix) => bytes(it, self).startsWith(bytes(it, prefix)), {
    reveals: true,
  }),
  native('endswith(self, suffix)', (it, self, suffix) => bytes(it, self).endsWith(bytes(it, suffix)), {
    reveals: true,
  }),
  native(
    'replace(self, old, new)',
    (it, self, old, to) => new PyBytes(bytes(it, self).split(bytes(it, old)).join(bytes(it, to))),
  ),
  ...['lower', 'upper'].map((name) =>
    native(`${name}(self)`, (it, self) => {
      const text = bytes(it, self);
      return new PyBytes(
        name === 'lower'
          ? text.replaceAll(/[A-Z]/g, (c) => c.toLowerCase())
          : text.replaceAll(/[a-z]/g, (c) => c.toUpperCase()),
      );
    }),
  ),
  ...[
    'split',
    'join',
    'find',
    'lstrip',
    'count',
    'index',
    'partition',
    'rsplit',
    'splitlines',
    'title',
    'zfill',
    'isdigit',
  ].map((name) => native(`${name}(self, *args)`, (it) => it.giveUp(`bytes.${name}`))),
];
