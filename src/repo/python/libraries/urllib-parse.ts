import { TYPES } from '../interpreter/types.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import {
  PyBytes,
  type PyClass,
  PyDescriptor,
  PyDict,
  PyInstance,
  PyList,
  type PyModule,
  PyTuple,
  type PyValue,
} from '../values.ts';
import { isKnown, listOf, opened, sealed } from './support.ts';
import {
  networkLocation,
  type ParsedUrl,
  parseQs,
  parseQsl,
  portOf,
  quote,
  quotePlus,
  UrlError,
  unquote,
  unquotePlus,
  urljoin,
  urlparse,
  urlsplit,
  urlunparse,
  urlunsplit,
} from './url-text.ts';

/** What a ParseResult or SplitResult keeps. */
export interface UrlPayload {
  readonly url: ParsedUrl;
  /** Where it comes from, when it holds a secret. */
  readonly source: string | undefined;
}

const PARSE_FIELDS = ['scheme', 'netloc', 'path', 'params', 'query', 'fragment'] as const;
const SPLIT_FIELDS = ['scheme', 'netloc', 'path', 'query', 'fragment'] as const;
type Field = (typeof PARSE_FIELDS)[number];

export const PARSE_RESULT = resultClass('ParseResult', PARSE_FIELDS);
const SPLIT_RESULT = resultClass('SplitResult', SPLIT_FIELDS);

function resultClass(name: string, fields: readonly Field[]): PyClass {
  return nativeClass(name, 'urllib.parse', {
    bases: [TYPES.tuple],
    attributes: {
      ...Object.fromEntries(fields.map((field) => [field, property((it, self) => component(it, self, field))])),
      username: property((it, self) => location(it, self, 'username')),
      password: property((it, self) => location(it, self, 'password')),
      hostname: property((it, self) => location(it, self, 'hostname')),
      port: property(portProperty),
      geturl: native('geturl(self)', (it, self) => geturl(it, payloadOf(it, self)), { raw: true }),
      _replace: native('_replace(self, **changes)', replaced, { raw: true }),
      _asdict: native('_asdict(self)', (it, self) =>
        PyDict.of(fields.map((field) => [field, component(it, self, field)])),
      ),
    },
    hooks: {
      construct: (it, cls, positional) => fromComponents(it, cls, positional.items),
      equal: (it, self, other) =>
        it.equal(self.base ?? null, other instanceof PyInstance ? (other.base ?? other) : other),
    },
  });
}

function property(get: (it: Runtime, self: PyValue) => PyValue): PyDescriptor {
  return new PyDescriptor(
    'property',
    native('get(self)', (it, self) => get(it, self), { raw: true }),
  );
}

function payloadOf(it: Runtime, value: PyValue): UrlPayload {
  const self = it.choose(value);
  if (self instanceof PyInstance && (self.cls === PARSE_RESULT || self.cls === SPLIT_RESULT)) {
    return self.payload as UrlPayload;
  }
  return it.giveUp('a URL that a class of the project made');
}

/** With a host the secret of a URL is in its user information and its query; without one it may be anywhere. */
function component(it: Runtime, self: PyValue, field: Field): PyValue {
  return shownComponent(it, payloadOf(it, self), field);
}

function shownComponent(it: Runtime, { url, source }: UrlPayload, field: Field): PyValue {
  const plain = url.netloc !== '' && (field === 'scheme' || field === 'path');
  return sealed(it, url[field], plain ? undefined : source);
}

function location(it: Runtime, self: PyValue, part: 'username' | 'password' | 'hostname'): PyValue {
  const { url, source } = payloadOf(it, self);
  const found = networkLocation(url.netloc);
  const text = found[part];
  if (text === null) return null;
  const secret = part === 'password' || (part === 'username' && found.password === null);
  return sealed(it, text, secret ? source : undefined);
}

function portProperty(it: Runtime, self: PyValue): PyValue {
  const { url } = payloadOf(it, self);
  const port = orValueError(it, () => portOf(networkLocation(url.netloc)));
  return port === null ? null : BigInt(port);
}

/** Python's ValueError for a URL that cannot be taken apart. */
export function orValueError<T>(it: Runtime, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof UrlError) return it.raise('ValueError', error.message);
    throw error;
  }
}

function geturl(it: Runtime, { url, source }: UrlPayload): PyValue {
  return sealed(it, urlunparse(url), source);
}

function replaced(it: Runtime, self: PyValue, changes: PyValue): PyValue {
  const { url, source } = payloadOf(it, self);
  const changed: Record<string, string> = {};
  let secret = source;
  for (const [key, value] of changes instanceof PyDict ? it.entries(changes) : []) {
    const found = opened(it, it.force(value));
    changed[it.text(key)] = found?.text ?? it.str(value);
    secret ??= found?.source;
  }
  return makeResult(it, (self as PyInstance).cls, { url: { ...url, ...changed }, source: secret });
}

function makeResult(it: Runtime, cls: PyClass, payload: UrlPayload): PyInstance {
  const made = new PyInstance(cls, payload);
  const fields = cls === PARSE_RESULT ? PARSE_FIELDS : SPLIT_FIELDS;
  made.base = new PyTuple(fields.map((field) => shownComponent(it, payload, field)));
  return made;
}

export function parsedUrl(it: Runtime, text: string, source: string | undefined): PyInstance {
  return makeResult(it, PARSE_RESULT, { url: orValueError(it, () => urlparse(text)), source });
}

