import type { Import, ImportFrom } from '../ast.ts';
import { PyModule, PyOpaque, PyUnknown, type PyValue, UNSET } from '../values.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { assignName } from './names.ts';
import { Undetermined } from './signals.ts';

export function importStatement(it: Interpreter, statement: Import, frame: Frame): void {
  for (const { name, asname } of statement.names) {
    const module = it.importModule(name);
    if (asname !== null) assignName(it, asname, module, frame);
    else {
      const top = name.split('.')[0] ?? name;
      assignName(it, top, top === name ? module : it.importModule(top), frame);
    }
  }
}

export function importFromStatement(it: Interpreter, statement: ImportFrom, frame: Frame): void {
  if (statement.level === 0 && statement.module === '__future__') return;
  const dotted = absoluteName(it, statement, frame);
  const star = statement.names.some(({ name }) => name === '*');
  const module = it.importFor(dotted, star);
  if (star) importStar(it, module, frame);
  else {
    for (const { name, asname } of statement.names)
      assignName(it, asname ?? name, importedName(it, module, dotted, name), frame);
  }
}

/** The module that `from …x import` means. */
function absoluteName(it: Interpreter, { module, level }: ImportFrom, frame: Frame): string {
  if (level === 0) return module ?? '';
  const own = frame.scope.globals.get('__package__');
  const parts = typeof own === 'string' && own !== '' ? own.split('.') : [];
  if (parts.length < level) return it.raise('ImportError', 'attempted relative import beyond top-level package');
  const base = parts.slice(0, parts.length - level + 1).join('.');
  return module === null ? base : `${base}.${module}`;
}

function importedName(it: Interpreter, module: PyValue, dotted: string, name: string): PyValue {
  if (!(module instanceof PyModule)) return it.getattr(module, name);
  // an attribute that is a choice flows on as one
  const stored = module.attributes.get(name);
  if (stored !== undefined && it.withoutUnset(stored) !== UNSET) return stored;
  const submodule = it.submodule(module, name, true);
  if (submodule !== undefined) return submodule;
  const found = it.lookup(module, name);
  if (found !== undefined) return found;
  return it.raise('ImportError', `cannot import name '${name}' from '${dotted}'`);
}

/** `from module import *`. */
function importStar(it: Interpreter, module: PyValue, frame: Frame): void {
  if (!(module instanceof PyModule)) {
    const name = module instanceof PyOpaque ? module.dotted : 'a module that is not known';
    it.heap.mayOverwrite(frame.scope.globals, `it may come from ${name}, which is not in the repository`);
    return;
  }
  if (module.attributes.hole !== undefined) it.heap.mayOverwrite(frame.scope.globals, module.attributes.hole);
  for (const name of exportedNames(it, module)) {
    const value = module.attributes.get(name);
    if (value === undefined) {
      const found = it.lookup(module, name);
      if (found === undefined) it.raise('AttributeError', `module '${module.name}' has no attribute '${name}'`);
      else it.heap.setItem(frame.scope.globals, name, found);
      continue;
    }
    it.copyTrace(module.attributes, frame.scope.globals, name);
    it.operating('import *', () =>
      it.heap.setItem(frame.scope.globals, name, it.orElse(value, frame.scope.globals.get(name))),
    );
  }
  if (module.path === undefined && module.partial) {
    it.heap.mayOverwrite(frame.scope.globals, `it may come from ${module.name}, which is not in the repository`);
  }
}

function exportedNames(it: Interpreter, module: PyModule): readonly string[] {
  const all = module.attributes.get('__all__');
  if (all !== undefined) {
    const names = it.choose(all);
    if (names instanceof PyUnknown) throw new Undetermined(names.reason);
    return it.items(names).map((name) => it.text(name));
  }
  return [...module.attributes.entries.values()].flatMap(({ key }) =>
    typeof key === 'string' && !key.startsWith('_') ? [key] : [],
  );
}
