import type { Call, Compare, ConstantValue, Expression, IfExp, JoinedStr, Keyword } from '../ast.ts';
import {
  PyBytes,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  PyOpaque,
  PySet,
  PySlice,
  PyTuple,
  PyUnknown,
  type PyValue,
  SecretText,
} from '../values.ts';
import { choice } from './choice.ts';
import { identical } from './compare.ts';
import { comprehension, generator } from './comprehension.ts';
import { contains } from './contains.ts';
import { ELLIPSIS } from './ellipsis.ts';
import { formatValue } from './format-spec.ts';
import type { Frame } from './frame.ts';
import { defaultsOf, ownerOf } from './functions.ts';
import { havoc } from './havoc.ts';
import type { Interpreter } from './interpreter.ts';
import { markSecret } from './mark-secret.ts';
import { assignName, readName } from './names.ts';
import { twoOf, unary } from './operators.ts';
import { Undetermined } from './signals.ts';
import { getItem } from './subscript.ts';
import { truthOfTest } from './truth.ts';

const DEEPEST = 250;
let depth = 0;

/** The value of an expression. Choices and unknown values flow on until something needs to know. */
export function evaluate(it: Interpreter, node: Expression, frame: Frame): PyValue {
  if (node.type === 'Constant') return constant(it, node.value);
  if (node.type === 'Name') return readName(it, node.id, frame);
  it.spend(1);
  if (depth > DEEPEST) return it.unknown('it is nested too deeply');
  depth += 1;
  try {
    return it.fork(() => computeOrUnknown(it, node, frame), choice, ['node']);
  } finally {
    depth -= 1;
  }
}

function computeOrUnknown(it: Interpreter, node: Expression, frame: Frame): PyValue {
  try {
    return compute(it, node, frame);
  } catch (signal) {
    if (!(signal instanceof Undetermined)) throw signal;
    // functions answer for themselves: this one was not called, as its arguments are not known
    if (node.type === 'Call') havoc(it, [node], frame, signal.reason);
    return it.unknown(signal.reason, signal.traits);
  }
}

function compute(it: Interpreter, node: Expression, frame: Frame): PyValue {
  switch (node.type) {
    case 'Attribute':
      return it.getattr(it.evaluate(node.value, frame), node.attr);
    case 'Call':
      return call(it, node, frame);
    case 'Subscript':
      return getItem(it, it.evaluate(node.value, frame), it.evaluate(node.slice, frame));
    case 'BinOp':
      return it.binary(node.op, it.evaluate(node.left, frame), it.evaluate(node.right, frame));
    case 'Compare':
      return compare(it, node, frame);
    case 'BoolOp':
      return boolOp(it, node.op, node.values, frame);
    case 'UnaryOp':
      return node.op === 'not'
        ? negate(it, it.evaluate(node.operand, frame))
        : unary(it, node.op, it.evaluate(node.operand, frame));
    case 'IfExp':
      return ifExp(it, node, frame);
    case 'JoinedStr':
      return joinedStr(it, node, frame);
    default:
      return computeOther(it, node, frame);
  }
}

function computeOther(it: Interpreter, node: Expression, frame: Frame): PyValue {
  switch (node.type) {
    case 'List':
      return listOrHole(it, node.elts, frame);
    case 'Tuple':
      return new PyTuple(elements(it, node.elts, frame));
    case 'Set': {
      const set = it.call(it.builtin('set'), [new PyTuple(elements(it, node.elts, frame))]);
      return set;
    }
    case 'Dict':
      return dict(it, node.keys, node.values, frame);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return comprehension(it, node, frame);
    case 'GeneratorExp':
      return generator(it, node, frame);
    case 'Lambda':
      return lambda(it, node, frame);
    case 'NamedExpr': {
      const value = it.evaluate(node.value, frame);
      assignName(it, node.target.id, value, frame);
      return value;
    }
    case 'Slice':
      return new PySlice(
        optional(it, node.lower, frame),
        optional(it, node.upper, frame),
        optional(it, node.step, frame),
      );
    case 'Yield':
      return yieldValue(it, node.value === null ? null : it.evaluate(node.value, frame), frame);
    case 'YieldFrom':
      for (const value of it.items(it.evaluate(node.value, frame))) yieldValue(it, value, frame);
      return null;
    case 'Starred':
      return it.raise('SyntaxError', "can't use starred expression here");
    case 'Error':
      return it.unknown('it is written in a way that is no Python');
    default:
      return it.unknown('it is written in a way that is not followed here');
  }
}

