import { closeSync, constants, fstatSync, openSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { readAll } from '../git/metadata.ts';

/** Why a file was not read. */
export type Refusal = 'absent' | 'outside' | 'special' | 'too-large' | 'unreadable';

export interface Opened {
  readonly bytes: Buffer;
}

/** A link at the end of a path is refused (the path is resolved already), a FIFO does not wait for a writer. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Reads files of one work tree and none outside of it. Links are followed as far as they stay inside; devices, FIFOs and
 * sockets are never opened for reading, so that nothing can hang.
 */
export class Boundary {
  readonly #workTree: string;
  readonly #folders = new Map<string, string | Refusal>();

  /** @param workTree absolute, without links. */
  constructor(workTree: string) {
    this.#workTree = workTree;
  }

  /** The file that a path leads to, or why it may not be read. `folder` is absolute, `path` relative to it. */
  resolve(folder: string, path: string): { readonly real: string } | Refusal {
    const real = this.#inside(join(folder, path));
    return REFUSALS.has(real) ? (real as Refusal) : { real }; // a real path is absolute, a refusal is a word
  }

  read(folder: string, path: string, limit: number): Opened | Refusal {
    const wanted = join(folder, path);
    const direct = this.#open(this.#beside(wanted), limit);
    if (direct !== 'link') return direct;
    const real = this.#inside(wanted);
    if (REFUSALS.has(real)) return real as Refusal; // as above
    const opened = this.#open(real, limit);
    return opened === 'link' ? 'unreadable' : opened;
  }

  /** The path with the folders above it resolved, which are asked for again and again. */
  #beside(path: string): string | Refusal {
    const folder = dirname(path);
    const known = this.#folders.get(folder) ?? this.#inside(folder);
    this.#folders.set(folder, known);
    return REFUSALS.has(known) ? known : join(known, path.slice(folder.length));
  }

  #inside(path: string): string | Refusal {
    try {
      const real = realpathSync.native(path);
      return real === this.#workTree || real.startsWith(this.#prefix()) ? real : 'outside';
    } catch {
      return 'absent';
    }
  }

  #open(path: string | Refusal, limit: number): Opened | Refusal | 'link' {
    if (REFUSALS.has(path)) return path as Refusal; // as above
    let descriptor: number | undefined;
    try {
      descriptor = openSync(path, FLAGS);
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return 'special';
      return stat.size > limit ? 'too-large' : { bytes: readAll(descriptor, stat.size) };
    } catch (error) {
      return refusalOf(error);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  #prefix(): string {
    return this.#workTree.endsWith(sep) ? this.#workTree : this.#workTree + sep;
  }
}

const REFUSALS: ReadonlySet<string> = new Set<Refusal>(['absent', 'outside', 'special', 'too-large', 'unreadable']);

function refusalOf(error: unknown): Refusal | 'link' {
  const { code } = error as NodeJS.ErrnoException; // node's own errors have it
  if (code === 'ELOOP' || code === 'EMLINK') return 'link';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
  return code === 'ENXIO' || code === 'EISDIR' ? 'special' : 'unreadable';
}
