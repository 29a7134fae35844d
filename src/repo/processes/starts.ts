import type {
  ComposeFile,
  Dockerfile,
  EcsTaskDefinition,
  EnvironmentEntry,
  Kubernetes,
  Procfile,
  Workload,
} from '../../model/repository/index.ts';
import { lastOfEach } from '../docker/read.ts';
import { readProcfile } from '../elastic-beanstalk/procfile.ts';
import { folderOf, nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { loadShell } from '../shell/shell.ts';
import { type Images, imagesOf } from './images.ts';
import { serviceStarts } from './services.ts';
import type { Start } from './start.ts';

/** Every start command of the repository; what an image starts is left out where production starts it with a command of its own. */
export async function startsOf(repository: Repository): Promise<readonly Start[]> {
  const [dockerfiles, composeFiles, tasks, kubernetes] = await Promise.all([
    repository.fact('repository.dockerfiles'),
    repository.fact('repository.composeFiles'),
    repository.fact('repository.ecsTaskDefinitions'),
    repository.fact('repository.kubernetes'),
  ]);
  const images = imagesOf(dockerfiles, composeFiles, await repository.fact('repository.workflows'));
  const orchestrated = [
    ...composeFiles.flatMap((file) => composeStarts(file, images)),
    ...tasks.flatMap((task) => ecsStarts(task, images)),
    ...kubernetesStarts(kubernetes, images, repository),
  ];
  return [
    ...dockerfiles.flatMap((file) => dockerfileStart(file, orchestrated)),
    ...orchestrated,
    ...(await procfileStarts(repository)),
    ...(await serviceStarts(repository)),
  ];
}

function dockerfileStart(dockerfile: Dockerfile, orchestrated: readonly Start[]): readonly Start[] {
  const { final, path, role, location } = dockerfile;
  if (final.cmd === undefined && final.entrypoint === undefined) return [];
  const uses = orchestrated.filter((start) => start.production && start.dockerfile === dockerfile);
  if (uses.some(({ inherited }) => inherited)) return [];
  const place = (final.cmd ?? final.entrypoint)?.location ?? location;
  return [
    {
      artefact: 'dockerfile',
      location: place,
      production: dockerfile.production && uses.length === 0,
      role,
      phase: 'start',
      ignoresFailure: false,
      ...(final.entrypoint === undefined ? {} : { entrypoint: final.entrypoint }),
      ...(final.cmd === undefined ? {} : { command: final.cmd }),
      environment: final.env,
      dockerfile,
      inherited: false,
      container: true,
      folder: dockerfile.context === '' ? folderOf(path) : dockerfile.context,
    },
  ];
}

/** The image's own entrypoint and command, as far as the artefact does not replace them: an entrypoint takes the command away. */
function chain(
  own: Pick<Start, 'entrypoint' | 'command'>,
  dockerfile: Dockerfile | undefined,
): Pick<Start, 'entrypoint' | 'command' | 'inherited'> {
  const entrypoint = own.entrypoint ?? dockerfile?.final.entrypoint;
  const command = own.command ?? (own.entrypoint === undefined ? dockerfile?.final.cmd : undefined);
  return {
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(command === undefined ? {} : { command }),
    inherited: own.command === undefined && own.entrypoint === undefined,
  };
}

function variables(dockerfile: Dockerfile | undefined, own: readonly EnvironmentEntry[]): readonly EnvironmentEntry[] {
  return lastOfEach([...(dockerfile?.final.env ?? []), ...own]);
}

function composeStarts({ services, role, path }: ComposeFile, images: Images): readonly Start[] {
  return services.flatMap((service): readonly Start[] => {
    const built = images.dockerfiles.find((one) => one.path === service.build?.dockerfile);
    const dockerfile =
      built ??
      (service.build === undefined && service.image !== undefined && role === 'production'
        ? images.of(service.image, service.name)
        : undefined);
    const { entrypoint, command, location, name, replicas } = service;
    const own = { ...(entrypoint === undefined ? {} : { entrypoint }), ...(command === undefined ? {} : { command }) };
    return [
      {
        artefact: 'compose',
        location: command?.location ?? location,
        name,
        production: role === 'production',
        role,
        phase: 'start',
        ignoresFailure: false,
        ...chain(own, dockerfile),
        environment: variables(dockerfile, service.environment),
        ...(replicas === undefined ? {} : { replicas }),
        ...(dockerfile === undefined ? {} : { dockerfile }),
        container: true,
        folder: service.build?.context ?? folderOf(path),
      },
    ];
  });
}

function ecsStarts({ containers, role, origin, family, path }: EcsTaskDefinition, images: Images): readonly Start[] {
  return containers.flatMap((container): readonly Start[] => {
    const dockerfile = images.of(container.image, container.name);
    const { command, entryPoint, location, name } = container;
    const own = {
      ...(entryPoint === undefined ? {} : { entrypoint: entryPoint }),
      ...(command === undefined || command.words.length === 0 ? {} : { command }),
    };
    const oneOff =
      /migrat|release|one-?off|task-?run|command|cron/i.test(`${family ?? ''} ${name} ${nameOf(path)}`) &&
      !container.portMappings.length;
    return [
      {
        artefact: origin === 'terraform' ? 'terraform' : origin === 'cloudformation' ? 'cloudformation' : 'ecs',
        location: command?.location ?? location,
        name,
        production: role === 'production',
        role,
        phase: oneOff ? 'deploy' : 'start',
        ...(oneOff ? { once: 'it is a task of its own' } : {}),
        ignoresFailure: false,
        ...chain(own, dockerfile),
        environment: variables(dockerfile, [...container.environment, ...container.secrets]),
        ...(dockerfile === undefined ? {} : { dockerfile }),
        container: true,
        folder: dockerfile?.context ?? '',
      },
    ];
  });
}

function kubernetesStarts({ workloads }: Kubernetes, images: Images, repository: Repository): readonly Start[] {
  return workloads.flatMap((workload) => [
    ...workload.containers.map((container) => kubernetesStart(workload, container, images, false, repository)),
    ...workload.initContainers.map((container) => kubernetesStart(workload, container, images, true, repository)),
  ]);
}

function kubernetesStart(
  workload: Workload,
  container: Workload['containers'][number],
  images: Images,
  init: boolean,
  repository: Repository,
): Start {
  const dockerfile = images.of(container.image, container.name);
  const { command, args, location } = container;
  const own = {
    ...(command === undefined ? {} : { entrypoint: command }),
    ...(args === undefined ? {} : { command: args }),
  };
  const hidden =
    command === undefined && args === undefined && workload.templated && namesCommand(repository, workload.path);
  const job = workload.kind === 'Job' || workload.kind === 'CronJob';
  const replicas =
    workload.autoscaler?.max ?? (workload.replicas?.status === 'known' ? workload.replicas.value : undefined);
  const phase = job ? 'deploy' : init ? 'init-container' : 'start';
  return {
    artefact: 'kubernetes',
    location: (command ?? args)?.location ?? location,
    name: `${workload.name}/${container.name}`,
    production: workload.role === 'production',
    role: workload.role,
    phase,
    ...(job ? { once: `it is a ${workload.kind}` } : {}),
    ignoresFailure: false,
    ...(hidden ? { inherited: false } : chain(own, dockerfile)),
    environment: variables(dockerfile, container.env),
    ...(replicas === undefined ? {} : { replicas }),
    ...(dockerfile === undefined ? {} : { dockerfile }),
    container: true,
    folder: dockerfile?.context ?? '',
  };
}

/** A template that can give a command which could not be read: the image's own is then no answer. */
function namesCommand(repository: Repository, path: string): boolean {
  return /^\s*-?\s*(command|args):/m.test(repository.text(path) ?? '');
}

/** Platforms look for it at the top of what they are given; one in a hidden folder is for foreman and its like. */
function isToolOf(path: string): boolean {
  return /(^|\/)\.[^/]+\//.test(path);
}

/** Every Procfile; the one of Elastic Beanstalk is none of Heroku's, and has no release phase. */
async function procfileStarts(repository: Repository): Promise<readonly Start[]> {
  const shell = await loadShell();
  const beanstalk = await repository.fact('repository.elasticBeanstalk');
  const files = repository.files.flatMap(({ path }) =>
    /^Procfile(\.[\w-]+)?$/.test(nameOf(path)) ? (readProcfile(repository, shell, path) ?? []) : [],
  );
  return files.flatMap((file: Procfile) =>
    file.entries.map(({ name, command, location }): Start => {
      const role = isToolOf(file.path) ? 'development' : roleOf(file.path);
      const release = (name === 'release' || name === 'postdeploy') && beanstalk.procfile?.path !== file.path;
      return {
        artefact: 'procfile',
        location,
        name,
        production: role === 'production',
        role,
        phase: release ? 'deploy' : 'start',
        ...(release ? { once: 'the release phase runs once' } : {}),
        ignoresFailure: false,
        command,
        inherited: false,
        container: false,
        environment: beanstalk.procfile?.path === file.path ? beanstalk.environment : [],
        folder: folderOf(file.path),
      };
    }),
  );
}
