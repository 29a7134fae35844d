import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { didYouMean } from '../../model/nearest.ts';
import type { GitBase } from '../../model/repository/index.ts';
import { UserError } from '../../model/user-error.ts';
import { compare } from '../files/notes.ts';
import { NotAvailable } from '../not-available.ts';
import type { Repository } from '../repository.ts';
import { type Commit, ObjectStore } from './objects.ts';
import { refNames, resolveName } from './refs.ts';

const WHOLE_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** Far more folders than any project has: a tree that goes on is none. */
const MAX_TREES = 50_000;
/** Other people's code: none of its folders is an app of the project. */
const FOREIGN = new Set(['node_modules', 'site-packages', '.venv', 'venv']);

/**
 * The migrations that the commit of `--base-ref` holds. Throws a UserError when no ref and no commit bears the name, and is
 * unavailable when a shallow or partial clone does not hold what would be read.
 */
export function readBase({ options, tree, root }: Repository): GitBase {
  const ref = options.baseRef;
  if (ref === undefined) return {};
  const { gitDir, commonDir } = tree;
  if (gitDir === undefined || commonDir === undefined) throw new NotAvailable(`--base-ref ${ref}: no git was found`);
  const store = new ObjectStore(commonDir);
  const { id, commit } = commitOf(store, gitDir, commonDir, ref);
  const start = folderIn(store, commit.tree, relative(tree.root, root).split(sep), ref);
  const migrations = start === undefined ? [] : migrationsBelow(store, start, ref);
  return { named: { ref, commit: id, migrations: [...migrations].sort(compare) } };
}

function commitOf(
  store: ObjectStore,
  gitDir: string,
  commonDir: string,
  ref: string,
): { readonly id: string; readonly commit: Commit } {
  const named = resolveName(gitDir, commonDir, ref) ?? (WHOLE_ID.test(ref) ? ref : undefined);
  const shallow = existsSync(join(commonDir, 'shallow'));
  if (named === undefined && !shallow) throw noSuchRef(commonDir, ref);
  const id = named === undefined ? undefined : (store.tagged(named) ?? named);
  const commit = id === undefined ? undefined : store.commit(id);
  if (id !== undefined && commit !== undefined) return { id, commit };
  if (named === ref && !shallow) throw noSuchRef(commonDir, ref);
  throw notFetched(ref, shallow);
}

function noSuchRef(commonDir: string, ref: string): UserError {
  const near = didYouMean(ref, refNames(commonDir), '--base-ref ');
  const what = WHOLE_ID.test(ref)
    ? 'this repository has no such commit'
    : 'no branch, remote branch or tag of that name';
  return new UserError(
    `--base-ref ${ref}: ${what}${near}`,
    ref.includes('/')
      ? `Fetch it (git fetch ${ref.replace('/', ' ')}), or name a branch, a tag or a whole commit id`
      : 'Name a branch, a tag or a whole commit id: --base-ref origin/main',
  );
}

function notFetched(ref: string, shallow: boolean): NotAvailable {
  const remote = /^([^/]+)\/(.+)$/.exec(ref);
  const fetch = remote === null ? 'git fetch --unshallow' : `git fetch ${remote[1] ?? ''} ${remote[2] ?? ''}`;
  const why = shallow ? 'this is a shallow clone and does not hold it' : 'this clone does not hold all of it';
  return new NotAvailable(`--base-ref ${ref}: ${why}; fetch-depth: 0 of actions/checkout, or ${fetch}, brings it`);
}

/** The tree of the scanned folder; undefined where the base does not have the folder yet. */
function folderIn(store: ObjectStore, root: string, parts: readonly string[], ref: string): string | undefined {
  let id: string | undefined = root;
  for (const part of parts.filter((one) => one !== ''))
    id = id && entriesOf(store, id, ref).find(({ name, kind }) => name === part && kind === 'folder')?.id;
  return id;
}

function entriesOf(store: ObjectStore, id: string, ref: string) {
  const entries = store.tree(id);
  if (entries === undefined) throw notFetched(ref, false);
  return entries;
}

/** Paths of the Python files of folders named `migrations`, from where it starts. */
function migrationsBelow(store: ObjectStore, start: string, ref: string): readonly string[] {
  const found: string[] = [];
  const open = [{ id: start, path: '' }];
  for (const folder of open) {
    if (open.length > MAX_TREES) throw new NotAvailable(`--base-ref ${ref}: more than ${MAX_TREES} folders`);
    const holds = /(^|\/)migrations\/$/.test(folder.path);
    for (const { name, id, kind } of entriesOf(store, folder.id, ref)) {
      if (kind === 'folder' && !FOREIGN.has(name)) open.push({ id, path: `${folder.path}${name}/` });
      else if (holds && kind === 'file' && name.endsWith('.py')) found.push(`${folder.path}${name}`);
    }
  }
  return found;
}
