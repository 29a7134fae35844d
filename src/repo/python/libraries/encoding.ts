import { createHash } from 'node:crypto';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import { PyBytes, PyInstance, type PyModule, type PyValue } from '../values.ts';
import { exceptionClass } from './django-exceptions.ts';

const BINASCII_ERROR = exceptionClass('Error', 'binascii', 'ValueError');

function bytesOf(it: Runtime, value: PyValue): Buffer {
  const known = it.force(value);
  if (known instanceof PyBytes) return Buffer.from(known.latin1, 'latin1');
  return it.raise('TypeError', "a bytes-like object is required, not 'str'");
}

/** Base64 decoders take text of ASCII too. */
function bytesOrAscii(it: Runtime, value: PyValue): Buffer {
  const known = it.force(value);
  return typeof known === 'string' ? Buffer.from(known, 'latin1') : bytesOf(it, known);
}

/** Characters outside the alphabet are dropped; what is left must have its padding. */
function decode(it: Runtime, data: string): PyValue {
  const clean = data.replaceAll(/[^A-Za-z0-9+/=]/g, '');
  const body = clean.replace(/=.*$/, '');
  const padding = /=+$/.exec(clean)?.[0].length ?? 0;
  if (body.length % 4 === 1 || (body.length + padding) % 4 !== 0) {
    if (body.length % 4 === 1 || (body.length % 4 !== 0 && padding < 4 - (body.length % 4)))
      return it.raise(BINASCII_ERROR, 'Incorrect padding');
  }
  return new PyBytes(Buffer.from(body, 'base64').toString('latin1'));
}

export const base64 = (): PyModule =>
  nativeModule('base64', {
    b64encode: native('b64encode(s)', (it, data) => new PyBytes(bytesOf(it, data).toString('base64'))),
    b64decode: native('b64decode(s)', (it, data) => decode(it, bytesOrAscii(it, data).toString('latin1'))),
    standard_b64encode: native(
      'standard_b64encode(s)',
      (it, data) => new PyBytes(bytesOf(it, data).toString('base64')),
    ),
    standard_b64decode: native('standard_b64decode(s)', (it, data) =>
      decode(it, bytesOrAscii(it, data).toString('latin1')),
    ),
    urlsafe_b64encode: native(
      'urlsafe_b64encode(s)',
      (it, data) => new PyBytes(bytesOf(it, data).toString('base64').replaceAll('+', '-').replaceAll('/', '_')),
    ),
    urlsafe_b64decode: native('urlsafe_b64decode(s)', (it, data) =>
      decode(it, bytesOrAscii(it, data).toString('latin1').replaceAll('-', '+').replaceAll('_', '/')),
    ),
  });

export const binascii = (): PyModule => nativeModule('binascii', { Error: BINASCII_ERROR });

const HASH = nativeClass('HASH', '_hashlib', {
  attributes: {
    hexdigest: native('hexdigest(self)', (_, self) => digestOf(self).toString('hex')),
    digest: native('digest(self)', (_, self) => new PyBytes(digestOf(self).toString('latin1'))),
  },
});

function digestOf(self: PyValue): Buffer {
  return (self as PyInstance).payload as Buffer; // only our own methods get our instances
}

const hash = (name: string) =>
  native(`${name}(data=..., usedforsecurity=True)`, (it, data) => {
    const source = it.choose(data);
    if (source instanceof PyBytes && source.source !== undefined)
      return it.unknown('the hash of a secret', { secret: source.source });
    const content = source instanceof Object && source.kind === 'unset' ? Buffer.alloc(0) : bytesOf(it, source);
    return new PyInstance(HASH, createHash(name).update(content).digest());
  });

export const hashlib = (): PyModule =>
  nativeModule(
    'hashlib',
    Object.fromEntries(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((name) => [name, hash(name)])),
  );
