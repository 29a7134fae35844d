import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';

/** Git's own files are small but for packs and the index; anything larger is no index of a repository that we can audit. */
const LIMIT = 256 * 1024 * 1024;

/**
 * One file of git's metadata, undefined when it is not there, no regular file, behind a link (which may leave the repository)
 * or too large. The path is absolute, its beginning without links.
 */
export function readMetadataBytes(path: string, limit = LIMIT): Buffer | undefined {
  if (!isPlainFolder(dirname(path))) return undefined;
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const { size } = fstatSync(descriptor);
    if (!fstatSync(descriptor).isFile() || size > limit) return undefined;
    return readAll(descriptor, size);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The same as text. */
export function readMetadata(path: string): string | undefined {
  return readMetadataBytes(path, 16 * 1024 * 1024)?.toString('utf8');
}

/** Up to `size` bytes from the start of an open file; fewer when it has become shorter. */
export function readAll(descriptor: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const read = readSync(descriptor, bytes, filled, size - filled, filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

/** Whether a folder is where its path says, no part of it being a link. */
export function isPlainFolder(folder: string): boolean {
  try {
    return realpathSync(folder) === folder;
  } catch {
    return false;
  }
}
