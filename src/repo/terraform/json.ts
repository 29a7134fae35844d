import { isSecretName } from '../../model/secret.ts';
import type { Json } from '../../model/value.ts';
import { isPlaceholder, textOf as maskedText } from '../mask.ts';

/** A part that could not be computed. */
export const UNKNOWN = (reason: string): Json => ({ $unknown: reason });

export function isUnknown(value: Json): value is { readonly $unknown: string } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && '$unknown' in value;
}

/** What all have in common: where they differ, and only there, it is unknown. */
export function agreed(values: readonly Json[]): Json {
  const [first = null, ...others] = values;
  if (others.every((other) => JSON.stringify(other) === JSON.stringify(first))) return first;
  const records = values.filter(isRecord);
  if (records.length < values.length || values.some(isUnknown)) return UNKNOWN('it depends on the tfvars');
  const names = [...new Set(records.flatMap((one) => Object.keys(one)))];
  return Object.fromEntries(
    names.map((name) => [name, agreed(records.map((one) => one[name] ?? UNKNOWN(`${name} is not always given`)))]),
  );
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The same with secrets replaced by their names. */
export function maskJson(name: string | undefined, value: Json, depth = 0): Json {
  if (depth > 30) return UNKNOWN('is nested too deeply');
  if (typeof value === 'string') return maskString(name, value);
  if (typeof value === 'number' && name !== undefined && isSecretName(name) && !isPlaceholder(String(value)))
    return { $secret: name };
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((one) => maskPair(one, depth) ?? maskJson(name, one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, maskJson(key.startsWith('$') ? undefined : key, one, depth + 1)]),
  );
}

/** `{name: "SECRET_KEY", value: "…"}`, the notation of container environments. */
function maskPair(value: Json, depth: number): Json | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const pair = value as Readonly<Record<string, Json>>;
  const { name } = pair;
  if (typeof name !== 'string' || !('value' in pair)) return undefined;
  return {
    ...(maskJson(undefined, value, depth + 1) as Record<string, Json>),
    value: maskJson(name, pair['value'] ?? null, depth + 1),
  };
}

function maskString(name: string | undefined, value: string): Json {
  if (value.length > 2 && (value.startsWith('[') || value.startsWith('{'))) {
    try {
      const encoded = JSON.parse(value) as Json; // a policy or a container list
      const masked = JSON.stringify(maskJson(name, encoded));
      return masked === JSON.stringify(encoded) ? value : masked;
    } catch {
      // no JSON: a text like any other
    }
  }
  const text = maskedText(name, value);
  if (text.status === 'secret') return text.text.includes('://') ? text.text : { $secret: name ?? 'literal' };
  return text.status === 'unknown' ? UNKNOWN(text.reason) : text.text;
}
