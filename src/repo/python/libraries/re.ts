import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import { PyBytes, PyDescriptor, PyInstance, PyList, type PyModule, PyTuple, type PyValue } from '../values.ts';
import { expandTemplate, toJavaScript } from './re-pattern.ts';
import { dictOf } from './support.ts';

interface Pattern {
  readonly text: string;
  readonly flags: string;
}

/** Matching is a rewriting of the pattern; longer texts are not tried, so that no pattern can take for ever. */
const LONGEST = 20_000;
const FLAGS = {
  I: 2n,
  IGNORECASE: 2n,
  M: 8n,
  MULTILINE: 8n,
  S: 16n,
  DOTALL: 16n,
  X: 64n,
  VERBOSE: 64n,
  A: 256n,
  ASCII: 256n,
  U: 32n,
  UNICODE: 32n,
};
const LETTERS = [
  [2n, 'i'],
  [8n, 'm'],
  [16n, 's'],
  [64n, 'x'],
] as const;

function patternOf(value: PyValue): Pattern {
  return (value as PyInstance).payload as Pattern; // only our own methods get our instances
}

function compile(it: Runtime, pattern: PyValue, flags: PyValue): PyInstance {
  const known = it.force(pattern);
  if (known instanceof PyInstance && known.cls === PATTERN) return known;
  if (known instanceof PyBytes) return it.giveUp('a pattern of bytes');
  const bits = BigInt(it.int(flags));
  const letters = LETTERS.filter(([bit]) => (bits & bit) !== 0n).map(([, letter]) => letter);
  return new PyInstance(PATTERN, { text: it.text(known), flags: letters.join('') } satisfies Pattern);
}

function executable(it: Runtime, pattern: PyValue, text: string, extra = ''): RegExp {
  const { text: source, flags } = patternOf(pattern);
  const made = toJavaScript(source, flags);
  // nested repetition may take exponential time
  const risky = /[*+}]\)?[^)]*\)[*+{]/.test(source) && text.length > 100;
  if (made === undefined || text.length > LONGEST || risky)
    return it.giveUp(`what the regular expression ${source} matches`);
  return new RegExp(made.source, made.flags + extra);
}

type Way = 'match' | 'fullmatch' | 'search';

function find(it: Runtime, pattern: PyValue, text: string, way: Way): PyValue {
  const { source, flags } = executable(it, pattern, text);
  const anchored =
    way === 'search' ? source : way === 'match' ? `(?<![^])(?:${source})` : `(?<![^])(?:${source})(?![^])`;
  const found = new RegExp(anchored, flags).exec(text);
  return found === null ? null : new PyInstance(MATCH, found);
}

function matchOf(self: PyValue): RegExpExecArray {
  return (self as PyInstance).payload as RegExpExecArray; // only our own methods get our instances
}

function group(it: Runtime, self: PyValue, key: PyValue): PyValue {
  const match = matchOf(self);
  const known = it.force(key);
  const found = typeof known === 'string' ? match.groups?.[known] : match[it.int(known)];
  const exists =
    typeof known === 'string' ? match.groups !== undefined && known in match.groups : it.int(known) < match.length;
  return exists ? (found ?? null) : it.raise('IndexError', 'no such group');
}

const MATCH = nativeClass('Match', 're', {
  attributes: {
    group: native('group(self, *keys)', (it, self, keys) => {
      const asked = it.items(keys);
      const values = (asked.length === 0 ? [0n] : asked).map((key) => group(it, self, key));
      return values.length === 1 ? (values[0] ?? null) : new PyTuple(values);
    }),
    groups: native(
      'groups(self, default=None)',
      (_, self, fallback) =>
        new PyTuple(
          matchOf(self)
            .slice(1)
            .map((text) => text ?? fallback),
        ),
    ),
    groupdict: native('groupdict(self, default=None)', (_, self, fallback) =>
      dictOf(
        Object.fromEntries(Object.entries(matchOf(self).groups ?? {}).map(([name, text]) => [name, text ?? fallback])),
      ),
    ),
    start: native('start(self)', (_, self) => BigInt(matchOf(self).index)),
    end: native('end(self)', (_, self) => BigInt(matchOf(self).index + matchOf(self)[0].length)),
  },
  hooks: { getItem: (it, self, key) => group(it, self, key) },
});

