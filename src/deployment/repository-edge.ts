import { type Edge, type Fact, type SubjectRef, single } from '../model/index.ts';
import type { Candidate } from './candidate.ts';
import { live, variableEvidence, written } from './evidence.ts';
import { namingStep } from './hints.ts';
import { imageLinks } from './images.ts';
import type { Inputs } from './inputs.ts';

const REPOSITORY: SubjectRef = { kind: 'environment', id: 'repository', name: 'the repository' };

/**
 * What says that the live thing runs the repository's code. In the order of their strength: it names a settings module that
 * the repository has; the repository declares it, starts its process or deploys to it by its name; its image is built here.
 * Nothing else counts: another service that the same files describe is another service.
 */
export function repositoryEdge(candidate: Candidate, inputs: Inputs): Edge | undefined {
  for (const by of [bySettingsModule, byTaskDefinition, byConfig, byManifest, byWorkflow, byTerraform, byImage]) {
    const evidence = by(candidate, inputs);
    if (evidence !== undefined) {
      return { from: candidate.ref, to: REPOSITORY, kind: 'runs', confidence: 'high', ...evidence };
    }
  }
  return undefined;
}

type Found = Pick<Edge, 'reason' | 'evidence'> & Partial<Pick<Edge, 'confidence'>>;

function bySettingsModule(candidate: Candidate, inputs: Inputs): Found | undefined {
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

function byTaskDefinition(candidate: Candidate, inputs: Inputs): Found | undefined {
  const family = nameOf(candidate, 'family');
  const declared = value(single(inputs['repository.ecsTaskDefinitions']))?.find(
    (definition) => family !== undefined && definition.family === family,
  );
  const container = declared?.containers.find((one) => one.name === candidate.container);
  if (declared === undefined || container === undefined) return undefined;
  return {
    reason: `${declared.path}:${container.location.line} declares container ${container.name} of family ${family}`,
    evidence: [
      live('family', `${family}`, 'ecs:DescribeTaskDefinition'),
      written('container', container.name, container.location),
    ],
  };
}

function byConfig(candidate: Candidate, inputs: Inputs): Found | undefined {
  if (candidate.live.platform !== 'elastic beanstalk') return undefined;
  const config = value(single(inputs['repository.elasticBeanstalk']))?.config;
  if (config === undefined) return undefined;
  const environment = config.environments.find(({ name }) => name === nameOf(candidate, 'environment'));
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
  if (application === undefined || application.text !== nameOf(candidate, 'application')) return undefined;
  return {
    reason: `${config.path}:${application.location.line} names application ${application.text}`,
    evidence: [
      live('ApplicationName', application.text, 'elasticbeanstalk:DescribeEnvironments'),
      written('application_name', application.text, application.location),
    ],
  };
}

/** A manifest whose container starts a process of the application. */
function byManifest({ live: parts }: Candidate, inputs: Inputs): Found | undefined {
  if (parts.platform !== 'eks') return undefined;
  const { workload, container, cluster } = parts;
  const started = value(single(inputs['repository.processes']))?.find(
    ({ artefact, via }) =>
      artefact === 'kubernetes' &&
      via.some(
        ({ path, line }) => path === workload.path && line === (container.command ?? container.args)?.location.line,
      ),
  );
  if (started === undefined) return undefined;
  return {
    reason: `container ${container.name} of ${workload.path}:${container.location.line} starts ${started.kind}`,
    evidence: [
      written('command', started.text, container.location),
      live('cluster', cluster.name, 'eks:DescribeCluster'),
    ],
  };
}

const DEPLOYS = {
  'elastic beanstalk': { what: 'environment', verb: /^eb deploy$/, about: /\beb\b|beanstalk/i },
  'auto scaling': { what: 'group', verb: /^codedeploy$/, about: /codedeploy|deploy/i },
} as const;

/** A deployment step that names the environment or the group puts this code there. */
function byWorkflow(candidate: Candidate, inputs: Inputs): Found | undefined {
  const { platform } = candidate.live;
  if (platform !== 'elastic beanstalk' && platform !== 'auto scaling') return undefined;
  const { what, verb, about } = DEPLOYS[platform];
  const name = nameOf(candidate, what);
  const step = name === undefined ? undefined : namingStep(inputs, name, about);
  if (name === undefined || step?.deploys === undefined || !verb.test(step.deploys)) return undefined;
  return {
    reason: `${step.location.path}:${step.location.line} deploys to ${what} ${name}`,
    evidence: [written('workflow step', step.text, step.location), live(what, name, CALLS[platform])],
  };
}

const CALLS = {
  'elastic beanstalk': 'elasticbeanstalk:DescribeEnvironments',
  'auto scaling': 'autoscaling:DescribeAutoScalingGroups',
} as const;

/** Terraform beside the code that declares the Python environment or the group by its name; the rest of its own is another's. */
function byTerraform(candidate: Candidate, inputs: Inputs): Found | undefined {
  const { live: parts } = candidate;
  if (parts.platform !== 'elastic beanstalk' && parts.platform !== 'auto scaling') return undefined;
  if (parts.platform === 'elastic beanstalk' && !/Python/.test(parts.environment.SolutionStackName ?? ''))
    return undefined;
  const terraform = value(single(inputs['repository.terraform']));
  const type = parts.platform === 'auto scaling' ? 'aws_autoscaling_group' : 'aws_elastic_beanstalk_environment';
  const alike = terraform?.resources.filter((block) => block.type === type) ?? [];
  const name = nameOf(candidate, DEPLOYS[parts.platform].what);
  const block = alike.find(({ attributes: { name: own } }) => own?.status === 'known' && own.value === name);
  if (block === undefined || name === undefined || alike.length > 1) return undefined;
  return {
    reason: `${block.path}:${block.location.line} declares ${block.address} of that name, and no other`,
    confidence: 'medium',
    evidence: [written(block.address, name, block.location), live('name', name, CALLS[parts.platform])],
  };
}

/** The image's repository is one that a workflow fills from the repository's only production Dockerfile. */
function byImage(candidate: Candidate, inputs: Inputs): Found | undefined {
  const links = value(imageLinks(inputs, candidate.ref, candidate.images)) ?? [];
  const built = links.find(({ dockerfile }) => dockerfile !== undefined);
  if (built?.dockerfile === undefined) return undefined;
  const { reason, evidence } = built.dockerfile.edge;
  return { reason: `its image is built here: ${reason}`, confidence: 'medium', evidence };
}

function nameOf({ names }: Candidate, what: string): string | undefined {
  return names.find((one) => one.what === what)?.name;
}

function value<T>(fact: Fact<T>): T | undefined {
  return fact.status === 'collected' ? fact.value : undefined;
}
