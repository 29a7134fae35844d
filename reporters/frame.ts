import type { CodeFrame, Location } from '../src/model/index.ts';

export interface FrameLine {
  readonly number: number;
  readonly text: string;
  /** Part of what the finding is about. */
  readonly inside: boolean;
}

/** The lines of a frame with their numbers; blank lines at the ends show nothing. */
export function frameLines({ start, lines }: CodeFrame, { line, endLine = line }: Location): readonly FrameLine[] {
  const numbered = lines.map((text, index) => ({ number: start + index, text }));
  const shown = numbered.filter(({ number, text }) => text.trim() !== '' || number === line);
  const from = shown[0]?.number ?? start;
  const to = shown.at(-1)?.number ?? start;
  return numbered
    .filter(({ number }) => number >= from && number <= to)
    .map((one) => ({ ...one, inside: one.number >= line && one.number <= endLine }));
}
