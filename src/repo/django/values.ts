import { isSecretName, looksSecret } from '../../model/secret.ts';
import type { Value } from '../../model/value.ts';
import { traitsOf } from '../mask.ts';
import type { Expression } from '../python/ast.ts';
import { dottedName, stringOf } from './python-files.ts';

/** What an argument of a call says, where nothing was evaluated: a literal, a variable of the environment, or not known. */
export function valueOfExpression(node: Expression, name: string, text: string): Value {
  const variable = environmentVariable(node);
  if (variable !== undefined) return variable;
  if (node.type === 'Constant') return constant(node, name);
  if (
    node.type === 'UnaryOp' &&
    node.op === '-' &&
    node.operand.type === 'Constant' &&
    node.operand.value.kind === 'float'
  )
    return { status: 'known', value: -node.operand.value.value };
  return {
    status: 'unknown',
    reason: `is ${text.slice(node.span.start, Math.min(node.span.end, node.span.start + 80)).replace(/(["'])(?:(?!\1).){6,}\1/g, '$1…$1')}`,
  };
}

function constant({ value }: Extract<Expression, { type: 'Constant' }>, name: string): Value {
  if (value.kind === 'none') return { status: 'known', value: null };
  if (value.kind === 'bool' || value.kind === 'float') return { status: 'known', value: value.value };
  if (value.kind === 'int') return { status: 'known', value: Number(value.value) };
  if (value.kind !== 'str') return { status: 'unknown', reason: `is a literal of another kind (${value.kind})` };
  if (value.value === '' || !(isSecretName(name) || looksSecret(value.value)))
    return { status: 'known', value: value.value };
  return { status: 'secret', source: 'literal', origin: 'literal', traits: traitsOf(value.value) };
}

/** `os.environ["X"]`, `os.environ.get("X", …)`, `os.getenv("X")`, `env("X")`. */
function environmentVariable(node: Expression): Value | undefined {
  if (node.type === 'Subscript' && /(^|\.)environ$/.test(dottedName(node.value) ?? '')) {
    const variable = stringOf(node.slice);
    return variable === undefined ? undefined : { status: 'fromEnv', variable, cast: 'str', required: true };
  }
  if (node.type !== 'Call') return undefined;
  const variable = stringOf(node.args[0]);
  if (
    variable === undefined ||
    !/^(os\.environ\.get|environ\.get|os\.getenv|getenv|env(\.\w+)?|config)$/.test(dottedName(node.func) ?? '')
  )
    return undefined;
  return { status: 'fromEnv', variable, cast: 'str', required: false };
}
