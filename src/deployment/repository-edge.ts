import { type Edge, type Fact, type SubjectRef, single } from '../model/index.ts';
import type { Candidate } from './candidate.ts';
import { live, variableEvidence, written } from './evidence.ts';
import type { Inputs } from './inputs.ts';

const REPOSITORY: SubjectRef = { kind: 'environment', id: 'repository', name: 'the repository' };

/**
 * What says that the live thing runs the repository's code. In the order of their strength: it names a settings module that
 * the repository has; the repository declares it by its name; nothing else counts.
 */
export function repositoryEdge(candidate: Candidate, inputs: Inputs): Edge | undefined {
  const evidence =
    bySettingsModule(candidate, inputs) ?? byTaskDefinition(candidate, inputs) ?? byConfig(candidate, inputs);
  if (evidence === undefined) return undefined;
  return { from: candidate.ref, to: REPOSITORY, kind: 'runs', confidence: 'high', ...evidence };
}

type Evidence = Pick<Edge, 'reason' | 'evidence'> & Partial<Pick<Edge, 'confidence'>>;

function bySettingsModule(candidate: Candidate, inputs: Inputs): Evidence | undefined {
  const project = value(single(inputs['repository.project']));
  if (project === undefined || candidate.variables.status === 'unavailable') return undefined;
  const named = candidate.variables.value.find(({ name }) => name === 'DJANGO_SETTINGS_MODULE');
  const file = project.settingsModules.find((mention) => mention.module === named?.value)?.file;
  if (named?.value === undefined || file === undefined) return undefined;
  return {
    reason: `its DJANGO_SETTINGS_MODULE ${named.value} is a module of the repository`,
    evidence: [variableEvidence(named), written('module', named.value, { path: file, line: 1 })],
  };
}

function byTaskDefinition(candidate: Candidate, inputs: Inputs): Evidence | undefined {
  const family = candidate.names.find(({ what }) => what === 'family')?.name;
  const declared = value(single(inputs['repository.ecsTaskDefinitions']))?.find(
    (definition) => family !== undefined && definition.family === family,
  );
  if (declared === undefined) return undefined;
  const container = declared.containers.find((one) => one.name === candidate.container);
  if (container === undefined) return undefined;
  return {
    reason: `${declared.path}:${container.location.line} declares container ${container.name} of family ${family}`,
    evidence: [
      live('family', `${family}`, 'ecs:DescribeTaskDefinition'),
      written('container', container.name, container.location),
    ],
  };
}

function byConfig(candidate: Candidate, inputs: Inputs): Evidence | undefined {
  if (candidate.live.platform !== 'elastic beanstalk') return undefined;
  const config = value(single(inputs['repository.elasticBeanstalk']))?.config;
  if (config === undefined) return undefined;
  const is = (what: string, name: string | undefined) =>
    candidate.names.some((one) => one.what === what && one.name === name);
  const environment = config.environments.find(({ name }) => is('environment', name));
  if (environment !== undefined) {
    return {
      reason: `${config.path} deploys branch ${environment.branch} to ${environment.name}`,
      evidence: [
        live('EnvironmentName', environment.name, 'elasticbeanstalk:DescribeEnvironments'),
        written(`branch ${environment.branch}`, environment.name, config.location),
      ],
    };
  }
  const { application } = config;
  if (application === undefined || !is('application', application.text)) return undefined;
  return {
    reason: `${config.path}:${application.location.line} names application ${application.text}`,
    evidence: [
      live('ApplicationName', application.text, 'elasticbeanstalk:DescribeEnvironments'),
      written('application_name', application.text, application.location),
    ],
  };
}

function value<T>(fact: Fact<T>): T | undefined {
  return fact.status === 'collected' ? fact.value : undefined;
}
