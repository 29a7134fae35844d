import type { FactCoverage, Report, Result } from '../../src/model/index.ts';
import { segment } from './place.ts';

/** What becomes one run, with a category of its own: alerts of regions that were not scanned stay as they are. */
export interface Layer {
  /** Behind the first part of the category: `repo/`, `aws/123456789012/eu-central-1/`. */
  readonly category: string;
  readonly side: 'repo' | 'aws';
  readonly results: readonly Result[];
  readonly facts: readonly FactCoverage[];
}

/** GitHub refuses a file with more. */
const MOST_RUNS = 20;

export function layersOf(report: Report): readonly Layer[] {
  const { target } = report;
  const accounts = target.accounts ?? (target.account === undefined ? [] : [target.account]);
  const places = accounts.flatMap(({ id, regions }) =>
    ['global', ...regions.filter((region) => region !== 'global')].map((region) => ({ account: id, region })),
  );
  const repository = target.repository === undefined && accounts.length > 0 ? [] : [repositoryLayer(report)];
  const each = places.map((place) =>
    accountLayer(report, place, `aws/${segment(place.account)}/${segment(place.region)}/`),
  );
  if (repository.length + each.length <= MOST_RUNS) return withOrphans([...repository, ...each], report);
  const whole = accounts.map(({ id }) => accountLayer(report, { account: id }, `aws/${segment(id)}/`));
  return withOrphans([...repository, ...whole].slice(0, MOST_RUNS), report);
}

/** In a scan of the account alone, what names no account (a rule that the repository would decide) goes to the first run. */
function withOrphans(layers: readonly Layer[], { results }: Report): readonly Layer[] {
  const placed = new Set(layers.flatMap((layer) => layer.results));
  const orphans = results.filter((result) => !placed.has(result));
  return layers.map((layer, index) => (index === 0 ? { ...layer, results: [...layer.results, ...orphans] } : layer));
}

function repositoryLayer({ results, coverage }: Report): Layer {
  return {
    category: 'repo/',
    side: 'repo',
    results: results.filter((result) => !inAccount(result)),
    facts: coverage.facts.filter(({ account }) => account === undefined),
  };
}

function accountLayer(
  { results, coverage }: Report,
  { account, region }: { readonly account: string; readonly region?: string },
  category: string,
): Layer {
  const here = (place: { readonly account?: string; readonly region?: string }) =>
    place.account === account && (region === undefined || (place.region ?? 'global') === region);
  return {
    category,
    side: 'aws',
    results: results.filter((result) => inAccount(result) && here(result.subject)),
    facts: coverage.facts.filter(here),
  };
}

/** A finding that has a line in the repository is an alert of the repository, on whichever side its subject is. */
function inAccount({ subject, location }: Result): boolean {
  return location === undefined && subject.account !== undefined;
}
