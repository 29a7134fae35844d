import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../model/user-error.ts';
import { inBlocks, type Pieces } from './output/pieces.ts';

/** Writes the whole file or nothing: readers never see half of it. Folders on the way are made. */
export async function writeAtomically(path: string, text: Pieces, mode = 0o666): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  try {
    if ((await stat(path).catch(() => undefined))?.isFile() === false) return await writeFile(path, inBlocks(text)); // /dev/stdout, a pipe
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, inBlocks(text), { mode, flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new UserError(
      `${path} could not be written: ${describe(error)}`,
      'Name a file in a folder that you may write to',
    );
  }
}

function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is a file',
    EEXIST: 'a part of its path is a file',
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}
