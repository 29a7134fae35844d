import {
  hashKey,
  NativeFunction,
  PyBytes,
  PyClass,
  PyDescriptor,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  PyMethod,
  PyModule,
  PyOpaque,
  PySet,
  PyTuple,
  PyUnknown,
  type PyValue,
  type Scope,
  SecretText,
} from '../values.ts';
import { bindArguments, parametersOf } from './bind-arguments.ts';
import { choice } from './choice.ts';
import type { Completion, Frame } from './frame.ts';
import { spoil } from './havoc.ts';
import { construct } from './instances.ts';
import type { Interpreter } from './interpreter.ts';
import { MUTATORS } from './mutators.ts';
import { Fork, Raised, Undetermined } from './signals.ts';
import { ownMethod } from './text.ts';
import { classAttribute, typeOf } from './type-of.ts';

const DEEPEST = 60;

/** `callee(*positional, **keywords)`. */
export function callValue(it: Interpreter, given: PyValue, positional: readonly PyValue[], keywords: PyDict): PyValue {
  const callee = it.choose(given);
  if (callee instanceof PyFunction) return callFunction(it, callee, positional, keywords);
  if (callee instanceof NativeFunction) return callNative(it, callee, positional, keywords);
  if (callee instanceof PyMethod) return callMethod(it, callee, positional, keywords);
  if (callee instanceof PyClass) return construct(it, callee, positional, keywords);
  if (callee instanceof PyOpaque) return callOpaque(it, callee.dotted, positional, keywords);
  if (callee instanceof PyUnknown) return callUnknown(it, callee, positional);
  if (callee instanceof PyInstance) return callInstance(it, callee, positional, keywords);
  if (callee instanceof PyDescriptor && callee.flavour === 'staticmethod')
    return it.callWith(callee.func, positional, keywords);
  return it.raise('TypeError', `'${typeOf(callee).name}' object is not callable`);
}

function callMethod(it: Interpreter, method: PyMethod, positional: readonly PyValue[], keywords: PyDict): PyValue {
  const args = [method.self, ...positional];
  const { func } = method;
  if (func instanceof PyFunction) return callFunction(it, func, args, keywords);
  let result: PyValue = null;
  it.operating(func.name, () => {
    result = callNative(it, func, args, keywords);
  });
  return result;
}

function callInstance(
  it: Interpreter,
  instance: PyInstance,
  positional: readonly PyValue[],
  keywords: PyDict,
): PyValue {
  const own = ownMethod(instance, '__call__') ?? classAttribute(instance.cls, '__call__');
  if (own !== undefined) return it.callWith(own, [instance, ...positional], keywords);
  if (instance.cls.hooks.call !== undefined)
    return instance.cls.hooks.call(it, instance, new PyTuple(positional), keywords);
  if (instance.cls.opaqueBase !== undefined) return it.unknown(`the result of calling a ${instance.cls.opaqueBase}`);
  return it.raise('TypeError', `'${instance.cls.name}' object is not callable`);
}

/** A function that is not in the repository: nothing is known of its result, and it may change a namespace that it is given. */
function callOpaque(it: Interpreter, dotted: string, positional: readonly PyValue[], keywords: PyDict): PyValue {
  it.observe(
    dotted,
    positional,
    Object.fromEntries([...keywords.entries.values()].map(({ key, value }) => [String(key), value])),
  );
  spoilNamespaces(
    it,
    [...positional, ...[...keywords.entries.values()].map(({ value }) => value)],
    `${dotted}() may change it`,
  );
  it.injectors.add(it.scope().globals);
  it.mayRaise(`${dotted}()`);
  return it.unknown(`it is the result of ${dotted}(), which is not in the repository`, { what: `${dotted}()` });
}

function callUnknown(it: Interpreter, callee: PyUnknown, positional: readonly PyValue[]): PyValue {
  spoilNamespaces(it, positional, callee.reason);
  it.mayRaise('a call');
  return it.derive([callee]);
}

function spoilNamespaces(it: Interpreter, values: readonly PyValue[], reason: string): void {
  for (const value of values) {
    if (value instanceof PyDict && value.isNamespace) it.heap.mayOverwrite(value, reason);
    if (value instanceof PyModule && value.path !== undefined) it.heap.mayOverwrite(value.attributes, reason);
  }
}

function callNative(it: Interpreter, func: NativeFunction, positional: readonly PyValue[], keywords: PyDict): PyValue {
  it.spend(1);
  try {
    if (func.parameters.length === 0 && positional.length === 0 && keywords.entries.size === 0) return func.call(it);
    const values = bindArguments(it, func.name, func.parameters, positional, keywords);
    return func.raw ? func.call(it, ...values) : callWithKnown(it, func, values);
  } catch (signal) {
    if (!(signal instanceof Undetermined)) throw signal;
    spoilChanged(it, func, positional, signal.reason);
    return it.unknown(signal.reason, signal.traits);
  }
}

/** What a method would have changed, had it been followed. */
function spoilChanged(it: Interpreter, func: NativeFunction, positional: readonly PyValue[], reason: string): void {
  const [self] = positional;
  if (MUTATORS.has(func.name) && self !== undefined) spoil(it, it.choose(self), reason);
}

