import { CloudTrailClient, DescribeTrailsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import type { Collector, ServiceModule } from '../collector.ts';
import { must } from '../collector.ts';

/** A trail of all regions is listed in each of them: it counts where it is at home, or in none of the scanned ones, here. */
const trails: Collector<'cloudtrail.trails'> = async function* ({ ask, ref }) {
  const answer = await ask(DescribeTrailsCommand, { includeShadowTrails: true });
  yield must(answer.trailList, 'trailList').map((trail) => {
    const TrailARN = must(trail.TrailARN, 'TrailARN');
    const Name = must(trail.Name, 'Name');
    return { ...trail, ref: ref(TrailARN, Name), TrailARN, Name };
  });
};

/** The ARN, because a trail of another region is not found by its name. */
const trailStatuses: Collector<'cloudtrail.trailStatuses'> = ({ ask, each, from }) =>
  each(from('cloudtrail.trails'), async ({ ref, TrailARN, HomeRegion }) => {
    const where = HomeRegion === undefined ? {} : { region: HomeRegion };
    const answer = await ask(
      GetTrailStatusCommand,
      { Name: TrailARN },
      { ...where, absent: ['TrailNotFoundException'] },
    );
    if (answer === undefined) return undefined;
    return { ...answer, IsLogging: must(answer.IsLogging, 'IsLogging'), ref, TrailARN };
  });

export const cloudtrail: ServiceModule<'cloudtrail'> = {
  client: (config) => new CloudTrailClient(config),
  collectors: { 'cloudtrail.trails': trails, 'cloudtrail.trailStatuses': trailStatuses },
};
