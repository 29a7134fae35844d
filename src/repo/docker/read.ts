import type { DockerFinal, Dockerfile, DockerStage, EnvironmentEntry, Text } from '../../model/repository/index.ts';
import { expand } from '../expand.ts';
import { item, startOf } from '../item.ts';
import { textOf } from '../mask.ts';
import { folderOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { loadShell, type Shell } from '../shell/shell.ts';
import { type DockerInstruction, parseInstructions } from './instruction.ts';
import { type Build, buildsOf, isDockerfile, useOf } from './production.ts';
import { StageReader } from './stage.ts';
import { withoutImages } from './without-images.ts';
import { splitWords } from './words.ts';

/** Every Dockerfile, with which of them production builds. */
export async function readDockerfiles(repository: Repository): Promise<readonly Dockerfile[]> {
  const candidates = repository.files.filter(({ path }) => isDockerfile(path));
  if (candidates.length === 0) return [];
  const shell = await loadShell();
  const builds = buildsOf(
    await repository.fact('repository.composeFiles'),
    await repository.fact('repository.workflows'),
  );
  const elsewhere = await withoutImages(repository);
  return candidates.flatMap(({ path }) => {
    const file = readDockerfile(
      repository,
      shell,
      path,
      builds.filter(({ dockerfile }) => dockerfile === path),
    );
    return file === undefined ? [] : [{ ...file, ...useOf(path, builds, candidates, elsewhere) }];
  });
}

function readDockerfile(
  repository: Repository,
  shell: Shell,
  path: string,
  builds: readonly Build[],
): Omit<Dockerfile, 'production' | 'because'> | undefined {
  const text = repository.text(path);
  if (text === undefined) return undefined;
  try {
    const { stages, globalArgs } = readStages(shell, parseInstructions(path, text));
    if (stages.length === 0) return void repository.notes.add(path, 'has no FROM: no Dockerfile');
    const deployed = builds.find(({ production }) => production);
    const build = deployed ?? builds[0];
    const context = build?.context ?? folderOf(path);
    const ignoreFile = ignoreFileOf(repository, path, context);
    return {
      ...item(startOf(path)),
      stages,
      final: finalOf(stages, deployed?.target),
      globalArgs,
      context,
      ...(ignoreFile === undefined ? {} : { ignoreFile }),
    };
  } catch (error) {
    return void repository.notes.add(
      path,
      `could not be read as a Dockerfile: ${(error as Error).message.slice(0, 200)}`,
    );
  }
}

/** Docker's own order: the file's own, then the context's. */
function ignoreFileOf(repository: Repository, path: string, context: string): string | undefined {
  const candidates = [`${path}.dockerignore`, context === '' ? '.dockerignore' : `${context}/.dockerignore`];
  return candidates.find((one) => repository.file(one) !== undefined);
}

function readStages(
  shell: Shell,
  instructions: readonly DockerInstruction[],
): Pick<Dockerfile, 'stages' | 'globalArgs'> {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const globals = new Map<string, string>();
  const globalArgs = instructions.slice(0, Math.max(0, first)).flatMap(({ keyword, text, place }) =>
    keyword !== 'ARG'
      ? []
      : splitWords(text).map((word) => {
          const [name = '', ...rest] = word.text.split('=');
          const value = rest.length === 0 ? undefined : expand(rest.join('='), (one) => globals.get(one));
          if (value !== undefined) globals.set(name, value);
          return {
            name,
            ...(value === undefined ? {} : { default: textOf(name, value) }),
            location: place(word.start, word.end),
          };
        }),
  );
  const stages: DockerStage[] = [];
  let reader: StageReader | undefined;
  for (const instruction of first === -1 ? [] : instructions.slice(first)) {
    if (instruction.keyword === 'FROM') {
      reader = new StageReader(shell, instruction, stages.length, stages, globals);
      stages.push(reader.stage);
    } else reader?.read(instruction);
  }
  return { stages, globalArgs };
}

/** The stage that runs (one that is named for development or tests is not it), with what it inherits: a later instruction wins, an ENTRYPOINT takes an inherited CMD away. */
function finalOf(stages: readonly DockerStage[], target: string | undefined): DockerFinal {
  const wanted = stages.findLast(({ name }) => target !== undefined && name === target.toLowerCase());
  const plain = stages.findLast(({ name }) => name === undefined || roleOf(name) === 'production');
  const last = wanted ?? (target === undefined ? plain : undefined) ?? stages.at(-1);
  const chain = last === undefined ? [] : chainOf(stages, last);
  const bottom = chain[0]?.base;
  const entrypointAt = chain.findLastIndex(({ entrypoint }) => entrypoint !== undefined);
  const cmdAt = chain.findLastIndex(({ cmd }) => cmd !== undefined);
  const latest = <K extends 'user' | 'workdir'>(key: K) => chain.findLast((stage) => stage[key] !== undefined)?.[key];
  const user = latest('user');
  const workdir = latest('workdir');
  const entrypoint = chain[entrypointAt]?.entrypoint;
  const cmd = cmdAt >= entrypointAt ? chain[cmdAt]?.cmd : undefined;
  return {
    stage: last?.index ?? 0,
    ...(bottom?.kind === 'image' ? { image: bottom.image } : {}),
    env: lastOfEach(chain.flatMap(({ env }) => env)),
    ...(user === undefined ? {} : { user }),
    ...(workdir === undefined ? {} : { workdir }),
    ...(cmd === undefined ? {} : { cmd }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    exposed: [...new Set(chain.flatMap(({ exposed }) => exposed.map(({ port }) => port)))],
    stages: chain.map(({ index }) => index),
  };
}

function chainOf(stages: readonly DockerStage[], last: DockerStage): readonly DockerStage[] {
  const chain = [last];
  for (let stage = last; stage.base.kind === 'stage'; ) {
    const base: DockerStage | undefined = stages[stage.base.index];
    if (base === undefined || base.index >= stage.index) break;
    chain.unshift(base);
    stage = base;
  }
  return chain;
}

/** Names once, the last value; in the order of their names. */
export function lastOfEach(entries: readonly EnvironmentEntry[]): readonly EnvironmentEntry[] {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The text of a variable when it is no secret. */
export function knownText(value: Text | undefined): string | undefined {
  return value?.status === 'known' ? value.text : undefined;
}