/** Calls with arguments that are known; an unknown one makes the result unknown, a secret one makes it secret. */
function callWithKnown(it: Interpreter, func: NativeFunction, given: readonly PyValue[]): PyValue {
  const values = given.map((value) => it.choose(value));
  const unknown = values.filter((value) => value instanceof PyUnknown || value instanceof PyOpaque);
  if (unknown.length > 0) {
    const result = it.derive(unknown, undefined, { type: RESULT_TYPES[func.name] });
    spoilChanged(it, func, values, result.reason);
    return result;
  }
  const secret =
    values.find((value) => value instanceof SecretText) ??
    values.find((value) => value instanceof PyBytes && value.source !== undefined);
  const source = secret instanceof SecretText || secret instanceof PyBytes ? secret.source : undefined;
  if (source === undefined) return func.call(it, ...values);
  const result = withoutTelling(it, source, () =>
    func.call(it, ...values.map((value) => (value instanceof SecretText ? value.text : value))),
  );
  return func.reveals ? result : tainted(it, result, source);
}

/** `int(PASSWORD)`: Python's message would quote the secret. */
function withoutTelling(it: Interpreter, source: string, call: () => PyValue): PyValue {
  try {
    return call();
  } catch (signal) {
    const args = signal instanceof Raised ? signal.exception.attributes.get('args') : undefined;
    if (!(signal instanceof Raised && args instanceof PyTuple)) throw signal;
    const hidden = args.items.map((one) => (typeof one === 'string' ? new SecretText(one, source) : one));
    throw new Raised(it.makeException(signal.exception.cls, hidden));
  }
}

/** What a method of an unknown text gives at any rate. */
const RESULT_TYPES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'lower',
      'upper',
      'strip',
      'lstrip',
      'rstrip',
      'replace',
      'title',
      'capitalize',
      'join',
      'format',
      'removeprefix',
      'removesuffix',
      'str',
    ].map((name) => [name, 'str']),
  ),
  ...Object.fromEntries(
    ['startswith', 'endswith', 'isdigit', 'bool', 'isinstance', 'hasattr', 'exists'].map((name) => [name, 'bool']),
  ),
  split: 'list',
  splitlines: 'list',
  int: 'int',
  float: 'float',
  len: 'int',
};

/** The texts that were made from a secret are secret. */
function tainted(it: Interpreter, value: PyValue, source: string): PyValue {
  if (typeof value === 'string' && value !== '') return it.secret(value, source);
  if (value instanceof PyBytes) return new PyBytes(value.latin1, source);
  if (value instanceof PyTuple) return new PyTuple(value.items.map((item) => tainted(it, item, source)));
  if ((value instanceof PyList || value instanceof PySet) && Array.isArray(value.content)) {
    value.content = value.content.map((item) => tainted(it, item, source));
  }
  if (value instanceof PyDict && !value.isNamespace) {
    for (const entry of value.entries.values()) entry.value = tainted(it, entry.value, source);
  }
  return value;
}

/** Runs a function of the project. */
function callFunction(it: Interpreter, func: PyFunction, positional: readonly PyValue[], keywords: PyDict): PyValue {
  it.spend(1);
  if (it.frames.length > DEEPEST) return it.unknown(`${func.name}() calls itself or others too deeply`);
  try {
    const parameters = parametersOf(func);
    const values = bindArguments(it, func.name, parameters, positional, keywords);
    const named = parameters.map(({ name }, index) => [name, values[index] ?? null] as const);
    return it.fork(() => runFunction(it, func, named), choice, ['node', 'function']);
  } catch (signal) {
    if (!(signal instanceof Undetermined)) throw signal;
    return it.unknown(signal.reason, signal.traits);
  }
}

function runFunction(it: Interpreter, func: PyFunction, values: readonly (readonly [string, PyValue])[]): PyValue {
  if (func.isAsync) return it.unknown(`${func.name}() is a coroutine`);
  const locals = new PyDict(true);
  for (const [name, value] of values) locals.entries.set(hashKey(name), { key: name, value });
  const scope: Scope = { locals, parent: func.scope, globals: func.scope.globals };
  const frame = functionFrame(it, func, scope, values[0]?.[1]);
  it.frames.push(frame);
  try {
    if (!isStatements(func.body)) return it.evaluate(func.body, frame);
    return result(it.runBlock(func.body, frame), frame);
  } finally {
    it.frames.pop();
  }
}

function isStatements(body: PyFunction['body']): body is Extract<PyFunction['body'], readonly unknown[]> {
  return Array.isArray(body);
}

function result(completion: Completion, frame: Frame): PyValue {
  if (frame.yields !== undefined) return frame.yields;
  return completion.type === 'return' ? completion.value : null;
}

function functionFrame(it: Interpreter, func: PyFunction, scope: Scope, self: PyValue | undefined): Frame {
  return {
    kind: 'function',
    scope,
    path: func.path,
    module: func.module,
    line: it.frames.at(-1)?.line ?? 0,
    globalNames: new Set(),
    nonlocalNames: new Set(),
    func,
    self,
    yields: func.isGenerator ? new PyList([]) : undefined,
    handling: undefined,
    bindings: undefined,
    target: null,
  };
}

export function forkOnMixedCompletion(atom: Fork['atom'], yes: Completion, no: Completion): Completion {
  if (yes.type === 'return' && no.type === 'return')
    return { type: 'return', value: choice(atom, yes.value, no.value) };
  if (yes.type === no.type) return yes;
  throw new Fork(atom, yes.type === 'return' || no.type === 'return' ? 'function' : 'loop');
}
