import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';

const detectors: Collector<'guardduty.detectors'> = ({ ask, pages, each, ref, arn }) => {
  const ids = async function* () {
    for await (const page of pages(ListDetectorsCommand, { MaxResults: 50 }, by('NextToken'))) {
      yield must(page.DetectorIds, 'DetectorIds');
    }
  };
  const subjectOf = (id: string) => ref(arn('guardduty', `detector/${id}`), id);
  const describe = async (DetectorId: string) => {
    const answer = await ask(GetDetectorCommand, { DetectorId });
    return { ...answer, ref: subjectOf(DetectorId), DetectorId, Status: must(answer.Status, 'Status') };
  };
  return each(ids(), describe, subjectOf);
};

export const guardduty: ServiceModule<'guardduty'> = {
  client: (config) => new GuardDutyClient(config),
  collectors: { 'guardduty.detectors': detectors },
};
