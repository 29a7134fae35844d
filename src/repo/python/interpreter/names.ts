import type { PyDict, PyValue, Scope } from '../values.ts';
import { UNSET } from '../values.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { Undetermined } from './signals.ts';

/** The value of a name: local, of an enclosing function, global, builtin; NameError when there is none. */
export function readName(it: Interpreter, name: string, frame: Frame): PyValue {
  if (!frame.globalNames.has(name)) {
    for (let scope: Scope | undefined = frame.scope; scope !== undefined; scope = scope.parent) {
      const found = present(it, scope.locals, name);
      if (found !== undefined) return found;
    }
  }
  return readGlobal(it, name, frame.scope.globals);
}

function readGlobal(it: Interpreter, name: string, globals: PyDict): PyValue {
  const found = present(it, globals, name);
  if (found !== undefined) return found;
  const builtin = it.builtins.get(name);
  if (builtin !== undefined) return builtin;
  if (globals.hole !== undefined) throw new Undetermined(globals.hole);
  if (it.tryDepth === 0 && it.injectors.has(globals)) {
    // a function may write into its caller's namespace, as plugins' loaders do: it has, since the name is relied on
    const reason = `${name} comes from a call of something that is not in the repository`;
    it.heap.setHole(globals, reason);
    throw new Undetermined(reason);
  }
  return it.raise('NameError', `name '${name}' is not defined`);
}

/** A name that is bound on one side of a condition only is bound or not on the branch that is being followed. */
function present(it: Interpreter, namespace: PyDict, name: string): PyValue | undefined {
  const found = namespace.get(name);
  if (found === undefined) return undefined;
  const value = it.withoutUnset(found);
  return value === UNSET ? undefined : value;
}

export function assignName(it: Interpreter, name: string, value: PyValue, frame: Frame): void {
  it.heap.setItem(namespaceFor(name, frame), name, value);
}

function namespaceFor(name: string, frame: Frame): PyDict {
  if (frame.globalNames.has(name)) return frame.scope.globals;
  if (frame.nonlocalNames.has(name)) {
    for (let scope = frame.scope.parent; scope !== undefined; scope = scope.parent) {
      if (scope.locals.get(name) !== undefined) return scope.locals;
    }
  }
  return frame.bindings ?? frame.scope.locals;
}

export function deleteName(it: Interpreter, name: string, frame: Frame): void {
  const namespace = namespaceFor(name, frame);
  if (present(it, namespace, name) === undefined) it.raise('NameError', `name '${name}' is not defined`);
  it.heap.deleteItem(namespace, name);
}
