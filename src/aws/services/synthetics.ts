import { DescribeCanariesCommand, SyntheticsClient } from '@aws-sdk/client-synthetics';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';

const canaries: Collector<'synthetics.canaries'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeCanariesCommand, { MaxResults: 20 }, by('NextToken'))) {
    yield must(page.Canaries, 'Canaries').map((canary) => {
      const Name = must(canary.Name, 'Name');
      return { ...canary, ref: ref(arn('synthetics', `canary:${Name}`), Name), Name };
    });
  }
};

export const synthetics: ServiceModule<'synthetics'> = {
  client: (config) => new SyntheticsClient(config),
  collectors: { 'synthetics.canaries': canaries },
};
