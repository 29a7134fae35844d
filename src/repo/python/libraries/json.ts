import { isSecretName } from '../../../model/secret.ts';
import { native, nativeModule, type Runtime } from '../native.ts';
import { secretText } from '../secrets.ts';
import { hashKey, PyBytes, PyDict, PyList, type PyModule, PyTuple, type PyValue, SecretText } from '../values.ts';
import { exceptionClass } from './django-exceptions.ts';

const DECODE_ERROR = exceptionClass('JSONDecodeError', 'json.decoder', 'ValueError');

/** `json.loads`, with whole numbers kept apart from others. */
export function loads(it: Runtime, text: string): PyValue {
  const reader = new Reader(text, () => it.raise(DECODE_ERROR, 'Expecting value: line 1 column 1 (char 0)'));
  return reader.whole();
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORDS = new Map<string, PyValue>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);
const DEEPEST = 200;

class Reader {
  readonly #text: string;
  readonly #fail: () => never;
  #at = 0;
  #depth = 0;

  constructor(text: string, fail: () => never) {
    this.#text = text;
    this.#fail = fail;
  }

  whole(): PyValue {
    const value = this.#value();
    this.#space();
    return this.#at === this.#text.length ? value : this.#fail();
  }

  #space(): void {
    while (' \t\n\r'.includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) this.#at += 1;
  }

  #take(char: string): boolean {
    this.#space();
    if (this.#text.charAt(this.#at) !== char) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at += found[0].length;
    return found;
  }

  #value(): PyValue {
    this.#depth += 1;
    if (this.#depth > DEEPEST) return this.#fail();
    this.#space();
    const value = this.#take('{') ? this.#object() : this.#take('[') ? this.#array() : this.#scalar();
    this.#depth -= 1;
    return value;
  }

  #object(): PyValue {
    const dict = new PyDict();
    if (this.#take('}')) return dict;
    do {
      this.#space();
      const key = this.#string();
      if (!this.#take(':')) this.#fail();
      dict.entries.set(hashKey(key), { key, value: this.#value() });
    } while (this.#take(','));
    return this.#take('}') ? dict : this.#fail();
  }

  #array(): PyValue {
    const items: PyValue[] = [];
    if (this.#take(']')) return new PyList(items);
    do items.push(this.#value());
    while (this.#take(','));
    return this.#take(']') ? new PyList(items) : this.#fail();
  }

  #string(): string {
    const found = this.#match(STRING);
    return found === null ? this.#fail() : String(JSON.parse(found[0]));
  }

  #scalar(): PyValue {
    if (this.#text.charAt(this.#at) === '"') return this.#string();
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    const number = this.#match(NUMBER);
    if (number === null) return this.#fail();
    return number[1] === undefined && number[2] === undefined ? BigInt(number[0]) : Number(number[0]);
  }
}

/** `json.dumps` of plain values, with the default separators. */
function dumps(it: Runtime, given: PyValue): string {
  const value = it.force(given);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return JSON.stringify(value).replace(/[^\0-\x7e]/g, escaped);
  if (value instanceof PyList || value instanceof PyTuple)
    return `[${it
      .items(value)
      .map((item) => dumps(it, item))
      .join(', ')}]`;
  if (value instanceof PyDict)
    return `{${it
      .entries(value)
      .map(([key, item]) => `${JSON.stringify(it.text(key))}: ${dumps(it, item)}`)
      .join(', ')}}`;
  return it.giveUp('the JSON text of a value');
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function sourceText(it: Runtime, value: PyValue): string {
  const known = it.force(value);
  return known instanceof PyBytes ? Buffer.from(known.latin1, 'latin1').toString('utf8') : it.text(known);
}

/** Of a secret document what stands under the name of a secret or looks like one stays secret, unless all of it is. */
function loadsSecretly(it: Runtime, given: PyValue): PyValue {
  const known = it.force(given);
  const isText =
    typeof known === 'string' || (known instanceof Object && ['secret', 'bytes', 'instance'].includes(known.kind));
  if (!isText) it.raise('TypeError', 'the JSON object must be str, bytes or bytearray');
  const value = loads(it, sourceText(it, known));
  const source = known instanceof SecretText || known instanceof PyBytes ? known.source : undefined;
  return source === undefined ? value : sealLeaves(it, value, '', source);
}

function sealLeaves(it: Runtime, value: PyValue, name: string, source: string): PyValue {
  if (typeof value === 'string') {
    const secret = isSecretName(source.replace(/^\S+ /, '')) || secretText(name, value);
    return secret && value !== '' ? it.secret(value, source) : value;
  }
  if (value instanceof PyList) return new PyList(it.items(value).map((item) => sealLeaves(it, item, name, source)));
  if (!(value instanceof PyDict)) return value;
  return PyDict.of(
    it.entries(value).map(([key, item]) => [String(key), sealLeaves(it, item, String(key), source)] as const),
  );
}

export const json = (): PyModule =>
  nativeModule('json', {
    JSONDecodeError: DECODE_ERROR,
    loads: native('loads(s, **kwargs)', loadsSecretly, { raw: true }),
    load: native('load(fp, **kwargs)', (it, file) => loads(it, sourceText(it, it.call(it.getattr(file, 'read'))))),
    dumps: native('dumps(obj, **kwargs)', (it, value, options) =>
      options instanceof PyDict && options.entries.size > 0 ? it.giveUp('the JSON text of a value') : dumps(it, value),
    ),
  });
