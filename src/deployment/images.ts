import type { AwsItem } from '../model/aws/index.ts';
import {
  collected,
  type Edge,
  type Fact,
  type ImageLink,
  type Linked,
  pool,
  type SubjectRef,
  single,
} from '../model/index.ts';
import type { Dockerfile, Workflow } from '../model/repository/index.ts';
import { live, written } from './evidence.ts';
import { gap } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { lookup } from './lookup.ts';

type Repository = AwsItem<'ecr.repositories'>;

/** Joins the images that run with their ECR repository, by its URI, and that with the Dockerfile which a workflow pushes there. */
export function imageLinks(inputs: Inputs, service: SubjectRef, images: readonly string[]): Fact<readonly ImageLink[]> {
  const repositories = pool(inputs['ecr.repositories']);
  const links = images.map((image) => link(inputs, service, image));
  const open = links.some(({ image, repository }) => repository === undefined && ECR.test(image));
  return open && repositories.missing.length > 0 ? gap(repositories) : collected(links);
}

const ECR = /\.dkr\.ecr\./;

function byUri({ repositoryUri }: Repository): string {
  return repositoryUri;
}

function link(inputs: Inputs, service: SubjectRef, image: string): ImageLink {
  const repository = lookup(inputs['ecr.repositories'], byUri).first(nameOf(image));
  if (repository === undefined) return { image };
  const edge: Edge = {
    from: service,
    to: repository.ref,
    kind: 'image',
    reason: `its image is of ECR repository ${repository.repositoryName}`,
    confidence: 'high',
    evidence: [
      live('image', image, 'ecs:DescribeTaskDefinition'),
      live('repositoryUri', repository.repositoryUri, 'ecr:DescribeRepositories'),
    ],
  };
  const dockerfile = builtFrom(inputs, repository);
  return { image, repository: { to: repository, edge }, ...(dockerfile === undefined ? {} : { dockerfile }) };
}

/** Without digest and tag; a port belongs to the registry. */
function nameOf(image: string): string {
  return (image.split('@')[0] ?? '').replace(/:[^:/]*$/, '');
}

/** Only where one Dockerfile is built for production, and a workflow names the repository in a step that builds or pushes. */
function builtFrom(inputs: Inputs, repository: Repository): Linked<Dockerfile> | undefined {
  const dockerfiles = single(inputs['repository.dockerfiles']);
  const workflows = single(inputs['repository.workflows']);
  if (dockerfiles.status === 'unavailable' || workflows.status === 'unavailable') return undefined;
  const [dockerfile, ...others] = dockerfiles.value.filter(({ production }) => production);
  const step = workflows.value.flatMap((workflow) => pushes(workflow, repository.repositoryName))[0];
  if (dockerfile === undefined || others.length > 0 || step === undefined) return undefined;
  const edge: Edge = {
    from: repository.ref,
    to: dockerfile.ref,
    kind: 'built from',
    reason: `${step.location.path}:${step.location.line} builds ${dockerfile.path} and pushes it as ${repository.repositoryName}`,
    confidence: 'medium',
    evidence: [
      written('workflow step', step.text, step.location),
      written('Dockerfile', dockerfile.because, dockerfile.location),
      live('repositoryName', repository.repositoryName, 'ecr:DescribeRepositories'),
    ],
  };
  return { to: dockerfile, edge };
}

function pushes(workflow: Workflow, name: string) {
  const named = new RegExp(
    `(^|[/\\s"'=])${name.replaceAll(/[.*+?^\${}()|[\]\\]/g, String.raw`\$&`)}(?=[:@\\s"']|$)`,
    'm',
  );
  return workflow.jobs.flatMap((job) => {
    const given = [...workflow.env, ...job.env].some(({ value }) => 'text' in value && named.test(value.text));
    return job.steps.flatMap((step) => {
      const inputsOf = Object.values(step.with).flatMap((one) => ('text' in one ? [one.text] : []));
      const text = [step.run?.text ?? '', step.uses?.action ?? '', ...inputsOf].join('\n');
      const builds = /\bdocker\b[^\n]*\b(build|push)\b|docker\/build-push-action|\bbuildx\b/.test(text);
      const env = step.env.some(({ value }) => 'text' in value && named.test(value.text));
      return builds && (named.test(text) || given || env)
        ? [{ text: step.name ?? 'docker push', location: step.location }]
        : [];
    });
  });
}
