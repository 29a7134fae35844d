import { dirname, resolve } from 'node:path/posix';
import { native, nativeModule, type Runtime } from '../native.ts';
import { secretVariable } from '../secrets.ts';
import { PyDict, type PyModule, PyUnknown, type PyValue, UNSET } from '../values.ts';
import { interpolated, parseDotenvFile } from './dotenv-parse.ts';
import { opened, sealed } from './support.ts';

/** Upwards from a folder; empty when there is none. */
function findUpwards(it: Runtime, folder: string, name: string): string {
  const path = folder === '/' ? `/${name}` : `${folder}/${name}`;
  if (it.files.isFile(path)) return path;
  return folder === '/' ? '' : findUpwards(it, dirname(folder), name);
}

function findDotenv(it: Runtime, name: string, raises: boolean, fromCwd: boolean): string {
  const found = findUpwards(it, fromCwd ? it.cwd : dirname(it.where().path), name);
  return found === '' && raises ? it.raise('OSError', 'File not found') : found;
}

/** The variables of the file, in order; `${NAME}` filled in. A file that is not there has none. */
function valuesOf(it: Runtime, given: PyValue, stream: PyValue, override: boolean, fill: boolean): PyDict {
  const path =
    given === null ? (stream === null ? findDotenv(it, '.env', false, false) : '') : (it.textOrUndefined(given) ?? '');
  const full = path === '' ? '' : resolve(it.cwd, path);
  let text = full === '' ? undefined : it.files.readText(full);
  if (text === undefined && full !== '' && !it.files.covers(full)) {
    it.note(`${full} is not in the repository: what it would set is not seen`);
  }
  if (text === undefined && stream !== null) text = it.text(it.call(it.getattr(stream, 'read')));
  const values = new PyDict();
  for (const [name, value] of parseDotenvFile(text ?? '')) {
    const filled = value === null || !fill ? value : interpolated(value, (other) => look(it, values, other, override));
    const source = filled !== null && secretVariable(name, filled) ? `file ${full}` : undefined;
    it.heap.setItem(values, name, filled === null ? null : sealed(it, filled, source));
  }
  return values;
}

function look(it: Runtime, values: PyDict, name: string, override: boolean): string | undefined {
  const before = values.get(name);
  const inFile = before === undefined || before === null ? undefined : opened(it, before)?.text;
  if (override && inFile !== undefined) return inFile;
  const variable = it.choose(it.readEnv(name));
  if (variable instanceof PyUnknown) return it.giveUp(variable.reason);
  return opened(it, variable)?.text ?? inFile;
}

const loadDotenv = native(
  "load_dotenv(dotenv_path=None, stream=None, verbose=False, override=False, interpolate=True, encoding='utf-8')",
  (it, path, stream, _, override, interpolate) => {
    const values = it.entries(valuesOf(it, path, stream, it.truth(override), it.truth(interpolate)));
    for (const [key, value] of values) {
      const name = it.text(key);
      if (value === null || (!it.truth(override) && it.choose(it.readEnv(name)) !== UNSET)) continue;
      it.writeEnv(name, value);
    }
    return values.length > 0;
  },
);

const findDotenvFunction = native(
  "find_dotenv(filename='.env', raise_error_if_not_found=False, usecwd=False)",
  (it, name, raises, fromCwd) => findDotenv(it, it.text(name), it.truth(raises), it.truth(fromCwd)),
);

export const dotenv = (): PyModule =>
  nativeModule('dotenv', {
    load_dotenv: loadDotenv,
    find_dotenv: findDotenvFunction,
    dotenv_values: native(
      "dotenv_values(dotenv_path=None, stream=None, verbose=False, interpolate=True, encoding='utf-8')",
      (it, path, stream, _, interpolate) => valuesOf(it, path, stream, true, it.truth(interpolate)),
    ),
    get_key: native(
      "get_key(dotenv_path, key_to_get, encoding='utf-8')",
      (it, path, key) => valuesOf(it, path, null, true, true).get(it.text(key)) ?? null,
    ),
    set_key: native('set_key(dotenv_path, key_to_set, value_to_set, *args, **kwargs)', (it) =>
      it.giveUp('a file that is written'),
    ),
  });
