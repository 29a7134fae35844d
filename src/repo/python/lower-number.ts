import type { ConstantValue } from './ast.ts';

/** CPython refuses to convert decimal numbers with more digits than this. */
const MAX_DIGITS = 4300;

/** An `integer` token: null where Python 3 has no such number (`0777`, `10L`). */
export function integerValue(token: string): ConstantValue | null {
  const text = token.replaceAll('_', '');
  if (/[jJ]$/.test(text)) return { kind: 'complex', imag: Number(text.slice(0, -1)) };
  if (/^0[xob][\da-f]+$/i.test(text)) return { kind: 'int', value: BigInt(text) };
  if (!/^(?:[1-9]\d*|0+)$/.test(text)) return null;
  if (text.length > MAX_DIGITS) return { kind: 'undecoded', reason: `a number with ${text.length} digits` };
  return { kind: 'int', value: BigInt(text) };
}

/** A `float` token, complex ones included. */
export function floatValue(token: string): ConstantValue {
  const text = token.replaceAll('_', '');
  if (/[jJ]$/.test(text)) return { kind: 'complex', imag: Number(text.slice(0, -1)) };
  return { kind: 'float', value: Number(text) };
}
