import type { EdgeKind, ReportEdge } from '../../../src/model/index.ts';

const TRAFFIC: readonly EdgeKind[] = ['sends requests to', 'resolves to'];
const ASKED: readonly EdgeKind[] = ['database', 'cache', 'bucket', 'secret', 'log group', 'runs on'];
const CODE: readonly EdgeKind[] = ['image', 'runs'];

/** Columns before the services; a ring of distributions would have no end. */
const DEEPEST = 6;

/**
 * The column of each thing that belongs to the services: they stand at 0, what they ask behind them, what leads requests to
 * either before them by its longest way, and the code that they run beside their load balancers.
 * @param edges none of them touches another environment's service
 * @returns the columns by id, and the edges that are lines between them
 */
export function rankedFrom(
  services: readonly string[],
  edges: readonly ReportEdge[],
): { readonly ranks: ReadonlyMap<string, number>; readonly lines: readonly ReportEdge[] } {
  const ranks = new Map(services.map((id) => [id, 0]));
  const traffic = edges.filter(({ kind }) => TRAFFIC.includes(kind));
  behind(edges, ASKED, 1, ranks);
  before(traffic, ranks);
  const names = namesThatLeadNowhere(edges, traffic, ranks);
  behind(edges, ['sends requests to'], 1, ranks);
  behind(edges, CODE, -1, ranks);
  const lines = edges.filter(
    (edge) =>
      ranks.has(edge.from.id) &&
      ranks.has(edge.to.id) &&
      ranks.get(edge.from.id) !== ranks.get(edge.to.id) &&
      (names.has(edge) || [TRAFFIC, ASKED, CODE].some((kinds) => kinds.includes(edge.kind))),
  );
  return { ranks, lines };
}

/** What the things that are there already lead to by such an edge. */
function behind(
  edges: readonly ReportEdge[],
  kinds: readonly EdgeKind[],
  rank: number,
  ranks: Map<string, number>,
): void {
  const found = edges.filter(({ kind, from, to }) => kinds.includes(kind) && ranks.has(from.id) && !ranks.has(to.id));
  for (const { to } of found) ranks.set(to.id, rank);
}

function before(traffic: readonly ReportEdge[], ranks: Map<string, number>): void {
  const asking = new Map<string, string[]>();
  for (const { from, to } of traffic) asking.set(to.id, [...(asking.get(to.id) ?? []), from.id]);
  let last: readonly string[] = [...ranks.keys()];
  for (let rank = -1; last.length > 0 && rank >= -DEEPEST; rank -= 1) {
    last = [...new Set(last.flatMap((id) => asking.get(id) ?? []))].filter((id) => (ranks.get(id) ?? -1) < 0);
    for (const id of last) ranks.set(id, rank);
  }
}

/** A name of a service that leads to it by no way that is known stands before it all the same, with what it leads to. */
function namesThatLeadNowhere(
  edges: readonly ReportEdge[],
  traffic: readonly ReportEdge[],
  ranks: Map<string, number>,
): ReadonlySet<ReportEdge> {
  const names = edges.filter(({ kind, from, to }) => kind === 'known as' && ranks.has(from.id) && !ranks.has(to.id));
  for (const { to } of names) {
    const targets = traffic.filter((edge) => edge.from.id === to.id && !ranks.has(edge.to.id));
    ranks.set(to.id, targets.length > 0 ? -2 : -1);
    for (const target of targets) ranks.set(target.to.id, -1);
  }
  return new Set(names);
}
