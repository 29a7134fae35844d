import { closeSync, constants, fstatSync, openSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { readAll } from '../git/metadata.ts';

/** Why a file was not read. */
export type Refusal = 'absent' | 'outside' | 'special' | 'too-large' | 'unreadable';

export interface Opened {
  readonly bytes: Buffer;
}

/**
 * Reads files of one work tree and none outside of it. Links are followed as far as they stay inside; devices, FIFOs and
 * sockets are never opened for reading, so that nothing can hang.
 */
export class Boundary {
  readonly #workTree: string;

  /** @param workTree absolute, without links. */
  constructor(workTree: string) {
    this.#workTree = workTree;
  }

  /** The file that a path leads to, or why it may not be read. `folder` is absolute, `path` relative to it. */
  resolve(folder: string, path: string): { readonly real: string } | Refusal {
    let real: string;
    try {
      real = realpathSync(join(folder, path));
    } catch {
      return 'absent';
    }
    return real === this.#workTree || real.startsWith(this.#prefix()) ? { real } : 'outside';
  }

  read(folder: string, path: string, limit: number): Opened | Refusal {
    const resolved = this.resolve(folder, path);
    if (typeof resolved === 'string') return resolved;
    let descriptor: number | undefined;
    try {
      // NOFOLLOW: the path is resolved already, a link here was put there since.
      descriptor = openSync(resolved.real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return 'special';
      return stat.size > limit ? 'too-large' : { bytes: readAll(descriptor, stat.size) };
    } catch {
      return 'unreadable';
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  #prefix(): string {
    return this.#workTree.endsWith(sep) ? this.#workTree : this.#workTree + sep;
  }
}
