import type { Workflow } from '../../model/repository/index.ts';
import { documentOf } from '../data/documents.ts';
import { environmentOf } from '../data/environment.ts';
import { at, type DataNode, entriesOf, itemsOf, type MapEntry, textAt, textOf, textsOf } from '../data/node.ts';
import { folderOf, joinPath } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { readScript } from '../shell/script.ts';
import type { Shell } from '../shell/shell.ts';
import { scriptJob, scriptStep, scriptWorkflow } from './scripted.ts';

/** CodeBuild's `buildspec.yml`: one job, the phases in their order. */
export function readBuildspec(repository: Repository, shell: Shell, path: string): readonly Workflow[] {
  const document = documentOf(repository, path);
  const phases = at(document, 'phases');
  if (phases === undefined) return [];
  const steps = entriesOf(phases)
    .flatMap(({ value }) => itemsOf(at(value, 'commands')).concat(itemsOf(at(value, 'finally'))))
    .map((line) => scriptStep(shell, line));
  const env = [
    ...environmentOf(at(document, 'env', 'variables')),
    ...environmentOf(at(document, 'env', 'secrets-manager')),
    ...environmentOf(at(document, 'env', 'parameter-store')),
  ];
  return [scriptWorkflow('codebuild', path, [scriptJob('build', { path, line: 1 }, steps, { env })])];
}

/** CodeDeploy's `appspec.yml`: a job for each hook, with the commands of its scripts. */
export function readAppspec(repository: Repository, shell: Shell, path: string): readonly Workflow[] {
  const hooks = entriesOf(at(documentOf(repository, path), 'hooks'));
  const jobs = hooks.map(({ key, keyLocation, value }) => {
    const scripts = itemsOf(value).flatMap((hook) => joinPath(folderOf(path), textAt(hook, 'location') ?? '') ?? []);
    const steps = scripts.flatMap((script) => {
      const run = readScript(repository, shell, script);
      return run === undefined ? [] : [{ location: run.location, run, with: {}, env: [], continueOnError: false }];
    });
    return scriptJob(key, keyLocation, steps);
  });
  return jobs.length === 0 ? [] : [scriptWorkflow('codedeploy', path, jobs)];
}

/** `bitbucket-pipelines.yml`: a job for each step of each pipeline. */
export function readBitbucket(repository: Repository, shell: Shell, path: string): readonly Workflow[] {
  const pipelines = entriesOf(at(documentOf(repository, path), 'pipelines'));
  const named = pipelines.flatMap((entry): readonly MapEntry[] =>
    entry.value.kind === 'map' ? entry.value.entries : [entry],
  );
  const jobs = named.flatMap(({ key, value }) => {
    const steps = stepsOf(value);
    return steps.map((step, index) => {
      const lines = itemsOf(at(step, 'script'));
      const environment = textAt(step, 'deployment');
      return scriptJob(
        `${key} ${index + 1}`,
        step.location,
        lines.flatMap((line) => (line.kind === 'scalar' ? [scriptStep(shell, line)] : pipeStep(shell, line))),
        {
          needs: index === 0 ? [] : [`${key} ${index}`],
          manual: textAt(step, 'trigger') === 'manual',
          ...(environment === undefined ? {} : { environment }),
        },
      );
    });
  });
  return jobs.length === 0 ? [] : [scriptWorkflow('bitbucket', path, jobs)];
}

function stepsOf(node: DataNode, depth = 0): readonly DataNode[] {
  if (depth > 5) return [];
  return itemsOf(node).flatMap((entry) => {
    const step = at(entry, 'step');
    if (step !== undefined) return [step];
    const inner = at(entry, 'parallel') ?? at(entry, 'stage');
    return inner === undefined ? [] : stepsOf(at(inner, 'steps') ?? inner, depth + 1);
  });
}

/** `pipe: atlassian/aws-elasticbeanstalk-deploy:1.0.2` deploys without a command. */
function pipeStep(shell: Shell, line: DataNode): readonly ReturnType<typeof scriptStep>[] {
  const pipe = textAt(line, 'pipe') ?? '';
  const step = scriptStep(shell, line);
  if (/elasticbeanstalk/.test(pipe)) return [{ ...step, deploys: 'eb deploy' }];
  if (/ecs-deploy/.test(pipe)) return [{ ...step, deploys: 'ecs update-service' }];
  if (/ssh-run|rsync|scp/.test(pipe)) return [{ ...step, deploys: 'ssh' }];
  return /deploy/.test(pipe) ? [{ ...step, deploys: 'platform' }] : [step];
}

/** `.circleci/config.yml`: jobs with their `run` steps; what a job requires is said in the workflows. */
export function readCircleci(repository: Repository, shell: Shell, path: string): readonly Workflow[] {
  const document = documentOf(repository, path);
  const needs = new Map<string, readonly string[]>();
  for (const { value } of entriesOf(at(document, 'workflows')))
    for (const job of itemsOf(at(value, 'jobs')))
      for (const entry of entriesOf(job)) needs.set(entry.key, textsOf(at(entry.value, 'requires')));
  const jobs = entriesOf(at(document, 'jobs')).map(({ key, keyLocation, value }) => {
    const steps = itemsOf(at(value, 'steps')).flatMap((step) => {
      const run = at(step, 'run');
      const line = run?.kind === 'map' ? at(run, 'command') : run;
      if (line !== undefined) return [scriptStep(shell, line)];
      const [orb] = entriesOf(step);
      const deploys = /aws-ecs\/deploy|aws-ecs\/update/.test(orb?.key ?? '')
        ? ('ecs update-service' as const)
        : undefined;
      return [{ ...scriptStep(shell, step), ...(deploys === undefined ? {} : { deploys }) }];
    });
    return scriptJob(key, keyLocation, steps, {
      needs: needs.get(key) ?? [],
      env: environmentOf(at(value, 'environment')),
    });
  });
  const external = entriesOf(at(document, 'orbs')).map(({ keyLocation, value }) => ({
    what: textOf(value) ?? 'orb',
    location: keyLocation,
  }));
  return jobs.length === 0 ? [] : [scriptWorkflow('circleci', path, jobs, { external })];
}