function fromComponents(it: Runtime, cls: PyClass, items: readonly PyValue[]): PyValue {
  return makeResult(it, cls, componentsOf(it, cls === PARSE_RESULT ? PARSE_FIELDS : SPLIT_FIELDS, items));
}

function componentsOf(it: Runtime, fields: readonly Field[], items: readonly PyValue[]): UrlPayload {
  const parts = items.map((item) => opened(it, it.force(item)) ?? { text: '', source: undefined });
  const url = { scheme: '', netloc: '', path: '', params: '', query: '', fragment: '' };
  fields.forEach((field, index) => {
    url[field] = parts[index]?.text ?? '';
  });
  return { url, source: parts.find(({ source }) => source !== undefined)?.source };
}

const parsing = (name: string, cls: PyClass, parse: (text: string, scheme: string) => ParsedUrl) =>
  native(
    `${name}(url, scheme='', allow_fragments=True)`,
    (it, url, scheme) => {
      const known = it.choose(url);
      if (known instanceof PyInstance && (known.cls === PARSE_RESULT || known.cls === SPLIT_RESULT)) return known;
      if (!isKnown(known)) return it.force(known);
      if (known === null || known instanceof PyBytes) return it.giveUp(`${name}() of no text`);
      const found = opened(it, known) ?? it.raise('TypeError', 'a URL must be a str');
      const parsed = orValueError(it, () => parse(found.text, it.text(scheme)));
      return makeResult(it, cls, { url: parsed, source: found.source });
    },
    { raw: true },
  );

const unparsing = (name: string, fields: readonly Field[]) =>
  native(
    `${name}(components)`,
    (it, components) => {
      const known = it.force(components);
      if (known instanceof PyInstance && (known.cls === PARSE_RESULT || known.cls === SPLIT_RESULT)) {
        return geturl(it, payloadOf(it, known));
      }
      const { url, source } = componentsOf(it, fields, it.items(known));
      return sealed(it, urlunparse(url), source);
    },
    { raw: true },
  );

function bytesOrText(it: Runtime, value: PyValue): string {
  const known = it.force(value);
  if (typeof known === 'string') return known;
  if (known instanceof PyBytes) return Buffer.from(known.latin1, 'latin1').toString('utf8');
  return it.raise('TypeError', 'quote_from_bytes() expected bytes');
}

const urlencode = native(
  "urlencode(query, doseq=False, safe='', encoding=None, errors=None, quote_via=None)",
  (it, query, doseq, safe) => {
    const pairs =
      query instanceof PyDict ? it.entries(query) : it.items(query).map((pair) => it.items(pair) as [PyValue, PyValue]);
    const one = (value: PyValue): string => quotePlus(it.textOrUndefined(value) ?? it.str(value), it.text(safe));
    return pairs
      .flatMap(([key, value]) => {
        const many =
          it.truth(doseq) && (value instanceof PyList || value instanceof PyTuple) ? it.items(value) : [value];
        return many.map((item) => `${one(key)}=${one(item)}`);
      })
      .join('&');
  },
);

const parseQsFunction = native('parse_qs(qs, keep_blank_values=False)', (it, query, keep) =>
  PyDict.of([...parseQs(it.text(query), it.truth(keep))].map(([name, values]) => [name, listOf(values)])),
);
const parseQslFunction = native('parse_qsl(qs, keep_blank_values=False)', (it, query, keep) =>
  listOf(parseQsl(it.text(query), it.truth(keep)).map((pair) => new PyTuple(pair))),
);

export const urllibParse = (): PyModule =>
  nativeModule('urllib.parse', {
    ParseResult: PARSE_RESULT,
    SplitResult: SPLIT_RESULT,
    urlparse: parsing('urlparse', PARSE_RESULT, urlparse),
    urlsplit: parsing('urlsplit', SPLIT_RESULT, (text, scheme) => ({ ...urlsplit(text, scheme), params: '' })),
    urlunparse: unparsing('urlunparse', PARSE_FIELDS),
    urlunsplit: native(
      'urlunsplit(components)',
      (it, components) => {
        const { url, source } = componentsOf(it, SPLIT_FIELDS, it.items(components));
        return sealed(it, urlunsplit(url), source);
      },
      { raw: true },
    ),
    urljoin: native('urljoin(base, url, allow_fragments=True)', (it, base, url) =>
      urljoin(it.text(base), it.text(url)),
    ),
    quote: native("quote(string, safe='/', encoding=None, errors=None)", (it, text, safe) =>
      quote(bytesOrText(it, text), it.text(safe)),
    ),
    quote_plus: native("quote_plus(string, safe='', encoding=None, errors=None)", (it, text, safe) =>
      quotePlus(bytesOrText(it, text), it.text(safe)),
    ),
    unquote: native("unquote(string, encoding='utf-8', errors='replace')", (it, text) => unquote(it.text(text))),
    unquote_plus: native("unquote_plus(string, encoding='utf-8', errors='replace')", (it, text) =>
      unquotePlus(it.text(text)),
    ),
    urlencode,
    parse_qs: parseQsFunction,
    parse_qsl: parseQslFunction,
    uses_netloc: listOf([]),
    uses_query: listOf([]),
    uses_relative: listOf([]),
    uses_params: listOf([]),
  });

export const urllib = (): PyModule => nativeModule('urllib', {});
