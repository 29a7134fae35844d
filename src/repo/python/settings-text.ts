import type { EvaluatedSettings, Json, Setting, TraceStep, Value } from '../../model/value.ts';

/** For people: each setting, its value, where it comes from. */
export function settingsText(evaluated: EvaluatedSettings): string {
  const { module, mode, files, settings, environment, notes } = evaluated;
  const own = settings.filter(({ trace }) => trace.length > 0);
  const lines = [
    `${module} (${files.length} files, ${mode === 'open' ? 'no environment given' : 'under the given environment'})`,
    '',
    ...own.flatMap(settingLines),
    '',
    `Environment: ${environment.length} readings`,
    ...environment.map(
      ({ name, required, default: fallback, setting, path, line }) =>
        `  ${name} ${required ? 'required' : `default ${text(fallback)}`}${setting === null ? '' : ` -> ${setting}`}  ${path}:${line}`,
    ),
    ...notes.map(({ path, message }) => `note: ${path}: ${message}`),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function settingLines({ name, value, trace }: Setting): string[] {
  return [`${name} = ${valueText(value)}`, `    ${trace.map(stepText).join(' -> ')}`];
}

function stepText({ path, line, operation }: TraceStep): string {
  return operation === undefined ? `${path}:${line}` : `${operation} ${path}:${line}`;
}

function valueText(value: Value): string {
  switch (value.status) {
    case 'known':
      return text(value.value);
    case 'oneOf':
      return value.values.map((one) => `${valueText(one.value)} when ${one.when}`).join('; ');
    case 'fromEnv':
      return `${value.cast} of the variable ${value.variable}${value.default === undefined ? '' : `, default ${text(value.default)}`}`;
    case 'secret':
      return `a secret (${value.source})`;
    case 'random':
      return `random (${value.reason})`;
    case 'unknown':
      return `unknown: ${value.reason}`;
  }
}

function text(value: Json): string {
  return JSON.stringify(value);
}

/** Control characters in a repository's text must not reach the terminal. */
function printable(line: string): string {
  return line.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
