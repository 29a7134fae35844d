import type { DockerCopy, Dockerfile, DockerStage } from '../../model/repository/index.ts';
import { folderOf, joinPath, nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import type { Start } from './start.ts';

/** The file of the repository that a path of an image or instance stands for; undefined when there is none or several could be. */
export function scriptFile(repository: Repository, word: string, start: Start): string | undefined {
  const { dockerfile, folder } = start;
  if (/[\s$*]/.test(word) || word === '') return undefined;
  const exists = (path: string | undefined): path is string =>
    path !== undefined && repository.file(path) !== undefined;
  const inImage =
    dockerfile === undefined
      ? undefined
      : copiedFrom(repository, dockerfile, absolute(word, dockerfile.final.workdir?.text));
  if (exists(inImage)) return inImage;
  if (!word.startsWith('/')) {
    const near = [joinPath(folder, word), joinPath(folderOf(start.location.path), word), joinPath('', word)].find(
      exists,
    );
    if (near !== undefined) return near;
  }
  return byEnding(repository, word);
}

function absolute(word: string, workdir = '/'): string {
  return normal(word.startsWith('/') ? word : `${workdir}/${word}`);
}

function normal(path: string): string {
  return `/${joinPath('', path.replace(/^\/+/, '')) ?? ''}`;
}

/** Follows COPY back to the build context; files from other images are nobody's. */
function copiedFrom(repository: Repository, dockerfile: Dockerfile, target: string): string | undefined {
  const stages = dockerfile.final.stages.flatMap((index) => dockerfile.stages[index] ?? []);
  return inStages(repository, dockerfile, stages, target, 0);
}

function inStages(
  repository: Repository,
  dockerfile: Dockerfile,
  stages: readonly DockerStage[],
  target: string,
  depth: number,
): string | undefined {
  for (const stage of [...stages].reverse()) {
    for (const copy of [...stage.copies].reverse()) {
      if (copy.heredoc) continue;
      const found =
        copy.from === undefined ? fromContext(repository, dockerfile.context, copy, target, stage) : undefined;
      if (found !== undefined) return found;
      const other =
        copy.from === undefined
          ? undefined
          : dockerfile.stages.find(({ name, index }) => name === copy.from || String(index) === copy.from);
      const moved = other === undefined || depth > 3 ? undefined : movedTarget(copy, target, stage);
      const inside =
        other === undefined || moved === undefined
          ? undefined
          : inStages(repository, dockerfile, [other], moved, depth + 1);
      if (inside !== undefined) return inside;
    }
  }
  return undefined;
}

/** Where a file of a later stage stood in the stage that it was copied from. */
function movedTarget(copy: DockerCopy, target: string, stage: DockerStage): string | undefined {
  const [source] = copy.sources;
  const destination = absolute(copy.destination, stage.workdir?.text);
  if (
    source === undefined ||
    !(target === destination || target.startsWith(`${destination === '/' ? '' : destination}/`))
  )
    return undefined;
  return normal(`${source}/${target.slice(destination.length)}`);
}

function fromContext(
  repository: Repository,
  context: string,
  copy: DockerCopy,
  target: string,
  stage: DockerStage,
): string | undefined {
  const destination = absolute(copy.destination, stage.workdir?.text);
  for (const source of copy.sources) {
    const path = joinPath(context, source.replace(/^\/+/, ''));
    if (path === undefined) continue;
    const candidates = [
      ...(destination === target ? [path] : []),
      ...(normal(`${destination}/${nameOf(path)}`) === target ? [path] : []),
      ...(target.startsWith(destination === '/' ? '/' : `${destination}/`)
        ? [joinPath(path, target.slice(destination.length).replace(/^\//, ''))]
        : []),
      ...wildcard(repository, path, target, destination),
    ];
    const found = candidates.find((one) => one !== undefined && repository.file(one) !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `COPY docker/*.sh /bin/`. */
function wildcard(repository: Repository, pattern: string, target: string, destination: string): readonly string[] {
  if (!pattern.includes('*') || normal(`${destination}/${nameOf(target)}`) !== target) return [];
  const path = `${folderOf(pattern)}/${nameOf(target)}`;
  return repository.file(path) === undefined ? [] : [path];
}

/** The only script of the repository with that name, or with the longest ending in common. */
function byEnding(repository: Repository, word: string): string | undefined {
  const name = nameOf(word);
  if (!/\.(sh|bash|py)$|^(docker-)?entrypoint|^start|^run/.test(name)) return undefined;
  const files = repository.files.filter(({ path }) => nameOf(path) === name && roleOf(path) === 'production');
  if (files.length === 1) return files[0]?.path;
  const parts = word.split('/').filter((part) => part !== '' && part !== '.');
  const longer = files.filter(({ path }) => parts.length > 1 && path.endsWith(parts.slice(-2).join('/')));
  return longer.length === 1 ? longer[0]?.path : undefined;
}
