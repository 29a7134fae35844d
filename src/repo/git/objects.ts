import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { readMetadataBytes } from './metadata.ts';
import { type GitObject, openPacks, type Pack } from './pack.ts';
import { parseTree, type TreeEntry } from './tree.ts';

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  /** ISO 8601, UTC. */
  readonly committedAt: string;
}

/** Commits, tags and trees are small; a message of a megabyte is no message. */
const OBJECT_LIMIT = 1024 * 1024;

/** Commits, tags and trees of a repository, loose or packed, read from its files. Contents of files are never read. */
export class ObjectStore {
  readonly #objects: string;
  #packs: readonly Pack[] | undefined;

  /** @param commonDir the `.git` folder. */
  constructor(commonDir: string) {
    this.#objects = join(commonDir, 'objects');
  }

  /** Undefined when it is not there, is no commit, or is damaged. */
  commit(id: string): Commit | undefined {
    const object = this.#read(id);
    return object?.type === 'commit' ? parseCommit(object.content.toString('utf8')) : undefined;
  }

  /** What an annotated tag names; undefined when it is not there or is no tag. */
  tagged(id: string): string | undefined {
    const object = this.#read(id);
    return object?.type === 'tag' ? /^object ([0-9a-f]+)\n/.exec(object.content.toString('utf8'))?.[1] : undefined;
  }

  /** What a folder holds; undefined when it is not there, is no tree, or is damaged. */
  tree(id: string): readonly TreeEntry[] | undefined {
    const object = this.#read(id);
    return object?.type === 'tree' ? parseTree(object.content, id.length / 2) : undefined;
  }

  #read(id: string): GitObject | undefined {
    try {
      return this.#loose(id) ?? this.#packed(id);
    } catch {
      return undefined;
    }
  }

  #loose(id: string): GitObject | undefined {
    const bytes = readMetadataBytes(join(this.#objects, id.slice(0, 2), id.slice(2)), OBJECT_LIMIT);
    if (bytes === undefined) return undefined;
    const content = inflateSync(bytes, { maxOutputLength: OBJECT_LIMIT });
    const header = content.indexOf(0);
    const type = /^(commit|tree|tag) \d+$/.exec(content.toString('latin1', 0, Math.max(0, header)))?.[1];
    return type === undefined ? undefined : { type: type as GitObject['type'], content: content.subarray(header + 1) }; // the pattern's words
  }

  #packed(id: string): GitObject | undefined {
    this.#packs ??= openPacks(join(this.#objects, 'pack'));
    for (const pack of this.#packs) {
      const found = pack.object(id);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function parseCommit(text: string): Commit | undefined {
  const header = text.slice(0, Math.max(0, text.indexOf('\n\n')));
  const tree = /^tree ([0-9a-f]+)\n/.exec(header)?.[1];
  const seconds = /^committer .*> (\d{1,12}) [+-]\d{4}$/m.exec(header)?.[1];
  if (seconds === undefined || tree === undefined) return undefined;
  const parents = [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? '');
  return { tree, parents, committedAt: new Date(Number(seconds) * 1000).toISOString() };
}
