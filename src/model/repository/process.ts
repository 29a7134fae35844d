import type { Location } from '../location.ts';
import type { CommandLine, EnvironmentEntry, Item } from './item.ts';

/** What kind of file gives the command. */
export type Artefact =
  | 'dockerfile'
  | 'compose'
  | 'procfile'
  | 'elastic-beanstalk'
  | 'ecs'
  | 'kubernetes'
  | 'terraform'
  | 'cloudformation'
  | 'workflow'
  | 'supervisord'
  | 'systemd'
  | 'script'
  | 'python';

/** The servers that production answers requests with; Django's own is for work. */
const APPLICATION_SERVERS = [
  'gunicorn',
  'uvicorn',
  'daphne',
  'hypercorn',
  'granian',
  'uwsgi',
  'waitress',
  'mod_wsgi',
] as const;
export type ApplicationServer = (typeof APPLICATION_SERVERS)[number];

export function isApplicationServer(kind: ProcessKind): kind is ApplicationServer {
  return APPLICATION_SERVERS.some((server) => server === kind);
}

export type ProcessKind =
  | ApplicationServer
  | 'runserver'
  | 'celery-worker'
  | 'celery-beat'
  | 'celery-flower'
  | 'rq'
  | 'dramatiq'
  | 'huey'
  | 'django-q';

/** One command that runs the application, and where it was found. */
export interface AppProcess extends Item {
  readonly kind: ProcessKind;
  readonly artefact: Artefact;
  /** The process type, container, service or unit: `web`. */
  readonly name?: string;
  /** True when the artefact is one that production runs. */
  readonly production: boolean;
  readonly text: string;
  /** What decides whether it is this command that runs, when the files do not say: `[ "$DEBUG" = 1 ]`. */
  readonly when?: string;
  /** Of the program itself, wrappers taken off. */
  readonly words: readonly string[];
  /** `newrelic-admin run-program`, `ddtrace-run`, `opentelemetry-instrument`, `tini`, `dumb-init`, `poetry run`, … in order. */
  readonly wrappers: readonly string[];
  /** The way from the artefact to the command: Dockerfile CMD, then the script. The first is the artefact's own. */
  readonly via: readonly Location[];
  /** Whether the program is the container's first process and gets its signals; absent where the artefact has no such thing. */
  readonly receivesSignals?: boolean;
  /** Why it does not: "start.sh:9 runs gunicorn without exec". */
  readonly signalNote?: string;
  /** The environment that the artefact gives, names once. */
  readonly environment: readonly EnvironmentEntry[];
  /** How many copies the artefact asks for: replicas, desired count. Absent when it does not say. */
  readonly replicas?: number;
  /** The Dockerfile whose image runs, when it is known. */
  readonly dockerfile?: string;
  readonly gunicorn?: GunicornOptions;
  readonly server?: ServerOptions;
  readonly celery?: CeleryOptions;
}

/** An option as the program will see it, and where it was said. */
export type Effective<T> =
  | { readonly status: 'known'; readonly value: T; readonly source: OptionSource; readonly location?: Location }
  | {
      readonly status: 'unknown';
      readonly reason: string;
      readonly source: OptionSource;
      readonly location?: Location;
    };

/** Gunicorn reads them in this order, the later wins: default (with WEB_CONCURRENCY and PORT), config file, GUNICORN_CMD_ARGS, command line. */
export type OptionSource = 'default' | 'environment' | 'config' | 'GUNICORN_CMD_ARGS' | 'command-line';

/** Gunicorn's settings under their own names, merged as gunicorn merges them; defaults are those of gunicorn 20 to 26. */
export interface GunicornOptions {
  readonly workers: Effective<number>;
  readonly threads: Effective<number>;
  /** As gunicorn decides it: `sync` with threads above 1 is `gthread`. */
  readonly worker_class: Effective<string>;
  readonly worker_connections: Effective<number>;
  readonly timeout: Effective<number>;
  readonly graceful_timeout: Effective<number>;
  readonly keepalive: Effective<number>;
  readonly max_requests: Effective<number>;
  readonly max_requests_jitter: Effective<number>;
  readonly bind: Effective<readonly string[]>;
  readonly preload_app: Effective<boolean>;
  readonly reload: Effective<boolean>;
  readonly worker_tmp_dir: Effective<string | null>;
  readonly forwarded_allow_ips: Effective<string>;
  readonly accesslog: Effective<string | null>;
  readonly errorlog: Effective<string>;
  readonly certfile: Effective<string | null>;
  readonly keyfile: Effective<string | null>;
  readonly chdir: Effective<string | null>;
  /** `config.wsgi:application`. */
  readonly app?: string;
  /** The configuration file that was merged. */
  readonly config?: string;
}

/** Of uvicorn, daphne, hypercorn, granian, uwsgi and waitress: what the rules ask of all of them. Absent: not said. */
export interface ServerOptions {
  readonly bind?: Effective<readonly string[]>;
  readonly workers?: Effective<number>;
  readonly threads?: Effective<number>;
  /** Seconds. */
  readonly keepalive?: Effective<number>;
  readonly reload: boolean;
  readonly app?: string;
  /** Every option by its long name without dashes; `true` for a flag. */
  readonly options: Readonly<Record<string, string | true>>;
}

export interface CeleryOptions {
  readonly beat: boolean;
  readonly concurrency?: Effective<number>;
  readonly pool?: string;
  readonly scheduler?: string;
  readonly queues: readonly string[];
  readonly app?: string;
}

/** A place where a management command that deployments turn on is run. */
export interface ManagementRun extends Item {
  readonly command:
    | 'migrate'
    | 'migrate_or_rollback'
    | 'makemigrations'
    | 'collectstatic'
    | 'compilemessages'
    | 'createsuperuser';
  /** `--check`, `--dry-run`, `--plan`, `--noinput`. */
  readonly options: readonly string[];
  readonly artefact: Artefact;
  readonly production: boolean;
  readonly text: string;
  readonly via: readonly Location[];
  readonly phase: RunPhase;
  /** Guarded so that one instance runs it: `leader_only`, a test of EB_IS_COMMAND_LEADER, a Job, a release phase. */
  readonly once: boolean;
  readonly onceBecause?: string;
  /** A failure is swallowed: `ignoreErrors: true`, `|| true`, `continue-on-error`. */
  readonly ignoresFailure: boolean;
  /** What decides whether it runs: `RUN_MIGRATIONS = 1`. */
  readonly when?: string;
  /** Copies that the artefact starts, when it says so. */
  readonly replicas?: number;
  /** The server that starts after it in the same chain of commands. */
  readonly before?: ProcessKind;
}

export type RunPhase =
  /** While the image or bundle is built. */
  | 'build'
  /** Each time that a container or instance process starts. */
  | 'start'
  /** A step of its own in a deployment: release phase, one-off task, Job, container_command, workflow step. */
  | 'deploy'
  /** A platform hook, on every instance. */
  | 'hook'
  | 'init-container'
  /** Import of application code: wsgi.py, AppConfig.ready. */
  | 'import'
  /** Continuous integration without a deployment. */
  | 'ci'
  | 'manual';

/** A start command that no reader could follow to a program: so that nobody takes silence for absence. */
export interface OpaqueCommand extends Item {
  readonly artefact: Artefact;
  readonly command: CommandLine;
  readonly reason: string;
}
