import type { EnvironmentEntry, GunicornOptions } from '../../model/repository/index.ts';
import { splitWords } from '../docker/words.ts';
import { joinPath } from '../paths.ts';
import type { Step } from '../processes/follow.ts';
import { scriptFile } from '../processes/script-path.ts';
import type { Repository } from '../repository.ts';
import { readConfigFile } from './config-file.ts';
import { mergeOptions, type Sources } from './merge.ts';
import { parseArguments } from './options.ts';

/** Gunicorn's settings for one command, everything merged that the repository knows. */
export async function readGunicorn(
  repository: Repository,
  args: readonly string[],
  step: Step,
  environment: readonly EnvironmentEntry[],
): Promise<GunicornOptions> {
  const known = new Map(
    environment.flatMap(({ name, value }) => (value.status === 'known' ? [[name, value.text] as const] : [])),
  );
  const opaque = new Set(environment.flatMap(({ name, value }) => (value.status === 'known' ? [] : [name])));
  const commandLine = parseArguments(args);
  const variable = parseArguments(splitWords(known.get('GUNICORN_CMD_ARGS') ?? '').map(({ text }) => text));
  const config = await configOf(repository, commandLine.config ?? variable.config, step, known);
  return mergeOptions({
    environment: known,
    opaque,
    variable,
    commandLine,
    location: step.location,
    ...config,
  });
}

/** The file of `-c`, else `gunicorn.conf.py` of the folder that gunicorn starts in. One that is named and not there is lost. */
async function configOf(
  repository: Repository,
  named: string | undefined,
  step: Step,
  environment: ReadonlyMap<string, string>,
): Promise<Pick<Sources, 'config' | 'lostConfig'>> {
  const path = named === undefined ? automatic(repository, step) : moduleOrFile(repository, named, step);
  if (path !== undefined) return { config: { path, values: await readConfigFile(repository, path, environment) } };
  if (named === undefined) return {};
  if (!named.includes('$')) repository.notes.add(step.location.path, `gunicorn's configuration ${named} was not found`);
  return { lostConfig: named };
}

function automatic(repository: Repository, step: Step): string | undefined {
  const inImage =
    step.start.dockerfile === undefined ? undefined : scriptFile(repository, './gunicorn.conf.py', step.start);
  const candidates = [inImage, joinPath(step.start.folder, 'gunicorn.conf.py'), 'gunicorn.conf.py'];
  return candidates.find((one) => one !== undefined && repository.file(one) !== undefined);
}

/** `python:package.module`, `file:path` or a path. */
function moduleOrFile(repository: Repository, named: string, step: Step): string | undefined {
  if (!named.startsWith('python:')) return scriptFile(repository, named.replace(/^file:/, ''), step.start);
  const relative = `${named.slice('python:'.length).replaceAll('.', '/')}.py`;
  const candidates = repository.files.filter(({ path }) => path === relative || path.endsWith(`/${relative}`));
  return candidates.length === 1 ? candidates[0]?.path : undefined;
}
