import type { Location } from '../../model/location.ts';
import type { Effective, GunicornOptions, OptionSource } from '../../model/repository/index.ts';
import type { Json } from '../../model/value.ts';
import { expand } from '../expand.ts';
import type { ConfigValues } from './config-file.ts';
import { OPTION_NAMES, OPTIONS, type OptionName, type ParsedArguments } from './options.ts';

/** What gunicorn is given, from the weakest to the strongest. */
export interface Sources {
  readonly environment: ReadonlyMap<string, string>;
  /** Variables that the artefact gives from elsewhere: their values decide and are not known. */
  readonly opaque: ReadonlySet<string>;
  readonly config?: { readonly path: string; readonly values: ConfigValues };
  /** A configuration file that is named and that the repository does not hold. */
  readonly lostConfig?: string;
  readonly variable: ParsedArguments;
  readonly commandLine: ParsedArguments;
  readonly location: Location;
}

/** Merges the sources as gunicorn does (app/base.py): defaults, configuration file, GUNICORN_CMD_ARGS, command line. */
export function mergeOptions(sources: Sources): GunicornOptions {
  const merged = Object.fromEntries(
    OPTION_NAMES.map((name) => [name, effectiveOf(name, sources)]),
  ) as unknown as GunicornOptions; // one entry a name, of the name's kind
  const workerClass = classOf(merged);
  const app = sources.commandLine.app ?? sources.variable.app;
  return {
    ...merged,
    worker_class: workerClass,
    ...(app === undefined ? {} : { app }),
    ...(sources.config === undefined ? {} : { config: sources.config.path }),
  };
}

/** `sync` with more than one thread is `gthread`. */
function classOf({ worker_class: own, threads }: GunicornOptions): Effective<string> {
  if (own.status !== 'known' || own.value !== 'sync') return own;
  if (threads.status === 'unknown')
    return { status: 'unknown', reason: `threads: ${threads.reason}`, source: threads.source };
  return threads.value > 1 ? { ...own, value: 'gthread' } : own;
}

function effectiveOf(name: OptionName, sources: Sources): Effective<Json> {
  const given =
    fromArguments(name, sources.commandLine, 'command-line', sources) ??
    fromArguments(name, sources.variable, 'GUNICORN_CMD_ARGS', sources);
  if (given !== undefined) return given;
  const config = sources.config?.values.get(name);
  if (config !== undefined) return typed(name, config);
  if (sources.lostConfig !== undefined)
    return {
      status: 'unknown',
      reason: `its configuration ${sources.lostConfig} is not in the repository`,
      source: 'config',
    };
  if (sources.opaque.has('GUNICORN_CMD_ARGS'))
    return {
      status: 'unknown',
      reason: 'GUNICORN_CMD_ARGS comes from outside of the repository',
      source: 'GUNICORN_CMD_ARGS',
    };
  return defaultOf(name, sources);
}

function fromArguments(
  name: OptionName,
  { values }: ParsedArguments,
  source: OptionSource,
  { environment, location }: Sources,
): Effective<Json> | undefined {
  const texts = values.get(name)?.map((text) => expand(text, (variable) => environment.get(variable)));
  const last = texts?.at(-1);
  if (texts === undefined || last === undefined) return undefined;
  const place = { source, location };
  const open = texts.find((text) => /\$[\w({]/.test(text));
  if (open !== undefined) return { status: 'unknown', reason: `is ${open}`, ...place };
  const { kind } = OPTIONS[name];
  if (kind === 'list') return { status: 'known', value: texts.flatMap((text) => text.split(',')), ...place };
  if (kind === 'flag') return { status: 'known', value: true, ...place };
  return typed(name, { status: 'known', value: last, ...place });
}

/** A number for a number, a list for a list; what is neither is not known. */
function typed(name: OptionName, value: Effective<Json>): Effective<Json> {
  if (value.status !== 'known') return value;
  const { kind } = OPTIONS[name];
  const { value: raw, ...rest } = value;
  if (kind === 'number') {
    const number =
      typeof raw === 'number' ? raw : typeof raw === 'string' && /^\s*\d+\s*$/.test(raw) ? Number(raw) : undefined;
    return number === undefined
      ? { ...rest, status: 'unknown', reason: `is ${JSON.stringify(raw)}` }
      : { ...rest, value: number };
  }
  if (kind === 'list' && typeof raw === 'string') return { ...rest, value: raw.split(',').map((one) => one.trim()) };
  if (kind === 'text' && raw !== null && typeof raw === 'object' && '$ref' in raw)
    return { ...rest, value: raw['$ref'] ?? null };
  const isUnknown = raw !== null && typeof raw === 'object' && '$unknown' in raw;
  return isUnknown ? { ...rest, status: 'unknown', reason: String(raw['$unknown']) } : { ...rest, value: raw };
}

const DEFAULTS: Readonly<Record<OptionName, Json>> = {
  workers: 1,
  threads: 1,
  worker_class: 'sync',
  worker_connections: 1000,
  timeout: 30,
  graceful_timeout: 30,
  keepalive: 2,
  max_requests: 0,
  max_requests_jitter: 0,
  bind: ['127.0.0.1:8000'],
  preload_app: false,
  reload: false,
  worker_tmp_dir: null,
  forwarded_allow_ips: '127.0.0.1,::1',
  accesslog: null,
  errorlog: '-',
  certfile: null,
  keyfile: null,
  chdir: null,
};

/** WEB_CONCURRENCY, PORT and FORWARDED_ALLOW_IPS are defaults, no options. */
function defaultOf(name: OptionName, { environment, opaque }: Sources): Effective<Json> {
  const variable = ({ workers: 'WEB_CONCURRENCY', bind: 'PORT', forwarded_allow_ips: 'FORWARDED_ALLOW_IPS' } as const)[
    name as 'workers'
  ];
  const value = variable === undefined ? undefined : environment.get(variable);
  if (variable !== undefined && value === undefined && opaque.has(variable))
    return { status: 'unknown', reason: `${variable} comes from outside of the repository`, source: 'environment' };
  if (value === undefined) return { status: 'known', value: DEFAULTS[name], source: 'default' };
  if (name === 'bind') return { status: 'known', value: [`0.0.0.0:${value}`], source: 'environment' };
  return typed(name, { status: 'known', value, source: 'environment' });
}
