import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../model/index.ts';

/** What a configuration is called, and nothing else may be. */
export const CONFIG_NAMES = ['djaudit.yml', 'djaudit.yaml', 'djaudit.json'] as const;

export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/** The configuration of a folder: in it, or in the nearest folder above, up to the top of the git work tree. */
export async function findConfig(folder: string): Promise<ConfigFile | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await Promise.all(
      CONFIG_NAMES.map(async (name) => ({ name, is: await exists(join(at, name), 'file') })),
    );
    const [first, second] = found.filter(({ is }) => is);
    if (first !== undefined && second !== undefined) {
      throw new UserError(
        `both ${first.name} and ${second.name} are there`,
        'Keep one of them, or name one with --config',
      );
    }
    if (first !== undefined) return { path: join(at, first.name), text: await readFile(join(at, first.name), 'utf8') };
    if (dirname(at) === at || (await exists(join(at, '.git'), 'any'))) return undefined;
  }
}

async function exists(path: string, kind: 'file' | 'any'): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return kind === 'file' ? found?.isFile() === true : found !== undefined;
}
