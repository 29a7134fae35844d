import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainLines } from '../../../reporters/neutralise.ts';
import type { Report } from '../../model/index.ts';
import { maskSource } from '../../repo/mask-source.ts';
import { writeAtomically } from '../atomic-file.ts';
import type { Host } from '../host.ts';
import { say } from '../say.ts';
import { write } from '../streams.ts';
import { applied, editsOf } from './edits.ts';
import { unifiedDiff } from './unified-diff.ts';

export interface FixRequest {
  readonly report: Report;
  /** The scanned folder, absolute. */
  readonly root: string;
  readonly text: (path: string) => string | undefined;
  readonly unsafe: boolean;
  /** Write the files; without it the diffs are shown only. */
  readonly writes: boolean;
  /** Where the diffs are printed; undefined: nowhere. */
  readonly diffTo: NodeJS.WriteStream | undefined;
}

/** Mends files of the repository; the account is never touched. */
export async function applyFixes(request: FixRequest, host: Host): Promise<void> {
  const { report, root, text, unsafe, writes, diffTo } = request;
  let written = 0;
  for (const { path, edits } of editsOf(report, unsafe)) {
    const before = text(path);
    if (before === undefined) continue;
    const after = applied(before, edits);
    if (diffTo !== undefined) await write(diffTo, shownDiff(path, before, after));
    if (writes && (await replaced(join(root, path), before, after))) written += edits.length;
    else if (writes) say(host, `${path} was left alone: it is not what was scanned any more`);
  }
  if (writes)
    say(host, written === 0 ? 'there was nothing to fix' : `${written} fixes written; scan again to see what is left`);
}

/** Secrets around a fix are not shown, so that a diff which has some is for reading; --fix writes the file. */
function shownDiff(path: string, before: string, after: string): string {
  const diff = unifiedDiff(path, before, after, (text) => maskSource(path, text));
  return `${plainLines(diff).join('\n')}\n`;
}

/** Only a file that is still what was scanned is written. */
async function replaced(file: string, before: string, after: string): Promise<boolean> {
  const present = await readFile(file, 'utf8').catch(() => undefined);
  if (present !== before) return false;
  await writeAtomically(file, after);
  return true;
}
