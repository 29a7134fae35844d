import type { Region } from '@aws-sdk/client-ec2';

/** Regions that every account has; the others are opted into. */
const BY_DEFAULT = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-north-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
];
const OPT_IN = [
  'af-south-1',
  'ap-east-1',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
];

export function isEnabled(region: string, optedIn: readonly string[]): boolean {
  return BY_DEFAULT.includes(region) || optedIn.includes(region);
}

/** DescribeRegions: without `AllRegions` only those that are enabled. */
export function regionsOf(optedIn: readonly string[], all: boolean, names: readonly string[] | undefined): Region[] {
  const known = [...BY_DEFAULT, ...OPT_IN].map((name) => ({
    RegionName: name,
    Endpoint: `ec2.${name}.amazonaws.com`,
    OptInStatus: BY_DEFAULT.includes(name)
      ? 'opt-in-not-required'
      : optedIn.includes(name)
        ? 'opted-in'
        : 'not-opted-in',
  }));
  const wanted = known.filter(({ RegionName }) => names === undefined || names.includes(RegionName));
  return all || names !== undefined ? wanted : wanted.filter(({ OptInStatus }) => OptInStatus !== 'not-opted-in');
}
