import type { FileMode } from '../../model/repository/index.ts';

/** One entry of git's index. Paths are relative to the work tree's root, with `/`. */
export interface IndexEntry {
  readonly path: string;
  readonly mode: FileMode;
  readonly size: number;
}

/** Bytes of an entry before its flags, without the object id. */
const STAT_BYTES = 40;

/**
 * The entries of `.git/index`, versions 2 to 4, of stage 0 or (in a merge) of any, each path once. Throws a RangeError or an
 * Error when it is damaged. Format: gitformat-index(5).
 *
 * @param idBytes 20 for SHA-1, 32 for SHA-256.
 */
export function parseIndex(bytes: Buffer, idBytes: 20 | 32 = 20): readonly IndexEntry[] {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') throw new Error('not an index of git');
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) throw new Error(`index version ${version} is not known`);
  const entries = new Map<string, IndexEntry>();
  const cursor = { offset: 12, previous: Buffer.alloc(0) };
  for (let left = bytes.readUInt32BE(8); left > 0; left -= 1) {
    const entry = readEntry(bytes, cursor, version, idBytes);
    if (entry !== undefined) entries.set(entry.path, entry);
  }
  return [...entries.values()];
}

interface Cursor {
  offset: number;
  previous: Buffer;
}

function readEntry(bytes: Buffer, cursor: Cursor, version: number, idBytes: number): IndexEntry | undefined {
  const start = cursor.offset;
  const mode = fileMode(bytes.readUInt32BE(start + 24));
  const size = bytes.readUInt32BE(start + 36);
  const flags = bytes.readUInt16BE(start + STAT_BYTES + idBytes);
  const nameAt = start + STAT_BYTES + idBytes + ((flags & 0x4000) === 0 ? 2 : 4);
  const path = version === 4 ? compressedPath(bytes, nameAt, cursor) : plainPath(bytes, nameAt, start, cursor);
  return mode === undefined ? undefined : { path, mode, size };
}

function plainPath(bytes: Buffer, nameAt: number, start: number, cursor: Cursor): string {
  const end = terminator(bytes, nameAt);
  cursor.offset = start + Math.floor((end - start) / 8) * 8 + 8;
  return bytes.toString('utf8', nameAt, end);
}

/** Version 4: a number of bytes to take off the path before, then the rest. */
function compressedPath(bytes: Buffer, nameAt: number, cursor: Cursor): string {
  let at = nameAt;
  let byte = bytes.readUInt8(at++);
  let strip = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    byte = bytes.readUInt8(at++);
    strip = ((strip + 1) << 7) | (byte & 0x7f);
  }
  const end = terminator(bytes, at);
  const kept = cursor.previous.subarray(0, Math.max(0, cursor.previous.length - strip));
  cursor.previous = Buffer.concat([kept, bytes.subarray(at, end)]);
  cursor.offset = end + 1;
  return cursor.previous.toString('utf8');
}

function terminator(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(0, from);
  if (end === -1) throw new RangeError('the index ends within a path');
  return end;
}

/** Undefined for a folder of a sparse index: what is in it was never checked out. */
function fileMode(bits: number): FileMode | undefined {
  switch (bits >>> 12) {
    case 0o10:
      return (bits & 0o100) === 0 ? '100644' : '100755';
    case 0o12:
      return '120000';
    case 0o16:
      return '160000';
    default:
      return undefined;
  }
}
