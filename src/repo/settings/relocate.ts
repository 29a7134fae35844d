import type { EvaluatedSettings, Json, Value } from '../../model/value.ts';
import { withPath } from '../python/setting-trace.ts';

/**
 * The interpreter's places are relative to the project's folder; a report's are relative to the scanned one. Paths in values
 * lose the folder in which this machine has the repository: `./static` is the same report everywhere.
 */
export function relocated(evaluated: EvaluatedSettings, scanned: string, project: string): EvaluatedSettings {
  const at = (path: string): string => {
    if (path.startsWith(`${scanned}/`)) return path.slice(scanned.length + 1);
    return project === '' || path.startsWith('/') ? path : `${project}/${path}`;
  };
  const place = <T extends { readonly path: string }>(one: T): T => ({ ...one, path: at(one.path) });
  const value = (one: Value): Value => withoutRoot(one, scanned);
  return {
    ...evaluated,
    files: evaluated.files.map(at),
    settings: evaluated.settings.map((setting) => ({
      ...setting,
      ref: setting.ref.location === undefined ? setting.ref : { ...setting.ref, location: place(setting.ref.location) },
      value: value(setting.value),
      trace: setting.trace.map((step) => withPath(step, at(step.path))),
    })),
    environment: evaluated.environment.map((one) => ({ ...place(one), default: inJson(one.default, scanned) })),
    calls: evaluated.calls.map((call) => ({
      ...call,
      positional: call.positional.map(value),
      keywords: Object.fromEntries(Object.entries(call.keywords).map(([name, one]) => [name, value(one)])),
      location: place(call.location),
    })),
    notes: evaluated.notes.map((note) => ({ ...place(note), message: note.message.replaceAll(`${scanned}/`, '') })),
  };
}

function withoutRoot(value: Value, root: string): Value {
  if (value.status === 'known') return { ...value, value: inJson(value.value, root) };
  if (value.status !== 'oneOf') return value;
  return {
    ...value,
    values: value.values.map((one) =>
      one.value.status === 'known' ? { ...one, value: { ...one.value, value: inJson(one.value.value, root) } } : one,
    ),
  };
}

function inJson(value: Json, root: string): Json {
  if (typeof value === 'string') return value.includes(root) ? value.replaceAll(root, '.') : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one: Json) => inJson(one, root));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inJson(one, root)]));
}
