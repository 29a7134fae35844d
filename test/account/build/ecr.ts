import type { FindingSeverity, ImageDetail, RegistryScanningConfiguration, Repository } from '@aws-sdk/client-ecr';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { DIGEST } from './ecs.ts';
import { ACCOUNT, arn, chosen, daysAgo, REGION } from './where.ts';

export function repository(name = 'shop', differs: Partial<Repository> = {}): Repository {
  return {
    repositoryArn: arn('ecr', `repository/${name}`),
    registryId: ACCOUNT,
    repositoryName: name,
    repositoryUri: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${name}`,
    createdAt: daysAgo(400),
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: 'AES256' },
    ...differs,
  };
}

export function image(repositoryName = 'shop', differs: Partial<ImageDetail> = {}): ImageDetail {
  return {
    registryId: ACCOUNT,
    repositoryName,
    imageDigest: DIGEST,
    imageTags: ['4f2a9c1'],
    imageSizeInBytes: 150_000_000,
    imagePushedAt: daysAgo(3),
    imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
    imageScanFindingsSummary: { imageScanCompletedAt: daysAgo(3), findingSeverityCounts: {} },
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    lastRecordedPullTime: daysAgo(1),
    ...differs,
  };
}

export interface EcrThings {
  readonly repositories?: readonly Repository[];
  readonly scanning?: RegistryScanningConfiguration;
  readonly images?: readonly ImageDetail[];
  /** Findings by severity, by digest. */
  readonly findings?: Readonly<Record<string, Partial<Record<FindingSeverity, number>>>>;
}

export function ecrAnswers({
  repositories = [],
  scanning,
  images = [],
  findings = {},
}: EcrThings): NonNullable<Answers['ecr']> {
  return {
    DescribeRepositories: ({ repositoryNames }) => ({
      repositories: chosen(repositories, ({ repositoryName }) => repositoryName, repositoryNames),
    }),
    GetRegistryScanningConfiguration: {
      registryId: ACCOUNT,
      scanningConfiguration: scanning ?? { scanType: 'BASIC', rules: [] },
    },
    DescribeImages: ({ repositoryName, imageIds }) => ({
      imageDetails: images.filter(
        (detail) =>
          detail.repositoryName === repositoryName &&
          (imageIds === undefined ||
            imageIds.some(
              ({ imageDigest, imageTag = '' }) =>
                imageDigest === detail.imageDigest || detail.imageTags?.includes(imageTag) === true,
            )),
      ),
    }),
    DescribeImageScanFindings: ({ repositoryName, imageId }) => {
      const found = images.find(
        (detail) => detail.imageDigest === imageId?.imageDigest && detail.repositoryName === repositoryName,
      );
      if (found?.imageScanStatus === undefined)
        throw new AwsError('ScanNotFoundException', 'Image scan does not exist.', 400);
      return {
        registryId: ACCOUNT,
        repositoryName,
        imageId,
        imageScanStatus: found.imageScanStatus,
        imageScanFindings: {
          imageScanCompletedAt: daysAgo(3),
          vulnerabilitySourceUpdatedAt: daysAgo(3),
          findingSeverityCounts: findings[found.imageDigest ?? ''] ?? {},
          findings: [],
        },
      };
    },
  };
}
