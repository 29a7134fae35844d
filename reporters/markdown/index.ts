import type { Report, ReporterOptions } from '../../src/model/index.ts';
import { withoutCommands } from '../neutralise.ts';
import { changed } from './changes.ts';
import { attested, type ClosingSection, coverage, exceptions, unknowns } from './closing.ts';
import { findings } from './findings.ts';
import { frameworks } from './frameworks.ts';
import { head } from './head.ts';
import { length } from './words.ts';

/**
 * GitHub takes 65,536 characters for a comment, or 262,144 bytes; what is left is for what a workflow adds. A step summary
 * may be sixteen times as long.
 */
const MOST = 60_000;
/** What each of the lists above and below the findings may take at most. */
const LIST = 6000;
const LISTS: readonly ClosingSection[] = [unknowns, exceptions, attested, frameworks];

/**
 * For the comment of a pull request or a step summary. The first line is a marker by which a workflow finds its comment of
 * the same target again. Where there is no room, whole findings are left out and counted, never cut.
 */
export function markdown(report: Report, { history }: Pick<ReporterOptions, 'history'> = {}): string {
  const above = [...head(report), ...changed(history, LIST)];
  const below = [...LISTS.flatMap((list) => list(report, LIST)), coverage(report)];
  const taken = [...above, ...below].reduce((sum, block) => sum + length(block), 0);
  const blocks = [...above, ...findings(report, MOST - taken), ...below];
  return withoutCommands(`${blocks.join('\n\n')}\n`);
}
