import { closeSync, constants, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { isPlainFolder, readMetadataBytes } from './metadata.ts';

/** By the number that a pack gives them; contents of files (3) are not read. */
const TYPES: Readonly<Record<number, GitObject['type']>> = { 1: 'commit', 2: 'tree', 4: 'tag' };
const OFS_DELTA = 6;
const REF_DELTA = 7;
const OBJECT_LIMIT = 1024 * 1024;
const MAX_DELTAS = 60;
const INDEX_LIMIT = 128 * 1024 * 1024;
/** What is read of a pack at once: most commits and trees are below the first size. */
const WINDOWS = [4_096, 65_536, OBJECT_LIMIT];

/** An object of a repository, inflated. */
export interface GitObject {
  readonly type: 'commit' | 'tree' | 'tag';
  readonly content: Buffer;
}

/** Every pack of the folder whose index is of version 2. Formats: gitformat-pack(5). */
export function openPacks(folder: string): readonly Pack[] {
  return names(folder).flatMap((name) => {
    const index = readMetadataBytes(join(folder, `${name}.idx`), INDEX_LIMIT);
    const isVersion2 = index !== undefined && index.length > 1032 && index.readUInt32BE(0) === 0xff744f63;
    return isVersion2 ? [new Pack(index, join(folder, `${name}.pack`))] : [];
  });
}

function names(folder: string): readonly string[] {
  if (!isPlainFolder(folder)) return [];
  try {
    return readdirSync(folder)
      .flatMap((name) => (name.endsWith('.idx') ? [name.slice(0, -4)] : []))
      .sort();
  } catch {
    return [];
  }
}

/** One pack of SHA-1 objects. */
export class Pack {
  readonly #index: Buffer;
  readonly #path: string;

  constructor(index: Buffer, path: string) {
    this.#index = index;
    this.#path = path;
  }

  /** A commit, tag or tree; undefined when it is not here, or is the content of a file. Throws when the pack is damaged. */
  object(id: string): GitObject | undefined {
    const offset = this.#find(id);
    return offset === undefined ? undefined : this.#read(offset, MAX_DELTAS);
  }

  #find(id: string): number | undefined {
    const wanted = Buffer.from(id, 'hex');
    const index = this.#index;
    const total = index.readUInt32BE(8 + 255 * 4);
    const first = wanted[0] ?? 0;
    let low = first === 0 ? 0 : index.readUInt32BE(8 + (first - 1) * 4);
    let high = index.readUInt32BE(8 + first * 4);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = 1032 + middle * 20;
      const order = wanted.compare(index, at, at + 20);
      if (order === 0) return this.#offset(middle, total);
      if (order < 0) high = middle;
      else low = middle + 1;
    }
    return undefined;
  }

  #offset(entry: number, total: number): number {
    const small = this.#index.readUInt32BE(1032 + total * 24 + entry * 4);
    if ((small & 0x80000000) === 0) return small;
    return Number(this.#index.readBigUInt64BE(1032 + total * 28 + (small & 0x7fffffff) * 8));
  }

  #read(offset: number, deltas: number): GitObject | undefined {
    for (const window of WINDOWS) {
      const bytes = slice(this.#path, offset, window);
      const last = bytes.length < window || window === WINDOWS.at(-1);
      try {
        return this.#parse(bytes, offset, deltas);
      } catch (error) {
        if (last) throw error;
      }
    }
    return undefined;
  }

  /** Throws when the object goes on behind `bytes`. */
  #parse(bytes: Buffer, offset: number, deltas: number): GitObject | undefined {
    let at = 0;
    let byte = bytes.readUInt8(at++);
    const type = (byte >> 4) & 7;
    while ((byte & 0x80) !== 0) byte = bytes.readUInt8(at++);
    const whole = TYPES[type];
    if (whole !== undefined) return { type: whole, content: inflate(bytes, at) };
    if ((type !== OFS_DELTA && type !== REF_DELTA) || deltas === 0) return undefined;
    const base = type === REF_DELTA ? this.#find(bytes.toString('hex', at, at + 20)) : offset - distance(bytes, at);
    const delta = inflate(bytes, type === REF_DELTA ? at + 20 : afterDistance(bytes, at));
    const source = base === undefined || base < 0 ? undefined : this.#read(base, deltas - 1);
    return source === undefined ? undefined : { type: source.type, content: applyDelta(source.content, delta) };
  }
}

function slice(path: string, offset: number, length: number): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
  } finally {
    closeSync(descriptor);
  }
}

function inflate(bytes: Buffer, at: number): Buffer {
  return inflateSync(bytes.subarray(at), { maxOutputLength: OBJECT_LIMIT });
}

/** How far back the base of an OFS_DELTA lies. */
function distance(bytes: Buffer, from: number): number {
  let at = from;
  let byte = bytes.readUInt8(at++);
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    byte = bytes.readUInt8(at++);
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return value;
}

function afterDistance(bytes: Buffer, from: number): number {
  let at = from;
  while ((bytes.readUInt8(at) & 0x80) !== 0) at += 1;
  return at + 1;
}

/** Instructions to copy from the base or to add what follows. */
function applyDelta(base: Buffer, delta: Buffer): Buffer {
  let at = 0;
  for (let sizes = 0; sizes < 2; at += 1) if ((delta.readUInt8(at) & 0x80) === 0) sizes += 1;
  const parts: Buffer[] = [];
  let total = 0;
  while (at < delta.length && total < OBJECT_LIMIT) {
    const code = delta.readUInt8(at++);
    let part: Buffer;
    if ((code & 0x80) === 0) {
      part = delta.subarray(at, at + code);
      at += code;
    } else {
      let start = 0;
      let size = 0;
      for (let bit = 0; bit < 4; bit += 1)
        if ((code & (1 << bit)) !== 0) start += delta.readUInt8(at++) * 2 ** (8 * bit);
      for (let bit = 0; bit < 3; bit += 1)
        if ((code & (16 << bit)) !== 0) size += delta.readUInt8(at++) * 2 ** (8 * bit);
      part = base.subarray(start, start + (size === 0 ? 0x10000 : size));
    }
    parts.push(part);
    total += part.length;
  }
  return Buffer.concat(parts);
}
