import type { Alternative, EvaluatedSettings, Setting, TraceStep, Value } from '../../model/value.ts';
import { pythonText } from './python-text.ts';
import { NOT_ASSIGNED } from './to-value.ts';

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
        `  ${name} ${required ? 'required' : `default ${pythonText(fallback)}`}${setting === null ? '' : ` -> ${setting}`}  ${path}:${line}`,
    ),
    ...notes.map(({ path, message }) => `note: ${path}: ${message}`),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function settingLines({ name, value, trace }: Setting): string[] {
  const places = `    at ${trace.map(stepText).join(' -> ')}`;
  if (value.status !== 'oneOf') return [`${name} = ${valueText(value)}`, places];
  return [`${name} is one of`, ...value.values.map((one) => `    ${alternativeText(one)}`), places];
}

function alternativeText({ value, when }: Alternative): string {
  const said =
    value === NOT_ASSIGNED ? 'not assigned' : value.status === 'fromEnv' ? variableText(value) : valueText(value);
  return when === 'otherwise' ? `${said}, otherwise` : `${said}, when ${when}`;
}

function stepText({ path, line, operation }: TraceStep): string {
  return operation === undefined ? `${path}:${line}` : `${operation} ${path}:${line}`;
}

function valueText(value: Exclude<Value, { status: 'oneOf' }>): string {
  switch (value.status) {
    case 'known':
      return pythonText(value.value);
    case 'fromEnv':
      return `${variableText(value)}${value.default === undefined ? '' : `, or ${pythonText(value.default)} when it is not set`}`;
    case 'secret':
      return `<secret: ${value.source}>`;
    case 'random':
      return `<random: ${value.reason}>`;
    case 'unknown':
      return `<unknown: ${value.reason}>`;
  }
}

function variableText({ variable, cast }: Extract<Value, { status: 'fromEnv' }>): string {
  return cast === 'str' ? `the variable ${variable}` : `the variable ${variable} as ${cast}`;
}

/** Control characters in a repository's text must not reach the terminal. */
function printable(line: string): string {
  return line.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
