import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';
import { each } from '../streams.ts';

const detectors: Collector<'guardduty.detectors'> = ({ ask, pages, ref, arn }) => {
  const ids = async function* () {
    for await (const page of pages(ListDetectorsCommand, { MaxResults: 50 }, by('NextToken'))) {
      yield must(page.DetectorIds, 'DetectorIds');
    }
  };
  return each(ids(), async (DetectorId) => {
    const answer = await ask(GetDetectorCommand, { DetectorId });
    const id = arn('guardduty', `detector/${DetectorId}`);
    return { ...answer, ref: ref(id, DetectorId), DetectorId, Status: must(answer.Status, 'Status') };
  });
};

export const guardduty: ServiceModule<'guardduty'> = {
  client: (config) => new GuardDutyClient(config),
  collectors: { 'guardduty.detectors': detectors },
};
