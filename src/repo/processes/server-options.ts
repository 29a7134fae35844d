import type { Location } from '../../model/location.ts';
import type { CeleryOptions, Effective, ProcessKind, ServerOptions } from '../../model/repository/index.ts';
import { expand } from '../expand.ts';

/** Options by their long names; short ones are named by their program's own table. */
type Options = Record<string, string | true>;

const SHORT: Readonly<Partial<Record<ProcessKind, Readonly<Record<string, string>>>>> = {
  daphne: { '-b': 'bind', '-p': 'port', '-u': 'unix-socket', '-e': 'endpoint', '-t': 'http-timeout' },
  hypercorn: { '-b': 'bind', '-w': 'workers', '-k': 'worker-class', '-c': 'config' },
  'celery-worker': {
    '-A': 'app',
    '-c': 'concurrency',
    '-P': 'pool',
    '-Q': 'queues',
    '-B': 'beat',
    '-S': 'scheduler',
    '-l': 'loglevel',
    '-n': 'hostname',
    '-E': 'task-events',
    '-s': 'schedule',
  },
  'celery-beat': { '-A': 'app', '-S': 'scheduler', '-s': 'schedule', '-l': 'loglevel' },
  uwsgi: {
    '-p': 'processes',
    '-w': 'module',
    '-s': 'socket',
    '-M': 'master',
    '-T': 'enable-threads',
    '-b': 'buffer-size',
  },
};
const FLAGS = new Set([
  'reload',
  'beat',
  'task-events',
  'master',
  'enable-threads',
  'vacuum',
  'die-on-term',
  'http',
  'detach',
  'proxy-headers',
  'no-access-log',
  'access-log',
  'factory',
  'without-gossip',
  'without-mingle',
  'without-heartbeat',
  'need-app',
  'single-interpreter',
  'thunder-lock',
  'proxy',
  'noinput',
  'nostatic',
  'noreload',
  'no-server-header',
]);
FLAGS.delete('http');

function readOptions(
  kind: ProcessKind,
  args: readonly string[],
): { readonly options: Options; readonly plain: readonly string[] } {
  const options: Options = {};
  const plain: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    const long = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(word);
    const short = /^(-[A-Za-z])(.*)$/.exec(word);
    const name = long?.[1] ?? SHORT[kind]?.[short?.[1] ?? ''] ?? short?.[1]?.slice(1);
    if (name === undefined) {
      plain.push(word);
      continue;
    }
    const inline = long?.[2] ?? (short?.[2] === '' ? undefined : short?.[2]);
    const next = args[at + 1];
    if (FLAGS.has(name)) options[name] = true;
    else if (inline !== undefined) options[name] = inline;
    else if (next === undefined || next.startsWith('--')) options[name] = true;
    else {
      options[name] = next;
      at += 1;
    }
  }
  return { options, plain };
}

/** What the rules ask of every server but gunicorn. */
export function serverOptions(
  kind: ProcessKind,
  args: readonly string[],
  environment: ReadonlyMap<string, string>,
  location: Location,
): ServerOptions {
  const { options, plain } = readOptions(kind, args);
  const number = (...names: readonly string[]): Effective<number> | undefined =>
    numberOf(names.flatMap((name) => options[name] ?? [])[0], environment, location);
  const bind = bindOf(kind, options, plain, environment, location);
  const workers = number('workers', 'processes');
  const threads = number('threads');
  const keepalive = number('timeout-keep-alive', 'keep-alive', 'http-timeout');
  const app =
    plain.find((word) => word.includes(':') || /^[\w.]+$/.test(word)) ??
    text(options['module']) ??
    text(options['wsgi-file']);
  return {
    ...(bind === undefined ? {} : { bind }),
    ...(workers === undefined ? {} : { workers }),
    ...(threads === undefined ? {} : { threads }),
    ...(keepalive === undefined ? {} : { keepalive }),
    reload: options['reload'] === true || kind === 'runserver',
    ...(app === undefined ? {} : { app }),
    options,
  };
}

function bindOf(
  kind: ProcessKind,
  options: Options,
  plain: readonly string[],
  environment: ReadonlyMap<string, string>,
  location: Location,
): Effective<readonly string[]> | undefined {
  const defaults: Partial<Record<ProcessKind, readonly [string, string]>> = {
    uvicorn: ['127.0.0.1', '8000'],
    daphne: ['127.0.0.1', '8000'],
    granian: ['127.0.0.1', '8000'],
    waitress: ['0.0.0.0', '8080'],
  };
  const single =
    text(options['bind']) ??
    text(options['http']) ??
    text(options['http-socket']) ??
    text(options['socket']) ??
    text(options['listen']) ??
    (kind === 'runserver' ? plain.find((word) => /\d/.test(word)) : undefined);
  const host = text(options['host']) ?? (kind === 'daphne' ? text(options['bind']) : undefined);
  const port = text(options['port']);
  const fallback = defaults[kind];
  const joined =
    host !== undefined || port !== undefined ? `${host ?? fallback?.[0] ?? ''}:${port ?? fallback?.[1] ?? ''}` : single;
  const written = joined ?? (fallback === undefined ? undefined : fallback.join(':'));
  if (written === undefined) return undefined;
  const value = expand(written, (name) => environment.get(name));
  const source = joined === undefined ? ('default' as const) : ('command-line' as const);
  return value.includes('$')
    ? { status: 'unknown', reason: `is ${value}`, source, location }
    : { status: 'known', value: [value], source, location };
}

export function celeryOptions(
  kind: ProcessKind,
  args: readonly string[],
  environment: ReadonlyMap<string, string>,
  location: Location,
): CeleryOptions {
  const { options } = readOptions('celery-worker', args);
  const concurrency = numberOf(options['concurrency'], environment, location);
  const pool = text(options['pool']);
  const scheduler = text(options['scheduler']);
  const app = text(options['app']);
  return {
    beat: kind === 'celery-beat' || options['beat'] !== undefined,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(pool === undefined ? {} : { pool }),
    ...(scheduler === undefined ? {} : { scheduler }),
    queues: text(options['queues'])?.split(',') ?? [],
    ...(app === undefined ? {} : { app }),
  };
}

function text(value: string | true | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(
  value: string | true | undefined,
  environment: ReadonlyMap<string, string>,
  location: Location,
): Effective<number> | undefined {
  if (typeof value !== 'string') return undefined;
  const expanded = expand(value, (name) => environment.get(name));
  const place = { source: 'command-line' as const, location };
  return /^\d+$/.test(expanded)
    ? { status: 'known', value: Number(expanded), ...place }
    : { status: 'unknown', reason: `is ${expanded}`, ...place };
}
