import { type Fact, single, unavailable } from '../model/index.ts';
import type { AppProcess } from '../model/repository/index.ts';
import type { Candidate } from './candidate.ts';
import type { Inputs } from './inputs.ts';

/**
 * The command that runs in a service, as the repository's files describe it: the container's own in a task definition, else
 * one with the very words that the live definition has, else the image's, when the live definition gives none.
 */
export function processOf(inputs: Inputs, candidate: Candidate): Fact<AppProcess> {
  const processes = single(inputs['repository.processes']);
  if (processes.status === 'unavailable') return processes;
  const production = processes.value.filter((one) => one.production);
  const found =
    candidate.command === undefined ? ofImage(candidate, production) : ofWords(candidate.command, production);
  if (found !== undefined) return { status: 'collected', value: found };
  return unavailable(
    candidate.command === undefined
      ? 'the repository does not tell which command its image runs'
      : 'the live command is not one that the repository has',
  );
}

function ofWords(command: NonNullable<Candidate['command']>, processes: readonly AppProcess[]): AppProcess | undefined {
  const live = command.map(({ value }) => value);
  return processes.find(({ words, text }) => same(words, live) || live.some((word) => word === text));
}

function same(words: readonly string[], live: readonly (string | undefined)[]): boolean {
  return words.length === live.length && words.every((word, at) => word === live[at]);
}

function ofImage(candidate: Candidate, processes: readonly AppProcess[]): AppProcess | undefined {
  const artefacts =
    candidate.live.platform === 'ecs'
      ? new Set(['dockerfile'])
      : new Set(['procfile', 'dockerfile', 'elastic-beanstalk']);
  const found = processes.filter(({ artefact }) => artefacts.has(artefact));
  const web = found.filter(({ name }) => name === undefined || name === 'web');
  return web.length === 1 ? web[0] : undefined;
}
