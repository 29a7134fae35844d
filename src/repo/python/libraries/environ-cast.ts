import { TYPES } from '../interpreter/types.ts';
import type { Runtime } from '../native.ts';
import { PyDict, PyList, PyTuple, PyUnknown, type PyValue } from '../values.ts';
import { castUnknown } from './environment-reading.ts';
import { literalEval } from './literal-eval.ts';
import { opened, sealed, type Text } from './support.ts';
import { partition } from './url-text.ts';

/** django-environ's `Env.parse_value`: what a text becomes under a cast. */
export function parseValue(it: Runtime, value: PyValue, cast: PyValue): PyValue {
  const known = it.choose(value);
  if (cast === null) return known;
  if (known instanceof PyUnknown) {
    const unknown = castUnknown(it, known, cast);
    if (unknown !== undefined) return unknown;
  }
  if (cast === TYPES.bool) return parseBool(it, known);
  if (cast === TYPES.float) return parseFloat(it, known);
  const container = castContainer(it, known, cast);
  return container ?? it.call(cast, [known]);
}

function castContainer(it: Runtime, value: PyValue, cast: PyValue): PyValue | undefined {
  if (cast === TYPES.list) return new PyList(pieces(it, value, ','));
  if (cast === TYPES.tuple) return new PyTuple(pieces(it, bare(it, value), ','));
  if (cast instanceof PyList) {
    const item = itemCast(it, cast);
    return new PyList(pieces(it, value, ',').map((piece) => it.call(item, [piece])));
  }
  if (cast instanceof PyTuple) {
    const item = itemCast(it, cast);
    return new PyTuple(pieces(it, bare(it, value), ',').map((piece) => it.call(item, [piece])));
  }
  if (cast === TYPES.dict)
    return dictOfPairs(
      it,
      pieces(it, value, ',').map((piece) => pair(it, piece, true)),
    );
  return cast instanceof PyDict ? parseMapping(it, value, cast) : undefined;
}

function itemCast(it: Runtime, cast: PyList | PyTuple): PyValue {
  return it.items(cast)[0] ?? it.raise('IndexError', 'list index out of range');
}

const TRUE = ['true', 'on', 'ok', 'y', 'yes', '1'];

function parseBool(it: Runtime, value: PyValue): PyValue {
  const number = it.attempt(() => it.call(TYPES.int, [value]), 'ValueError');
  if ('value' in number) return !it.equal(number.value, 0n);
  return TRUE.includes(textOf(it, value).text.toLowerCase().trim());
}

/** Everything but digits, commas, dots and minus signs is dropped; the last comma or dot is the decimal point. */
function parseFloat(it: Runtime, value: PyValue): PyValue {
  const parts = textOf(it, value)
    .text.replace(/[^\d,.-]/g, '')
    .split(/[,.]/);
  const last = parts.pop() ?? '';
  return it.call(TYPES.float, [parts.length === 0 ? last : `${parts.join('')}.${last}`]);
}

function textOf(it: Runtime, value: PyValue): Text {
  return (
    opened(it, it.force(value)) ?? it.raise('AttributeError', "the value of the variable has no attribute 'split'")
  );
}

/** Without the empty ones. */
function pieces(it: Runtime, value: PyValue, separator: string): PyValue[] {
  const { text, source } = textOf(it, value);
  return text.split(separator).flatMap((piece) => (piece === '' ? [] : [sealed(it, piece, source)]));
}

function bare(it: Runtime, value: PyValue): PyValue {
  const { text, source } = textOf(it, value);
  return sealed(it, text.replace(/^\(+|\(+$/g, '').replace(/^\)+|\)+$/g, ''), source);
}

type Pair = readonly [PyValue, PyValue];

/** `key=value`; without `once` the value ends at the next equals sign. */
function pair(it: Runtime, piece: PyValue, once: boolean): Pair {
  const { text, source } = textOf(it, piece);
  const [key, rest, found] = partition(text, '=');
  if (!found) return it.raise(once ? 'ValueError' : 'IndexError', 'list index out of range');
  return [key, sealed(it, once ? rest : partition(rest, '=')[0], source)];
}

function dictOfPairs(it: Runtime, pairs: readonly Pair[]): PyDict {
  const dict = new PyDict();
  for (const [key, value] of pairs) it.heap.setItem(dict, key, value);
  return dict;
}

/** `dict(value=int, cast={'k': bool})`: pairs with semicolons between them. */
function parseMapping(it: Runtime, value: PyValue, cast: PyDict): PyValue {
  const part = (name: string): PyValue | undefined => {
    const found = cast.get(name);
    return found === undefined ? undefined : it.choose(found);
  };
  const byKey = part('cast');
  const pairs = pieces(it, value, ';').map((piece): Pair => {
    const [key, text] = pair(it, piece, false);
    const own = byKey instanceof PyDict && typeof key === 'string' ? byKey.get(key) : undefined;
    return [it.call(part('key') ?? TYPES.str, [key]), parseValue(it, text, own ?? part('value') ?? TYPES.str)];
  });
  return dictOfPairs(it, pairs);
}

/** `ast.literal_eval` where it succeeds, else the text itself: what query options of a URL become. */
export function literalOrText(text: string): PyValue {
  return literalEval(text) ?? (text === 'None' ? null : text);
}

/** Digits become a number, everything else stays. */
export function digitsOrText(text: string): PyValue {
  return /^\p{Nd}+$/u.test(text) && /^\d+$/.test(text) ? BigInt(text) : text;
}
