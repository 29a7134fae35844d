import type { Confidence } from '../../src/model/index.ts';
import { daysSince, daysUntil } from './time.ts';

export type Product = 'django' | 'python' | 'node' | 'debian' | 'ubuntu' | 'alpine' | 'amazonlinux';

/** One release of a product, with dates as ISO days. */
export interface Release {
  readonly cycle: string;
  /** Last day of free security support. */
  readonly end: string;
  /** Last day of a free long-term support that others than the release team give (Debian LTS). */
  readonly longTermEnd?: string;
  /** The newest version of the series, when it was known. */
  readonly latest?: string;
  /** Django: the Python versions that it supports. */
  readonly python?: readonly string[];
}

interface Lifecycle {
  /** The vendor's own page. */
  readonly source: string;
  /** The newest first. A cycle that is not listed is unknown, never a finding. */
  readonly releases: readonly Release[];
}

/** The day of the endoflife.date data that the table was compared with. */
const CHECKED_ON = '2026-08-22';
const STALE_DAYS = 120;

const pythons = (first: number, last: number): readonly string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `3.${first + index}`);

export const LIFECYCLES: Readonly<Record<Product, Lifecycle>> = {
  django: {
    source: 'https://www.djangoproject.com/download/#supported-versions',
    releases: [
      { cycle: '6.1', end: '2027-12-31', latest: '6.1.3', python: pythons(12, 14) },
      { cycle: '6.0', end: '2027-04-30', latest: '6.0.10', python: pythons(12, 14) },
      { cycle: '5.2', end: '2028-04-30', latest: '5.2.19', python: pythons(10, 14) },
      { cycle: '5.1', end: '2025-12-03', latest: '5.1.15', python: pythons(10, 13) },
      { cycle: '5.0', end: '2025-04-02', latest: '5.0.14', python: pythons(10, 12) },
      { cycle: '4.2', end: '2026-04-07', latest: '4.2.30', python: pythons(8, 12) },
      { cycle: '4.1', end: '2023-12-01', latest: '4.1.13', python: pythons(8, 11) },
      { cycle: '4.0', end: '2023-04-01', latest: '4.0.10', python: pythons(8, 10) },
      { cycle: '3.2', end: '2024-04-01', latest: '3.2.25', python: pythons(6, 10) },
      { cycle: '3.1', end: '2021-12-07', latest: '3.1.14', python: pythons(6, 9) },
      { cycle: '3.0', end: '2021-04-06', latest: '3.0.14', python: pythons(6, 9) },
      { cycle: '2.2', end: '2022-04-11', latest: '2.2.28', python: pythons(5, 9) },
      { cycle: '2.1', end: '2019-12-02', latest: '2.1.15' },
      { cycle: '2.0', end: '2019-04-01', latest: '2.0.13' },
      { cycle: '1.11', end: '2020-04-01', latest: '1.11.29' },
      { cycle: '1.10', end: '2017-12-02', latest: '1.10.8' },
      { cycle: '1.9', end: '2017-04-04', latest: '1.9.13' },
      { cycle: '1.8', end: '2018-04-01', latest: '1.8.19' },
      { cycle: '1.7', end: '2015-12-01', latest: '1.7.11' },
    ],
  },
  python: {
    source: 'https://devguide.python.org/versions/',
    releases: [
      { cycle: '3.14', end: '2030-10-31' },
      { cycle: '3.13', end: '2029-10-31' },
      { cycle: '3.12', end: '2028-10-31' },
      { cycle: '3.11', end: '2027-10-31' },
      { cycle: '3.10', end: '2026-10-31' },
      { cycle: '3.9', end: '2025-10-31' },
      { cycle: '3.8', end: '2024-10-07' },
      { cycle: '3.7', end: '2023-06-27' },
      { cycle: '3.6', end: '2021-12-23' },
      { cycle: '3.5', end: '2020-09-30' },
      { cycle: '2.7', end: '2020-01-01' },
    ],
  },
  node: {
    source: 'https://nodejs.org/en/about/previous-releases',
    releases: [
      { cycle: '26', end: '2029-04-30' },
      { cycle: '25', end: '2026-06-01' },
      { cycle: '24', end: '2028-04-30' },
      { cycle: '23', end: '2025-06-01' },
      { cycle: '22', end: '2027-04-30' },
      { cycle: '21', end: '2024-06-01' },
      { cycle: '20', end: '2026-04-30' },
      { cycle: '19', end: '2023-06-01' },
      { cycle: '18', end: '2025-04-30' },
      { cycle: '17', end: '2022-06-01' },
      { cycle: '16', end: '2023-09-11' },
      { cycle: '15', end: '2021-06-01' },
      { cycle: '14', end: '2023-04-30' },
      { cycle: '13', end: '2020-06-01' },
      { cycle: '12', end: '2022-04-30' },
      { cycle: '10', end: '2021-04-30' },
      { cycle: '8', end: '2019-12-31' },
    ],
  },
  debian: {
    source: 'https://wiki.debian.org/DebianReleases',
    releases: [
      { cycle: '13', end: '2028-08-09', longTermEnd: '2030-06-30' },
      { cycle: '12', end: '2026-07-11', longTermEnd: '2028-06-30' },
      { cycle: '11', end: '2024-08-14', longTermEnd: '2026-08-31' },
      { cycle: '10', end: '2022-09-10', longTermEnd: '2024-06-30' },
      { cycle: '9', end: '2020-07-18', longTermEnd: '2022-07-01' },
      { cycle: '8', end: '2018-06-17', longTermEnd: '2020-06-30' },
    ],
  },
  ubuntu: {
    source: 'https://wiki.ubuntu.com/Releases',
    releases: [
      { cycle: '26.04', end: '2031-04-30' },
      { cycle: '25.10', end: '2026-07-01' },
      { cycle: '25.04', end: '2026-01-17' },
      { cycle: '24.10', end: '2025-07-10' },
      { cycle: '24.04', end: '2029-05-31' },
      { cycle: '23.10', end: '2024-07-12' },
      { cycle: '22.04', end: '2027-04-01' },
      { cycle: '20.04', end: '2025-05-31' },
      { cycle: '18.04', end: '2023-05-31' },
      { cycle: '16.04', end: '2021-04-30' },
    ],
  },
  alpine: {
    source: 'https://alpinelinux.org/releases/',
    releases: [
      { cycle: '3.24', end: '2028-06-01' },
      { cycle: '3.23', end: '2027-11-01' },
      { cycle: '3.22', end: '2027-05-01' },
      { cycle: '3.21', end: '2026-11-01' },
      { cycle: '3.20', end: '2026-04-01' },
      { cycle: '3.19', end: '2025-11-01' },
      { cycle: '3.18', end: '2025-05-09' },
      { cycle: '3.17', end: '2024-11-22' },
      { cycle: '3.16', end: '2024-05-23' },
      { cycle: '3.15', end: '2023-11-01' },
      { cycle: '3.14', end: '2023-05-01' },
      { cycle: '3.13', end: '2022-11-01' },
      { cycle: '3.12', end: '2022-05-01' },
      { cycle: '3.11', end: '2021-11-01' },
      { cycle: '3.10', end: '2021-05-01' },
    ],
  },
  amazonlinux: {
    source: 'https://docs.aws.amazon.com/linux/al2023/ug/release-cadence.html',
    releases: [
      { cycle: '2023', end: '2029-06-30' },
      { cycle: '2', end: '2026-06-30' },
      { cycle: '1', end: '2023-12-31' },
    ],
  },
};

