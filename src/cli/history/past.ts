import { resolve } from 'node:path';
import { anotherTarget, NO_PAST, type Past, remember } from '../../engine/index.ts';
import { type Report, UserError } from '../../model/index.ts';
import type { Host } from '../host.ts';
import { readSaved } from '../saved-reports.ts';
import { say } from '../say.ts';
import { byTime, type SavedFile } from './folder.ts';

/** A report of the past: one that is there already, or a file that is read when its turn comes. */
export type Earlier = SavedFile & { readonly report?: Report };

/**
 * What the earlier reports say. They are read one after the other, as there may be hundreds of up to 100 MB. What cannot be
 * compared is left out and said, by reason: one bad file does not lose the rest.
 * @param candidates in any order; the report itself may be among them
 */
export async function readPast(report: Report, candidates: readonly Earlier[], host: Host): Promise<Past> {
  const left = new Map<string, string[]>();
  const known = new Set([identityOf(report)]);
  let past = NO_PAST;
  for (const candidate of candidates.toSorted(byTime)) {
    const earlier = await load(candidate, host);
    if (typeof earlier !== 'string' && known.has(identityOf(earlier))) continue;
    const reason = typeof earlier === 'string' ? earlier : obstacle(report, earlier);
    if (reason !== undefined) left.set(reason, [...(left.get(reason) ?? []), candidate.name]);
    else if (typeof earlier !== 'string') {
      known.add(identityOf(earlier));
      past = remember(past, earlier);
    }
  }
  for (const [reason, names] of left) say(host, `left out of the history: ${listed(names)}: ${reason}`);
  return past;
}

/** The newest report of a folder. */
export async function newestOf(files: readonly SavedFile[], folder: string, host: Host): Promise<Report> {
  for (const file of files.toReversed()) {
    const report = await load(file, host);
    if (typeof report !== 'string') return report;
  }
  throw new UserError(`--history ${folder} holds no report`, 'djaudit scan --format json=FILE writes one');
}

/** The report, or why it is none. */
async function load({ name, report }: Earlier, host: Host): Promise<Report | string> {
  if (report !== undefined) return report;
  try {
    return await readSaved(name, host);
  } catch (error) {
    if (error instanceof UserError) return reasonIn(error.message, name, host);
    throw error;
  }
}

/** "no JSON" of "2026/11/25.json is no JSON". */
function reasonIn(message: string, name: string, { cwd }: Pick<Host, 'cwd'>): string {
  return message
    .replace(`the report ${resolve(cwd(), name)} `, '')
    .replace(`${name} is `, '')
    .replace(name, 'it');
}

function obstacle(report: Report, earlier: Report): string | undefined {
  if (Date.parse(earlier.startedAt) > Date.parse(report.startedAt)) return 'later than the report';
  const target = anotherTarget(report, earlier);
  return target === undefined ? undefined : `of ${target}`;
}

/** The same report under two names is one. */
function identityOf({ startedAt, durationMs, target }: Report): string {
  return JSON.stringify([startedAt, durationMs, target]);
}

const NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `${names.slice(0, NAMED).join(', ')}${more}`;
}
