import { dirname, resolve } from 'node:path/posix';
import { Undetermined } from '../interpreter/signals.ts';
import { TYPES } from '../interpreter/types.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import { expand } from '../stdlib/pathlib.ts';
import { PyDict, PyInstance, PyList, type PyModule, type PyValue, UNSET } from '../values.ts';

const OPTIONAL = nativeClass('_Optional', 'split_settings.tools', { bases: [TYPES.str] });

const optional = native('optional(filename)', (it, name) => {
  const made = new PyInstance(OPTIONAL);
  made.base = it.truth(name) ? it.text(name) : '';
  return made;
});

const INCLUDED_FILE = '__included_file__';
const INCLUDED_FILES = '__included_files__';

function get(it: Runtime, scope: PyDict, name: string): PyValue | undefined {
  const found = scope.get(name);
  const known = found === undefined ? UNSET : it.choose(found);
  return known === UNSET ? undefined : known;
}

/** Runs each file that a pattern names in the caller's namespace, once. */
const include = native(
  'include(*args, scope=None)',
  (it, args, given) => {
    const asked = it.choose(given);
    const scope = asked instanceof PyDict && (asked.isNamespace || it.truth(asked)) ? asked : it.scope().globals;
    let included = get(it, scope, INCLUDED_FILES);
    if (included === undefined) {
      included = new PyList([]);
      it.heap.setItem(scope, INCLUDED_FILES, included);
    }
    const including = get(it, scope, INCLUDED_FILE) ?? get(it, scope, '__file__') ?? it.where().path;
    const folder = dirname(it.text(including));
    try {
      for (const file of it.items(args)) includeOne(it, scope, included, folder, it.choose(file));
    } catch (signal) {
      // files that cannot be told may assign any of the settings
      if (signal instanceof Undetermined) it.heap.mayOverwrite(scope, signal.reason);
      throw signal;
    }
    return null;
  },
  { raw: true },
);

function includeOne(it: Runtime, scope: PyDict, included: PyValue, folder: string, file: PyValue): void {
  const isOptional = file instanceof PyInstance && file.cls === OPTIONAL;
  const name = it.text(file);
  if (isOptional && name === '') return;
  const before = get(it, scope, INCLUDED_FILE);
  const found = filesOf(it, resolve(folder, name));
  if (found.length === 0 && !isOptional) it.raise('OSError', `No such file: ${folder}/${name}`);
  for (const path of found) {
    if (it.items(included).some((one) => one === path)) continue;
    it.call(it.getattr(included, 'append'), [path]);
    it.heap.setItem(scope, INCLUDED_FILE, path);
    it.execFile(path, scope);
  }
  if (before !== undefined && it.truth(before)) it.heap.setItem(scope, INCLUDED_FILE, before);
  else if (get(it, scope, INCLUDED_FILE) !== undefined) it.heap.deleteItem(scope, INCLUDED_FILE);
}

function filesOf(it: Runtime, pattern: string): readonly string[] {
  if (!/[*?[]/.test(pattern)) return it.files.isFile(pattern) ? [pattern] : [];
  const parts = pattern.split('/').filter((part) => part !== '');
  const wild = parts.findIndex((part) => /[*?[]/.test(part));
  const found: string[] = [];
  expand(it, `/${parts.slice(0, wild).join('/')}`, parts.slice(wild), found);
  return found.filter((path) => it.files.isFile(path)).toSorted();
}

export const splitSettingsTools = (): PyModule => nativeModule('split_settings.tools', { include, optional });
export const splitSettings = (): PyModule => nativeModule('split_settings', {});
