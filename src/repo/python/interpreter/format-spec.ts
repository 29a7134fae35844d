import { PyInstance, type PyValue } from '../values.ts';
import type { Interpreter } from './interpreter.ts';
import { floatRepr } from './number-text.ts';
import { ownMethod } from './text.ts';
import { plain, typeOf } from './type-of.ts';

export interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:(.)?([<>=^]))?([+\- ])?z?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su;

/** `format(value, spec)`. */
export function formatValue(it: Interpreter, given: PyValue, spec: string): string {
  const value = it.force(given);
  if (value instanceof PyInstance) {
    const own = ownMethod(value, '__format__');
    if (own !== undefined) return it.text(it.call(own, [value, spec]));
  }
  if (spec === '') return it.str(value);
  const base = plain(value);
  if (value instanceof PyInstance && value.base === undefined)
    return it.giveUp(`the format ${JSON.stringify(spec)} of a ${typeOf(value).name}`);
  const match = SPEC.exec(spec);
  if (match === null)
    return it.raise('ValueError', `Invalid format specifier '${spec}' for object of type '${typeOf(value).name}'`);
  return formatBySpec(it, base, parse(match), spec);
}

function parse(match: RegExpExecArray): Spec {
  const zero = match[5] !== undefined && match[2] === undefined;
  return {
    fill: match[1] ?? (zero ? '0' : ' '),
    align: match[2] ?? (zero ? '=' : ''),
    sign: match[3] ?? '-',
    alternate: match[4] !== undefined,
    zero,
    width: Number(match[6] ?? 0),
    grouping: match[7] ?? '',
    precision: match[8] === undefined ? undefined : Number(match[8]),
    type: match[9] ?? '',
  };
}

function formatBySpec(it: Interpreter, value: PyValue, spec: Spec, text: string): string {
  if (spec.width > 10_000 || (spec.precision ?? 0) > 1000) return it.giveUp('a text is too long to follow');
  if (typeof value === 'string') {
    if (spec.type !== '' && spec.type !== 's')
      return it.raise('ValueError', `Unknown format code '${spec.type}' for object of type 'str'`);
    return pad([...value].slice(0, spec.precision).join(''), spec, '<');
  }
  if (typeof value === 'boolean' && spec.type === '') return pad(value ? 'True' : 'False', spec, '<');
  if (typeof value === 'bigint' || typeof value === 'boolean') return formatInteger(it, BigInt(value), spec);
  if (typeof value === 'number') return formatFloat(it, value, spec);
  return it.raise('TypeError', `unsupported format string passed to ${typeOf(value).name}.__format__ (${text})`);
}

function pad(text: string, spec: Spec, natural: string): string {
  const missing = spec.width - [...text].length;
  if (missing <= 0) return text;
  const align = spec.align === '' || spec.align === '=' ? (spec.align === '=' ? '>' : natural) : spec.align;
  if (align === '<') return text + spec.fill.repeat(missing);
  if (align === '>') return spec.fill.repeat(missing) + text;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
}

const RADIX: Readonly<Record<string, readonly [radix: number, prefix: string]>> = {
  b: [2, '0b'],
  o: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
};

function formatInteger(it: Interpreter, value: bigint, spec: Spec): string {
  if (spec.type !== '' && 'eEfFgG%'.includes(spec.type)) return formatFloat(it, Number(value), spec);
  if (spec.type === 'c') return pad(String.fromCodePoint(Number(value)), spec, '<');
  if (spec.type === 's') return it.raise('ValueError', "Unknown format code 's' for object of type 'int'");
  const [radix, prefix] = RADIX[spec.type] ?? [10, ''];
  const magnitude = (value < 0n ? -value : value).toString(radix);
  const digits = group(spec.type === 'X' ? magnitude.toUpperCase() : magnitude, spec.grouping, radix === 10 ? 3 : 4);
  return signed(value < 0n, (spec.alternate ? prefix : '') + digits, spec);
}

function group(digits: string, separator: string, size: number): string {
  if (separator === '') return digits;
  return digits.replaceAll(new RegExp(`\\B(?=(.{${size}})+$)`, 'g'), separator);
}

function signed(negative: boolean, magnitude: string, spec: Spec): string {
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  if (spec.align === '=') {
    const room = spec.width - sign.length;
    return sign + magnitude.padStart(room, spec.fill);
  }
  return pad(sign + magnitude, spec, '>');
}

function formatFloat(it: Interpreter, value: number, spec: Spec): string {
  if (Number.isNaN(value) || !Number.isFinite(value)) {
    const word = Number.isNaN(value) ? 'nan' : 'inf';
    return signed(value < 0, 'EFG'.includes(spec.type || ' ') ? word.toUpperCase() : word, spec);
  }
  const magnitude = floatMagnitude(it, Math.abs(value), spec);
  const [whole = '', ...fraction] = magnitude.split(/(?=[.e%])/);
  return signed(value < 0 || Object.is(value, -0), group(whole, spec.grouping, 3) + fraction.join(''), spec);
}

function floatMagnitude(it: Interpreter, value: number, spec: Spec): string {
  const precision = spec.precision ?? 6;
  switch (spec.type) {
    case 'f':
    case 'F':
      return fixed(it, value, precision);
    case '%':
      return `${fixed(it, value * 100, precision)}%`;
    case 'e':
    case 'E':
      return exponent(value.toExponential(Math.min(precision, 100)), spec.type);
    case '':
      return spec.precision === undefined ? floatRepr(value) : general(value, precision, 'g', true);
    default:
      return general(value, precision === 0 ? 1 : precision, spec.type === 'G' ? 'G' : 'g', false);
  }
}

function fixed(it: Interpreter, value: number, precision: number): string {
  if (value >= 1e21 || precision > 100) return it.giveUp('a number is too large to format');
  return value.toFixed(precision);
}

function exponent(text: string, letter: string): string {
  return text.replace(
    /e([+-])(\d+)$/,
    (_, sign: string, digits: string) => `${letter}${sign}${digits.padStart(2, '0')}`,
  );
}

function general(value: number, precision: number, letter: 'g' | 'G', keepPoint: boolean): string {
  const digits = Math.max(1, precision);
  if (value === 0) return keepPoint ? '0.0' : '0';
  const power = Number(value.toExponential(Math.min(digits - 1, 100)).split('e')[1]);
  if (power < -4 || power >= digits) {
    const text = value.toExponential(Math.min(digits - 1, 100)).replace(/\.?0+e/, 'e');
    return exponent(text, letter === 'G' ? 'E' : 'e');
  }
  const text = value.toFixed(Math.max(0, digits - 1 - power));
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return keepPoint && !short.includes('.') ? `${short}.0` : short;
}
