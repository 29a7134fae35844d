import type { ManagementRun, ProcessKind } from '../../model/repository/index.ts';

const MANAGEMENT: Readonly<Record<string, ProcessKind>> = {
  runserver: 'runserver',
  runserver_plus: 'runserver',
  runsslserver: 'runserver',
  rqworker: 'rq',
  rundramatiq: 'dramatiq',
  run_huey: 'huey',
  qcluster: 'django-q',
  run_gunicorn: 'gunicorn',
  runworker: 'daphne',
};

const PROGRAMS: Readonly<Record<string, ProcessKind>> = {
  gunicorn: 'gunicorn',
  uvicorn: 'uvicorn',
  daphne: 'daphne',
  hypercorn: 'hypercorn',
  granian: 'granian',
  uwsgi: 'uwsgi',
  pyuwsgi: 'uwsgi',
  'waitress-serve': 'waitress',
  waitress: 'waitress',
  'mod_wsgi-express': 'mod_wsgi',
  rq: 'rq',
  dramatiq: 'dramatiq',
};

/** A program with its own words, `python -m` and the like taken off. */
export interface Program {
  readonly name: string;
  readonly args: readonly string[];
}

/** The program that words start: `python -m gunicorn x` is gunicorn, `/venv/bin/gunicorn x` too. */
export function programOf(words: readonly string[]): Program {
  const [first = '', second, third] = words;
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (/^(python[\d.]*|pypy[\d.]*|\$\{?PYTHON\}?)$/.test(name)) {
    const at = words.findIndex(
      (word, index) => index > 0 && !/^-(?!m$)/.test(word) && !(words[index - 1] === '-W' || words[index - 1] === '-X'),
    );
    if (words[at] === '-m') return { name: words[at + 1] ?? '', args: words.slice(at + 2) };
    const script = words[at] ?? '';
    return { name: script.slice(script.lastIndexOf('/') + 1), args: words.slice(at + 1) };
  }
  if (name === '.' || name === 'source') return { name: second ?? '', args: third === undefined ? [] : words.slice(2) };
  return { name, args: words.slice(1) };
}

/** The management command of `manage.py X` or `django-admin X`. */
export function managementCommand({
  name,
  args,
}: Program): { readonly command: string; readonly options: readonly string[] } | undefined {
  if (!/^(manage\.py|django-admin(\.py)?|django|manage|.*-manage(\.py)?)$/.test(name) && !/\bmanage\.py$/.test(name))
    return undefined;
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const command = args[at];
  return command === undefined ? undefined : { command, options: args.slice(at + 1) };
}

/** What kind of process it is, when it is one that runs the application. */
export function processKind(program: Program): ProcessKind | undefined {
  const management = managementCommand(program);
  if (management !== undefined) {
    if (management.command === 'celery') return celeryKind(management.options);
    return MANAGEMENT[management.command];
  }
  if (program.name === 'celery' || program.name === 'celery.bin.celery') return celeryKind(program.args);
  if (program.name === 'celerybeat') return 'celery-beat';
  if (program.name === 'rq' && program.args[0] !== 'worker') return undefined;
  if (program.args.some((arg) => arg === '--version' || arg === '--help' || arg === '--check-config')) return undefined;
  return PROGRAMS[program.name];
}

function celeryKind(args: readonly string[]): ProcessKind | undefined {
  if (args.includes('worker')) return 'celery-worker';
  if (args.includes('beat')) return 'celery-beat';
  return args.includes('flower') ? 'celery-flower' : undefined;
}

const RUNS: readonly string[] = [
  'migrate',
  'migrate_or_rollback',
  'makemigrations',
  'collectstatic',
  'compilemessages',
  'createsuperuser',
] satisfies readonly ManagementRun['command'][];
/** Tenants' and packages' own names for the same. */
const ALIASES: Readonly<Record<string, ManagementRun['command']>> = {
  migrate_schemas: 'migrate',
  migrate_with_lock: 'migrate',
  safemigrate: 'migrate',
  collectstatic_if_needed: 'collectstatic',
};

export function managementRun(program: Program): Pick<ManagementRun, 'command' | 'options'> | undefined {
  const found = managementCommand(program);
  if (found === undefined) return undefined;
  const command = ALIASES[found.command] ?? found.command;
  if (!RUNS.includes(command)) return undefined;
  return {
    command: command as ManagementRun['command'],
    options: found.options.filter((option) => option.startsWith('-')),
  }; // listed above
}
