import type { Comprehension, DictComp, GeneratorExp, ListComp, SetComp } from '../ast.ts';
import { PyDict, PyIterator, PyList, PyTuple, type PyValue } from '../values.ts';
import { assign } from './assign.ts';
import type { Frame } from './frame.ts';
import { havoc } from './havoc.ts';
import type { Interpreter } from './interpreter.ts';
import { Undetermined } from './signals.ts';
import { truthOfTest } from './truth.ts';

/** `[…for…]`, `{…for…}`, `{…: …for…}`. */
export function comprehension(it: Interpreter, node: ListComp | SetComp | DictComp, frame: Frame): PyValue {
  if (node.type === 'DictComp') {
    const made = new PyDict();
    run(it, node, frame, (inner) => {
      const key = it.choose(it.evaluate(node.key, inner));
      it.heap.setItem(made, key, it.evaluate(node.value, inner));
    });
    return made;
  }
  const items: PyValue[] = [];
  run(it, node, frame, (inner) => items.push(it.evaluate(node.elt, inner)));
  return node.type === 'ListComp' ? new PyList(items) : it.call(it.builtin('set'), [new PyTuple(items)]);
}

/** `(… for …)`, computed at once. */
export function generator(it: Interpreter, node: GeneratorExp, frame: Frame): PyIterator {
  const items: PyValue[] = [];
  run(it, node, frame, (inner) => items.push(it.evaluate(node.elt, inner)));
  return new PyIterator(items);
}

function run(
  it: Interpreter,
  node: ListComp | SetComp | DictComp | GeneratorExp,
  frame: Frame,
  each: (inner: Frame) => void,
): void {
  const { generators } = node;
  const scope = { locals: new PyDict(true), parent: frame.scope, globals: frame.scope.globals };
  const bindings = frame.bindings ?? frame.scope.locals;
  try {
    nest(it, generators, { ...frame, scope, bindings, globalNames: new Set(frame.globalNames) }, each);
  } catch (signal) {
    // what its expressions change is changed as often as nobody knows
    if (signal instanceof Undetermined)
      havoc(it, node.type === 'DictComp' ? [node.key, node.value] : [node.elt], frame, signal.reason);
    throw signal;
  }
}

function nest(it: Interpreter, generators: readonly Comprehension[], inner: Frame, each: (inner: Frame) => void): void {
  const [first, ...rest] = generators;
  if (first === undefined) {
    each(inner);
    return;
  }
  for (const item of it.items(it.evaluate(first.iter, inner))) {
    it.spend(1);
    assign(it, first.target, item, { ...inner, bindings: undefined });
    if (first.ifs.every((test) => truthOfTest(it, test, inner))) nest(it, rest, inner, each);
  }
}
