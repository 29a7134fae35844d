import { maskText, maskWords } from '../../model/mask-text.ts';
import { isSecretName } from '../../model/secret.ts';
import type { Json } from '../../model/value.ts';
import { isPlaceholder, textOf as maskedText } from '../mask.ts';
import { isNameKey, isValueKey } from '../pair.ts';

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
  if (Array.isArray(value)) return maskItems(name, value as readonly Json[], depth);
  const pair = Object.entries(value).find(([key, one]) => isNameKey(key) && typeof one === 'string')?.[1];
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const named = typeof pair === 'string' && isValueKey(key) ? pair : key;
      return [key, maskJson(key.startsWith('$') ? undefined : named, one, depth + 1)];
    }),
  );
}

/** The words of a command are masked as such: one may say that the next is a secret. */
function maskItems(name: string | undefined, items: readonly Json[], depth: number): Json {
  const texts = items.filter((one) => typeof one === 'string');
  if (texts.length === items.length && /^(command|cmd|args|entry_?point)$/i.test(name ?? ''))
    return [...maskWords(texts)];
  return items.map((one) => maskJson(name, one, depth + 1));
}

function maskString(name: string | undefined, value: string): Json {
  const decoded = /^user_?data(?:_?base64)?$/i.test(name ?? '') ? textInBase64(value) : undefined;
  if (decoded !== undefined) return maskText(decoded) === decoded ? value : { $secret: name ?? 'literal' };
  if (value.length > 2 && (value.startsWith('[') || value.startsWith('{'))) {
    try {
      const encoded = JSON.parse(value) as Json; // a policy or a container list
      if (name !== undefined && isSecretName(name) && !/^secrets$/i.test(name)) return { $secret: name };
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

/** The script of an instance as it is handed over; undefined for what is no base64 of a text. */
function textInBase64(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/\s]{8,}={0,2}\s*$/.test(value)) return undefined;
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  return /[\u0000-\u0008\ufffd]/.test(decoded) ? undefined : decoded;
}
