import type { ClassDef } from '../ast.ts';
import { PyClass, PyDescriptor, PyDict, PyFunction, PyInstance, PyOpaque, PyUnknown, type PyValue } from '../values.ts';
import { elements } from './expressions.ts';
import type { Frame } from './frame.ts';
import { linearize } from './instances.ts';
import type { Interpreter } from './interpreter.ts';
import { Undetermined } from './signals.ts';
import { classAttribute } from './type-of.ts';
import { TYPES } from './types.ts';

/** `class Name(bases): body`. */
export function defineClass(it: Interpreter, node: ClassDef, frame: Frame): PyValue {
  const given = elements(it, node.bases, frame).map((base) => it.choose(base));
  const keywords = new PyDict();
  for (const { arg, value } of node.keywords)
    if (arg !== null) it.heap.setItem(keywords, arg, it.evaluate(value, frame));
  const cls = makeClass(it, node.name, frame.module, given, keywords);
  runBody(it, node, cls, frame);
  return finish(it, cls, keywords);
}

/** A class with its bases; what is not in the repository among them is opaque. */
export function makeClass(
  it: Interpreter,
  name: string,
  module: string,
  given: readonly PyValue[],
  keywords: PyDict,
): PyClass {
  const bases = given.filter((base) => base instanceof PyClass);
  const cls = new PyClass(name, module, given, Object.assign({}, ...bases.toReversed().map(({ hooks }) => hooks)));
  cls.mro = linearize(it, cls, bases.length > 0 ? bases : [TYPES.object]);
  cls.opaqueBase =
    given.map(opaqueName).find((dotted) => dotted !== undefined) ??
    bases.find(({ opaqueBase }) => opaqueBase !== undefined)?.opaqueBase;
  const lastKnown = given.findLastIndex((base) => base instanceof PyClass);
  cls.opaqueFirst = given
    .slice(0, Math.max(0, lastKnown))
    .map(opaqueName)
    .find((dotted) => dotted !== undefined);
  const meta = keywords.get('metaclass');
  const chosen = meta === undefined ? undefined : it.choose(meta);
  cls.metaclass =
    chosen instanceof PyClass ? chosen : bases.find(({ metaclass }) => metaclass !== undefined)?.metaclass;
  if (chosen instanceof PyOpaque) cls.opaqueBase ??= chosen.dotted;
  return cls;
}

function opaqueName(base: PyValue): string | undefined {
  if (base instanceof PyOpaque) return base.dotted;
  return base instanceof PyUnknown ? 'a class that is not known' : undefined;
}

function runBody(it: Interpreter, node: ClassDef, cls: PyClass, outer: Frame): void {
  const { attributes } = cls;
  const scope = {
    locals: attributes,
    parent: outer.kind === 'class' ? outer.scope.parent : outer.scope,
    globals: outer.scope.globals,
  };
  const frame: Frame = {
    ...outer,
    kind: 'class',
    scope,
    line: node.span.line,
    self: cls,
    globalNames: new Set(),
    nonlocalNames: new Set(),
    bindings: undefined,
    target: null,
  };
  it.frames.push(frame);
  try {
    it.runBlock(node.body, frame);
  } finally {
    it.frames.pop();
  }
  for (const { value } of attributes.entries.values()) own(value, cls);
}

/** Methods know their class, for `super()`. */
function own(value: PyValue, cls: PyClass): void {
  if (value instanceof PyFunction) value.owner ??= cls;
  else if (value instanceof PyDescriptor) own(value.func, cls);
}

/** What happens when a class has been made: `__set_name__`, `__init_subclass__`, what metaclasses do. */
export function finish(it: Interpreter, cls: PyClass, keywords: PyDict): PyValue {
  for (const { key, value } of cls.attributes.entries.values()) {
    if (!(value instanceof PyInstance)) continue;
    const hook = classAttribute(value.cls, '__set_name__');
    if (hook !== undefined) it.call(hook, [value, cls, key]);
  }
  const rest = PyDict.of(
    [...keywords.entries.values()].flatMap(({ key, value }) =>
      key === 'metaclass' ? [] : [[String(key), value] as const],
    ),
  );
  const initSubclass = cls.mro
    .slice(1)
    .map((one) => one.attributes.get('__init_subclass__'))
    .find((found) => found !== undefined);
  const function_ = initSubclass instanceof PyDescriptor ? initSubclass.func : initSubclass;
  if (function_ instanceof PyFunction) it.callWith(function_, [cls], rest);
  const made = cls.hooks.subclassed?.(it, cls, rest) ?? cls;
  const { metaclass } = cls;
  if (
    metaclass !== undefined &&
    ['__new__', '__init__'].some((name) => classAttribute(metaclass, name) instanceof PyFunction)
  ) {
    throw new Undetermined(`the metaclass ${metaclass.name} makes it`);
  }
  return made;
}
