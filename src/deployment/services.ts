import { collected, type DeployedService, type Fact, type FrontDoor, unavailable } from '../model/index.ts';
import { alarmLinks } from './alarms.ts';
import { autoScalingCandidates } from './auto-scaling.ts';
import { bucketLinks } from './buckets.ts';
import { cacheLinks } from './caches.ts';
import { type Candidate, variable } from './candidate.ts';
import { certificateLinks } from './certificates.ts';
import { databaseLinks } from './databases.ts';
import { distributionLinks } from './distributions.ts';
import { domainNames } from './domains.ts';
import { ecsCandidates } from './ecs.ts';
import { eksCandidates } from './eks.ts';
import { elasticBeanstalkCandidates } from './elastic-beanstalk.ts';
import { environmentOf } from './environment.ts';
import { listed } from './facts.ts';
import { frontDoors } from './front-doors.ts';
import { imageLinks } from './images.ts';
import type { EvaluateSettings, Inputs } from './inputs.ts';
import { logGroupLinks } from './log-groups.ts';
import { processOf } from './process.ts';
import { repositoryEdge } from './repository-edge.ts';
import { secretLinks } from './secrets.ts';
import { watchedBy } from './watched.ts';

/** Everything live that the repository can be shown to run in, sorted by id. */
export function services(inputs: Inputs, evaluate: EvaluateSettings): readonly DeployedService[] {
  const candidates = [
    ...ecsCandidates(inputs),
    ...elasticBeanstalkCandidates(inputs),
    ...eksCandidates(inputs),
    ...autoScalingCandidates(inputs),
  ];
  return candidates
    .flatMap((candidate) => service(inputs, candidate, evaluate))
    .toSorted((a, b) => (a.ref.id < b.ref.id ? -1 : 1));
}

function service(inputs: Inputs, candidate: Candidate, evaluate: EvaluateSettings): readonly DeployedService[] {
  const repository = repositoryEdge(candidate, inputs);
  if (repository === undefined) return [];
  const { ref, live, variables, groups, copies, parts } = candidate;
  const settings = settingsUnder(variables, evaluate);
  const environment = environmentOf(candidate, settings.status === 'collected' ? settings.value : undefined);
  return [
    {
      ref,
      platform: live.platform,
      live,
      ...(environment === undefined ? {} : { environment }),
      repository,
      carriers: candidate.carriers,
      variables,
      settings,
      process: processOf(inputs, candidate),
      groups,
      copies,
      parts,
      ...links(inputs, candidate, settings),
    },
  ];
}

type Links = Pick<
  DeployedService,
  | 'frontDoors'
  | 'databases'
  | 'caches'
  | 'buckets'
  | 'secrets'
  | 'images'
  | 'logGroups'
  | 'alarms'
  | 'domains'
  | 'distributions'
  | 'certificates'
>;

function links(inputs: Inputs, candidate: Candidate, settings: DeployedService['settings']): Links {
  const { ref, variables } = candidate;
  const known = listed(variables);
  const evaluated = settings.status === 'collected' ? settings.value : undefined;
  const front = doors(inputs, candidate);
  const databases = evaluated === undefined ? failed(settings) : databaseLinks(inputs, ref, evaluated);
  const caches = cacheLinks(inputs, ref, known, evaluated);
  const buckets = bucketLinks(inputs, ref, known, evaluated);
  const holders = listed(buckets).map(({ to }) => to);
  const distributions = distributionLinks(inputs, candidate.hosts, listed(front), holders);
  return {
    frontDoors: front,
    databases,
    caches,
    buckets,
    secrets: variables.status === 'unavailable' ? variables : secretLinks(inputs, ref, known),
    images: imageLinks(inputs, ref, candidate.images),
    logGroups: logGroupLinks(inputs, ref, candidate.logGroups),
    alarms: alarmLinks(inputs, [...candidate.watched, ...watchedBy(listed(front), listed(databases), listed(caches))]),
    domains: evaluated === undefined ? failed(settings) : collected(domainNames(inputs, ref, evaluated)),
    distributions,
    certificates: certificateLinks(inputs, listed(front), listed(distributions)),
  };
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
