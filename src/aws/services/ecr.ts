import {
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetRegistryScanningConfigurationCommand,
  type ImageDetail,
} from '@aws-sdk/client-ecr';
import type { EcsTask } from '../../model/aws/index.ts';
import { part } from '../../model/subject.ts';
import type { Collector, Context, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';

const next = by('nextToken');

const repositories: Collector<'ecr.repositories'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeRepositoriesCommand, { maxResults: 1000 }, next)) {
    yield must(page.repositories, 'repositories').map((repository) => {
      const repositoryArn = must(repository.repositoryArn, 'repositoryArn');
      const repositoryName = must(repository.repositoryName, 'repositoryName');
      return {
        ...repository,
        ref: ref(repositoryArn, repositoryName),
        repositoryArn,
        repositoryName,
        repositoryUri: must(repository.repositoryUri, 'repositoryUri'),
      };
    });
  }
};

const registryScanning: Collector<'ecr.registryScanning'> = async function* ({ ask, ref, arn }) {
  const answer = await ask(GetRegistryScanningConfigurationCommand, {});
  const configuration = must(answer.scanningConfiguration, 'scanningConfiguration');
  yield [{ ...configuration, ref: ref(arn('ecr', 'registry'), 'registry') }];
};

/** DescribeImages takes a hundred digests at a time. */
const MOST = 100;

/** Asked by digest: a repository can hold thousands of images, and tasks run a handful. */
const images: Collector<'ecr.images'> = async function* ({ ask, each, from }) {
  const running = await digestsByUri(from);
  const lists = each(from('ecr.repositories'), async ({ ref, repositoryName, repositoryUri }) => {
    const digests = [...(running.get(repositoryUri) ?? [])].toSorted();
    const found = [];
    for (let at = 0; at < digests.length; at += MOST) {
      for (const image of await described(ask, repositoryName, digests.slice(at, at + MOST))) {
        const imageDigest = must(image.imageDigest, 'imageDigest');
        found.push({ ...image, ref: part(ref, imageDigest), repositoryName, imageDigest });
      }
    }
    return found.length > 0 ? found : undefined;
  });
  for await (const lot of lists) yield lot.flat();
};

/** One image that was deleted while a task still runs it fails the question about all: each half is then asked by itself. */
async function described(
  ask: Context['ask'],
  repositoryName: string,
  digests: readonly string[],
): Promise<readonly ImageDetail[]> {
  const imageIds = digests.map((imageDigest) => ({ imageDigest }));
  const absent = ['ImageNotFoundException', 'RepositoryNotFoundException'];
  const answer = await ask(DescribeImagesCommand, { repositoryName, imageIds }, { absent });
  if (answer !== undefined) return must(answer.imageDetails, 'imageDetails');
  if (digests.length < 2) return [];
  const half = Math.ceil(digests.length / 2);
  const parts = [digests.slice(0, half), digests.slice(half)];
  return (await Promise.all(parts.map((some) => described(ask, repositoryName, some)))).flat();
}

async function digestsByUri(from: Context['from']): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const running = new Map<string, Set<string>>();
  for await (const batch of from('ecs.tasks')) {
    for (const { uri, digest } of batch.flatMap(imagesOf))
      running.set(uri, (running.get(uri) ?? new Set()).add(digest));
  }
  return running;
}

function imagesOf(task: EcsTask): readonly { readonly uri: string; readonly digest: string }[] {
  return (task.containers ?? []).flatMap(({ image, imageDigest }) =>
    image === undefined || imageDigest === undefined
      ? []
      : [{ uri: image.replace(/@.*$/, '').replace(/:[^:/]*$/, ''), digest: imageDigest }],
  );
}

const imageScanFindings: Collector<'ecr.imageScanFindings'> = ({ ask, each, from }) =>
  each(from('ecr.images'), async ({ ref, repositoryName, imageDigest }) => {
    // The counts by severity come with every page: one finding is the smallest answer that has them.
    const question = { repositoryName, imageId: { imageDigest }, maxResults: 1 };
    const absent = ['ScanNotFoundException', 'ImageNotFoundException'];
    const answer = await ask(DescribeImageScanFindingsCommand, question, { absent });
    if (answer === undefined) return undefined;
    const { findings: _, enhancedFindings: __, ...summary } = answer.imageScanFindings ?? {};
    return {
      ref,
      repositoryName,
      imageDigest,
      ...(answer.imageScanStatus === undefined ? {} : { imageScanStatus: answer.imageScanStatus }),
      ...(answer.imageScanFindings === undefined ? {} : { imageScanFindings: summary }),
    };
  });

export const ecr: ServiceModule<'ecr'> = {
  client: (config) => new ECRClient(config),
  collectors: {
    'ecr.repositories': repositories,
    'ecr.registryScanning': registryScanning,
    'ecr.images': images,
    'ecr.imageScanFindings': imageScanFindings,
  },
};
