import { join } from 'node:path';
import type { GitHead, GitHistory } from '../../model/repository/index.ts';
import { readMetadata } from './metadata.ts';
import { ObjectStore } from './objects.ts';
import { resolveRef } from './refs.ts';

const ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** Enough to answer "is the deployed commit behind, and how far" for any team that deploys at least monthly. */
const MAX_ANCESTORS = 2_000;

/** The head of a work tree from its metadata. A repository without a commit has no `commit`. */
export function readHead(gitDir: string, commonDir: string): GitHead {
  const head = readMetadata(join(gitDir, 'HEAD'))?.trim() ?? '';
  const branch = /^ref: refs\/heads\/(.+)$/.exec(head)?.[1];
  const commit = branch === undefined ? head : resolveRef(commonDir, `refs/heads/${branch}`);
  const named = branch === undefined ? {} : { branch };
  if (commit === undefined || !ID.test(commit)) return named;
  const committedAt = new ObjectStore(commonDir).commit(commit)?.committedAt;
  return { commit, ...named, ...(committedAt === undefined ? {} : { committedAt }) };
}

/** Breadth first from a commit. */
export function readHistory(commonDir: string, head: string): GitHistory {
  const store = new ObjectStore(commonDir);
  const seen = new Set([head]);
  const committedAt: Record<string, string> = {};
  let complete = true;
  for (const id of seen) {
    if (seen.size > MAX_ANCESTORS) return { ancestors: [...seen], committedAt, complete: false };
    const commit = store.commit(id);
    if (commit === undefined) complete = false;
    else committedAt[id] = commit.committedAt;
    for (const parent of commit?.parents ?? []) seen.add(parent);
  }
  return { ancestors: [...seen], committedAt, complete };
}
