import type { EvaluatedSettings, Json, Setting, Value } from '../../model/value.ts';

/** The contract of `djaudit settings --format json`: the only statuses are known, oneOf, secret and unknown. */
export function settingsJson(settings: EvaluatedSettings): Json {
  return {
    schemaVersion: 1,
    module: settings.module,
    chosenBy: settings.chosenBy,
    mode: settings.mode,
    django: settings.django,
    files: [...settings.files],
    settings: Object.fromEntries(settings.settings.map((setting) => [setting.name, settingJson(setting)])),
    environment: settings.environment.map(({ name, required, setting, default: fallback, cast, path, line }) => ({
      name,
      required,
      setting,
      default: fallback,
      cast: cast ?? null,
      path,
      line,
    })),
    calls: settings.calls.map(({ callee, positional, keywords, location, when }) => ({
      callee,
      positional: positional.map(valueJson),
      keywords: Object.fromEntries(Object.entries(keywords).map(([name, value]) => [name, valueJson(value)])),
      path: location.path,
      line: location.line,
      when: when ?? null,
    })),
    notes: settings.notes.map(({ path, message }) => ({ path, message })),
  };
}

function settingJson({ value, trace }: Setting): Json {
  const steps = trace.map(({ path, line, operation }) =>
    operation === undefined ? { path, line } : { path, line, operation },
  );
  return { ...statusJson(value), trace: steps };
}

function valueJson(value: Value): Json {
  return statusJson(value);
}

function statusJson(value: Value): { readonly [key: string]: Json } {
  switch (value.status) {
    case 'known':
      return { status: 'known', value: value.value };
    case 'oneOf':
      return {
        status: 'oneOf',
        values: value.values.map((alternative) => ({
          when: alternative.when,
          byDefault: alternative.byDefault,
          ...alternativeJson(alternative.value),
        })),
      };
    case 'fromEnv':
      return fromEnvJson(value);
    case 'secret':
      return { status: 'secret', source: value.source };
    case 'random':
    case 'unknown':
      return { status: 'unknown', reason: value.reason };
  }
}

/** A default that is known is one of the values; what the variable holds is not. */
function fromEnvJson(value: Extract<Value, { status: 'fromEnv' }>): { readonly [key: string]: Json } {
  const reason = `the variable ${value.variable} is not known`;
  if (value.default === undefined) return { status: 'unknown', reason };
  return {
    status: 'oneOf',
    values: [
      { when: `${value.variable} is set`, byDefault: false, value: { $unknown: reason } },
      { when: `${value.variable} is not set`, byDefault: true, value: value.default },
    ],
  };
}

function alternativeJson(value: Value): { readonly value: Json } {
  if (value.status === 'known') return { value: value.value };
  if (value.status === 'secret') return { value: { $secret: value.source } };
  if (value.status === 'fromEnv') return { value: { $unknown: `the variable ${value.variable} is not known` } };
  return { value: { $unknown: value.status === 'oneOf' ? 'it is one of several' : value.reason } };
}
