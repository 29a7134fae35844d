/** A command without the programs that only start another one. */
export interface Unwrapped {
  readonly words: readonly string[];
  /** `newrelic-admin run-program`, `tini`, … in order. */
  readonly wrappers: readonly string[];
  /** `env NAME=value` on the way. */
  readonly variables: readonly (readonly [name: string, value: string])[];
}

interface Wrapper {
  readonly name: string;
  readonly match: (words: readonly string[]) => number | undefined;
}

/** How many words a wrapper takes; undefined when it is none. */
const WRAPPERS: readonly Wrapper[] = [
  plain('newrelic-admin run-program', ['newrelic-admin', 'run-program']),
  plain('newrelic-admin run-python', ['newrelic-admin', 'run-python']),
  plain('ddtrace-run', ['ddtrace-run']),
  plain('opentelemetry-instrument', ['opentelemetry-instrument'], true),
  plain('scout-apm', ['scout-apm', 'run']),
  plain('elasticapm-run', ['elasticapm-run'], true),
  plain('tini', ['tini'], true),
  plain('dumb-init', ['dumb-init'], true),
  plain('poetry run', ['poetry', 'run']),
  plain('pipenv run', ['pipenv', 'run']),
  plain('uv run', ['uv', 'run'], true),
  plain('pdm run', ['pdm', 'run']),
  plain('hatch run', ['hatch', 'run']),
  plain('pixi run', ['pixi', 'run']),
  plain('doppler run', ['doppler', 'run'], true),
  plain('infisical run', ['infisical', 'run'], true),
  plain('sudo', ['sudo'], true),
  plain('nohup', ['nohup']),
  plain('nice', ['nice'], true),
  plain('ionice', ['ionice'], true),
  plain('time', ['time']),
  plain('exec', ['exec']),
  plain('command', ['command']),
  plain('setpriv', ['setpriv'], true),
  plain('catatonit', ['catatonit'], true),
  plain('coverage run', ['coverage', 'run'], true),
  plain('watchmedo', ['watchmedo', 'auto-restart'], true),
  withOperand('gosu', 'gosu'),
  withOperand('su-exec', 'su-exec'),
  withOperand('setuser', 'setuser'),
  withOperand('chpst', 'chpst'),
  afterDashes('chamber', /^chamber$/),
  afterDashes('wait-for-it', /(^|\/)wait[-_]for[\w-]*(\.sh|\.py)?$/),
  afterDashes('dockerize', /^dockerize$/),
  afterDashes('aws-vault', /^aws-vault$/),
  afterDashes('timeout', /^$/),
];

function plain(name: string, start: readonly string[], options = false): Wrapper {
  const match = (words: readonly string[]): number | undefined => {
    if (!start.every((word, at) => basename(words[at] ?? '', at) === word)) return undefined;
    if (!options) return start.length;
    return operandAt(words, start.length);
  };
  return { name, match };
}

/** Options with a value of their own that stand between a wrapper and its command. */
const VALUED = new Set([
  '-p',
  '--project',
  '--config',
  '-c',
  '--env',
  '-e',
  '-n',
  '-u',
  '--user',
  '--group',
  '--with',
  '--extra',
  '--python',
  '--directory',
  '--env-file',
  '--package',
  '--pattern',
  '-d',
  '--service_name',
  '--exporter_otlp_endpoint',
  '--reuid',
  '--regid',
  '-w',
  '--token',
]);

function operandAt(words: readonly string[], from: number): number {
  let at = from;
  while (at < words.length && (words[at] ?? '').startsWith('-')) {
    const word = words[at] ?? '';
    if (word === '--') return at + 1;
    at += VALUED.has(word) && basename(words[0] ?? '', 0) !== 'tini' ? 2 : 1;
  }
  return at;
}

function withOperand(name: string, program: string): Wrapper {
  return { name, match: (words) => (basename(words[0] ?? '', 0) === program ? operandAt(words, 1) + 1 : undefined) };
}

function afterDashes(name: string, program: RegExp): Wrapper {
  const match = (words: readonly string[]): number | undefined => {
    if (!program.test(basename(words[0] ?? '', 0))) return undefined;
    const dashes = words.indexOf('--');
    if (dashes !== -1) return dashes + 1;
    return name === 'dockerize' ? dockerizeOperand(words) : undefined;
  };
  return { name, match };
}

function dockerizeOperand(words: readonly string[]): number {
  let at = 1;
  while ((words[at] ?? '').startsWith('-')) at += 2;
  return at;
}

function basename(word: string, at: number): string {
  return at === 0 ? word.slice(word.lastIndexOf('/') + 1) : word;
}

/** Takes off wrapper after wrapper. */
export function unwrap(words: readonly string[]): Unwrapped {
  let rest = words;
  const wrappers: string[] = [];
  const variables: (readonly [string, string])[] = [];
  for (let round = 0; round < 12; round += 1) {
    const assigned = basename(rest[0] ?? '', 0) === 'env' ? rest.slice(1) : rest;
    const names = assigned.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word) && word !== '-i');
    if (assigned !== rest || names > 0) {
      for (const word of assigned.slice(0, Math.max(0, names)))
        variables.push([word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
      rest = names === -1 ? [] : assigned.slice(names);
      continue;
    }
    const found = WRAPPERS.map(({ name, match }) => ({ name, length: match(rest) })).find(
      ({ length }) => length !== undefined && length > 0,
    );
    if (found?.length === undefined || found.length >= rest.length) break;
    wrappers.push(found.name);
    rest = rest.slice(found.length);
  }
  return { words: rest, wrappers, variables };
}

/** Programs that pass signals on to what they started. */
export function forwardsSignals(wrapper: string): boolean {
  return !['uv run', 'poetry run', 'pipenv run', 'sudo', 'watchmedo', 'time'].includes(wrapper);
}
