import { native, type Runtime } from '../native.ts';
import { type NativeFunction, PyBytes, PyDict, PyList, PyTuple, type PyValue, SecretText, UNSET } from '../values.ts';
import { strFormat } from './str-format.ts';

const WHITESPACE = ' \t\n\r\u000b\f\u001c-\u001f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000';

function strip(it: Runtime, self: PyValue, chars: PyValue, sides: 'both' | 'left' | 'right'): string {
  const set = chars === null ? WHITESPACE : it.text(chars).replaceAll(/[\\\]^-]/g, String.raw`\$&`);
  if (set === '') return it.text(self);
  let text = it.text(self);
  if (sides !== 'right') text = text.replace(new RegExp(`^[${set}]+`, 'u'), '');
  if (sides !== 'left') text = text.replace(new RegExp(`[${set}]+$`, 'u'), '');
  return text;
}

function split(it: Runtime, self: PyValue, sep: PyValue, maxsplit: PyValue): PyList {
  const text = it.text(self);
  const most = it.int(maxsplit);
  if (sep === null) return new PyList(splitWords(text, most));
  const separator = it.text(sep);
  if (separator === '') it.raise('ValueError', 'empty separator');
  const parts = text.split(separator);
  if (most >= 0 && parts.length > most + 1) parts.splice(most, parts.length, parts.slice(most).join(separator));
  return new PyList(parts);
}

function splitWords(text: string, most: number): string[] {
  const words = text.match(new RegExp(`[^${WHITESPACE}]+`, 'gu')) ?? [];
  if (most < 0 || words.length <= most) return words;
  let rest = text;
  const first = words.slice(0, most);
  for (const word of first) rest = rest.slice(rest.indexOf(word) + word.length);
  return [...first, rest.replace(new RegExp(`^[${WHITESPACE}]+`, 'u'), '')];
}

function rsplit(it: Runtime, self: PyValue, sep: PyValue, maxsplit: PyValue): PyList {
  const most = it.int(maxsplit);
  if (most < 0) return split(it, self, sep, -1n);
  if (sep === null) return it.giveUp('rsplit by white space with a limit');
  const separator = it.text(sep);
  if (separator === '') it.raise('ValueError', 'empty separator');
  const parts = it.text(self).split(separator);
  if (parts.length > most + 1)
    parts.splice(0, parts.length - most, parts.slice(0, parts.length - most).join(separator));
  return new PyList(parts);
}

/** `prefix` may be a tuple; with start and end as in a slice. */
function affix(
  it: Runtime,
  self: PyValue,
  affixes: PyValue,
  start: PyValue,
  end: PyValue,
  test: 'startsWith' | 'endsWith',
): boolean {
  const chars = [...it.text(self)];
  const from = start === null ? 0 : it.int(start);
  const to = end === null ? chars.length : it.int(end);
  const text = chars.slice(from, to).join('');
  const tests = affixes instanceof PyTuple ? affixes.items : [affixes];
  return tests.some((one) => text[test](it.text(one)));
}

function find(it: Runtime, self: PyValue, sub: PyValue, start: PyValue, end: PyValue, last: boolean): bigint {
  const chars = [...it.text(self)];
  const from = start === null ? 0 : it.int(start);
  const base = from < 0 ? Math.max(0, chars.length + from) : from;
  const text = chars.slice(base, end === null ? chars.length : it.int(end)).join('');
  const at = last ? text.lastIndexOf(it.text(sub)) : text.indexOf(it.text(sub));
  return at < 0 ? -1n : BigInt(base + [...text.slice(0, at)].length);
}

function join(it: Runtime, self: PyValue, iterable: PyValue): PyValue {
  const separator = it.choose(self);
  let secret = separator instanceof SecretText ? separator.source : undefined;
  const texts = it.items(iterable).map((item, index) => {
    const known = it.force(item);
    if (known instanceof SecretText) secret ??= known.source;
    if (typeof known !== 'string' && !(known instanceof SecretText) && !it.isInstance(known, it.builtin('str'))) {
      it.raise('TypeError', `sequence item ${index}: expected str instance, ${it.typeOf(known).name} found`);
    }
    return it.text(known);
  });
  const text = texts.join(it.text(separator));
  return secret === undefined ? text : it.secret(text, secret);
}

function replace(it: Runtime, self: PyValue, old: PyValue, replacement: PyValue, count: PyValue): string {
  const text = it.text(self);
  const [from, to, most] = [it.text(old), it.text(replacement), it.int(count)];
  const result = most < 0 ? text.split(from).join(to) : replaceSome(text, from, to, most);
  if (from === '' && most < 0) return to + [...text].map((char) => char + to).join('');
  if (result.length > 1_000_000) it.giveUp('a text is too long to follow');
  return result;
}

function replaceSome(text: string, from: string, to: string, most: number): string {
  const parts = text.split(from);
  const first = parts.slice(0, most + 1).join(to);
  return parts.length > most + 1 ? [first, ...parts.slice(most + 1)].join(from) : first;
}

