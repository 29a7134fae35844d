import type { Evidence, Location, ReportSubject, SubjectRef } from '../model/index.ts';

/** Without an operation or a cast that a trace step or a variable carries beside its place. */
export function plainLocation({ path, line, column, endLine, endColumn }: Location): Location {
  return {
    path,
    line,
    ...optional('column', column),
    ...optional('endLine', endLine),
    ...optional('endColumn', endColumn),
  };
}

export function plainEvidence({ label, value, source, location }: Evidence): Evidence {
  return {
    label,
    value,
    source,
    ...optional('location', location === undefined ? undefined : plainLocation(location)),
  };
}

export function plainSubject({ kind, id, name, account, region }: SubjectRef): ReportSubject {
  return { kind, id, ...optional('name', name), ...optional('account', account), ...optional('region', region) };
}

/** Leaves a member out where there is nothing to say: `undefined` is no JSON. */
export function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
