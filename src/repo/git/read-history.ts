import type { GitHistory } from '../../model/repository/index.ts';
import { NotAvailable } from '../not-available.ts';
import type { Repository } from '../repository.ts';
import { readHistory } from './head.ts';

/** The commits that led to the head. Unavailable without git or without a commit. */
export function readGitHistory({ tree, index }: Repository): GitHistory {
  const commit = index.git?.commit;
  if (tree.commonDir === undefined || commit === undefined) throw new NotAvailable('no commit of git was found');
  return readHistory(tree.commonDir, commit);
}