function substitute(it: Runtime, pattern: PyValue, replacement: PyValue, text: string, count: number): string {
  const regex = executable(it, pattern, text, 'g');
  let left = count === 0 ? Number.POSITIVE_INFINITY : count;
  let result = '';
  let at = 0;
  for (const match of text.matchAll(regex)) {
    if (left <= 0) break;
    left -= 1;
    const known = it.force(replacement);
    const made =
      typeof known === 'string'
        ? expandTemplate(known, match)
        : it.text(it.call(known, [new PyInstance(MATCH, match)]));
    result += text.slice(at, match.index) + made;
    at = match.index + match[0].length;
  }
  return result + text.slice(at);
}

function split(it: Runtime, pattern: PyValue, text: string, count: number): PyValue {
  const pieces: PyValue[] = [];
  let at = 0;
  let left = count === 0 ? Number.POSITIVE_INFINITY : count;
  for (const match of text.matchAll(executable(it, pattern, text, 'g'))) {
    if (left <= 0) break;
    left -= 1;
    pieces.push(text.slice(at, match.index), ...match.slice(1).map((part) => part ?? null));
    at = match.index + match[0].length;
  }
  return new PyList([...pieces, text.slice(at)]);
}

function findAll(it: Runtime, pattern: PyValue, text: string): PyValue {
  const found = [...text.matchAll(executable(it, pattern, text, 'g'))].map((match): PyValue => {
    const groups = match.slice(1).map((part) => part ?? '');
    return groups.length === 0 ? match[0] : groups.length === 1 ? (groups[0] ?? '') : new PyTuple(groups);
  });
  return new PyList(found);
}

const finder = (way: Way) => native(`${way}(self, string)`, (it, self, text) => find(it, self, it.text(text), way));

const PATTERN = nativeClass('Pattern', 're', {
  attributes: {
    match: finder('match'),
    fullmatch: finder('fullmatch'),
    search: finder('search'),
    sub: native('sub(self, repl, string, count=0)', (it, self, replacement, text, count) =>
      substitute(it, self, replacement, it.text(text), it.int(count)),
    ),
    split: native('split(self, string, maxsplit=0)', (it, self, text, count) =>
      split(it, self, it.text(text), it.int(count)),
    ),
    findall: native('findall(self, string)', (it, self, text) => findAll(it, self, it.text(text))),
    pattern: new PyDescriptor(
      'property',
      native('pattern(self)', (_, self) => patternOf(self).text),
    ),
  },
  hooks: {
    show: (_, self) => ({ notation: '$regex', value: patternOf(self).text }),
    hash: (self) => `\0re ${patternOf(self).flags} ${patternOf(self).text}`,
    equal: (_, self, other) =>
      other instanceof PyInstance &&
      other.cls === PATTERN &&
      patternOf(other).text === patternOf(self).text &&
      patternOf(other).flags === patternOf(self).flags,
  },
});

const finding = (way: Way) =>
  native(`${way}(pattern, string, flags=0)`, (it, pattern, text, flags) =>
    find(it, compile(it, pattern, flags), it.text(text), way),
  );

export const re = (): PyModule =>
  nativeModule('re', {
    ...FLAGS,
    Pattern: PATTERN,
    Match: MATCH,
    compile: native('compile(pattern, flags=0)', (it, pattern, flags) => compile(it, pattern, flags)),
    match: finding('match'),
    fullmatch: finding('fullmatch'),
    search: finding('search'),
    sub: native('sub(pattern, repl, string, count=0, flags=0)', (it, pattern, replacement, text, count, flags) =>
      substitute(it, compile(it, pattern, flags), replacement, it.text(text), it.int(count)),
    ),
    split: native('split(pattern, string, maxsplit=0, flags=0)', (it, pattern, text, count, flags) =>
      split(it, compile(it, pattern, flags), it.text(text), it.int(count)),
    ),
    findall: native('findall(pattern, string, flags=0)', (it, pattern, text, flags) =>
      findAll(it, compile(it, pattern, flags), it.text(text)),
    ),
    escape: native('escape(pattern)', (it, text) =>
      it.text(text).replace(/[\t\n\v\f\r !#$%&()*+\-.?[\\\]^{|}~]/g, '\\$&'),
    ),
  });
