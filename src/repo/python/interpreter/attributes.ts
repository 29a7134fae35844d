import {
  NativeFunction,
  PyClass,
  PyDescriptor,
  PyDict,
  PyFunction,
  PyInstance,
  PyMethod,
  PyModule,
  PyOpaque,
  PyTuple,
  PyUnknown,
  type PyValue,
  UNSET,
} from '../values.ts';
import type { Interpreter } from './interpreter.ts';
import { MUTATORS } from './mutators.ts';
import { Undetermined } from './signals.ts';
import { dottedName, ownMethod } from './text.ts';
import { classAttribute, typeOf } from './type-of.ts';

/** `value.name`; AttributeError when there is none. */
export function getAttribute(it: Interpreter, value: PyValue, name: string): PyValue {
  const found = lookupAttribute(it, value, name);
  if (found !== undefined) return found;
  const object = it.choose(value);
  if (object instanceof PyModule)
    return it.raise('AttributeError', `module '${object.name}' has no attribute '${name}'`);
  if (object instanceof PyClass)
    return it.raise('AttributeError', `type object '${object.name}' has no attribute '${name}'`);
  return it.raise('AttributeError', `'${typeOf(object).name}' object has no attribute '${name}'`);
}

/** The attribute, or undefined when there is none. */
export function lookupAttribute(it: Interpreter, given: PyValue, name: string): PyValue | undefined {
  const value = it.choose(given);
  if (value instanceof PyUnknown) return unknownAttribute(it, value, name);
  if (value instanceof PyOpaque) return new PyOpaque(`${value.dotted}.${name}`);
  if (value instanceof PyModule) return moduleAttribute(it, value, name);
  if (value instanceof PyClass) return attributeOfClass(it, value, name);
  if (value instanceof PyInstance) return attributeOfInstance(it, value, name);
  if (value instanceof PyFunction) return attributeOfFunction(it, value, name);
  if (value instanceof PyMethod && name === '__self__') return value.self;
  if (value instanceof PyMethod && (name === '__func__' || name === '__name__'))
    return name === '__func__' ? value.func : value.func.name;
  if (value instanceof NativeFunction && (name === '__name__' || name === '__module__'))
    return name === '__name__' ? value.name : value.module;
  if (value instanceof PyDescriptor) return attributeOfDescriptor(value, name);
  if (name === '__class__') return typeOf(value);
  const found = classAttribute(typeOf(value), name);
  return found === undefined ? undefined : bind(it, found, value, typeOf(value));
}

function unknownAttribute(it: Interpreter, value: PyUnknown, name: string): PyValue {
  if (MUTATORS.has(name)) it.changeUnknown(value);
  if (value.type !== undefined) {
    const found = classAttribute(it.builtin(value.type), name);
    if (found instanceof NativeFunction) return new PyMethod(value, found);
  }
  return it.derive([value]);
}

function moduleAttribute(it: Interpreter, module: PyModule, name: string): PyValue | undefined {
  const found = module.attributes.get(name);
  const present = found === undefined ? UNSET : it.choose(found);
  if (present !== UNSET) return found instanceof PyUnknown ? found : present;
  if (name === '__dict__') return module.attributes;
  if (module.attributes.hole !== undefined) return it.unknown(module.attributes.hole);
  const submodule = it.submodule(module, name, false);
  if (submodule !== undefined) return submodule;
  const hook = module.attributes.get('__getattr__');
  if (hook instanceof PyFunction) return it.call(hook, [name]);
  return module.partial && name !== '__getattr__' && name !== '__all__'
    ? new PyOpaque(`${module.name}.${name}`)
    : undefined;
}

const CLASS_NAMES: Readonly<Record<string, (cls: PyClass) => PyValue>> = {
  __name__: (cls) => cls.name,
  __qualname__: (cls) => cls.name,
  __module__: (cls) => cls.module,
  __mro__: (cls) => new PyTuple(cls.mro),
  __bases__: (cls) => new PyTuple(cls.bases),
  __dict__: (cls) => cls.attributes,
};

function attributeOfClass(it: Interpreter, cls: PyClass, name: string): PyValue | undefined {
  const special = CLASS_NAMES[name];
  if (special !== undefined) return special(cls);
  const stored = classAttribute(cls, name);
  const found = stored === undefined ? UNSET : it.choose(stored);
  if (found !== UNSET) {
    if (found instanceof PyDescriptor && found.flavour === 'classmethod') return bindTo(it, found.func, cls);
    if (found instanceof PyDescriptor && found.flavour === 'staticmethod') return found.func;
    return found;
  }
  const hooked = cls.hooks.classAttribute?.(it, cls, name);
  if (hooked !== undefined) return hooked;
  const meta = cls.metaclass === undefined ? undefined : classAttribute(cls.metaclass, name);
  if (meta !== undefined) return bind(it, meta, cls, cls.metaclass ?? cls);
  if (name === '__class__') return typeOf(cls);
  if (name === '__doc__') return null;
  return cls.opaqueBase === undefined ? undefined : it.unknown(`${name} may come from ${cls.opaqueBase}`);
}

