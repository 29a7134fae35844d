import { groupBy } from '../../src/model/group-by.ts';
import type { FactCoverage, Report } from '../../src/model/index.ts';
import { count } from '../words.ts';
import { joined, type Markup, markup } from './markup.ts';

/** Every fact by the places where it was read, with the number of things that it holds. */
export function facts({ coverage: { facts: all } }: Report): Markup | undefined {
  if (all.length === 0) return undefined;
  const named = [...groupBy(all, ({ name }) => name)];
  const places = groupBy(named, ([, group]) => where(group));
  return markup`<details class="checked"><summary>The ${count(all.length, 'fact')} and where they were read</summary>
<dl class="evidence facts">${[...places].map(
    ([
      place,
      group,
    ]) => markup`<div><dt>${place}</dt><dd>${joined(group.map(([name, scopes]) => `${name} ${amount(scopes)}`))}</dd></div>
`,
  )}</dl></details>
`;
}

function amount(facts: readonly FactCoverage[]): string {
  if (facts.every(({ status }) => status === 'unavailable')) return 'not read';
  return String(facts.reduce((total, { count: n }) => total + n, 0));
}

/** More places than this are counted. */
const LISTED = 4;

export function where(facts: readonly FactCoverage[]): string {
  const accounts = unique(facts.flatMap(({ account }) => account ?? []));
  const regions = unique(facts.map(({ region }) => region));
  const shown = regions.length > LISTED ? count(regions.length, 'region') : regions.join(', ');
  return accounts.length > 1 ? `${shown} of ${count(accounts.length, 'account')}` : shown;
}

export function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
