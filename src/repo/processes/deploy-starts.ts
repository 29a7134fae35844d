import type {
  ContainerCommand,
  ElasticBeanstalk,
  PlatformHook,
  Workflow,
  WorkflowJob,
  WorkflowStep,
} from '../../model/repository/index.ts';
import { folderOf, nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { readScript } from '../shell/script.ts';
import { loadShell } from '../shell/shell.ts';
import type { Start } from './start.ts';

/** Commands that belong to building and deploying, none of which stays running. */
export async function deployStarts(repository: Repository): Promise<readonly Start[]> {
  const [workflows, beanstalk, dockerfiles] = await Promise.all([
    repository.fact('repository.workflows'),
    repository.fact('repository.elasticBeanstalk'),
    repository.fact('repository.dockerfiles'),
  ]);
  const builds = dockerfiles.flatMap((dockerfile) =>
    dockerfile.stages.flatMap(({ runs }) =>
      runs.map(
        (command): Start => ({
          ...BASE,
          artefact: 'dockerfile',
          location: command.location,
          production: dockerfile.production,
          role: dockerfile.role,
          phase: 'build',
          command,
          dockerfile,
          folder: dockerfile.context,
        }),
      ),
    ),
  );
  return [
    ...builds,
    ...workflows.flatMap(workflowStarts),
    ...beanstalkStarts(beanstalk),
    ...(await scriptStarts(repository)),
  ];
}

const BASE = {
  environment: [],
  inherited: false,
  container: false,
  ignoresFailure: false,
  role: 'production',
} as const;

function workflowStarts(workflow: Workflow): readonly Start[] {
  return workflow.jobs.flatMap((job) => {
    const deploys = isDeployment(job);
    return job.steps.flatMap((step): readonly Start[] =>
      step.run === undefined ? [] : [workflowStart(workflow, job, step, deploys)],
    );
  });
}

function workflowStart({ system }: Workflow, job: WorkflowJob, step: WorkflowStep, deploys: boolean): Start {
  const hook = system === 'codedeploy';
  return {
    ...BASE,
    artefact: 'workflow',
    location: step.run?.location ?? step.location,
    name: job.id,
    production: deploys || hook,
    phase: hook ? 'hook' : deploys ? 'deploy' : 'ci',
    ...(hook ? {} : { once: 'a step of a workflow runs once' }),
    ignoresFailure: step.continueOnError || job.continueOnError,
    ...(step.run === undefined ? {} : { command: step.run }),
    environment: [...job.env, ...step.env],
    ...(step.condition === undefined ? {} : { when: step.condition }),
    folder: '',
  };
}

/** A job that reaches what runs: pushing an image alone does not. */
function isDeployment({ steps, environment }: WorkflowJob): boolean {
  return (
    (environment !== undefined && /prod|live|stag/i.test(environment)) ||
    steps.some(({ deploys }) => deploys !== undefined && deploys !== 'docker push' && deploys !== 's3 sync')
  );
}

function beanstalkStarts({ containerCommands, extensions, hooks }: ElasticBeanstalk): readonly Start[] {
  const commands = [...containerCommands, ...extensions.flatMap((extension) => extension.commands)];
  return [...commands.map(containerCommandStart), ...hooks.map(hookStart)];
}

function containerCommandStart(one: ContainerCommand): Start {
  const { command, location, name, leaderOnly, ignoreErrors, kind, test } = one;
  return {
    ...BASE,
    artefact: 'elastic-beanstalk',
    location,
    name,
    production: true,
    phase: kind === 'commands' ? 'hook' : 'deploy',
    ...(leaderOnly && kind === 'container_commands' ? { once: 'leader_only: true' } : {}),
    ignoresFailure: ignoreErrors,
    command,
    environment: one.env,
    folder: folderOf(folderOf(location.path)),
    ...(test === undefined || leaderOnly ? {} : { when: test }),
  };
}

function hookStart({ script, location, when, stage, path }: PlatformHook): Start {
  return {
    ...BASE,
    artefact: 'elastic-beanstalk',
    location,
    name: `${when}/${stage}/${nameOf(path)}`,
    production: true,
    phase: 'hook',
    command: script,
    folder: '',
  };
}

/** Scripts whose name says that they deploy, started by nobody in the repository: people start them. */
async function scriptStarts(repository: Repository): Promise<readonly Start[]> {
  const shell = await loadShell();
  return repository.files.flatMap(({ path, role, size }): readonly Start[] => {
    if (
      size > 100_000 ||
      role !== 'production' ||
      !/^(update|postinst)$|(^|[-_.])(deploy|release|deployment|update-prod|bootstrap|upgrade)([-_.]|$)/i.test(
        nameOf(path).replace(/\.(sh|bash)$/, ''),
      )
    )
      return [];
    if (!/\.(sh|bash)$/.test(path) && /\.\w+$/.test(path)) return [];
    const command = readScript(repository, shell, path);
    return command === undefined
      ? []
      : [
          {
            ...BASE,
            artefact: 'script',
            location: command.location,
            production: true,
            phase: 'deploy',
            once: 'the script is started once for a deployment',
            command,
            folder: folderOf(path),
          },
        ];
  });
}
