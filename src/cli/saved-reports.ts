import { resolve } from 'node:path';
import { type Report, UserError } from '../model/index.ts';
import { readText } from './audit/account.ts';
import type { Host } from './host.ts';

/** Reads whole reports that `--format json` wrote. */
export async function readReports(files: readonly string[], host: Pick<Host, 'cwd'>): Promise<readonly Report[]> {
  return await Promise.all(files.map((file) => readSaved(file, host)));
}

/**
 * @param file relative to the working directory, or absolute
 * @throws UserError when it is no report of version 1, or no whole one: in a part of a scan nothing is judged
 */
export async function readSaved(file: string, host: Pick<Host, 'cwd'>): Promise<Report> {
  const report = await readReportOrPart(file, host);
  const { shard } = report;
  if (shard === undefined) return report;
  throw new UserError(
    `${file} is part ${shard.index} of ${shard.count} of a scan: nothing is judged in it`,
    'djaudit report PART... --format json=FILE joins the parts',
  );
}

/** The same, and parts of scans too. */
export async function readReportOrPart(file: string, { cwd }: Pick<Host, 'cwd'>): Promise<Report> {
  const { readReport } = await import('../config/read-report.ts');
  return readReport(await readText(resolve(cwd(), file), 'the report'), file);
}
