import type { Dependencies, DependencyFile, Project } from '../../model/repository/index.ts';
import { item, startOf } from '../item.ts';
import { folderOf, nameOf } from '../paths.ts';
import { holdsPython } from '../processes/images.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { readDependencyFiles } from './files.ts';
import { imagesSetAside, readInstalls } from './installs.ts';
import { type Platforms, productionFiles } from './production.ts';
import type { ReadFile } from './requirements.ts';
import { resolvePackages } from './resolve.ts';
import { staleness } from './stale.ts';

/** Every file that names Python packages, the commands that install from them, and what production installs of each package. */
export async function readDependencies(repository: Repository): Promise<Dependencies> {
  const read = await readDependencyFiles(repository);
  const installs = await readInstalls(repository, read);
  const { because, uncertainty } = productionFiles(
    read,
    installs,
    await platformsOf(repository),
    await projectOf(repository),
  );
  const belonging = withBelonging(read, because);
  const files = read.map((file) => dependencyFile(file, read, belonging));
  return {
    files,
    installs: installs.map(({ command }) => command),
    resolved: resolvePackages(files),
    ...(uncertainty === undefined ? {} : { uncertainty }),
  };
}

function dependencyFile(
  file: ReadFile,
  all: readonly ReadFile[],
  because: ReadonlyMap<string, string>,
): DependencyFile {
  const installedBy = because.get(file.path);
  const stale = file.kind === 'lock' ? staleness(file, all) : undefined;
  return {
    ...item(startOf(file.path), undefined, installedBy === undefined ? roleOf(file.path) : 'production'),
    ...file,
    production: installedBy !== undefined,
    ...(installedBy === undefined ? {} : { installedBy }),
    ...(stale === undefined ? {} : { stale }),
  };
}

/** A file that production installs may include others, which include others. */
function withBelonging(files: readonly ReadFile[], because: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const all = new Map(because);
  for (const [path] of all) {
    const file = files.find((one) => one.path === path);
    for (const { path: included, location } of file?.includes ?? [])
      if (!all.has(included)) all.set(included, `${path}:${location.line} includes it`);
  }
  return all;
}

/** Platforms that install by themselves. An image that the repository builds comes before them. */
async function platformsOf(repository: Repository): Promise<Platforms> {
  const beanstalk = await repository.fact('repository.elasticBeanstalk');
  const dockerfiles = await repository.fact('repository.dockerfiles');
  const [extension] = beanstalk.extensions;
  const top =
    extension === undefined
      ? folderOf(folderOf(beanstalk.config?.path ?? beanstalk.hooks[0]?.path ?? ''))
      : folderOf(folderOf(extension.path));
  const aside = await imagesSetAside(repository);
  const images = dockerfiles.some((file) => file.production && holdsPython(file) && !aside.has(file.path));
  const usesDocker = beanstalk.dockerrun !== undefined || /docker/i.test(beanstalk.config?.platform?.text ?? '');
  const procfile = repository.files.find(({ path }) => nameOf(path) === 'Procfile')?.path;
  return {
    ...(beanstalk.present && !usesDocker ? { beanstalk: top } : {}),
    ...(procfile === undefined || images ? {} : { procfile: folderOf(procfile) }),
  };
}

async function projectOf(repository: Repository): Promise<Project | undefined> {
  try {
    return await repository.fact('repository.project');
  } catch {
    return undefined; // without a project the top folder is the place to look
  }
}
