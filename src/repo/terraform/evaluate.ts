import type { Json } from '../../model/value.ts';
import { childAt, childOf, childrenOf, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import { attempt, callFunction, numberFrom, truthOf } from './functions.ts';
import { heredoc, heredocEnd, heredocStart, isIndented, unescape } from './heredoc.ts';
import { isUnknown, UNKNOWN } from './json.ts';
import type { HclSource } from './module.ts';
import { isOpen, weightOf } from './weight.ts';

/** What one reading may cost: hostile expressions multiply, and names that stand for names go as deep as brackets do. */
export interface Budget {
  /** Steps. */
  left: number;
  /** Expressions that are open. */
  depth: number;
}

/** What names mean where an expression stands. */
export interface Scope {
  /** `var.x`, `local.x`, `module.m.x`, `aws_lb.main.arn`, … as a path; undefined when it is of no such kind. */
  readonly resolve: (path: readonly string[]) => Json;
  readonly budget: Budget;
}

const MAX_DEPTH = 200;
const MAX_WEIGHT = 200_000;

/** The value of an expression, with `$unknown` for what only a run of Terraform knows. Never throws. */
export function evaluate(node: SyntaxNode | undefined, source: HclSource, scope: Scope): Json {
  const { budget } = scope;
  budget.left -= 1;
  if (node === undefined) return UNKNOWN('nothing is written');
  if (budget.depth > MAX_DEPTH || budget.left < 0) return UNKNOWN('is too large');
  budget.depth += 1;
  const value = valueOf(node, source, scope);
  budget.depth -= 1;
  return weightOf(value) > MAX_WEIGHT ? UNKNOWN('is too large') : value;
}

function valueOf(node: SyntaxNode, source: HclSource, scope: Scope): Json {
  const next = (child: SyntaxNode | undefined): Json => evaluate(child, source, scope);
  const text = source.text.slice(node.start, node.end);
  switch (node.type) {
    case 'expression':
      return chain(node, source, scope);
    case 'literal_value':
    case 'collection_value':
    case 'template_expr':
      return next(namedChildren(node)[0]);
    case 'string_lit':
    case 'quoted_template':
    case 'heredoc_template':
      return template(node, source, next);
    case 'numeric_lit':
      return /\w/.test(source.text[node.end] ?? '')
        ? UNKNOWN('a number in this notation is not computed')
        : Number(text);
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

/** A value followed by `.name`, `[0]`, `["key"]`, or a value alone. Behind a step that is not known, nothing is. */
function chain(node: SyntaxNode, source: HclSource, scope: Scope): Json {
  const [head, ...rest] = namedChildren(node);
  if (head === undefined) return UNKNOWN('nothing is written');
  const steps = rest.map((step) => stepOf(step, source, scope));
  const open = steps.indexOf(undefined);
  const known = (open === -1 ? steps : steps.slice(0, open)).filter((step) => step !== undefined);
  const value =
    head.type === 'variable_expr'
      ? scope.resolve([source.text.slice(head.start, head.end), ...known])
      : known.reduce<Json>(access, evaluate(head, source, scope));
  return open === -1 || isUnknown(value) ? value : UNKNOWN('a splat or an index that is not known is not computed');
}

function stepOf(node: SyntaxNode, source: HclSource, scope: Scope): string | undefined {
  if (node.type === 'get_attr') return source.text.slice(node.start + 1, node.end).trim();
  if (node.type !== 'index') return undefined;
  const expression = childOf(childOf(node, 'new_index') ?? node, 'expression');
  if (expression === undefined) return source.text.slice(node.start + 1, node.end).trim();
  const value = evaluate(expression, source, scope);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

export function access(value: Json, step: string): Json {
  if (value === null || typeof value !== 'object') return UNKNOWN(`${step} of what has no parts`);
  if (isUnknown(value)) return value;
  const found = Object.hasOwn(value, step) ? (value as Readonly<Record<string, Json>>)[step] : undefined; // own: a part
  return found === undefined || (Array.isArray(value) && step === 'length') ? UNKNOWN(`there is no ${step}`) : found;
}

function template(node: SyntaxNode, source: HclSource, next: (child: SyntaxNode) => Json): Json {
  const inner = namedChildren(node).filter(
    ({ type }) => !type.startsWith('heredoc_') && !type.startsWith('quoted_template_'),
  );
  const only = inner.length === 1 ? inner[0] : undefined;
  const quoted = node.type !== 'heredoc_template';
  if (only?.type === 'template_interpolation' && quoted) return next(childOf(only, 'expression') ?? only);
  const parts: (string | { readonly value: string })[] = [];
  let at = quoted ? node.start + 1 : heredocStart(node, source);
  for (const part of inner.filter(({ type }) => type !== 'template_literal')) {
    if (part.type !== 'template_interpolation') return UNKNOWN('a template directive');
    if (/^\$\{~|~\}$/.test(source.text.slice(part.start, part.end)))
      return UNKNOWN('a template that takes blanks away');
    const value = next(childOf(part, 'expression') ?? part);
    if (isUnknown(value)) return value;
    if (value === null || typeof value === 'object') return UNKNOWN('a container or nothing in a text');
    parts.push(source.text.slice(at, part.start), { value: String(value) });
    at = part.end;
  }
  parts.push(source.text.slice(at, quoted ? node.end - 1 : heredocEnd(node, source)));
  if (!quoted) return heredoc(parts, isIndented(node, source));
  return parts.map((part) => (typeof part === 'string' ? unescape(part) : part.value)).join('');
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
  if (!isOpen(a) && JSON.stringify(a) === JSON.stringify(b)) return a;
  return UNKNOWN('depends on a condition that is not known');
}

function operation(node: SyntaxNode, source: HclSource, next: (child: SyntaxNode) => Json): Json {
  const operands = namedChildren(node).map(next);
  const unknown = operands.find(isUnknown);
  if (unknown !== undefined) return unknown;
  if (operands.some(isOpen)) return UNKNOWN('holds what is known when Terraform runs');
  const operator = node.children.find(({ named }) => !named);
  const sign = operator === undefined ? '' : source.text.slice(operator.start, operator.end);
  return attempt(() => operate(sign, operands), `the operator ${sign}`);
}

function operate(sign: string, operands: readonly Json[]): Json {
  const [a = null, b = null] = operands;
  if (operands.length === 1) return sign === '!' ? !truthOf(a) : -numberFrom(a);
  const same = JSON.stringify(a) === JSON.stringify(b);
  const results: Readonly<Record<string, () => Json>> = {
    '==': () => same,
    '!=': () => !same,
    '&&': () => truthOf(a) && truthOf(b),
    '||': () => truthOf(a) || truthOf(b),
    '+': () => numberFrom(a) + numberFrom(b),
    '-': () => numberFrom(a) - numberFrom(b),
    '*': () => numberFrom(a) * numberFrom(b),
    '/': () => numberFrom(numberFrom(a) / numberFrom(b)),
    '%': () => numberFrom(numberFrom(a) % numberFrom(b)),
    '<': () => numberFrom(a) < numberFrom(b),
    '>': () => numberFrom(a) > numberFrom(b),
    '<=': () => numberFrom(a) <= numberFrom(b),
    '>=': () => numberFrom(a) >= numberFrom(b),
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
