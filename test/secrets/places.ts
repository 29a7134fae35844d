import type { Canary } from './canaries.ts';

interface Range {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
}

/** Every place that facts name, wherever in them. */
function rangesIn(value: unknown): readonly Range[] {
  const found: Range[] = [];
  const visit = (one: unknown): void => {
    if (one === null || typeof one !== 'object') return;
    const { path, line, endLine = line } = one as { path?: unknown; line?: unknown; endLine?: unknown };
    if (typeof path === 'string' && typeof line === 'number' && typeof endLine === 'number')
      found.push({ path, line, endLine });
    for (const inner of Object.values(one)) visit(inner);
  };
  visit(value);
  return found;
}

/** The canaries on whose lines no fact stands: nobody has looked there, so that nothing is shown by their absence. */
export function unseen(
  canaries: readonly Canary[],
  files: Readonly<Record<string, string>>,
  facts: unknown,
): readonly string[] {
  const ranges = rangesIn(facts);
  return canaries
    .filter(({ text }) => !placesOf(text, files).some((place) => covers(ranges, place)))
    .map(({ place }) => place);
}

function covers(ranges: readonly Range[], place: { readonly path: string; readonly line: number }): boolean {
  return ranges.some(({ path, line, endLine }) => path === place.path && line <= place.line && place.line <= endLine);
}

function placesOf(text: string, files: Readonly<Record<string, string>>): readonly { path: string; line: number }[] {
  const first = text.split('\n')[0] ?? text;
  const ways = [first, Buffer.from(first).toString('base64').slice(0, 8)];
  return Object.entries(files).flatMap(([path, content]) =>
    ways
      .map((way) => content.indexOf(way))
      .filter((at) => at !== -1)
      .map((at) => ({ path, line: content.slice(0, at).split('\n').length })),
  );
}
