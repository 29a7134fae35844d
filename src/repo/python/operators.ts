import type { BinaryOperator } from './ast.ts';

const BINARY = ['+', '-', '*', '@', '/', '%', '**', '<<', '>>', '|', '^', '&', '//'] as const;
export const UNARY = ['not', '-', '+', '~'] as const;
export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>=', 'is', 'is not', 'in', 'not in'] as const;

export function isOneOf<const T extends string>(those: readonly T[], text: string | undefined): text is T {
  return those.some((one) => one === text);
}

export function binaryOperator(token: string): BinaryOperator | null {
  return isOneOf(BINARY, token) ? token : null;
}
