import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { readMetadataBytes } from './metadata.ts';
import { openPacks, type Pack } from './pack.ts';

export interface Commit {
  readonly parents: readonly string[];
  /** ISO 8601, UTC. */
  readonly committedAt: string;
}

/** A commit is a few hundred bytes; a message of a megabyte is no message. */
const COMMIT_LIMIT = 1024 * 1024;

/** Commits of a repository, loose or packed, read from its files. */
export class ObjectStore {
  readonly #objects: string;
  #packs: readonly Pack[] | undefined;

  /** @param commonDir the `.git` folder. */
  constructor(commonDir: string) {
    this.#objects = join(commonDir, 'objects');
  }

  /** Undefined when it is not there, is no commit, or is damaged. */
  commit(id: string): Commit | undefined {
    try {
      return parseCommit(this.#loose(id) ?? this.#packed(id));
    } catch {
      return undefined;
    }
  }

  #loose(id: string): string | undefined {
    const bytes = readMetadataBytes(join(this.#objects, id.slice(0, 2), id.slice(2)), COMMIT_LIMIT);
    if (bytes === undefined) return undefined;
    const content = inflateSync(bytes, { maxOutputLength: COMMIT_LIMIT });
    const header = content.indexOf(0);
    return content.toString('latin1', 0, 7) === 'commit ' ? content.toString('utf8', header + 1) : undefined;
  }

  #packed(id: string): string | undefined {
    this.#packs ??= openPacks(join(this.#objects, 'pack'));
    for (const pack of this.#packs) {
      const found = pack.commit(id);
      if (found !== undefined) return found.toString('utf8');
    }
    return undefined;
  }
}

function parseCommit(text: string | undefined): Commit | undefined {
  if (text === undefined) return undefined;
  const header = text.slice(0, Math.max(0, text.indexOf('\n\n')));
  const seconds = /^committer .*> (\d{1,12}) [+-]\d{4}$/m.exec(header)?.[1];
  if (seconds === undefined) return undefined;
  const parents = [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? '');
  return { parents, committedAt: new Date(Number(seconds) * 1000).toISOString() };
}
