import { maskText } from '../../model/mask-text.ts';
import type {
  ActionReference,
  Workflow,
  WorkflowConcurrency,
  WorkflowJob,
  WorkflowPermissions,
  WorkflowStep,
  WorkflowTrigger,
} from '../../model/repository/index.ts';
import { commandOf } from '../data/command.ts';
import { documentOf } from '../data/documents.ts';
import { environmentOf, valueOf } from '../data/environment.ts';
import {
  at,
  booleanOf,
  type DataNode,
  entriesOf,
  entryAt,
  itemsOf,
  type MapEntry,
  textAt,
  textOf,
  textsOf,
} from '../data/node.ts';
import { item, startOf } from '../item.ts';
import { joinPath, nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import type { Shell } from '../shell/shell.ts';
import { deployVerbOf, deployVerbOfAction, testCommandOf } from './verbs.ts';

const MAX_ACTION_DEPTH = 4;
/** Of one workflow, its composite actions opened. */
const MAX_STEPS = 2_000;

/** Steps that may still be read of a workflow. */
interface Budget {
  left: number;
}

/** A workflow of `.github/workflows`. Steps of the repository's own composite actions stand in the place of their call. */
export function readGithubWorkflow(repository: Repository, shell: Shell, path: string): readonly Workflow[] {
  const document = documentOf(repository, path);
  if (document?.kind !== 'map') return [];
  const budget = { left: MAX_STEPS };
  const jobs = entriesOf(at(document, 'jobs')).map((entry) => readJob(repository, shell, path, entry, budget));
  if (budget.left < 0) repository.notes.add(path, `steps behind the first ${MAX_STEPS} are not read`);
  return [
    {
      ...item(startOf(path), undefined, 'production'),
      system: 'github',
      name: textAt(document, 'name') ?? nameOf(path),
      triggers: readTriggers(entryAt(document, 'on') ?? entryAt(document, 'true')),
      ...permissionsOf(entryAt(document, 'permissions')),
      ...concurrencyOf(entryAt(document, 'concurrency')),
      env: environmentOf(at(document, 'env')),
      jobs,
      external: jobs.flatMap(({ uses, location }) =>
        uses === undefined || uses.startsWith('./') ? [] : [{ what: uses, location }],
      ),
    },
  ];
}

function readTriggers(entry: MapEntry | undefined): readonly WorkflowTrigger[] {
  if (entry === undefined) return [];
  if (entry.value.kind !== 'map')
    return textsOf(entry.value).map((event) => ({ event, branches: [], workflows: [], location: entry.keyLocation }));
  return entry.value.entries.map(({ key, keyLocation, value }) => ({
    event: key,
    branches: [...textsOf(at(value, 'branches')), ...textsOf(at(value, 'tags'))],
    workflows: textsOf(at(value, 'workflows')),
    location: keyLocation,
  }));
}

function permissionsOf(entry: MapEntry | undefined): { permissions?: WorkflowPermissions } {
  if (entry === undefined) return {};
  const text = textOf(entry.value);
  const all = text === 'read-all' ? 'read' : text === 'write-all' ? 'write' : undefined;
  const scopes = Object.fromEntries(entriesOf(entry.value).map(({ key, value }) => [key, textOf(value) ?? '']));
  const none = entry.value.kind === 'map' && entry.value.entries.length === 0 ? ('none' as const) : all;
  return { permissions: { ...(none === undefined ? {} : { all: none }), scopes, location: entry.keyLocation } };
}

function concurrencyOf(entry: MapEntry | undefined): { concurrency?: WorkflowConcurrency } {
  if (entry === undefined) return {};
  const group = textOf(entry.value) ?? textAt(entry.value, 'group') ?? '';
  const cancel = at(entry.value, 'cancel-in-progress');
  const cancels = cancel === undefined ? false : booleanOf(cancel);
  return {
    concurrency: {
      group,
      ...(cancels === undefined ? {} : { cancelInProgress: cancels }),
      location: entry.keyLocation,
    },
  };
}

function readJob(
  repository: Repository,
  shell: Shell,
  path: string,
  { key, keyLocation, value }: MapEntry,
  budget: Budget,
): WorkflowJob {
  const uses = textAt(value, 'uses');
  const environment = textAt(value, 'environment') ?? textAt(value, 'environment', 'name');
  const runsOn = textsOf(at(value, 'runs-on')).join(' ');
  const condition = textAt(value, 'if');
  return {
    ...item({ ...keyLocation, path }, key, 'production'),
    id: key,
    name: textAt(value, 'name') ?? key,
    needs: textsOf(at(value, 'needs')),
    ...(environment === undefined ? {} : { environment }),
    ...permissionsOf(entryAt(value, 'permissions')),
    ...concurrencyOf(entryAt(value, 'concurrency')),
    env: environmentOf(at(value, 'env')),
    ...(runsOn === '' ? {} : { runsOn }),
    ...(condition === undefined ? {} : { condition: maskText(condition) }),
    ...(uses === undefined ? {} : { uses }),
    matrix: Object.fromEntries(entriesOf(at(value, 'strategy', 'matrix')).map((one) => [one.key, textsOf(one.value)])),
    steps: itemsOf(at(value, 'steps')).flatMap((step) => readStep(repository, shell, step, budget, 0)),
    manual: false,
    continueOnError: booleanOf(at(value, 'continue-on-error')) === true,
  };
}

function readStep(
  repository: Repository,
  shell: Shell,
  step: DataNode,
  budget: Budget,
  depth: number,
): readonly WorkflowStep[] {
  budget.left -= 1;
  if (budget.left < 0) return [];
  const usesEntry = entryAt(step, 'uses');
  const uses = textOf(usesEntry?.value);
  const local = uses?.startsWith('./') === true ? localAction(repository, uses) : undefined;
  if (local !== undefined && depth < MAX_ACTION_DEPTH)
    return itemsOf(at(local, 'runs', 'steps')).flatMap((inner) =>
      readStep(repository, shell, inner, budget, depth + 1),
    );
  const run = commandOf(shell, at(step, 'run'));
  const name = textAt(step, 'name');
  const condition = textAt(step, 'if');
  const withs = Object.fromEntries(entriesOf(at(step, 'with')).map(({ key, value }) => [key, valueOf(key, value)]));
  const script = commandOf(
    shell,
    uses === undefined
      ? undefined
      : (at(step, 'with', 'script') ?? at(step, 'with', 'run') ?? at(step, 'with', 'command')),
  );
  const deploys =
    deployVerbOf(run) ??
    (uses === undefined ? undefined : deployVerbOfAction(uses, booleanOf(at(step, 'with', 'push')) === true));
  const tests = testCommandOf(run) ?? testCommandOf(script);
  const command = run ?? script;
  return [
    {
      ...(name === undefined ? {} : { name }),
      location: step.location,
      ...(uses === undefined || usesEntry === undefined ? {} : { uses: actionOf(uses, usesEntry) }),
      ...(command === undefined ? {} : { run: command }),
      with: withs,
      env: environmentOf(at(step, 'env')),
      ...(condition === undefined ? {} : { condition: maskText(condition) }),
      continueOnError: booleanOf(at(step, 'continue-on-error')) === true,
      ...(deploys === undefined ? {} : { deploys }),
      ...(tests === undefined ? {} : { tests }),
    },
  ];
}

function localAction(repository: Repository, uses: string): DataNode | undefined {
  const folder = joinPath('', uses);
  const path = ['action.yml', 'action.yaml']
    .map((name) => `${folder}/${name}`)
    .find((one) => repository.file(one) !== undefined);
  return path === undefined ? undefined : documentOf(repository, path);
}

function actionOf(uses: string, { value }: MapEntry): ActionReference {
  const split = uses.lastIndexOf('@');
  const ref = split === -1 ? undefined : uses.slice(split + 1);
  return {
    action: split === -1 ? uses : uses.slice(0, split),
    ...(ref === undefined ? {} : { ref }),
    pinned: uses.startsWith('./') || /^([0-9a-f]{40}|sha256:[0-9a-f]{64})$/.test(ref ?? ''),
    location: value.location,
  };
}
