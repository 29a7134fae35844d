import type { FactName } from '../../src/model/index.ts';
import { readRepository } from '../../src/repo/index.ts';
import { folderWith } from './folder.ts';

/** The fact of that name that a repository with these files gives; fails where it is unavailable. */
export async function factOf<T>(files: Readonly<Record<string, string>>, name: FactName): Promise<T> {
  const { records } = await readRepository(folderWith(files), [name]);
  const found = records[0]?.fact;
  if (found?.status !== 'collected') throw new Error(found?.reason ?? 'no record');
  return found.value as T; // the name's own kind
}