export function constant(it: Interpreter, value: ConstantValue): PyValue {
  switch (value.kind) {
    case 'str':
    case 'int':
    case 'float':
    case 'bool':
      return value.value;
    case 'bytes':
      return new PyBytes(value.value);
    case 'none':
      return null;
    case 'ellipsis':
      return ELLIPSIS;
    case 'complex':
      return it.unknown('it is a complex number');
    default:
      return it.unknown(value.reason);
  }
}

function optional(it: Interpreter, node: Expression | null, frame: Frame): PyValue {
  return node === null ? null : it.evaluate(node, frame);
}

function yieldValue(it: Interpreter, value: PyValue, frame: Frame): PyValue {
  if (frame.yields !== undefined) it.heap.setContent(frame.yields, [...it.items(frame.yields), value]);
  return null;
}

/** The values of a display; `*items` are put in. */
export function elements(it: Interpreter, nodes: readonly Expression[], frame: Frame): PyValue[] {
  const values: PyValue[] = [];
  for (const node of nodes) {
    if (node.type === 'Starred') values.push(...it.items(it.evaluate(node.value, frame)));
    else values.push(it.evaluate(node, frame));
  }
  return values;
}

function listOrHole(it: Interpreter, nodes: readonly Expression[], frame: Frame): PyValue {
  try {
    return new PyList(elements(it, nodes, frame));
  } catch (signal) {
    if (!(signal instanceof Undetermined)) throw signal;
    const list = new PyList([]);
    it.heap.setContent(list, signal.reason);
    return list;
  }
}

function dict(
  it: Interpreter,
  keys: readonly (Expression | null)[],
  values: readonly Expression[],
  frame: Frame,
): PyValue {
  const made = new PyDict();
  keys.forEach((key, index) => {
    const node = values[index];
    if (node === undefined) return;
    if (key === null) {
      spread(it, made, it.evaluate(node, frame));
      return;
    }
    const name = it.choose(it.evaluate(key, frame));
    const value = it.evaluate(node, frame);
    checkHashable(it, name);
    if (name instanceof SecretText) it.heap.setHole(made, 'a key is a secret');
    else it.heap.setItem(made, name, typeof name === 'string' ? markSecret(name, value) : value);
  });
  return made;
}

/** `{**mapping}`, `f(**mapping)`, `dict.update(mapping)`: what is not known of it leaves a hole. */
function spread(it: Interpreter, into: PyDict, given: PyValue): void {
  const mapping = it.choose(given);
  if (mapping instanceof PyUnknown || mapping instanceof PyOpaque) {
    it.heap.mayOverwrite(
      into,
      mapping instanceof PyUnknown ? mapping.reason : `${mapping.dotted} is not in the repository`,
    );
    return;
  }
  if (mapping instanceof PyDict && mapping.hole !== undefined) it.heap.mayOverwrite(into, mapping.hole);
  for (const [key, value] of mappingEntries(it, mapping)) it.heap.setItem(into, key, value);
}

function mappingEntries(it: Interpreter, mapping: PyValue): readonly (readonly [PyValue, PyValue])[] {
  if (mapping instanceof PyDict) return [...mapping.entries.values()].map(({ key, value }) => [key, value] as const);
  if (mapping instanceof PyInstance && mapping.base instanceof PyDict) return it.entries(mapping.base);
  const items = it.lookup(mapping, 'items');
  if (items !== undefined) return it.items(it.call(items)).map((pair) => twoOf(it, pair));
  const keys = it.lookup(mapping, 'keys');
  if (keys !== undefined) return it.items(it.call(keys)).map((key) => [key, it.getitem(mapping, key)] as const);
  return it.items(mapping).map((pair) => twoOf(it, pair));
}

function checkHashable(it: Interpreter, key: PyValue): void {
  if (key instanceof PyList || key instanceof PyDict || (key instanceof PySet && !key.frozen)) {
    it.raise('TypeError', `unhashable type: '${it.typeOf(key).name}'`);
  }
}

function call(it: Interpreter, node: Call, frame: Frame): PyValue {
  const callee = it.evaluate(node.func, frame);
  frame.line = node.span.line;
  const positional = elements(it, node.args, frame);
  const keywords = new PyDict();
  for (const keyword of node.keywords) addKeyword(it, keywords, keyword, frame);
  frame.line = node.span.line;
  return it.callWith(callee, positional, keywords);
}