function partition(it: Runtime, self: PyValue, sep: PyValue, last: boolean): PyTuple {
  const text = it.text(self);
  const separator = it.text(sep);
  if (separator === '') it.raise('ValueError', 'empty separator');
  const at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (at < 0) return new PyTuple(last ? ['', '', text] : [text, '', '']);
  return new PyTuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

function justify(it: Runtime, self: PyValue, width: PyValue, fill: PyValue, side: 'left' | 'right' | 'center'): string {
  const text = it.text(self);
  const missing = it.int(width) - [...text].length;
  const char = it.text(fill);
  if (missing <= 0) return text;
  if (missing > 100_000) it.giveUp('a text is too long to follow');
  if (side === 'left') return text + char.repeat(missing);
  if (side === 'right') return char.repeat(missing) + text;
  const left = Math.floor(missing / 2) + (missing & it.int(width) & 1);
  return char.repeat(left) + text + char.repeat(missing - left);
}

function title(text: string): string {
  return text.replaceAll(/\p{L}+/gu, (word) => (word[0] ?? '').toUpperCase() + word.slice(1).toLowerCase());
}

function zfill(it: Runtime, self: PyValue, width: PyValue): string {
  const text = it.text(self);
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const missing = it.int(width) - [...text].length;
  return missing <= 0 ? text : sign + '0'.repeat(Math.min(missing, 100_000)) + text.slice(sign.length);
}

const ENCODINGS: Readonly<Record<string, 'latin1' | 'utf8' | 'ascii'>> = {
  utf8: 'utf8',
  u8: 'utf8',
  ascii: 'ascii',
  usascii: 'ascii',
  latin1: 'latin1',
  iso88591: 'latin1',
};
export function encodingOf(it: Runtime, name: PyValue): 'latin1' | 'utf8' | 'ascii' {
  const plain = it.text(name).toLowerCase().replaceAll(/[-_ ]/g, '');
  return ENCODINGS[plain] ?? it.giveUp(`the encoding ${it.text(name)} is not followed`);
}

function encode(it: Runtime, self: PyValue, encoding: PyValue): PyBytes {
  const text = it.text(self);
  const name = encodingOf(it, encoding);
  if (name === 'utf8') return new PyBytes(Buffer.from(text, 'utf8').toString('latin1'));
  const limit = name === 'ascii' ? 0x7f : 0xff;
  if ([...text].some((char) => (char.codePointAt(0) ?? 0) > limit))
    it.raise('UnicodeEncodeError', 'ordinal not in range');
  return new PyBytes(text);
}

const matches = (pattern: RegExp) => (it: Runtime, self: PyValue) => pattern.test(it.text(self));
const mapped = (map: (text: string) => string) => (it: Runtime, self: PyValue) => map(it.text(self));

function translate(it: Runtime, self: PyValue, table: PyValue): string {
  if (!(table instanceof PyDict)) return it.giveUp('a translation table that is no dict');
  const map = new Map(it.entries(table).map(([key, value]) => [it.int(key), value === null ? '' : it.choose(value)]));
  return [...it.text(self)]
    .map((char) => {
      const found = map.get(char.codePointAt(0) ?? 0);
      if (found === undefined) return char;
      return typeof found === 'bigint' ? String.fromCodePoint(Number(found)) : it.text(found);
    })
    .join('');
}

function maketrans(it: Runtime, from: PyValue, to: PyValue, removed: PyValue): PyValue {
  if (to === UNSET) return it.giveUp('a translation table');
  const table = new PyDict();
  const targets = [...it.text(to)];
  for (const [index, char] of [...it.text(from)].entries()) {
    it.heap.setItem(table, BigInt(char.codePointAt(0) ?? 0), BigInt(targets[index]?.codePointAt(0) ?? 0));
  }
  if (removed !== UNSET)
    for (const char of it.text(removed)) it.heap.setItem(table, BigInt(char.codePointAt(0) ?? 0), null);
  return table;
}

/** A function of the class, not of an instance. */
export const MAKETRANS = native('maketrans(x, y=..., z=...)', maketrans);

const REVEALING = { reveals: true };

export const STR_METHODS: readonly NativeFunction[] = [
  native(
    'lower(self)',
    mapped((text) => text.toLowerCase()),
  ),
  native(
    'upper(self)',
    mapped((text) => text.toUpperCase()),
  ),
  native(
    'casefold(self)',
    mapped((text) => text.toLowerCase().replaceAll('ß', 'ss')),
  ),
  native(
    'capitalize(self)',
    mapped((text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()),
  ),
  native('title(self)', mapped(title)),
  native(
    'swapcase(self)',
    mapped((text) => [...text].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')),
  ),
  native('strip(self, chars=None, /)', (it, self, chars) => strip(it, self, chars, 'both')),
  native('lstrip(self, chars=None, /)', (it, self, chars) => strip(it, self, chars, 'left')),
  native('rstrip(self, chars=None, /)', (it, self, chars) => strip(it, self, chars, 'right')),
  native('split(self, sep=None, maxsplit=-1)', split),
  native('rsplit(self, sep=None, maxsplit=-1)', rsplit),
  native('splitlines(self, keepends=False)', splitlines),
  native('join(self, iterable)', join, { raw: true }),
  native('replace(self, old, new, count=-1)', replace),
  native(
    'startswith(self, prefix, start=None, end=None)',
    (it, self, a, b, c) => affix(it, self, a, b, c, 'startsWith'),
    REVEALING,
  ),
  native(
    'endswith(self, suffix, start=None, end=None)',
    (it, self, a, b, c) => affix(it, self, a, b, c, 'endsWith'),
    REVEALING,
  ),
  native('find(self, sub, start=None, end=None)', (it, self, sub, start, end) =>
    find(it, self, sub, start, end, false),
  ),
  native('rfind(self, sub, start=None, end=None)', (it, self, sub, start, end) =>
    find(it, self, sub, start, end, true),
  ),
  native('index(self, sub, start=None, end=None)', (it, self, sub, start, end) =>
    found(it, find(it, self, sub, start, end, false)),
  ),
  native('rindex(self, sub, start=None, end=None)', (it, self, sub, start, end) =>
    found(it, find(it, self, sub, start, end, true)),
  ),
  native('count(self, sub)', (it, self, sub) => BigInt(it.text(self).split(it.text(sub)).length - 1)),
  native('partition(self, sep)', (it, self, sep) => partition(it, self, sep, false)),
  native('rpartition(self, sep)', (it, self, sep) => partition(it, self, sep, true)),
  native("ljust(self, width, fillchar=' ')", (it, self, width, fill) => justify(it, self, width, fill, 'left')),
  native("rjust(self, width, fillchar=' ')", (it, self, width, fill) => justify(it, self, width, fill, 'right')),
  native("center(self, width, fillchar=' ')", (it, self, width, fill) => justify(it, self, width, fill, 'center')),
  native('zfill(self, width)', zfill),
  native('removeprefix(self, prefix)', (it, self, prefix) => removed(it.text(self), it.text(prefix), true)),
  native('removesuffix(self, suffix)', (it, self, suffix) => removed(it.text(self), it.text(suffix), false)),
  native("encode(self, encoding='utf-8', errors='strict')", encode),
  native('format(self, *args, **kwargs)', strFormat, { raw: true }),
  native('format_map(self, mapping)', (it, self, mapping) => strFormat(it, self, new PyTuple([]), mapping), {
    raw: true,
  }),
  native('translate(self, table)', translate),
  native('expandtabs(self, tabsize=8)', (it) => it.giveUp('expandtabs')),
  native('isdigit(self)', matches(/^\p{Nd}+$/u)),
  native('isdecimal(self)', matches(/^\p{Nd}+$/u)),
  native('isnumeric(self)', matches(/^\p{N}+$/u)),
  native('isalpha(self)', matches(/^\p{L}+$/u)),
  native('isalnum(self)', matches(/^[\p{L}\p{N}]+$/u)),
  native('isspace(self)', matches(new RegExp(`^[${WHITESPACE}]+$`, 'u'))),
  native('isascii(self)', matches(/^[\u0000-\u007f]*$/)),
  native('isidentifier(self)', matches(/^[\p{L}_][\p{L}\p{N}_]*$/u)),
  native('isprintable(self)', matches(/^[^\p{C}\u0085\u00a0]*$/u)),
  native('isupper(self)', (it, self) => cased(it.text(self)) && it.text(self) === it.text(self).toUpperCase()),
  native('islower(self)', (it, self) => cased(it.text(self)) && it.text(self) === it.text(self).toLowerCase()),
  native('istitle(self)', (it, self) => cased(it.text(self)) && it.text(self) === title(it.text(self))),
];

function cased(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}

function found(it: Runtime, at: bigint): bigint {
  return at < 0n ? it.raise('ValueError', 'substring not found') : at;
}

function removed(text: string, affix: string, front: boolean): string {
  if (affix === '') return text;
  if (front) return text.startsWith(affix) ? text.slice(affix.length) : text;
  return text.endsWith(affix) ? text.slice(0, -affix.length) : text;
}

function splitlines(it: Runtime, self: PyValue, keepends: PyValue): PyList {
  const lines =
    it
      .text(self)
      .match(
        /[^\n\r\u000b\f\u001c-\u001e\u0085\u2028\u2029]*(?:\r\n|[\n\r\u000b\f\u001c-\u001e\u0085\u2028\u2029]|$)/g,
      ) ?? [];
  const kept = lines.filter((line) => line !== '');
  return new PyList(
    it.truth(keepends)
      ? kept
      : kept.map((line) => line.replace(/(?:\r\n|[\n\r\u000b\f\u001c-\u001e\u0085\u2028\u2029])$/, '')),
  );
}
