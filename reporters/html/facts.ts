import { groupBy } from '../../src/model/group-by.ts';
import type { FactCoverage, Report } from '../../src/model/index.ts';
import { count } from '../words.ts';
import { type Markup, markup } from './markup.ts';
import { table } from './table.ts';

/** Every fact, where it was read and how much of it there is. */
export function facts({ coverage: { facts: all } }: Report): Markup | undefined {
  if (all.length === 0) return undefined;
  const groups = groupBy(all, ({ name }) => name);
  return markup`<details class="checked"><summary>The ${count(all.length, 'fact')} and where they were read</summary>
${table({
  caption: markup`<span class="sr">Facts, where they were read and how many things they hold</span>`,
  columns: ['Fact', 'Where', 'Things'],
  rows: [...groups].map(([name, group]) => [
    markup`<code>${name}</code>`,
    where(group),
    group.every(({ status }) => status === 'unavailable') ? 'not read' : sum(group),
  ]),
})}</details>
`;
}

/** More places than this are counted. */
const LISTED = 4;

export function where(facts: readonly FactCoverage[]): string {
  const accounts = unique(facts.flatMap(({ account }) => account ?? []));
  const regions = unique(facts.map(({ region }) => region));
  const shown = regions.length > LISTED ? count(regions.length, 'region') : regions.join(', ');
  return accounts.length > 1 ? `${shown} of ${count(accounts.length, 'account')}` : shown;
}

function sum(facts: readonly FactCoverage[]): number {
  return facts.reduce((total, { count: n }) => total + n, 0);
}

export function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
