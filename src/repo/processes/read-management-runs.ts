import type { ManagementRun, ProcessKind, RunPhase } from '../../model/repository/index.ts';
import { item, UniqueNames } from '../item.ts';
import type { Repository } from '../repository.ts';
import { loadShell } from '../shell/shell.ts';
import { managementCommand, managementRun, processKind, programOf } from './classify.ts';
import { deployStarts } from './deploy-starts.ts';
import { type Followed, follow, type Step } from './follow.ts';
import { customCommands, runsInCode } from './python-runs.ts';
import { followedStarts } from './read.ts';

type Run = Pick<ManagementRun, 'command' | 'options'>;

/** Every place where a management command that deployments turn on is run. */
export async function readManagementRuns(repository: Repository): Promise<readonly ManagementRun[]> {
  const shell = await loadShell();
  const deploys = (await deployStarts(repository)).map((start) => follow(repository, shell, start));
  const followed = [...(await followedStarts(repository)), ...deploys];
  const custom = await customCommands(repository);
  const names = new UniqueNames();
  const runs = followed.flatMap((one) =>
    one.steps.flatMap((step, at) => runsOf(step, custom).map((run) => managementRunOf(one, step, at, run, names))),
  );
  const seen = new Set<string>();
  const all = [...runs, ...(await runsInCode(repository, names))];
  return all
    .filter(
      (run) =>
        run.artefact !== 'script' ||
        !all.some((other) => other !== run && other.artefact !== 'script' && samePlace(run, other)),
    )
    .filter((run) => {
      const key = `${run.artefact} ${run.via[0]?.path ?? ''}:${run.via[0]?.line ?? 0} ${run.path}:${run.location.line} ${run.command} ${run.when ?? ''}`;
      return seen.has(key) ? false : seen.add(key) !== undefined;
    });
}

function samePlace(a: ManagementRun, b: ManagementRun): boolean {
  return a.path === b.path && a.location.line === b.location.line && a.command === b.command;
}

/** The commands that a step runs: its own, those of a management command of the project, or those inside of its arguments. */
function runsOf(step: Step, custom: ReadonlyMap<string, readonly Run[]>): readonly Run[] {
  const program = programOf(step.words);
  const direct = managementRun(program);
  if (direct !== undefined) return [direct];
  const own = managementCommand(program);
  if (own !== undefined) return custom.get(own.command) ?? [];
  return PRINTERS.has(program.name) ? [] : embedded(step.words);
}

/** Programs whose arguments are only text. */
const PRINTERS = new Set(['echo', 'printf', 'grep', 'sed', 'cat', 'test', '[', '[[', 'COPY', 'log', 'info']);

/** `docker run image python manage.py migrate`, `aws ecs run-task --overrides '{"command":["python","manage.py","migrate"]}'`. */
function embedded(words: readonly string[]): readonly Run[] {
  const text = words.join(' ');
  if (!/manage\.py|django-admin/.test(text)) return [];
  return [
    ...text.matchAll(
      /(?:manage\.py|django-admin)["',\s]+((?:migrate_or_rollback|migrate|makemigrations|collectstatic|compilemessages|createsuperuser))\b([^;&|]{0,80})/g,
    ),
  ].map(([, command, rest]) => ({
    command: command as ManagementRun['command'], // one of the alternatives
    options: [...(rest ?? '').matchAll(/--?[a-z][\w-]*/g)].map(([option]) => option),
  }));
}

function managementRunOf(
  { start, steps }: Followed,
  step: Step,
  at: number,
  run: Run,
  names: UniqueNames,
): ManagementRun {
  const { location, via } = step;
  const origin = via[0] ?? location;
  const before = steps
    .slice(at + 1)
    .map(({ words }) => processKind(programOf(words)))
    .find((kind) => kind !== undefined);
  const when = [start.when, step.when].filter((part) => part !== undefined).join(' and ');
  const guard = leaderGuard(when) ?? leaderGuard(step.words.join(' '));
  const phase = phaseOf(step, before);
  const once = start.once ?? guard ?? (phase !== start.phase ? 'it is a task of its own' : undefined);
  const id = names.take(`${origin.path}#${start.name === undefined ? '' : `${start.name} `}${run.command}`);
  return {
    ...item(location, undefined, start.role),
    ref: { kind: 'file', id, name: id, location },
    ...run,
    artefact: start.artefact,
    production: start.production,
    text: step.words.join(' ').slice(0, 300),
    via,
    phase,
    once: once !== undefined,
    ...(once === undefined ? {} : { onceBecause: once }),
    ignoresFailure: start.ignoresFailure || step.ignoresFailure,
    ...(when === '' ? {} : { when }),
    ...(start.replicas === undefined ? {} : { replicas: start.replicas }),
    ...(before === undefined ? {} : { before }),
  };
}

/** A service or task that runs the command and no server is a step of its own. */
function phaseOf({ start }: Step, before: ProcessKind | undefined): RunPhase {
  const alone =
    start.phase === 'start' &&
    before === undefined &&
    ['compose', 'ecs', 'terraform', 'cloudformation'].includes(start.artefact);
  return alone ? 'deploy' : start.phase;
}

function leaderGuard(text: string): string | undefined {
  if (/EB_IS_COMMAND_LEADER|is-leader|is_leader|leader-test/.test(text)) return 'only the leader runs it';
  return undefined;
}
