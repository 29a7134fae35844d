import type { ReportDeployment } from '../../../src/model/index.ts';
import { count } from '../../words.ts';
import { type Markup, markup } from '../markup.ts';
import { anchor, heading, type Section } from '../section.ts';
import { connections, countsOf } from './connections.ts';
import { svg } from './draw.ts';
import { folded } from './fold.ts';
import { sprite } from './icons.ts';
import { type Owned, ownersOf } from './owners.ts';
import { layoutOf } from './place.ts';
import { type Drawing, type Scene, scenesOf } from './scene.ts';
import { findings } from './tally.ts';
import { nameOf } from './words.ts';

/** Environments that get a picture. */
const PICTURES = 4;
/** Links in the tables below all pictures together: what most deployments need, and no more than a page bears. */
const LISTED = 80;
/** Lines in one picture, and in all of them together. */
const DRAWN = { one: 60, all: 100 } as const;
/** Names that are spelled out where there may be any number of them. */
const NAMED = 8;

/** Who talks to whom in each environment, and where the findings sit. Absent where the two sides were not joined. */
export const picture: Section = ({ deployment, results }) => {
  if (deployment === undefined) return undefined;
  const owned = ownersOf(results, deployment);
  const scenes = scenesOf(deployment, owned);
  const first = scenes.slice(0, PICTURES);
  const lines = Math.min(DRAWN.one, Math.floor(DRAWN.all / first.length));
  const shown = first.map((scene, index) => ({
    scene,
    drawing: folded(scene, lines),
    id: anchor(`deployment-${index + 1}`, titleOf(scene)),
  }));
  const icons = shown.flatMap(({ drawing }) =>
    drawing.things.flatMap(({ icon, extras }) => [icon, ...extras.map((extra) => extra.icon)]),
  );
  return {
    id: 'deployment',
    title: 'Deployment',
    tally: deployment.services.length,
    body: markup`<p>${lead(deployment)}</p>
${sprite(new Set(icons))}${shown.map((one) => figure(one, deployment, owned, Math.floor(LISTED / shown.length)))}${undrawn(scenes.slice(PICTURES))}${elsewhere(owned)}`,
    parts: shown.map(({ scene, id }) => ({ id, title: titleOf(scene), tally: scene.services.length })),
  };
};

function lead({ services }: ReportDeployment): string {
  return services.length === 0
    ? 'Nothing was found in the account that runs this repository.'
    : 'Who talks to whom, as the repository and the account together say. A badge counts the findings on a thing and on its parts, the most severe first.';
}

function titleOf({ environment }: Scene): string {
  return environment ?? 'environment unknown';
}

interface Shown {
  readonly scene: Scene;
  readonly drawing: Drawing;
  readonly id: string;
}

function figure({ scene, drawing, id }: Shown, { edges }: ReportDeployment, owned: Owned, lines: number): Markup {
  const title = titleOf(scene);
  const about = sentence(scene);
  const things = new Set(scene.things.map((thing) => thing.id));
  const image = svg(layoutOf(drawing), id, `Deployment, ${title}`, `${about} The table below says the same.`);
  return markup`${heading(id, title)}<p>${about}</p>
<figure class="picture"><div class="scroll" role="group" tabindex="0" aria-label="Picture of ${title}">${image}</div>
${legend(scene, drawing)}</figure>
${connections(
  scene,
  edges.filter(({ from }) => things.has(from.id)),
  (id) => owned.of.get(id) ?? [],
  lines,
)}`;
}

/** "2 services: web, worker. Production by their tag. As a whole: 2 medium." */
function sentence({ environment, services, tally }: Scene): string {
  const reasons = [...new Set(services.map((service) => service.environment?.reason ?? ''))].join('; ');
  const names = some(services.map(({ subject }) => nameOf(subject)));
  return [
    `${count(services.length, 'service')}: ${names};`,
    environment === undefined ? 'nothing says of which environment.' : `${environment} by ${reasons}.`,
    ...(findings(tally) === 0 ? [] : [`Findings on the environment as a whole: ${countsOf(tally)}.`]),
  ].join(' ');
}

function some(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** What the strokes mean, where there are any but whole ones, and what was drawn as one. */
function legend(scene: Scene, drawing: Drawing): Markup | undefined {
  const has = (confidence: string) => drawing.links.some((link) => link.confidence === confidence);
  const hidden = scene.things.length - drawing.things.length;
  const parts = [
    ...(has('medium') ? ['Dashed: linked with medium confidence.'] : []),
    ...(has('low') ? ['Dotted: linked with low confidence.'] : []),
    ...(hidden > 0 ? [`${count(scene.things.length, 'thing')} on ${count(drawing.things.length, 'card')}.`] : []),
  ];
  return parts.length === 0 ? undefined : markup`<figcaption>${parts.join(' ')}</figcaption>`;
}

function undrawn(scenes: readonly Scene[]): Markup | undefined {
  if (scenes.length === 0) return undefined;
  return markup`<p>${count(scenes.length, 'more environment')} without a picture: ${some(scenes.map(titleOf))}. Their links are in the JSON report.</p>
`;
}

/** Roles, instances and accounts are not drawn; their findings are said all the same. */
function elsewhere({ elsewhere: results }: Owned): Markup | undefined {
  if (results.length === 0) return undefined;
  const names = [...new Set(results.map(({ subject }) => nameOf(subject)))];
  return markup`<p class="muted">${count(results.length, 'finding')} on what is in no picture: ${some(names)}.</p>
`;
}
