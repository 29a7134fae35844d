import type { AwsItem, ContainerDefinition } from '../../src/model/aws/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { containerInWords } from '../shared/ecs.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { type ImageName, imageName, isMovable, isUnique } from '../shared/images.ts';

const FLOATING = /^(latest|main|master|production|prod|staging|stable)$/;

export default defineRule({
  id: 'ecs-mutable-image-tag',
  topic: 'hosting/docker',
  severity: 'medium',
  docs: {
    title: 'Deploy images that a tag cannot swap',
    why: 'When a tag such as latest moves, nobody can say which code runs, a rollback to the old revision starts the new image, and whoever may push to the registry changes production without a deployment.',
    how: 'Every container of the running revisions is read. A digest passes; so does any tag in a repository with immutable tags. Otherwise a missing or floating tag (latest, main, production …) is a finding, and in an ECR repository with mutable tags any tag that is neither a commit nor a full version.',
    fix: 'Tag images with the commit, deploy that tag or the digest, and make the tags of the repository immutable.',
    silent: [
      'public images with a version: their registry cannot be asked',
      'ECS resolves a tag once for each deployment (versionConsistency), so that tasks of one deployment are alike; the finding is about rollback and traceability',
    ],
    example: {
      language: 'json',
      bad: '{ "name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:latest" }',
      good: '{ "name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:4f1d2c9a" }',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2',
    ],
  },
  controls: {
    awsFsbp: ['ECR.2'],
    wellArchitected: ['REL08'],
    soc2: ['CC8.1'],
    cwe: ['1357'],
    owaspTop10_2021: ['A08'],
  },
  needs: ['ecs.taskDefinitions', 'ecr.repositories'],
  subjects: ({ ecs }) => ecs.taskDefinitions.flatMap(({ containerDefinitions }) => containerDefinitions),
  judge: (container, { ecr }) => {
    const image = imageName(container.image);
    const repository = ecr.repositories.find(({ repositoryUri }) => repositoryUri === image.repository);
    const evidence = [
      seen('image', container.image, 'ecs:DescribeTaskDefinition'),
      seen('imageTagMutability', repository?.imageTagMutability, 'ecr:DescribeRepositories'),
      seen('versionConsistency', container.versionConsistency, 'ecs:DescribeTaskDefinition'),
    ];
    const what = containerInWords(container);
    if (image.digest !== undefined) return pass(`${what} runs an image by its digest`, { evidence });
    if (repository !== undefined && !isMovable(repository, image.tag))
      return pass(`${what} runs a tag that cannot be moved`, { evidence });
    if (FLOATING.test(image.tag)) return floats(container, image, repository, evidence);
    if (isUnique(image.tag)) return pass(`${what} runs the tag ${image.tag}, which names one build`, { evidence });
    if (repository !== undefined) return floats(container, image, repository, evidence);
    return image.inEcr
      ? unknown(`whether the tag ${image.tag} of ${image.repository} can be moved could not be seen`, { evidence })
      : notApplicable(`${container.image} is a public image with a version`, { evidence });
  },
});

function floats(
  container: ContainerDefinition,
  { repository, tag }: ImageName,
  ours: AwsItem<'ecr.repositories'> | undefined,
  evidence: readonly ReturnType<typeof seen>[],
) {
  const what = containerInWords(container);
  const mixed = container.versionConsistency === 'disabled' ? ', and tasks of one deployment may differ' : '';
  return fail(
    `the container ${what} runs ${repository}:${tag}, a tag that can be moved: a rollback starts whatever the tag is then, and nobody can say which code runs${mixed}; deploy the commit or the digest`,
    { evidence, fix: pin(container.name, repository, ours) },
  );
}

function pin(name: string, image: string, repository: AwsItem<'ecr.repositories'> | undefined) {
  const immutable =
    repository === undefined
      ? []
      : [
          cli(
            'ecr put-image-tag-mutability',
            { 'repository-name': repository.repositoryName, 'image-tag-mutability': 'IMMUTABLE' },
            repository.ref.region,
          ),
        ];
  return fix(
    `Deploy ${name} by the commit`,
    text(
      `Let the pipeline push ${image}:$GITHUB_SHA and register a revision with it (no downtime). Once nothing pushes the same tag twice, make the tags immutable: a push to an existing tag is refused from then on.`,
    ),
    ...immutable,
    terraform('aws_ecr_repository: image_tag_mutability = "IMMUTABLE"'),
  );
}
