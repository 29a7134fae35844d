import type {
  Alternative,
  EvaluatedSettings,
  Evidence,
  Json,
  Location,
  Setting,
  Value,
} from '../../src/model/index.ts';

/** The setting of that name. Every setting that Django knows is there, with Django's default when the project is silent. */
export function setting(settings: EvaluatedSettings, name: string): Setting | undefined {
  return settings.settings.find((candidate) => candidate.name === name);
}

/** As a list of subjects, for rules that judge one setting. */
export function named(settings: EvaluatedSettings, ...names: readonly string[]): readonly Setting[] {
  return names.flatMap((name) => setting(settings, name) ?? []);
}

/** Every value that a setting may have, with what chooses it; a plain value is one alternative that always holds. */
export function alternatives(value: Value): readonly Alternative[] {
  if (value.status === 'oneOf') return value.values;
  if (value.status !== 'fromEnv') return [{ when: 'always', byDefault: true, value }];
  const set: Alternative = { when: `${value.variable} is set`, byDefault: false, value };
  if (value.default === undefined) return [set];
  return [
    { when: `${value.variable} is not set`, byDefault: true, value: { status: 'known', value: value.default } },
    set,
  ];
}

/** Where a setting got its value last: the line that assigns or changes it, not those that only pass it on. */
export function assignedAt({ trace }: Setting): Location | undefined {
  return trace.findLast(({ operation }) => operation !== 'import *') ?? trace.at(-1);
}

export function settingEvidence(setting: Setting, settings: EvaluatedSettings): Evidence {
  const location = assignedAt(setting);
  return {
    label: setting.name,
    value: describeValue(setting.value),
    source: location === undefined ? `Django ${settings.django}'s default` : `${location.path}:${location.line}`,
    ...(location === undefined ? {} : { location }),
  };
}

/** A value in the words of a report. */
export function describeValue(value: Value): string {
  switch (value.status) {
    case 'known':
      return python(value.value);
    case 'oneOf':
      return describeAlternatives(value.values);
    case 'fromEnv':
      return value.default === undefined
        ? `the variable ${value.variable}`
        : `the variable ${value.variable}, ${python(value.default)} without it`;
    case 'secret':
      return `a secret (${value.source})`;
    case 'random':
      return 'random in every process';
    case 'unknown':
      return `unknown: ${value.reason}`;
  }
}

const MOST_ALTERNATIVES = 3;

/** What production has goes first where there are too many for a report. */
function describeAlternatives(all: readonly Alternative[]): string {
  const kept =
    all.length > MOST_ALTERNATIVES
      ? all.toSorted((a, b) => Number(b.byDefault) - Number(a.byDefault)).slice(0, MOST_ALTERNATIVES)
      : all;
  const rest = all.length > kept.length ? [`${all.length - kept.length} more`] : [];
  return [...kept.map((one) => `${describeValue(one.value)} ${whenWords(one)}`), ...rest].join('; ');
}

/** What chooses an alternative, in the words of a report: `when DEBUG is set`, `otherwise`. */
export function whenWords({ when }: Pick<Alternative, 'when'>): string {
  return when === 'otherwise' ? when : `when ${when}`;
}

const LONGEST = 120;

/** A value as Python writes it, cut where a report would become unreadable. */
export function python(value: Json): string {
  const text = literal(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function literal(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (typeof value === 'number') return String(value);
  if (isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if ('$secret' in value) return '<secret>';
  if ('$unknown' in value) return '<unknown>';
  return `{${Object.entries(value)
    .map(([key, item]) => `'${key}': ${literal(item)}`)
    .join(', ')}}`;
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A part of a container that was not computed. */
export function isHole(value: Json | undefined): boolean {
  return isRecord(value) && '$unknown' in value;
}
