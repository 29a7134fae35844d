import type { AppProcess, EnvironmentEntry, OpaqueCommand } from '../../model/repository/index.ts';
import { lastOfEach } from '../docker/read.ts';
import { readGunicorn } from '../gunicorn/read.ts';
import { item, UniqueNames } from '../item.ts';
import type { Repository } from '../repository.ts';
import { loadShell } from '../shell/shell.ts';
import { processKind, programOf } from './classify.ts';
import { type Followed, follow, type Step } from './follow.ts';
import { holdsPython } from './images.ts';
import { celeryOptions, serverOptions } from './server-options.ts';
import { startsOf } from './starts.ts';

/** Every start command of the repository, followed; done once for all who need it. */
export function followedStarts(repository: Repository): Promise<readonly Followed[]> {
  return repository.once('followed starts', async () => {
    const shell = await loadShell();
    return (await startsOf(repository)).map((start) => follow(repository, shell, start));
  });
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
    ...(SERVERS.has(kind) ? { server: serverOptions(kind, args, known, location) } : {}),
  };
}

const SERVERS = new Set(['uvicorn', 'daphne', 'hypercorn', 'granian', 'uwsgi', 'waitress', 'mod_wsgi', 'runserver']);

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
    const found = steps.some(({ words }) => processKind(programOf(words)) !== undefined);
    if (opaque === undefined || command === undefined || found || !relevant || !start.production) return [];
    const id = names.take(`${start.location.path}#${start.name ?? 'command'}`);
    return [
      {
        ...item(start.location, undefined, start.role),
        ref: { kind: 'file' as const, id, location: start.location },
        artefact: start.artefact,
        command,
        reason: opaque,
      },
    ];
  });
}
