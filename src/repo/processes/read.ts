import {
  type AppProcess,
  type EnvironmentEntry,
  isApplicationServer,
  type OpaqueCommand,
  type ProcessKind,
} from '../../model/repository/index.ts';
import { lastOfEach } from '../docker/read.ts';
import { readGunicorn } from '../gunicorn/read.ts';
import { item, UniqueNames } from '../item.ts';
import type { Repository } from '../repository.ts';
import { loadShell } from '../shell/shell.ts';
import { managementRun, processKind, programOf } from './classify.ts';
import { type Followed, follow, type Step } from './follow.ts';
import { holdsPython } from './images.ts';
import { celeryOptions, serverOptions } from './server-options.ts';
import { startsOf } from './starts.ts';

/** Every start command of the repository, followed; done once for all who need it. */
export function followedStarts(repository: Repository): Promise<readonly Followed[]> {
  return repository.once('followed starts', async () => {
    const shell = await loadShell();
    return setAside((await startsOf(repository)).map((start) => follow(repository, shell, start)));
  });
}

/**
 * A development server is not what production runs where the same start has another server for it, or where another
 * artefact of production starts a real one: an image's default command is then for people at work on it.
 */
function setAside(all: readonly Followed[]): readonly Followed[] {
  const serves = ({ steps, start }: Followed): boolean => start.production && kindsOf(steps).some(isApplicationServer);
  return all.map((one) => {
    const kinds = kindsOf(one.steps);
    if (!one.start.production || !kinds.includes('runserver')) return one;
    if (serves(one))
      return {
        ...one,
        steps: one.steps.filter(
          (step) => step.when === undefined || processKind(programOf(step.words)) !== 'runserver',
        ),
      };
    const replaced =
      one.start.artefact === 'dockerfile' && all.some((other) => other !== one && (serves(other) || isWeb(other)));
    return replaced ? withStart(one, { ...one.start, production: false, role: 'development' }) : one;
  });
}

/** A Procfile's web process is a server, whatever it is written with. */
function isWeb({ start }: Followed): boolean {
  return start.production && start.artefact === 'procfile' && start.name === 'web';
}

function withStart({ steps, ...rest }: Followed, start: Followed['start']): Followed {
  return { ...rest, start, steps: steps.map((step) => ({ ...step, start })) };
}

function kindsOf(steps: readonly Step[]): readonly ProcessKind[] {
  return steps.flatMap(({ words }) => processKind(programOf(words)) ?? []);
}

/** Every command that runs the application. */
export async function readProcesses(repository: Repository): Promise<readonly AppProcess[]> {
  const names = new UniqueNames();
  const processes: AppProcess[] = [];
  for (const { steps } of await followedStarts(repository))
    for (const step of steps) {
      const process = await readProcess(repository, step, names);
      if (process !== undefined) processes.push(process);
    }
  return processes;
}

async function readProcess(repository: Repository, step: Step, names: UniqueNames): Promise<AppProcess | undefined> {
  const program = programOf(step.words);
  const kind = processKind(program);
  if (kind === undefined) return undefined;
  const { start, location, words, wrappers, via } = step;
  const environment = lastOfEach([...start.environment, ...step.environment]);
  const known = knownOf(environment);
  const args =
    kind === 'runserver'
      ? program.args.slice(program.args.findIndex((arg) => arg.startsWith('runserver')) + 1)
      : program.args;
  const origin = via[0] ?? location;
  const name = names.take(`${origin.path}#${start.name ?? kind}`);
  return {
    ...item(location, undefined, start.role),
    ref: { kind: 'file', id: name, name: start.name ?? `${kind} of ${origin.path}`, location },
    kind,
    artefact: start.artefact,
    ...(start.name === undefined ? {} : { name: start.name }),
    production: start.production,
    text: words.join(' '),
    ...(step.when === undefined ? {} : { when: step.when }),
    words,
    wrappers,
    via,
    ...(start.container ? { receivesSignals: step.receivesSignals } : {}),
    ...(start.container && step.signalNote !== undefined ? { signalNote: step.signalNote } : {}),
    environment,
    ...(start.replicas === undefined ? {} : { replicas: start.replicas }),
    ...(start.dockerfile === undefined ? {} : { dockerfile: start.dockerfile.path }),
    ...(kind === 'gunicorn' ? { gunicorn: await readGunicorn(repository, args, step, environment) } : {}),
    ...(kind.startsWith('celery') ? { celery: celeryOptions(kind, args, known, location) } : {}),
    ...(hasServerOptions(kind) ? { server: serverOptions(kind, args, known, location) } : {}),
  };
}

/** gunicorn's options are merged with its configuration, by a reader of their own. */
function hasServerOptions(kind: ProcessKind): boolean {
  return kind === 'runserver' || (kind !== 'gunicorn' && isApplicationServer(kind));
}

function knownOf(environment: readonly EnvironmentEntry[]): ReadonlyMap<string, string> {
  return new Map(
    environment.flatMap(({ name, value }) => (value.status === 'known' ? [[name, value.text] as const] : [])),
  );
}

/** Start commands of images that could hold the project, whose way ends before a program. */
export async function readOpaqueCommands(repository: Repository): Promise<readonly OpaqueCommand[]> {
  const names = new UniqueNames();
  return (await followedStarts(repository)).flatMap(({ start, steps, opaque }) => {
    const command = start.command ?? start.entrypoint;
    const relevant = start.dockerfile === undefined ? start.artefact !== 'compose' : holdsPython(start.dockerfile);
    const reason =
      opaque ?? (start.dockerfile === undefined && start.artefact !== 'procfile' ? undefined : unknownProgram(steps));
    if (reason === undefined || command === undefined || kindsOf(steps).length > 0 || !relevant || !start.production)
      return [];
    if (start.phase !== 'start') return [];
    const id = names.take(`${start.location.path}#${start.name ?? 'command'}`);
    return [
      {
        ...item(start.location, undefined, start.role),
        ref: { kind: 'file' as const, id, location: start.location },
        artefact: start.artefact,
        command,
        reason,
      },
    ];
  });
}

/** Programs that are never the Django application. */
const OTHERS =
  /^(nginx|node|npm|yarn|pnpm|redis-server|postgres|mysqld|rabbitmq-server|memcached|sleep|tail|bash|sh|cat|true|echo|haproxy|caddy|httpd|apache2ctl|apachectl|supervisord|cron|crond|traefik|java|celery-exporter|datadog-agent|jupyter|pytest|tox|sphinx-build|mkdocs|cd|set|wait|exit|trap|eval|pyenv|streamlit|manage\.py|django-admin)$/;

/** The last program of a start that has no server: a command of the project's own, say. */
function unknownProgram(steps: readonly Step[]): string | undefined {
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  const { name } = programOf(last.words);
  const known = OTHERS.test(name) || managementRun(programOf(last.words)) !== undefined;
  return known ? undefined : `${name} is no server that we know`;
}
