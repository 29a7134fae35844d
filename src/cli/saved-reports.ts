import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Report, UserError } from '../model/index.ts';
import { readText } from './audit/account.ts';
import type { Host } from './host.ts';

/** Reads reports that `--format json` wrote. */
export async function readReports(files: readonly string[], { cwd }: Pick<Host, 'cwd'>): Promise<readonly Report[]> {
  const { readReport } = await import('../config/read-report.ts');
  return await Promise.all(
    files.map(async (file) => readReport(await readText(resolve(cwd(), file), 'the report'), file)),
  );
}

/** All JSON reports of a folder, the oldest first; other files are passed over. */
export async function readHistory(folder: string, host: Pick<Host, 'cwd'>): Promise<readonly Report[]> {
  const names = await list(resolve(host.cwd(), folder), folder);
  const reports = await readReports(
    names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name)),
    host,
  );
  return reports.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

async function list(path: string, shown: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch {
    throw new UserError(`--history ${shown} is no folder that can be read`, 'Name a folder of saved JSON reports');
  }
}
