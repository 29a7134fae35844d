import type { Json } from '../../model/value.ts';

/** A value in Python's notation, for people: `{"a": [True, None]}`; what is not known or secret is said in angle brackets. */
export function pythonText(value: Json): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(pythonText).join(', ')}]`;
  const [first] = Object.entries(value);
  const special = first !== undefined && Object.keys(value).length === 1 ? notation(first[0], first[1]) : undefined;
  return special ?? dict(Object.entries(value));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function dict(entries: readonly (readonly [Json, Json])[]): string {
  return `{${entries.map(([key, value]) => `${pythonText(key)}: ${pythonText(value)}`).join(', ')}}`;
}

/** An object with one `$` key stands for what JSON cannot say (`Json`). */
function notation(key: string, value: Json): string | undefined {
  switch (key) {
    case '$timedelta':
      return `timedelta(seconds=${pythonText(value)})`;
    case '$bytes':
      return `b${pythonText(value)}`;
    case '$regex':
      return `re.compile(${pythonText(value)})`;
    case '$float':
      return `float(${pythonText(value)})`;
    case '$ref':
      return String(value);
    case '$dict':
      return isList(value) ? dict(value.map(pairOf)) : undefined;
    case '$secret':
      return `<secret: ${String(value)}>`;
    case '$unknown':
      return `<unknown: ${String(value)}>`;
    default:
      return undefined;
  }
}

function pairOf(pair: Json): readonly [Json, Json] {
  return isList(pair) ? [pair[0] ?? null, pair[1] ?? null] : [pair, null];
}
