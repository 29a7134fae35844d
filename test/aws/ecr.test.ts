import { expect, it } from 'vitest';
import type { Answers } from '../account/answers.ts';
import { ecrAnswers, image, repository } from '../account/build/ecr.ts';
import { container, ecsAnswers, ecsCluster, ecsService, task, taskDefinition } from '../account/build/ecs.ts';
import { ACCOUNT, digits, REGION } from '../account/build/where.ts';
import { AwsError, startAccount } from '../account/index.ts';
import { collectFrom } from './collect.ts';

const DIGESTS = ['a', 'b', 'c', 'gone', 'd'].map((name) => `sha256:${digits(name, 64)}`);
const GONE = DIGESTS[3];

/** Tasks of five revisions, each with an image of its own; one of the images was deleted. */
function running(): Answers {
  const service = ecsService('', { serviceName: 'shop' });
  const tasks = DIGESTS.map((digest, at) => {
    const uri = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/shop@${digest}`;
    return task(`shop-${at}`, service, taskDefinition('shop', at + 1, [container({ image: uri })]));
  });
  const images = DIGESTS.filter((digest) => digest !== GONE).map((imageDigest) => image('shop', { imageDigest }));
  const ecr = ecrAnswers({ repositories: [repository('shop')], images });
  const describe = ecr.DescribeImages;
  if (typeof describe !== 'function') throw new Error('the builder answers by what is asked');
  return {
    ecs: ecsAnswers({ clusters: [ecsCluster()], services: [service], taskDefinitions: [], tasks }),
    ecr: {
      ...ecr,
      DescribeImages: (input, call) => {
        if (input.imageIds?.some(({ imageDigest }) => imageDigest === GONE) !== true) return describe(input, call);
        throw new AwsError(
          'ImageNotFoundException',
          'The image requested does not exist in the specified repository',
          400,
        );
      },
    },
  };
}

it('sees the images that run, although one of them was deleted', async () => {
  const account = await startAccount({ answers: running() });
  const { records } = await collectFrom(account, { facts: ['ecr.images'] });
  await account.close();
  const fact = records.find(({ name }) => name === 'ecr.images')?.fact;
  const found = fact?.status === 'collected' ? fact.value : [];
  const digests = found.flatMap((one) => ('imageDigest' in one ? [one.imageDigest] : []));
  expect(new Set(digests)).toEqual(new Set(DIGESTS.filter((digest) => digest !== GONE)));
});
