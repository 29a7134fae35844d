import type { Report, ReportEdge, ReportService, ReportSubject } from '../../src/model/index.ts';
import { groupBy } from '../../src/model/index.ts';
import { plain } from '../neutralise.ts';
import { count, shortArn } from '../words.ts';
import { wrap } from './layout.ts';
import { heading, type Page } from './page.ts';

/** How the two sides were joined: each service, then each edge from a thing to another with its reason. */
export function deploymentLines({ deployment }: Report, page: Page): readonly string[] {
  if (deployment === undefined) return [];
  const { services, edges } = deployment;
  const groups = groupBy(edges, ({ from }) => from.id);
  const known = new Map(services.map((service) => [service.subject.id, service]));
  return [
    ...heading('Deployment', count(edges.length, 'edge'), page),
    ...[...groups.values()].flatMap((group) => groupLines(group, known, page)),
    '',
  ];
}

function groupLines(
  edges: readonly ReportEdge[],
  services: ReadonlyMap<string, ReportService>,
  page: Page,
): readonly string[] {
  const [first] = edges;
  if (first === undefined) return [];
  const service = services.get(first.from.id);
  const about = service === undefined ? '' : `, ${service.platform}${environmentOf(service)}`;
  return [
    ...wrap(nameOf(first.from), page.width - 2).map((line) => `  ${page.theme.strong(line)}`),
    ...wrap(`${shortArn(first.from.id)}${about}`, page.width - 4).map((line) => `    ${page.theme.faint(line)}`),
    ...edges.flatMap((edge) => edgeLines(edge, page)),
  ];
}

function environmentOf({ environment }: ReportService): string {
  return environment === undefined ? '' : `, ${environment.name} by ${environment.reason}`;
}

/** The edge in one line; below it the reason, and where both sides say so. */
function edgeLines(edge: ReportEdge, { theme, width }: Page): readonly string[] {
  const { kind, to, reason, confidence, evidence } = edge;
  const sure = confidence === 'high' ? '' : ` (${confidence} confidence)`;
  const sources = [...new Set(evidence.map(({ source }) => source))].join(', ');
  return [
    ...wrap(`${kind} → ${nameOf(to)}${sure}`, width - 4).map((line) => `    ${line}`),
    ...wrap(sources === '' ? reason : `${reason} [${sources}]`, width - 6).map((line) => `      ${theme.faint(line)}`),
  ];
}

function nameOf({ name, id }: ReportSubject): string {
  return plain(name ?? id);
}
