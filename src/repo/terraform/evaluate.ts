import type { Json } from '../../model/value.ts';
import { childAt, childOf, childrenOf, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import { callFunction } from './functions.ts';
import { isUnknown, UNKNOWN } from './json.ts';
import type { HclSource } from './module.ts';

/** What names mean where an expression stands. */
export interface Scope {
  /** `var.x`, `local.x`, `module.m.x`, `aws_lb.main.arn`, … as a path; undefined when it is of no such kind. */
  readonly resolve: (path: readonly string[]) => Json;
  /** Steps left for the whole reading: hostile expressions multiply. */
  readonly budget: { left: number };
}

const MAX_DEPTH = 120;

/** The value of an expression, with `$unknown` for what only a run of Terraform knows. Never throws. */
export function evaluate(node: SyntaxNode | undefined, source: HclSource, scope: Scope, depth = 0): Json {
  scope.budget.left -= 1;
  if (node === undefined) return UNKNOWN('nothing is written');
  if (depth > MAX_DEPTH || scope.budget.left < 0) return UNKNOWN('is too large');
  const next = (child: SyntaxNode | undefined): Json => evaluate(child, source, scope, depth + 1);
  const text = source.text.slice(node.start, node.end);
  switch (node.type) {
    case 'expression':
      return chain(node, source, scope, depth);
    case 'literal_value':
    case 'collection_value':
    case 'template_expr':
      return next(namedChildren(node)[0]);
    case 'string_lit':
    case 'quoted_template':
    case 'heredoc_template':
      return template(node, source, next);
    case 'numeric_lit':
      return Number(text);
    case 'bool_lit':
      return text === 'true';
    case 'null_lit':
      return null;
    case 'tuple':
      return childrenOf(node, 'expression').map(next);
    case 'object':
      return object(node, source, next);
    case 'conditional':
      return conditional(childrenOf(node, 'expression'), next);
    case 'operation':
      return next(namedChildren(node)[0]);
    case 'binary_operation':
    case 'unary_operation':
      return operation(node, source, next);
    case 'function_call':
      return call(node, source, next);
    default:
      return UNKNOWN(`${node.type.replaceAll('_', ' ')} is not computed`);
  }
}

/** A value followed by `.name`, `[0]`, `["key"]`, or a value alone. */
function chain(node: SyntaxNode, source: HclSource, scope: Scope, depth: number): Json {
  const [head, ...rest] = namedChildren(node);
  if (head === undefined) return UNKNOWN('nothing is written');
  const steps = rest.map((step) => stepOf(step, source, scope, depth));
  if (head.type !== 'variable_expr') {
    const value = evaluate(head, source, scope, depth + 1);
    return steps.reduce<Json>(
      (at, step) => (step === undefined ? UNKNOWN('a splat is not computed') : access(at, step)),
      value,
    );
  }
  const name = source.text.slice(head.start, head.end);
  const known = steps.findIndex((step) => step === undefined);
  const path = (known === -1 ? steps : steps.slice(0, known)).filter((step) => step !== undefined);
  return scope.resolve([name, ...path]);
}

function stepOf(node: SyntaxNode, source: HclSource, scope: Scope, depth: number): string | undefined {
  if (node.type === 'get_attr') return source.text.slice(node.start + 1, node.end).trim();
  if (node.type !== 'index') return undefined;
  const expression = childOf(childOf(node, 'new_index') ?? node, 'expression');
  if (expression === undefined) return source.text.slice(node.start + 1, node.end).trim();
  const value = evaluate(expression, source, scope, depth + 1);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

export function access(value: Json, step: string): Json {
  if (value === null || typeof value !== 'object') return UNKNOWN(`${step} of what has no parts`);
  if (isUnknown(value)) return value;
  const found = Array.isArray(value)
    ? (value as readonly Json[])[Number(step)]
    : (value as Readonly<Record<string, Json>>)[step];
  return found === undefined ? UNKNOWN(`there is no ${step}`) : found;
}

function template(node: SyntaxNode, source: HclSource, next: (child: SyntaxNode) => Json): Json {
  const inner = namedChildren(node).filter(
    ({ type }) => type !== 'heredoc_identifier' && type !== 'heredoc_start' && !type.startsWith('quoted_template_'),
  );
  const only = inner.length === 1 ? inner[0] : undefined;
  if (only?.type === 'template_interpolation' && node.type === 'quoted_template')
    return next(childOf(only, 'expression') ?? only);
  let result = '';
  let at = inner[0]?.start ?? node.end;
  for (const part of inner) {
    result += source.text.slice(at, part.start);
    at = part.end;
    if (part.type === 'template_literal') result += unescape(source.text.slice(part.start, part.end));
    else {
      const value =
        part.type === 'template_interpolation'
          ? next(childOf(part, 'expression') ?? part)
          : UNKNOWN('a template directive');
      if (value !== null && typeof value === 'object')
        return isUnknown(value) ? value : UNKNOWN('a container in a text');
      result += String(value);
    }
  }
  return result;
}

function unescape(text: string): string {
  return text
    .replace(/\\(["\\])/g, '$1')
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t')
    .replaceAll('$${', '${');
}

function object(node: SyntaxNode, source: HclSource, next: (child: SyntaxNode | undefined) => Json): Json {
  const entries = childrenOf(node, 'object_elem').map((element): readonly [string, Json] => {
    const key = childAt(element, 'key');
    const written = key === undefined ? '' : source.text.slice(key.start, key.end);
    const name = /^[\w-]+$/.test(written) ? written : next(key);
    return [typeof name === 'string' ? name : `(${written})`, next(childAt(element, 'val'))];
  });
  return Object.fromEntries(entries);
}

function conditional([test, yes, no]: readonly SyntaxNode[], next: (child: SyntaxNode | undefined) => Json): Json {
  const chosen = next(test);
  if (chosen === true || chosen === 'true') return next(yes);
  if (chosen === false || chosen === 'false') return next(no);
  const [a, b] = [next(yes), next(no)];
  if (JSON.stringify(a) === JSON.stringify(b)) return a;
  return UNKNOWN('depends on a condition that is not known');
}

function operation(node: SyntaxNode, source: HclSource, next: (child: SyntaxNode) => Json): Json {
  const operands = namedChildren(node).map(next);
  const unknown = operands.find(isUnknown);
  if (unknown !== undefined) return unknown;
  const operator = node.children.find(({ named }) => !named);
  const sign = operator === undefined ? '' : source.text.slice(operator.start, operator.end);
  const [a = null, b = null] = operands;
  if (operands.length === 1) return sign === '!' ? a !== true : -Number(a);
  const same = JSON.stringify(a) === JSON.stringify(b);
  const results: Readonly<Record<string, () => Json>> = {
    '==': () => same,
    '!=': () => !same,
    '&&': () => a === true && b === true,
    '||': () => a === true || b === true,
    '+': () => Number(a) + Number(b),
    '-': () => Number(a) - Number(b),
    '*': () => Number(a) * Number(b),
    '/': () => Number(a) / Number(b),
    '%': () => Number(a) % Number(b),
    '<': () => Number(a) < Number(b),
    '>': () => Number(a) > Number(b),
    '<=': () => Number(a) <= Number(b),
    '>=': () => Number(a) >= Number(b),
  };
  return results[sign]?.() ?? UNKNOWN('an operation is not computed');
}

function call(node: SyntaxNode, source: HclSource, next: (child: SyntaxNode) => Json): Json {
  const name = childOf(node, 'identifier');
  const args = childOf(node, 'function_arguments');
  const values = args === undefined ? [] : childrenOf(args, 'expression').map(next);
  return callFunction(name === undefined ? '' : source.text.slice(name.start, name.end), values);
}

/** The addresses that an expression mentions: two parts, three for data and the outputs of modules. Sorted. */
export function referencesOf(node: SyntaxNode, source: HclSource): readonly string[] {
  const found = new Set<string>();
  const visit = (current: SyntaxNode): void => {
    const [head, ...rest] = namedChildren(current);
    if (current.type === 'expression' && head?.type === 'variable_expr') {
      const names = rest
        .filter(({ type }) => type === 'get_attr')
        .map((step) => source.text.slice(step.start + 1, step.end));
      const name = source.text.slice(head.start, head.end);
      const length = name === 'data' || name === 'module' ? 2 : 1;
      if (names.length > 0 && !['each', 'count', 'path', 'self', 'terraform'].includes(name))
        found.add([name, ...names.slice(0, length)].join('.'));
    }
    for (const child of current.children) visit(child);
  };
  visit(node);
  return [...found].sort();
}
