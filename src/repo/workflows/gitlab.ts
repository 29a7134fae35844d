import type { Workflow, WorkflowJob } from '../../model/repository/index.ts';
import { documentOf } from '../data/documents.ts';
import { environmentOf } from '../data/environment.ts';
import {
  at,
  booleanOf,
  type DataNode,
  entriesOf,
  itemsOf,
  type MapEntry,
  textAt,
  textOf,
  textsOf,
} from '../data/node.ts';
import type { Repository } from '../repository.ts';
import type { Shell } from '../shell/shell.ts';
import { scriptJob, scriptStep, scriptWorkflow } from './scripted.ts';

/** Keys of the top level that are no jobs. */
const KEYWORDS = new Set([
  'stages',
  'variables',
  'default',
  'include',
  'workflow',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'pages',
  'types',
]);

/** `.gitlab-ci.yml`. `needs` is the job's own list, else every job of the stages before. */
export function readGitlabPipeline(repository: Repository, shell: Shell, path: string): readonly Workflow[] {
  const document = documentOf(repository, path);
  if (document?.kind !== 'map') return [];
  const stages = textsOf(at(document, 'stages'));
  const entries = document.entries.filter(
    ({ key, value }) => !KEYWORDS.has(key) && !key.startsWith('.') && value.kind === 'map',
  );
  const before = at(document, 'before_script') ?? at(document, 'default', 'before_script');
  const jobs = entries.map((entry) => readJob(shell, path, entry, document, before));
  const stageOf = (id: string): number => {
    const value = entries.find(({ key }) => key === id)?.value;
    return stages.indexOf(textOf(resolve(value, document, 'stage')) ?? 'test');
  };
  const ordered = jobs.map((job) => {
    const entry = entries.find(({ key }) => key === job.id);
    if (at(entry?.value, 'needs') !== undefined) return job;
    const own = stageOf(job.id);
    return { ...job, needs: jobs.filter(({ id }) => stageOf(id) < own && stageOf(id) !== -1).map(({ id }) => id) };
  });
  const external = entriesOf(document)
    .filter(({ key }) => key === 'include')
    .map(({ keyLocation, value }) => ({ what: textsOf(value).join(', ') || 'include', location: keyLocation }));
  return [
    scriptWorkflow('gitlab', path, ordered, {
      env: environmentOf(at(document, 'variables')),
      external,
      triggers: [{ event: 'push', branches: [], workflows: [], location: { path, line: 1 } }],
    }),
  ];
}

function readJob(
  shell: Shell,
  path: string,
  entry: MapEntry,
  document: DataNode,
  before: DataNode | undefined,
): WorkflowJob {
  const { key, keyLocation, value } = entry;
  const script = [
    resolve(value, document, 'before_script') ?? before,
    resolve(value, document, 'script'),
    resolve(value, document, 'after_script'),
  ];
  const rules = itemsOf(resolve(value, document, 'rules'));
  const environment = textAt(value, 'environment') ?? textAt(value, 'environment', 'name');
  const needs = itemsOf(at(value, 'needs')).flatMap((need) => textOf(need) ?? textAt(need, 'job') ?? []);
  const group = textAt(value, 'resource_group');
  return scriptJob(
    key,
    { ...keyLocation, path },
    script.flatMap((node) => linesOf(node)).map((line) => scriptStep(shell, line)),
    {
      needs,
      env: environmentOf(at(value, 'variables')),
      manual: textAt(value, 'when') === 'manual' || rules.some((rule) => textAt(rule, 'when') === 'manual'),
      continueOnError: booleanOf(at(value, 'allow_failure')) === true,
      ...(environment === undefined ? {} : { environment }),
      ...(group === undefined ? {} : { concurrency: { group, cancelInProgress: false, location: keyLocation } }),
    },
  );
}

/** Lists of lines may be nested by `!reference` and anchors. */
function linesOf(node: DataNode | undefined, depth = 0): readonly DataNode[] {
  if (node === undefined || depth > 5) return [];
  return node.kind === 'list' && node.tag === undefined
    ? node.items.flatMap((inner) => linesOf(inner, depth + 1))
    : node.kind === 'scalar'
      ? [node]
      : [];
}

/** A key of a job, or of what it `extends`: the last of several parents wins. A parent is asked once. */
function resolve(
  job: DataNode | undefined,
  document: DataNode,
  key: string,
  asked = new Set<string>(),
): DataNode | undefined {
  const own = at(job, key);
  if (own !== undefined) return own;
  for (const parent of [...textsOf(at(job, 'extends'))].reverse()) {
    if (asked.has(parent)) continue;
    asked.add(parent);
    const found = resolve(at(document, parent), document, key, asked);
    if (found !== undefined) return found;
  }
  return undefined;
}
