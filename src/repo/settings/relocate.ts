import type { EvaluatedSettings } from '../../model/value.ts';

/** The interpreter's paths are relative to the project's folder; a report's are relative to the scanned one. */
export function relocated(evaluated: EvaluatedSettings, scanned: string, project: string): EvaluatedSettings {
  const at = (path: string): string => {
    if (path.startsWith(`${scanned}/`)) return path.slice(scanned.length + 1);
    return project === '' || path.startsWith('/') ? path : `${project}/${path}`;
  };
  const place = <T extends { readonly path: string }>(one: T): T => ({ ...one, path: at(one.path) });
  return {
    ...evaluated,
    files: evaluated.files.map(at),
    settings: evaluated.settings.map((setting) => ({
      ...setting,
      ref: setting.ref.location === undefined ? setting.ref : { ...setting.ref, location: place(setting.ref.location) },
      trace: setting.trace.map(place),
    })),
    environment: evaluated.environment.map(place),
    calls: evaluated.calls.map((call) => ({ ...call, location: place(call.location) })),
    notes: evaluated.notes.map(place),
  };
}
