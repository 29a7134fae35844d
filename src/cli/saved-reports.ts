import { resolve } from 'node:path';
import type { Report } from '../model/index.ts';
import { readText } from './audit/account.ts';
import type { Host } from './host.ts';

/** Reads reports that `--format json` wrote. */
export async function readReports(files: readonly string[], host: Pick<Host, 'cwd'>): Promise<readonly Report[]> {
  return await Promise.all(files.map((file) => readSaved(file, host)));
}

/**
 * @param file relative to the working directory, or absolute
 * @throws UserError when it is no report of version 1, or no whole one
 */
export async function readSaved(file: string, { cwd }: Pick<Host, 'cwd'>): Promise<Report> {
  const { readReport } = await import('../config/read-report.ts');
  return readReport(await readText(resolve(cwd(), file), 'the report'), file);
}
