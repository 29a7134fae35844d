import type { Confidence, EdgeKind, ReportDeployment, ReportEdge, ReportService } from '../../../src/model/index.ts';
import { plain } from '../../neutralise.ts';
import type { Owned } from './owners.ts';
import { rankedFrom } from './ranks.ts';
import { NOTHING, type Tally, tallyOf } from './tally.ts';
import { nameOf, type Sort, sortOf } from './words.ts';

/** A card of the picture. */
export interface Thing extends Sort {
  readonly id: string;
  readonly name: string;
  readonly tally: Tally;
  /** The column: services stand at 0. */
  readonly rank: number;
  /** What hangs on it and talks to nobody: certificates, alarms, the Dockerfile of an image. */
  readonly extras: readonly Extra[];
  /** The names of those that it stands for, where several were drawn as one. */
  readonly members?: readonly string[];
}

export interface Extra extends Sort {
  readonly name: string;
  readonly tally: Tally;
}

/** A line of the picture; several edges of one kind between the same two things are one line. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind | 'requests';
  readonly confidence: Confidence;
}

/** What one picture shows. */
export interface Drawing {
  readonly things: readonly Thing[];
  readonly links: readonly Link[];
}

/** One environment: who talks to whom in it. */
export interface Scene extends Drawing {
  /** The environment's name; undefined where nothing says which one the services are of. */
  readonly environment: string | undefined;
  readonly services: readonly ReportService[];
  /** What was judged of the environment as a whole. */
  readonly tally: Tally;
}

/** Whoever asks: the only thing in the picture that is not in the report. */
const CLIENTS = 'clients';

/** Edges to what is drawn on the card of the thing that they begin at. */
export const HANGING: readonly EdgeKind[] = ['certificate', 'alarm', 'built from'];

/** A picture for each environment: production first, then staging, then the others by their names. */
export function scenesOf(deployment: ReportDeployment, owned: Owned): readonly Scene[] {
  const names = [...new Set(deployment.services.map(({ environment }) => environment?.name))];
  return names.toSorted(byEnvironment).map((environment) => {
    const services = deployment.services.filter((service) => service.environment?.name === environment);
    const tally = tallyOf(environment === undefined ? [] : (owned.of.get(`environment/${environment}`) ?? []));
    return { environment, services, tally, ...drawingOf(services, deployment, owned) };
  });
}

function byEnvironment(a: string | undefined, b: string | undefined): number {
  const order = (name: string | undefined) =>
    name === 'production' ? '0' : name === 'staging' ? '1' : name === undefined ? '3' : `2${name}`;
  return order(a) < order(b) ? -1 : 1;
}

function drawingOf(services: readonly ReportService[], deployment: ReportDeployment, owned: Owned): Drawing {
  const own = new Map(services.map((service) => [service.subject.id, service]));
  const others = new Set(deployment.services.map(({ subject }) => subject.id).filter((id) => !own.has(id)));
  const edges = deployment.edges.filter(({ from, to }) => !others.has(from.id) && !others.has(to.id));
  const { ranks, lines } = rankedFrom([...own.keys()], edges);
  const subjects = new Map(edges.flatMap(({ from, to }) => [from, to]).map((subject) => [subject.id, subject]));
  for (const { subject } of services) subjects.set(subject.id, subject);
  const extras = extrasOf(edges, owned);
  const things = [...ranks].flatMap(([id, rank]): readonly Thing[] => {
    const subject = subjects.get(id);
    if (subject === undefined) return [];
    const tally = tallyOf(owned.of.get(id) ?? []);
    const service = own.get(id);
    const hanging = [...settingsOf(service), ...(extras.get(id) ?? [])];
    return [{ id, ...sortOf(subject, service), name: nameOf(subject), tally, rank, extras: hanging }];
  });
  return withClients({ things, links: linksOf(lines) });
}

function settingsOf(service: ReportService | undefined): readonly Extra[] {
  const module = service?.settingsModule;
  return module === undefined ? [] : [{ word: 'settings', icon: 'file', name: plain(module), tally: NOTHING }];
}

/** What hangs on each thing, once, by the thing's id. */
function extrasOf(edges: readonly ReportEdge[], owned: Owned): ReadonlyMap<string, readonly Extra[]> {
  const extras = new Map<string, Extra[]>();
  const seen = new Set<string>();
  for (const { kind, from, to } of edges) {
    const key = JSON.stringify([from.id, to.id]);
    if (!HANGING.includes(kind) || seen.has(key)) continue;
    seen.add(key);
    const extra = {
      ...sortOf(to),
      ...(kind === 'built from' ? { word: kind } : {}),
      name: nameOf(to),
      tally: tallyOf(owned.of.get(to.id) ?? []),
    };
    extras.set(from.id, [...(extras.get(from.id) ?? []), extra]);
  }
  return extras;
}

const SURENESS: readonly Confidence[] = ['high', 'medium', 'low'];

/** The best confidence speaks for several edges of one kind. */
function linksOf(edges: readonly ReportEdge[]): readonly Link[] {
  const links = new Map<string, Link>();
  for (const { from, to, kind, confidence } of edges) {
    const key = JSON.stringify([from.id, to.id, kind]);
    const known = links.get(key);
    if (known === undefined || SURENESS.indexOf(confidence) < SURENESS.indexOf(known.confidence))
      links.set(key, { from: from.id, to: to.id, kind, confidence });
  }
  return [...links.values()];
}

/** Clients stand before every name, distribution and load balancer that nothing in the picture stands before. */
function withClients({ things, links }: Drawing): Drawing {
  const asked = new Set(links.filter(({ kind }) => kind !== 'known as').map(({ to }) => to));
  const entries = things.filter(({ id, rank }) => rank < 0 && !asked.has(id));
  if (entries.length === 0) return { things, links };
  const rank = Math.min(...things.map((thing) => thing.rank)) - 1;
  const clients: Thing = {
    id: CLIENTS,
    word: '',
    icon: 'people',
    name: 'clients',
    tally: NOTHING,
    rank,
    extras: [],
  };
  const requests = entries.map(({ id }): Link => ({ from: CLIENTS, to: id, kind: 'requests', confidence: 'high' }));
  return { things: [clients, ...things], links: [...requests, ...links] };
}
