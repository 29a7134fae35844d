import type { DeployedService, Evidence } from '../../src/model/index.ts';
import type { RuntimeVersion } from '../../src/model/repository/index.ts';
import { list, seen } from './evidence.ts';
import { beanstalkOf } from './live.ts';
import { found } from './places.ts';
import { seriesOf } from './versions.ts';

/** The Python that a live service runs. */
export interface LivePython {
  /** `3.12`. */
  readonly series: string;
  readonly evidence: Evidence;
  /** The distribution's own, which gets the distribution's patches. */
  readonly system: boolean;
}

/** The platform of Elastic Beanstalk says it; of a container the image does, as the repository builds it. */
export function livePython(
  service: DeployedService,
  runtimes: readonly RuntimeVersion[],
): LivePython | { readonly missing: string } {
  const { process } = service;
  const beanstalk = beanstalkOf(service);
  const platform = beanstalk?.SolutionStackName ?? beanstalk?.PlatformArn;
  if (beanstalk !== undefined && !/docker/i.test(platform ?? '')) return ofPlatform(platform);
  const built = process.status === 'collected' ? process.value.dockerfile : undefined;
  const images = runtimes.filter(
    ({ runtime, source, use, location }) =>
      runtime === 'python' &&
      source === 'dockerfile' &&
      use === 'run' &&
      (built === undefined || location.path === built),
  );
  const series = [...new Set(images.map(({ version }) => seriesOf(version, 2)))];
  const [only] = series;
  const [image] = images;
  if (image === undefined || only === undefined) return { missing: 'the image does not tell its version of Python' };
  if (series.length > 1) return { missing: `the images of the repository have Python ${list(series.map(String))}` };
  return { series: only, evidence: found('image', `python ${image.version}`, image.location), system: false };
}

/** `3.13`, as the name of a platform of Elastic Beanstalk says it. */
export function platformPython(platform = ''): string | undefined {
  return /Python (\d+\.\d+)/.exec(platform)?.[1];
}

/** `64bit Amazon Linux 2023 v4.3.0 running Python 3.9`. Amazon Linux 2023 keeps its own Python, 3.9, to its end. */
function ofPlatform(platform: string | undefined): LivePython | { readonly missing: string } {
  const series = platformPython(platform);
  if (platform === undefined || series === undefined) return { missing: 'its platform does not name a Python' };
  return {
    series,
    evidence: seen('platform', platform, 'elasticbeanstalk:DescribeEnvironments'),
    system: series === '3.9' && platform.includes('Amazon Linux 2023'),
  };
}
