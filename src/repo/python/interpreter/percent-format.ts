import { PyDict, PyTuple, type PyValue, SecretText } from '../values.ts';
import { formatValue } from './format-spec.ts';
import type { Interpreter } from './interpreter.ts';
import { reprOf, strOf } from './text.ts';
import { plain } from './type-of.ts';

const DIRECTIVE = /%(?:\(([^()]*)\))?([#0\- +]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?(.)/gsu;

/** `template % args`; the sources of secrets that went in are added to `secrets`. */
export function percentFormat(it: Interpreter, template: string, args: PyValue, secrets: string[]): string {
  const given = it.choose(args);
  const values = given instanceof PyTuple ? given.items : [given];
  let taken = 0;
  let named = false;
  const next = (): PyValue => {
    const value = values[taken];
    taken += 1;
    return value === undefined ? it.raise('TypeError', 'not enough arguments for format string') : value;
  };
  const text = template.replaceAll(DIRECTIVE, (whole: string, ...groups: (string | undefined)[]) => {
    const [name, flags = '', width, precision, type = ''] = groups;
    if (type === '%') return '%';
    if (width === '*' || precision === '*') return it.giveUp('a format whose width is an argument');
    if (name !== undefined) named = true;
    const value = name === undefined ? next() : it.getitem(args, name);
    return directive(it, { flags, width, precision, type, whole }, value, secrets);
  });
  if (!named && taken < values.length && !(plain(given) instanceof PyDict)) {
    it.raise('TypeError', 'not all arguments converted during string formatting');
  }
  return text;
}

interface Directive {
  readonly flags: string;
  readonly width: string | undefined;
  readonly precision: string | undefined;
  readonly type: string;
  readonly whole: string;
}

function directive(it: Interpreter, d: Directive, given: PyValue, secrets: string[]): string {
  let value = it.choose(given);
  if (value instanceof SecretText) {
    secrets.push(value.source);
    value = value.text;
  }
  const align = d.flags.includes('-') ? '<' : '>';
  const dot = d.precision === undefined ? '' : `.${d.precision}`;
  if ('sra'.includes(d.type)) {
    const text = d.type === 's' ? strOf(it, value) : reprOf(it, value);
    return formatValue(it, text, `${align}${d.width ?? ''}${dot}`);
  }
  const number = plain(it.force(value));
  if (typeof number === 'string' || number === null) {
    return it.raise('TypeError', `%${d.type} format: a real number is required, not ${it.typeOf(value).name}`);
  }
  return numberDirective(it, d, number, align, dot);
}

function numberDirective(it: Interpreter, d: Directive, number: PyValue, align: string, dot: string): string {
  const sign = d.flags.includes('+') ? '+' : d.flags.includes(' ') ? ' ' : '';
  const zero = d.flags.includes('0') && align === '>' ? '0' : '';
  const alternate = d.flags.includes('#') ? '#' : '';
  const spec = `${zero === '' ? align : ''}${sign}${alternate}${zero}${d.width ?? ''}`;
  if ('diu'.includes(d.type)) {
    const integer = typeof number === 'number' ? BigInt(Math.trunc(number)) : number;
    return formatValue(it, typeof integer === 'boolean' ? BigInt(integer) : integer, `${spec}d`);
  }
  if ('xXo'.includes(d.type)) return formatValue(it, number, `${spec}${d.type}`);
  if ('eEfFgG'.includes(d.type)) return formatValue(it, number, `${spec}${dot}${d.type}`);
  if (d.type === 'c') return typeof number === 'bigint' ? String.fromCodePoint(Number(number)) : it.str(number);
  return it.raise('ValueError', `unsupported format character '${d.type}'`);
}
