import type { Arguments, ClassDef, FunctionDef, Statement } from '../ast.ts';
import { PyClass, PyFunction, type PyValue, type Scope } from '../values.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';

/** The scope in which a function that is defined here looks for names: a class's body is not seen from its methods. */
export function ownerOf(frame: Frame): Scope {
  if (frame.kind === 'class') return frame.scope.parent ?? frame.scope;
  return frame.scope;
}

export function defaultsOf(it: Interpreter, args: Arguments, frame: Frame): ReadonlyMap<string, PyValue> {
  const defaults = new Map<string, PyValue>();
  for (const parameter of [...args.posonlyargs, ...args.args, ...args.kwonlyargs]) {
    if (parameter.default !== null) defaults.set(parameter.name, it.evaluate(parameter.default, frame));
  }
  return defaults;
}

export function defineFunction(it: Interpreter, node: FunctionDef, frame: Frame): PyFunction {
  const made = new PyFunction({
    name: node.name,
    args: node.args,
    body: node.body,
    scope: ownerOf(frame),
    defaults: defaultsOf(it, node.args, frame),
    path: frame.path,
    module: frame.module,
    isAsync: node.isAsync,
    isGenerator: yields(node.body),
  });
  // a decorator may hide it from the class that holds it
  if (frame.kind === 'class' && frame.self instanceof PyClass) made.owner = frame.self;
  return made;
}

const generators = new WeakMap<readonly Statement[], boolean>();

/** Does a function's body yield? Functions and classes inside have their own. */
function yields(body: readonly Statement[]): boolean {
  const known = generators.get(body);
  if (known !== undefined) return known;
  const found = containsYield(body);
  generators.set(body, found);
  return found;
}

function containsYield(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(containsYield);
  if (node === null || typeof node !== 'object') return false;
  const { type } = node as { readonly type?: string };
  if (type === 'Yield' || type === 'YieldFrom') return true;
  if (type === 'FunctionDef' || type === 'ClassDef' || type === 'Lambda') return false;
  return Object.entries(node).some(([key, child]) => key !== 'span' && containsYield(child));
}

/** Decorators, the innermost first. */
export function decorate(it: Interpreter, node: FunctionDef | ClassDef, made: PyValue, frame: Frame): PyValue {
  return node.decorators.toReversed().reduce<PyValue>((value, decorator) => {
    frame.line = decorator.span.line;
    return it.call(it.evaluate(decorator, frame), [value]);
  }, made);
}
