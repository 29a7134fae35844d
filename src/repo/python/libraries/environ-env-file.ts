import { dirname } from 'node:path/posix';
import type { Runtime } from '../native.ts';
import { secretVariable } from '../secrets.ts';
import { PyDict, type PyValue, UNSET } from '../values.ts';
import { sealed } from './support.ts';

/** `Env.read_env`: variables of a file of the repository that are not set yet. */
export function readEnvFile(
  it: Runtime,
  file: PyValue,
  overwrite: boolean,
  comments: boolean,
  overrides: PyValue,
): void {
  const path = file === null ? `${dirname(it.where().path)}/.env` : pathOf(it, file);
  const text = it.files.readText(path);
  if (text === undefined && !it.files.covers(path))
    it.note(`${path} is not in the repository: what it would set is not seen`);
  if (text === undefined && file === null) return;
  const variables = new Map<string, PyValue>();
  if (text !== undefined) {
    for (const [name, value] of parseEnvFile(text, comments)) {
      variables.set(name, sealed(it, value, secretVariable(name, value) ? `file ${path}` : undefined));
    }
  } else return;
  if (overrides instanceof PyDict)
    for (const [key, value] of it.entries(overrides)) variables.set(it.text(key), it.str(value));
  for (const [name, value] of variables) {
    if (overwrite || it.choose(it.readEnv(name)) === UNSET) it.writeEnv(name, value);
  }
}

function pathOf(it: Runtime, file: PyValue): string {
  const text = it.textOrUndefined(file) ?? it.str(file);
  return text.startsWith('/') ? text : `${it.cwd}/${text}`;
}

/** The lines `NAME=value` and `export NAME=value` as django-environ reads them; all others are ignored. */
export function parseEnvFile(text: string, comments: boolean): readonly (readonly [string, string])[] {
  return text.split(/\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/).flatMap((line) => {
    const [, name, value] = /^(?:export )?([A-Za-z_0-9]+)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, unquoted(value, comments)] as const];
  });
}

function unquoted(value: string, comments: boolean): string {
  let bare = value;
  if (comments) {
    const single = /^\s*'(.*)'\s*(?:#.*\s*)?$/.exec(value);
    bare = single?.[1] ?? /^(.*?)(?:#.*\s*)?$/.exec(value)?.[1] ?? value;
  } else bare = /^'(.*)'$/.exec(value)?.[1] ?? value;
  const double = /^"(.*)"$/.exec(bare)?.[1];
  if (double === undefined) return bare;
  return double.replace(/\\(.)/g, (_, char: string) => ('rnt'.includes(char) ? `\\${char}` : char));
}
