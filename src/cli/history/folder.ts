import { open, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../../model/index.ts';
import type { Host } from '../host.ts';

/** A file that may hold a report. */
export interface SavedFile {
  /** As it is shown, and relative to the working directory. */
  readonly name: string;
  /** When the report that it claims to hold was made; undefined for a file that claims none. */
  readonly startedAt?: string;
}

/**
 * The JSON files of a folder and of those in it (`2026/11/25.json`), the oldest report first. Links are not followed: a
 * `latest.json` is one of the others.
 * @throws UserError when it is no folder
 */
export async function savedFiles(folder: string, host: Pick<Host, 'cwd'>): Promise<readonly SavedFile[]> {
  const found: SavedFile[] = [];
  for (const name of await jsonFiles(folder, host)) {
    const startedAt = await startOf(resolve(host.cwd(), name));
    found.push(startedAt === undefined ? { name } : { name, startedAt });
  }
  return found.toSorted(byTime);
}

/** The oldest report first; files that claim none before them. */
export function byTime(a: SavedFile, b: SavedFile): number {
  return timeOf(a) - timeOf(b) || (a.name < b.name ? -1 : 1);
}

function timeOf({ startedAt = '' }: SavedFile): number {
  const time = Date.parse(startedAt);
  return Number.isNaN(time) ? 0 : time;
}

async function jsonFiles(folder: string, host: Pick<Host, 'cwd'>): Promise<readonly string[]> {
  const entries = await list(folder, host);
  const nested = entries.filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name));
  const deeper: string[] = [];
  for (const { name } of nested) deeper.push(...(await jsonFiles(join(folder, name), host)));
  const own = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
  return [...own.map(({ name }) => join(folder, name)), ...deeper].toSorted();
}

async function list(folder: string, { cwd }: Pick<Host, 'cwd'>) {
  try {
    return await readdir(resolve(cwd(), folder), { withFileTypes: true });
  } catch (cause) {
    throw new UserError(`--history ${folder} is no folder that can be read`, 'Name a folder of saved JSON reports', {
      cause,
    });
  }
}

/** Enough for what stands before the time in a report. */
const HEAD = 1024;
const START =
  /^\s*\{\s*"schemaVersion"\s*:\s*\d+\s*,\s*"tool"\s*:\s*\{[^{}]*\}\s*,\s*"startedAt"\s*:\s*"([^"\\]{10,40})"/;

/** Reports begin with their time, and may be large: those that another program wrote anew are read whole for it. */
async function startOf(file: string): Promise<string | undefined> {
  return START.exec(await headOf(file))?.[1] ?? (await startInside(file));
}

async function headOf(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return ''; // reading it whole says why
  }
}

async function startInside(file: string): Promise<string | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof content !== 'object' || content === null || !('startedAt' in content)) return undefined;
    return typeof content.startedAt === 'string' ? content.startedAt : undefined;
  } catch {
    return undefined;
  }
}
