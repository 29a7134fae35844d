import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../model/user-error.ts';
import { inBlocks, type Pieces } from './output/pieces.ts';
import { whyNotWritten } from './write-error.ts';

/**
 * Writes the whole file or nothing: readers never see half of it. Folders on the way are made, a link stays a link, and a file
 * that is there keeps its mode.
 */
export async function writeAtomically(path: string, text: Pieces, mode = 0o666): Promise<void> {
  try {
    const present = await statOf(path);
    // /dev/stdout, a pipe: there is nothing that could be put in their place.
    if (present?.isFile() === false || /^\/(dev|proc)\//.test(path)) return await writeFile(path, inBlocks(text));
    const file = present === undefined ? await target(path) : await realpath(path);
    await mkdir(dirname(file), { recursive: true });
    await replace(file, text, present === undefined ? mode : present.mode & 0o777);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error; // the text itself could not be made
    throw new UserError(
      `${path} could not be written: ${whyNotWritten(error)}`,
      'Name a file in a folder that you may write to',
    );
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Where the file will be: a link may lead to what is not there yet. */
async function target(path: string): Promise<string> {
  const link = await readlink(path).catch(() => undefined);
  return link === undefined ? path : resolve(dirname(path), link);
}

async function replace(file: string, text: Pieces, mode: number): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file).slice(0, 200)}.${randomBytes(6).toString('hex')}`);
  try {
    await writeFile(temporary, inBlocks(text), { mode, flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
