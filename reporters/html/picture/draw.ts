import { type Markup, markup } from '../markup.ts';
import { type Badge, type Card, type ExtraRow, ROW } from './card.ts';
import type { Line } from './lines.ts';
import type { Box, Layout, Point } from './place.ts';

/**
 * The picture as one image with a title and a description.
 * @param id prefix of the ids inside of it, once on the page
 */
export function svg({ width, height, boxes, lines, labels }: Layout, id: string, title: string, about: string): Markup {
  const columns = new Set(boxes.map(({ x }) => x)).size;
  return markup`<svg class="c${Math.min(columns, 8)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-about">
<title id="${id}-title">${title}</title><desc id="${id}-about">${about}</desc>
${lines.map(lineMarkup)}
${labels.map(({ text, anchor, x, y }) => markup`<text class="label" x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`)}
${boxes.map(boxMarkup)}</svg>`;
}

function lineMarkup({ link, points, leftward }: Line): Markup {
  return markup`<path class="line ${link.confidence}" d="${pathOf(points, leftward)}"/>
`;
}

/** Bends, level stretches, and an arrow at its end. */
function pathOf(points: readonly Point[], leftward: boolean): string {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  const parts = points.slice(1).map((to, index) => {
    const from = points[index] ?? to;
    if (from.y === to.y) return `H${to.x}`;
    const middle = Math.round((from.x + to.x) / 2);
    return `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
  });
  const arrow = leftward ? `M${first.x + 6} ${first.y - 4}l-6 4 6 4` : `M${last.x - 6} ${last.y - 4}l6 4-6 4`;
  return `M${first.x} ${first.y}${parts.join('')}${arrow}`;
}

const INSET = 10;

function boxMarkup({ thing, card, x, y, width, height }: Box): Markup {
  if (thing.icon === 'people') return clientsMarkup(card, { x, y }, width, height);
  const stacked =
    thing.members === undefined
      ? undefined
      : markup`<rect class="under" x="5" y="5" width="${width}" height="${height}" rx="6"/>`;
  let at = 8;
  const next = (row: number): number => (at += row) - row;
  const kind = next(ROW.kind);
  const names = card.name.map((text) => ({ text, top: next(ROW.name) }));
  const badge = card.badge === undefined ? undefined : badgeMarkup(card.badge, INSET, next(ROW.badge) + 4);
  return markup`<g class="card ${card.badge?.tone}" transform="translate(${x} ${y})"><title>${card.title}</title>${stacked}
<rect class="face" width="${width}" height="${height}" rx="6"/>${iconMarkup(card.icon, INSET, kind + 1)}<text class="kind" x="${INSET + 20}" y="${kind + 13}">${card.kind}</text>
${names.map(({ text, top }) => markup`<text class="name" x="${INSET}" y="${top + 13}">${text}</text>`)}${badge}${card.extras.map((extra) => extraMarkup(extra, next(ROW.extra), width))}</g>
`;
}

/** Those who ask are no thing of the deployment: no frame, a drawing and a word. */
function clientsMarkup(card: Card, { x, y }: Point, width: number, height: number): Markup {
  const middle = x + width / 2;
  return markup`<g class="clients"><title>${card.title}</title><use href="#picture-people" x="${middle - 12}" y="${y + height / 2 - 16}" width="24" height="24"/><text class="kind" x="${middle}" y="${y + height / 2 + 22}" text-anchor="middle">${card.name}</text></g>
`;
}

function iconMarkup(icon: Card['icon'], x: number, y: number): Markup {
  return markup`<use href="#picture-${icon}" x="${x}" y="${y}" width="14" height="14"/>`;
}

/** A pill that is wide enough for its text in any usual font. */
function badgeMarkup({ tone, text, rest }: Badge, x: number, y: number): Markup {
  const width = widthOf(text);
  const after = rest === '' ? undefined : markup`<text class="rest" x="${x + width + 6}" y="${y + 12}">${rest}</text>`;
  return markup`<g class="badge ${tone}"><rect x="${x}" y="${y}" width="${width}" height="16" rx="4"/><text x="${x + width / 2}" y="${y + 12}" text-anchor="middle">${text}</text>${after}</g>`;
}

function widthOf(text: string): number {
  return Math.round(text.length * 6.2) + 12;
}

function extraMarkup({ icon, word, name, badge }: ExtraRow, top: number, width: number): Markup {
  const pill =
    badge === undefined ? undefined : badgeMarkup({ ...badge, rest: '' }, width - INSET - widthOf(badge.text), top);
  return markup`${iconMarkup(icon, INSET, top + 2)}<text class="kind" x="${INSET + 20}" y="${top + 13}">${word}</text><text class="extra" x="${INSET + 20}" y="${top + 26}">${name}</text>${pill}`;
}
