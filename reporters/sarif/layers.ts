import type { FactCoverage, Report, Result, TargetAccount } from '../../src/model/index.ts';
import { segment } from './place.ts';

/** What becomes one run, with a category of its own: alerts of regions that were not scanned stay as they are. */
export interface Layer {
  /** Behind the first part of the category: `repo/`, `aws/123456789012/eu-central-1/`. */
  readonly category: string;
  readonly side: 'repo' | 'aws';
  /** As in the report: the most severe first. */
  readonly results: readonly Result[];
  /** What its verdicts rest on. */
  readonly facts: readonly FactCoverage[];
}

/** GitHub refuses a file with more. */
const MOST_RUNS = 20;

/**
 * The repository's run holds what a scan without an account finds too, so that a pull request and the nightly scan with the
 * account can write to one category. All that needs the account is in the account's runs, where it has a line in the
 * repository as well: a scan without an account would close it. Where regions are too many for the file, an account is one
 * run; where accounts are, all of them are.
 */
export function layersOf(report: Report): readonly Layer[] {
  const accounts = report.target.accounts ?? (report.target.account === undefined ? [] : [report.target.account]);
  if (accounts.length === 0) return [{ category: 'repo/', side: 'repo', ...only(report, () => true) }];
  const repository = report.target.repository === undefined ? [] : [repositoryLayer(report)];
  const placesOf = [byRegion, byAccount, together].map((split) => split(accounts));
  const places = placesOf.find((list) => repository.length + list.length <= MOST_RUNS) ?? [];
  return [...repository, ...accountLayers(report, places)];
}

interface Place {
  readonly account?: string;
  readonly region?: string;
}

const GLOBAL = 'global';

function byRegion(accounts: readonly TargetAccount[]): readonly Place[] {
  return accounts.flatMap(({ id, regions }) =>
    [GLOBAL, ...regions.filter((region) => region !== GLOBAL)].map((region) => ({ account: id, region })),
  );
}

function byAccount(accounts: readonly TargetAccount[]): readonly Place[] {
  return accounts.map(({ id }) => ({ account: id }));
}

function together(): readonly Place[] {
  return [{}];
}

function repositoryLayer(report: Report): Layer {
  const own = new Set(report.rules.filter(({ layer }) => layer === 'repo').map(({ id }) => id));
  return { category: 'repo/', side: 'repo', ...only(report, ({ rule }) => own.has(rule), isOfRepository) };
}

function only(
  { results, coverage }: Report,
  isIn: (result: Result) => boolean,
  counts: (fact: FactCoverage) => boolean = () => true,
): Pick<Layer, 'results' | 'facts'> {
  return { results: results.filter(isIn), facts: coverage.facts.filter(counts) };
}

function isOfRepository({ account }: FactCoverage): boolean {
  return account === undefined;
}

/** What names no account or one that is not listed (environments, a certificate elsewhere) is in the first run of them. */
function accountLayers(report: Report, places: readonly Place[]): readonly Layer[] {
  const repository = new Set(report.target.repository === undefined ? [] : repositoryLayer(report).results);
  const homes = new Map(
    report.results.filter((result) => !repository.has(result)).map((result) => [result, homeOf(result, places)]),
  );
  return places.map((place) => ({
    category: ['aws', place.account, place.region]
      .flatMap((part) => (part === undefined ? [] : `${segment(part)}/`))
      .join(''),
    side: 'aws',
    ...only(
      report,
      (result) => homes.get(result) === place,
      (fact) => restsOn(place, fact),
    ),
  }));
}

function homeOf({ subject }: Result, places: readonly Place[]): Place | undefined {
  return places.find((place) => isIn(place, subject)) ?? places[0];
}

function isIn({ account, region }: Place, at: { readonly account?: string; readonly region?: string }): boolean {
  return (account ?? at.account) === at.account && (region ?? at.region ?? GLOBAL) === (at.region ?? GLOBAL);
}

/** A region's verdicts rest on what is global too, the global ones on every region. */
function restsOn({ account, region }: Place, fact: FactCoverage): boolean {
  if (fact.account === undefined || (account !== undefined && fact.account !== account)) return false;
  return region === undefined || region === GLOBAL || fact.region === region || fact.region === GLOBAL;
}