function attributeOfInstance(it: Interpreter, self: PyInstance, name: string): PyValue | undefined {
  if (name === '__class__') return self.cls;
  if (name === '__dict__') return self.attributes;
  const ofClass = classAttribute(self.cls, name);
  const inClass = ofClass === undefined ? UNSET : it.choose(ofClass);
  if (inClass instanceof PyDescriptor && inClass.flavour === 'property') return it.call(inClass.func, [self]);
  const own = self.attributes.get(name);
  const stored = own === undefined ? UNSET : it.choose(own);
  if (stored !== UNSET) return stored;
  if (self.attributes.hole !== undefined) return it.unknown(self.attributes.hole);
  if (inClass !== UNSET) return bind(it, inClass, self, self.cls);
  return dynamicAttribute(it, self, name);
}

function dynamicAttribute(it: Interpreter, self: PyInstance, name: string): PyValue | undefined {
  const hooked = self.cls.hooks.attribute?.(it, self, name);
  if (hooked !== undefined) return hooked;
  const own = ownMethod(self, '__getattr__');
  if (own !== undefined) return it.call(own, [self, name]);
  if (self.cls.opaqueBase !== undefined) return it.unknown(`${name} may come from ${self.cls.opaqueBase}`);
  return name === '__doc__' ? null : undefined;
}

function attributeOfFunction(it: Interpreter, func: PyFunction, name: string): PyValue | undefined {
  const own = func.attributes.get(name);
  if (own !== undefined) return own;
  if (name === '__name__' || name === '__qualname__') return func.name;
  if (name === '__module__') return func.module;
  if (name === '__dict__') return func.attributes;
  if (name === '__globals__') return func.scope.globals;
  return name === '__doc__' || name === '__wrapped__' ? undefined : classAttribute(it.builtin('object'), name);
}

function attributeOfDescriptor(value: PyDescriptor, name: string): PyValue | undefined {
  if (name === 'fget' || name === '__func__' || name === 'func') return value.func;
  if (value.flavour !== 'property' || !['setter', 'deleter', 'getter'].includes(name)) return undefined;
  return PROPERTY_DECORATORS.get(name) === undefined
    ? undefined
    : new PyMethod(value, PROPERTY_DECORATORS.get(name) ?? returnSelf);
}

const returnSelf = new NativeFunction(
  'setter',
  [
    { name: 'self', kind: 'either', default: undefined },
    { name: 'function', kind: 'either', default: undefined },
  ],
  (_, self) => self,
  true,
  false,
);
const PROPERTY_DECORATORS: ReadonlyMap<string, NativeFunction> = new Map(
  ['setter', 'deleter', 'getter'].map((name) => [name, returnSelf]),
);

/** What a class attribute is when it is taken from an instance. */
export function bind(it: Interpreter, attribute: PyValue, self: PyValue, cls: PyClass): PyValue {
  if (attribute instanceof PyFunction || attribute instanceof NativeFunction) return new PyMethod(self, attribute);
  if (!(attribute instanceof PyDescriptor)) return attribute;
  switch (attribute.flavour) {
    case 'staticmethod':
      return attribute.func;
    case 'classmethod':
      return bindTo(it, attribute.func, cls);
    default:
      return it.call(attribute.func, [self]);
  }
}

function bindTo(it: Interpreter, func: PyValue, self: PyValue): PyValue {
  if (func instanceof PyFunction || func instanceof NativeFunction) return new PyMethod(self, func);
  if (func instanceof PyDescriptor && self instanceof PyClass) return it.call(func.func, [self]);
  return it.unknown(`a method that ${dottedName(func) ?? 'a decorator'} made`);
}

/** `value.name = attribute`. */
export function setAttribute(it: Interpreter, given: PyValue, name: string, attribute: PyValue): void {
  const value = it.choose(given);
  if (value instanceof PyUnknown || value instanceof PyOpaque) return;
  if (value instanceof PyInstance && value.cls.hooks.setAttribute !== undefined) {
    value.cls.hooks.setAttribute(it, value, name, attribute);
    return;
  }
  if (value instanceof PyInstance) {
    const own = ownMethod(value, '__setattr__');
    if (own !== undefined) {
      it.call(own, [value, name, attribute]);
      return;
    }
    const descriptor = classAttribute(value.cls, name);
    if (descriptor instanceof PyDescriptor && descriptor.flavour === 'property') {
      throw new Undetermined(`the setter of the property ${name}`);
    }
  }
  it.heap.setItem(namespaceOf(it, value, name), name, attribute);
}

export function deleteAttribute(it: Interpreter, given: PyValue, name: string): void {
  const value = it.choose(given);
  if (value instanceof PyUnknown || value instanceof PyOpaque) return;
  const namespace = namespaceOf(it, value, name);
  if (namespace.get(name) === undefined) it.raise('AttributeError', name);
  it.heap.deleteItem(namespace, name);
}

function namespaceOf(it: Interpreter, value: PyValue, name: string): PyDict {
  if (
    value instanceof PyInstance ||
    value instanceof PyClass ||
    value instanceof PyModule ||
    value instanceof PyFunction
  ) {
    return value.attributes;
  }
  return it.raise('AttributeError', `'${typeOf(value).name}' object has no attribute '${name}'`);
}
