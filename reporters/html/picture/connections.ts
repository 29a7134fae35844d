import { groupBy, type ReportEdge, type Result, SEVERITIES } from '../../../src/model/index.ts';
import { count } from '../../words.ts';
import { findingId } from '../finding.ts';
import { type Markup, markup } from '../markup.ts';
import { table } from '../table.ts';
import { type Drawing, HANGING, type Thing } from './scene.ts';
import { findings, NOTHING, type Tally, tallyOf } from './tally.ts';
import { nameOf } from './words.ts';

/**
 * What the picture shows, in words: each thing, what was found on it, and each edge from it with its reason.
 * @param edges those of the report that begin at one of the things
 * @param on the results on the thing with this id, the most severe first
 * @param most lines that there is room for
 */
export function connections(
  { things }: Drawing,
  edges: readonly ReportEdge[],
  on: (id: string) => readonly Result[],
  most: number,
): Markup {
  const from = groupBy(edges, (edge) => edge.from.id);
  const listed = things.filter(({ word }) => word !== '').map((thing) => ({ thing, own: from.get(thing.id) ?? [] }));
  const shown = fitting(listed, most);
  const rest = listed.length - shown.length;
  const list = table({
    caption: `Everything in the picture, and why it is linked${rest > 0 ? `; of ${count(rest, 'more thing')} the JSON report tells` : ''}.`,
    columns: ['What', 'Findings', 'Is linked to'],
    rows: shown.map(({ thing, own, room }) => [
      named(thing),
      foundOn(thing.tally, on(thing.id)),
      linkedTo(own, on, room),
    ]),
  });
  return markup`<details class="connections"><summary>The same in words</summary>
${list}</details>
`;
}

/** The first ones, until their lines fill the room; the last one has what is left of it. */
function fitting<T extends { readonly own: readonly unknown[] }>(
  listed: readonly T[],
  most: number,
): readonly (T & { readonly room: number })[] {
  let used = 0;
  return listed.flatMap((one) => {
    const room = most - used;
    used += Math.max(1, one.own.length);
    return room > 0 ? [{ ...one, room }] : [];
  });
}

function named({ word, name }: Thing): Markup {
  return markup`<small>${word}</small> <code>${name}</code>`;
}

/** "1 critical, 4 high"; where there is none, what was judged at all. */
export function countsOf(tally: Tally): string {
  const { fail, unknown, pass } = tally;
  const parts = [
    ...SEVERITIES.filter((severity) => fail[severity] > 0).map((severity) => `${fail[severity]} ${severity}`),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
    ...(findings(tally) === 0 && pass > 0 ? [`none, ${pass} passed`] : []),
  ];
  return parts.length === 0 ? 'not judged' : parts.join(', ');
}

/** Findings of one thing that are named. */
const WORST = 3;

/** How many, and a link to the worst of them. */
function foundOn(tally: Tally, results: readonly Result[]): Markup {
  const worst = results.filter(({ status }) => status === 'fail').slice(0, WORST);
  if (worst.length === 0) return markup`${countsOf(tally)}`;
  const links = worst.map((result) => markup`<a href="#${findingId(result)}">${result.rule}</a>`);
  return markup`${countsOf(tally)} <small>${links.flatMap((link, index) => (index === 0 ? [link] : [COMMA, link]))}</small>`;
}

const COMMA = markup`, `;

function linkedTo(
  edges: readonly ReportEdge[],
  on: (id: string) => readonly Result[],
  room: number,
): Markup | undefined {
  if (edges.length === 0) return undefined;
  const rest = edges.length - room;
  const items = edges.slice(0, room).map(({ kind, to, reason, confidence }) => {
    const sure = confidence === 'high' ? '' : `, ${confidence} confidence`;
    const tally = HANGING.includes(kind) ? tallyOf(on(to.id)) : NOTHING;
    const found = findings(tally) > 0 ? markup`, ${foundOn(tally, on(to.id))}` : undefined;
    return markup`<li>${kind} <code>${nameOf(to)}</code>${found}${sure} <small>${reason}</small></li>`;
  });
  return markup`<ul>${items}${rest > 0 ? markup`<li>and ${count(rest, 'more link')}</li>` : undefined}</ul>`;
}
