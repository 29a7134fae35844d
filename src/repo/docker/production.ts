import type { ComposeFile, RepositoryFile, SimpleCommand, Workflow } from '../../model/repository/index.ts';
import { folderOf, joinPath, nameOf } from '../paths.ts';
import { roleOf } from '../roles.ts';

/** Who builds a Dockerfile. */
export interface Build {
  readonly dockerfile: string;
  readonly context: string;
  readonly target?: string;
  /** In words, with the place: `.github/workflows/deploy.yml:31 builds it`. */
  readonly because: string;
  readonly production: boolean;
}

/** Builds that compose files and workflows name. */
export function buildsOf(composeFiles: readonly ComposeFile[], workflows: readonly Workflow[]): readonly Build[] {
  return [...composeFiles.flatMap(composeBuilds), ...workflows.flatMap(workflowBuilds)];
}

function composeBuilds({ role, services }: ComposeFile): readonly Build[] {
  return services.flatMap(({ build, location }) => {
    if (build === undefined) return [];
    const { dockerfile, context, target } = build;
    const because = `${location.path}:${location.line} builds it`;
    return [
      { dockerfile, context, ...(target === undefined ? {} : { target }), because, production: role === 'production' },
    ];
  });
}

function workflowBuilds({ jobs }: Workflow): readonly Build[] {
  return jobs.flatMap((job) => {
    const pushes = job.steps.some(({ deploys }) => deploys !== undefined);
    return job.steps.flatMap(({ run, uses, with: inputs, location }): readonly Build[] => {
      const because = `${location.path}:${location.line} builds it`;
      const commands = buildCommands(run?.commands ?? [], because, pushes);
      if (uses === undefined || !/build-push|docker-build|build-and-push/.test(uses.action)) return commands;
      const text = (name: string): string | undefined => {
        const input = inputs[name];
        return input?.status === 'known' ? input.text : undefined;
      };
      const context = joinPath('', text('context') ?? '.') ?? '';
      const file = text('file') ?? text('dockerfile');
      const dockerfile = file === undefined ? joinPath(context, 'Dockerfile') : joinPath('', file);
      const target = text('target');
      return [
        ...commands,
        {
          dockerfile: dockerfile ?? '',
          context,
          ...(target === undefined ? {} : { target }),
          because,
          production: pushes,
        },
      ];
    });
  });
}

/** In the folder that the `cd` before it went to. */
function buildCommands(commands: readonly SimpleCommand[], because: string, production: boolean): readonly Build[] {
  let folder: string | undefined = '';
  return commands.flatMap(({ words }) => {
    if (words[0] === 'cd') folder = folder === undefined ? undefined : joinPath(folder, words[1] ?? '');
    return folder === undefined ? [] : buildCommand(words, folder, because, production);
  });
}

/** `docker build -f X --target Y context`; both paths count from the working folder. */
function buildCommand(
  words: readonly string[],
  folder: string,
  because: string,
  production: boolean,
): readonly Build[] {
  const build = words.indexOf('build');
  if (!/(^|\/)(docker|podman|buildah)$/.test(words[0] ?? '') || build === -1 || words.includes('compose')) return [];
  const valued =
    /^(-f|--file|-t|--tag|--target|--build-arg|--platform|--cache-from|--cache-to|--label|--network|--progress|--secret|--ssh|--output|-o|--iidfile)$/;
  const rest = words.slice(build + 1);
  const valueOf = (...names: readonly string[]): string | undefined => {
    const index = rest.findIndex((word) => names.includes(word));
    return index === -1
      ? rest.find((word) => names.some((name) => word.startsWith(`${name}=`)))?.split('=')[1]
      : rest[index + 1];
  };
  const context =
    joinPath(
      folder,
      rest.findLast((word, index) => !word.startsWith('-') && !valued.test(rest[index - 1] ?? '')) ?? '.',
    ) ?? '';
  const file = valueOf('-f', '--file');
  const target = valueOf('--target');
  const dockerfile = file === undefined ? joinPath(context, 'Dockerfile') : joinPath(folder, file);
  return [{ dockerfile: dockerfile ?? '', context, ...(target === undefined ? {} : { target }), because, production }];
}

export interface Use {
  readonly production: boolean;
  readonly because: string;
}

/**
 * Whether production uses a Dockerfile: someone builds it for a deployment; or its name does not say otherwise, nobody but a
 * deployment is known to build its siblings, and no sibling says that it is the one for production.
 *
 * @param elsewhere what runs the project in production without an image.
 */
export function useOf(
  path: string,
  builds: readonly Build[],
  all: readonly RepositoryFile[],
  elsewhere: string | undefined,
): Use {
  const own = builds.filter(({ dockerfile }) => dockerfile === path);
  const deployed = own.find(({ production }) => production);
  if (deployed !== undefined) return { production: true, because: deployed.because };
  const role = roleOf(path);
  if (role !== 'production') return { production: false, because: `its name says ${role}` };
  if (/(^|[.\-_])builder$/i.test(nameOf(path)))
    return { production: false, because: 'its name says that things are built in it' };
  if (elsewhere !== undefined && !saysProduction(path)) return { production: false, because: elsewhere };
  const rival = builds.find(({ dockerfile, production }) => production && folderOf(dockerfile) === folderOf(path));
  if (rival !== undefined && own.length > 0)
    return { production: false, because: `${rival.because.replace(/ it$/, '')} ${rival.dockerfile} in its place` };
  const sibling = all.find(
    (file) => file.path !== path && folderOf(file.path) === folderOf(path) && saysProduction(file.path),
  );
  if (sibling !== undefined && !saysProduction(path))
    return { production: false, because: `${sibling.path} is the one for production` };
  return {
    production: true,
    because:
      own.length === 0
        ? 'its name does not say otherwise'
        : `${own[0]?.because ?? ''}, and its name does not say otherwise`,
  };
}

function saysProduction(path: string): boolean {
  return (
    isDockerfile(path) && /(^|[\W_])(prod|production|prd)($|[\W_])/i.test(nameOf(path)) && roleOf(path) === 'production'
  );
}

export function isDockerfile(path: string): boolean {
  return (
    /^(dockerfile|containerfile)([.\-_][\w.-]+)?$|^[\w-]+\.(dockerfile|containerfile)$/i.test(nameOf(path)) &&
    !/\.(dockerignore|md|txt|py|sh|j2|tmpl|yml|yaml|json)$/i.test(path)
  );
}
