import { collected, type DeployedService, type Fact, type FrontDoor, unavailable } from '../model/index.ts';
import { bucketLinks } from './buckets.ts';
import { cacheLinks } from './caches.ts';
import { type Candidate, variable } from './candidate.ts';
import { databaseLinks } from './databases.ts';
import { ecsCandidates } from './ecs.ts';
import { elasticBeanstalkCandidates } from './elastic-beanstalk.ts';
import { environmentOf } from './environment.ts';
import { frontDoors } from './front-doors.ts';
import type { EvaluateSettings, Inputs } from './inputs.ts';
import { processOf } from './process.ts';
import { repositoryEdge } from './repository-edge.ts';

/** Everything live that the repository can be shown to run in, sorted by id. */
export function services(inputs: Inputs, evaluate: EvaluateSettings): readonly DeployedService[] {
  const candidates = [...ecsCandidates(inputs), ...elasticBeanstalkCandidates(inputs)];
  return candidates
    .flatMap((candidate) => service(inputs, candidate, evaluate))
    .toSorted((a, b) => (a.ref.id < b.ref.id ? -1 : 1));
}

function service(inputs: Inputs, candidate: Candidate, evaluate: EvaluateSettings): readonly DeployedService[] {
  const repository = repositoryEdge(candidate, inputs);
  if (repository === undefined) return [];
  const { variables, ref } = candidate;
  const settings = settingsUnder(variables, evaluate);
  const evaluated = settings.status === 'collected' ? settings.value : undefined;
  const known = variables.status === 'collected' ? variables.value : [];
  const environment = environmentOf(candidate, evaluated);
  return [
    {
      ref,
      platform: candidate.platform,
      ...(environment === undefined ? {} : { environment }),
      repository,
      variables,
      settings,
      process: processOf(inputs, candidate),
      frontDoors: doors(inputs, candidate),
      databases: evaluated === undefined ? failed(settings) : databaseLinks(inputs, ref, evaluated),
      caches: cacheLinks(inputs, ref, known, evaluated),
      buckets: bucketLinks(inputs, ref, known, evaluated),
      groups: candidate.groups,
      copies: candidate.copies,
      parts: candidate.parts,
    },
  ];
}

function settingsUnder(variables: Candidate['variables'], evaluate: EvaluateSettings): DeployedService['settings'] {
  if (variables.status === 'unavailable') return variables;
  return evaluate({ module: variable(variables.value, 'DJANGO_SETTINGS_MODULE'), variables: variables.value });
}

function failed<T>(fact: Fact<T>): Fact<never> {
  return fact.status === 'unavailable' ? fact : unavailable('the settings could not be evaluated');
}

function doors(inputs: Inputs, { targetGroups }: Candidate): Fact<readonly FrontDoor[]> {
  if (targetGroups.status === 'unavailable') return targetGroups;
  return targetGroups.value.length === 0 ? collected([]) : frontDoors(inputs, targetGroups.value);
}
