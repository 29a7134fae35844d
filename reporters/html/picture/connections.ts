import { groupBy, type ReportEdge, SEVERITIES } from '../../../src/model/index.ts';
import { count } from '../../words.ts';
import { type Markup, markup } from '../markup.ts';
import { table } from '../table.ts';
import { type Drawing, HANGING, type Thing } from './scene.ts';
import { findings, type Tally } from './tally.ts';
import { nameOf } from './words.ts';

/**
 * What the picture shows, in words: each thing, what was found on it, and each edge from it with its reason.
 * @param edges those of the report that begin at one of the things
 * @param on what was judged of the thing with this id
 * @param most lines that there is room for
 */
export function connections(
  { things }: Drawing,
  edges: readonly ReportEdge[],
  on: (id: string) => Tally,
  most: number,
): Markup {
  const from = groupBy(edges, (edge) => edge.from.id);
  const listed = things.filter(({ word }) => word !== '').map((thing) => ({ thing, own: from.get(thing.id) ?? [] }));
  const shown = fitting(listed, most);
  const rest = listed.length - shown.length;
  const list = table({
    caption: `Everything in the picture, and why it is linked${rest > 0 ? `; of ${count(rest, 'more thing')} the JSON report tells` : ''}.`,
    columns: ['What', 'Findings', 'Is linked to'],
    rows: shown.map(({ thing, own, room }) => [named(thing), countsOf(thing.tally), linkedTo(own, on, room)]),
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

function linkedTo(edges: readonly ReportEdge[], on: (id: string) => Tally, room: number): Markup | undefined {
  if (edges.length === 0) return undefined;
  const rest = edges.length - room;
  const items = edges.slice(0, room).map(({ kind, to, reason, confidence }) => {
    const sure = confidence === 'high' ? '' : `, ${confidence} confidence`;
    const found = HANGING.includes(kind) && findings(on(to.id)) > 0 ? `, ${countsOf(on(to.id))}` : '';
    return markup`<li>${kind} <code>${nameOf(to)}</code>${found}${sure} <small>${reason}</small></li>`;
  });
  return markup`<ul>${items}${rest > 0 ? markup`<li>and ${count(rest, 'more link')}</li>` : undefined}</ul>`;
}