function addKeyword(it: Interpreter, keywords: PyDict, { arg, value }: Keyword, frame: Frame): void {
  if (arg !== null) it.heap.setItem(keywords, arg, it.evaluate(value, frame));
  else spread(it, keywords, it.evaluate(value, frame));
}

function negate(it: Interpreter, value: PyValue): PyValue {
  return !it.truth(value);
}

function boolOp(it: Interpreter, op: 'and' | 'or', nodes: readonly Expression[], frame: Frame): PyValue {
  let value: PyValue = op === 'and';
  for (const [index, node] of nodes.entries()) {
    value = it.evaluate(node, frame);
    if (index === nodes.length - 1) return value;
    if (it.truth(value) !== (op === 'and')) return value;
  }
  return value;
}

function ifExp(it: Interpreter, node: IfExp, frame: Frame): PyValue {
  return truthOfTest(it, node.test, frame) ? it.evaluate(node.body, frame) : it.evaluate(node.orelse, frame);
}

function compare(it: Interpreter, node: Compare, frame: Frame): PyValue {
  let left = it.evaluate(node.left, frame);
  let result: PyValue = true;
  for (const [index, op] of node.ops.entries()) {
    const next = node.comparators[index];
    if (next === undefined) return result;
    const right = it.evaluate(next, frame);
    result = comparison(it, op, left, right);
    if (index < node.ops.length - 1 && !it.truth(result)) return result;
    left = right;
  }
  return result;
}

function comparison(it: Interpreter, op: Compare['ops'][number], left: PyValue, right: PyValue): PyValue {
  switch (op) {
    case 'is':
    case 'is not': {
      const same = identical(it, left, right);
      return same === undefined ? it.derive([left, right], undefined, { type: 'bool' }) : same === (op === 'is');
    }
    case '==':
      return it.equal(left, right);
    case '!=':
      return !it.equal(left, right);
    case 'in':
      return contains(it, left, right);
    case 'not in':
      return !contains(it, left, right);
    default:
      return ordered(it, op, left, right);
  }
}

function ordered(it: Interpreter, op: '<' | '<=' | '>' | '>=', left: PyValue, right: PyValue): PyValue {
  const sets = subsetOrder(it, op, left, right);
  if (sets !== undefined) return sets;
  const difference = it.compare(left, right);
  if (op === '<') return difference < 0;
  if (op === '<=') return difference <= 0;
  return op === '>' ? difference > 0 : difference >= 0;
}

function subsetOrder(it: Interpreter, op: '<' | '<=' | '>' | '>=', left: PyValue, right: PyValue): boolean | undefined {
  const a = it.choose(left);
  const b = it.choose(right);
  if (!(a instanceof PySet && b instanceof PySet)) return undefined;
  const [small, large] = op.startsWith('<') ? [a, b] : [b, a];
  const within = it.items(small).every((item) => contains(it, item, large));
  return within && (op.length === 2 || it.items(small).length < it.items(large).length);
}

function joinedStr(it: Interpreter, node: JoinedStr, frame: Frame): PyValue {
  let text = '';
  let secret: string | undefined;
  const unknown: PyValue[] = [];
  for (const part of node.values) {
    if (part.type === 'Constant') {
      const value = constant(it, part.value);
      if (typeof value === 'string') text += value;
      else unknown.push(value);
      continue;
    }
    let value = it.choose(it.evaluate(part.value, frame));
    if (value instanceof PyUnknown || value instanceof PyOpaque) {
      unknown.push(value);
      continue;
    }
    if (value instanceof SecretText) {
      secret = value.source;
      value = value.text;
    }
    const spec = part.format === null ? '' : it.text(joinedStr(it, part.format, frame));
    const converted = part.conversion === 's' ? it.str(value) : part.conversion === null ? value : it.repr(value);
    const repr = part.debug !== null && part.conversion === null && spec === '' ? it.repr(value) : converted;
    text += (part.debug ?? '') + formatValue(it, repr, spec);
  }
  if (unknown.length > 0) return it.derive(unknown, undefined, { type: 'str', secret });
  return secret === undefined ? text : it.secret(text, secret);
}

function lambda(it: Interpreter, node: Extract<Expression, { type: 'Lambda' }>, frame: Frame): PyFunction {
  return new PyFunction({
    name: '<lambda>',
    args: node.args,
    body: node.body,
    scope: ownerOf(frame),
    defaults: defaultsOf(it, node.args, frame),
    path: frame.path,
    module: frame.module,
    isAsync: false,
    isGenerator: false,
  });
}