export type Support =
  | { readonly status: 'over'; readonly end: string }
  | { readonly status: 'long-term'; readonly end: string; readonly until: string }
  | { readonly status: 'ending'; readonly end: string; readonly days: number }
  | { readonly status: 'supported'; readonly end: string };

export function release(product: Product, cycle: string): Release | undefined {
  return LIFECYCLES[product].releases.find((one) => one.cycle === cycle);
}

/** How a release stands on a day; `soon`: how many days before its end it counts as ending. */
export function support({ end, longTermEnd }: Release, today: string, soon = 90): Support {
  const days = daysUntil(end, today);
  if (days >= 0) return days < soon ? { status: 'ending', end, days } : { status: 'supported', end };
  if (longTermEnd !== undefined && daysUntil(longTermEnd, today) >= 0)
    return { status: 'long-term', end, until: longTermEnd };
  return { status: 'over', end: longTermEnd ?? end };
}

/** The table rots: after some months it may miss an extension. */
export function tableConfidence(today: string): Confidence {
  return daysSince(CHECKED_ON, today) > STALE_DAYS ? 'medium' : 'high';
}

/** For evidence: where the dates come from, and of which day. */
export function tableSource(product: Product): string {
  return `${LIFECYCLES[product].source} (table of ${CHECKED_ON})`;
}
