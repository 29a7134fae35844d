import type { PyValue } from '../values.ts';
import type { Interpreter } from './interpreter.ts';
import { Undetermined } from './signals.ts';

type PyNumber = bigint | number;
const MOST_BITS = 4096n;

/** `a op b` for numbers; undefined when the operator is not for them. */
export function arithmetic(it: Interpreter, op: string, a: PyNumber, b: PyNumber): PyValue | undefined {
  if (typeof a === 'bigint' && typeof b === 'bigint') return integers(it, op, a, b);
  return floats(it, op, Number(a), Number(b));
}

function integers(it: Interpreter, op: string, a: bigint, b: bigint): PyValue | undefined {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return bounded(a * b);
    case '/':
      return b === 0n ? zeroDivision(it, 'division by zero') : trueDivision(a, b);
    case '//':
      return b === 0n ? zeroDivision(it, 'integer division or modulo by zero') : floorDivide(a, b);
    case '%':
      return b === 0n ? zeroDivision(it, 'integer modulo by zero') : a - floorDivide(a, b) * b;
    case '**':
      return power(it, a, b);
    default:
      return bitwise(it, op, a, b);
  }
}

function trueDivision(a: bigint, b: bigint): number {
  const result = Number(a) / Number(b);
  if (!Number.isFinite(result)) throw new Undetermined('a number is too large to follow');
  return result;
}

function bitwise(it: Interpreter, op: string, a: bigint, b: bigint): PyValue | undefined {
  switch (op) {
    case '|':
      return a | b;
    case '&':
      return a & b;
    case '^':
      return a ^ b;
    case '<<':
    case '>>':
      if (b < 0n) return it.raise('ValueError', 'negative shift count');
      if (op === '<<' && b > MOST_BITS) throw new Undetermined('a number is too large to follow');
      return op === '<<' ? a << b : a >> b;
    default:
      return undefined;
  }
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function power(it: Interpreter, a: bigint, b: bigint): PyValue {
  if (b < 0n) return a === 0n ? zeroDivision(it, '0.0 cannot be raised to a negative power') : Number(a) ** Number(b);
  if (b * BigInt(a.toString(2).length) > MOST_BITS * 4n) throw new Undetermined('a number is too large to follow');
  return a ** b;
}

function bounded(value: bigint): bigint {
  if (value.toString(16).length > Number(MOST_BITS)) throw new Undetermined('a number is too large to follow');
  return value;
}

function floats(it: Interpreter, op: string, a: number, b: number): PyValue | undefined {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? zeroDivision(it, 'float division by zero') : a / b;
    case '//':
      return b === 0 ? zeroDivision(it, 'float floor division by zero') : Math.floor(a / b);
    case '%':
      return b === 0 ? zeroDivision(it, 'float modulo') : a - b * Math.floor(a / b);
    case '**':
      return a ** b;
    default:
      return undefined;
  }
}

function zeroDivision(it: Interpreter, message: string): never {
  return it.raise('ZeroDivisionError', message);
}
