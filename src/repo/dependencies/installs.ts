import type { Dockerfile, InstallCommand } from '../../model/repository/index.ts';
import { expand } from '../expand.ts';
import { folderOf, isBelow, joinPath, nameOf } from '../paths.ts';
import { deployStarts } from '../processes/deploy-starts.ts';
import { holdsPython } from '../processes/images.ts';
import { followedStarts } from '../processes/read.ts';
import { scriptFile } from '../processes/script-path.ts';
import type { Start } from '../processes/start.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { installsOf } from './install.ts';
import type { ReadFile } from './requirements.ts';

/** An install command with whether production is built by it. */
export interface Install {
  readonly command: InstallCommand;
  readonly production: boolean;
}

/** Every command that installs packages, its files resolved to those of the repository. */
export async function readInstalls(repository: Repository, files: readonly ReadFile[]): Promise<readonly Install[]> {
  const starts = await deployStarts(repository);
  const aside = await imagesSetAside(repository);
  return starts.flatMap((start) => {
    if (start.command === undefined) return [];
    return installsOf(start.command, start.artefact, start.role).map(({ command, when }) => {
      const resolved = { ...command, files: filesOf(repository, command, start, files) };
      const optional = when !== undefined && resolved.files.every((path) => roleOf(path) !== 'production');
      return { command: resolved, production: builds(start, command, aside) && !optional };
    });
  });
}

/** Images whose default command is not what production runs. */
export async function imagesSetAside(repository: Repository): Promise<ReadonlySet<string>> {
  const followed = await followedStarts(repository);
  return new Set(
    followed.flatMap(({ start }) =>
      start.artefact === 'dockerfile' && start.role === 'development' && start.dockerfile !== undefined
        ? [start.dockerfile.path]
        : [],
    ),
  );
}

function builds(
  { dockerfile, production, artefact, phase }: Start,
  { location }: InstallCommand,
  aside: ReadonlySet<string>,
): boolean {
  if (!production || phase === 'ci' || artefact === 'workflow') return false;
  if (dockerfile === undefined) return true;
  return !aside.has(dockerfile.path) && holdsPython(dockerfile) && inImage(dockerfile, location.line);
}

/** Whether the stage of a line is part of the image that runs, or something is copied from it. */
function inImage({ stages, final }: Dockerfile, line: number): boolean {
  const stage = stages.findLast(({ location }) => location.line <= line);
  const needed = new Set(final.stages);
  for (const index of needed) {
    for (const { from } of stages[index]?.copies ?? []) {
      const source = stages.find(
        ({ name, index: number }) => from !== undefined && (name === from || String(number) === from),
      );
      if (source !== undefined) needed.add(source.index);
    }
    const base = stages[index]?.base;
    if (base?.kind === 'stage') needed.add(base.index);
  }
  return stage === undefined || needed.has(stage.index);
}

const PROJECT_FILES: Readonly<Record<string, readonly string[]>> = {
  poetry: ['poetry.lock', 'pyproject.toml'],
  uv: ['uv.lock', 'pyproject.toml'],
  pdm: ['pdm.lock', 'pyproject.toml'],
  pipenv: ['Pipfile.lock', 'Pipfile'],
};

function filesOf(
  repository: Repository,
  { tool, files }: InstallCommand,
  start: Start,
  known: readonly ReadFile[],
): readonly string[] {
  if (files.length > 0) return [...new Set(files.flatMap((file) => fileOf(repository, file, start, known)))];
  const names = PROJECT_FILES[tool] ?? [];
  const context = start.dockerfile?.context ?? start.folder;
  return names.flatMap(
    (name) =>
      [copied(start.dockerfile, name), joinPath(context, name)].find(
        (path) => path !== undefined && repository.file(path) !== undefined,
      ) ?? [],
  );
}

/** `COPY api/pyproject.toml api/uv.lock ./`. */
function copied(dockerfile: Dockerfile | undefined, name: string): string | undefined {
  const sources =
    dockerfile?.stages.flatMap(({ copies }) =>
      copies.filter(({ from }) => from === undefined).flatMap((copy) => copy.sources),
    ) ?? [];
  const source = sources.find((one) => nameOf(one) === name);
  return source === undefined || dockerfile === undefined ? undefined : joinPath(dockerfile.context, source);
}

function fileOf(repository: Repository, written: string, start: Start, known: readonly ReadFile[]): readonly string[] {
  const env = start.dockerfile?.stages.flatMap((stage) => stage.env) ?? [];
  const file = expand(written, (name) => {
    const value = env.find((entry) => entry.name === name)?.value;
    return value?.status === 'known' ? value.text : undefined;
  });
  const folder = start.dockerfile?.context ?? start.folder;
  if (/^\.{0,2}\/?$/.test(file) || file === '.')
    return ['pyproject.toml', 'setup.py', 'setup.cfg']
      .flatMap((name) => joinPath(folder, name) ?? [])
      .filter((path) => known.some((one) => one.path === path));
  const found = scriptFile(repository, file, start);
  if (found !== undefined) return [found];
  const name = nameOf(file);
  const near = known.filter((one) => nameOf(one.path) === name && isBelow(folder, one.path));
  const same = near.filter((one) => folderOf(one.path).endsWith(folderOf(file).replace(/^[./]+/, '')));
  const [only] = same.length > 0 ? same : near;
  return (same.length === 1 || near.length === 1) && only !== undefined ? [only.path] : [];
}
