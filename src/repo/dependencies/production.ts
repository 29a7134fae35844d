import type { Project } from '../../model/repository/index.ts';
import { folderOf, isBelow, nameOf } from '../paths.ts';
import { roleOf } from '../roles.ts';
import type { Install } from './installs.ts';
import type { ReadFile } from './requirements.ts';

/** Which files production installs from: path, and why. */
export interface ProductionFiles {
  readonly because: ReadonlyMap<string, string>;
  /** Why that may be wrong. */
  readonly uncertainty?: string;
}

export interface Platforms {
  /** The bundle's top, when the platform of Elastic Beanstalk installs by itself. */
  readonly beanstalk?: string;
  /** The folder of a Procfile: a buildpack installs. */
  readonly procfile?: string;
}

/** What a platform's own installer takes, in its order. */
const BY_PLATFORM = ['requirements.txt', 'uv.lock', 'poetry.lock', 'Pipfile.lock', 'Pipfile', 'pyproject.toml'];
/** Without any artefact: a lock before what was compiled before what is loose. */
const BY_CUSTOM = [
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'Pipfile.lock',
  'pylock.toml',
  'requirements/production.txt',
  'requirements/prod.txt',
  'requirements-prod.txt',
  'requirements.txt',
  'requirements/base.txt',
  'Pipfile',
  'pyproject.toml',
  'setup.cfg',
  'setup.py',
];

export function productionFiles(
  files: readonly ReadFile[],
  installs: readonly Install[],
  platforms: Platforms,
  project: Project | undefined,
): ProductionFiles {
  const because = new Map<string, string>();
  for (const { command, production } of installs)
    if (production)
      for (const path of command.files)
        if (!because.has(path))
          because.set(path, `${command.path}:${command.location.line} ${command.text.slice(0, 80)}`);
  if (platforms.beanstalk !== undefined)
    addPlatform(files, platforms.beanstalk, 'Elastic Beanstalk installs it', because);
  if (because.size === 0 && platforms.procfile !== undefined)
    addPlatform(files, platforms.procfile, 'the buildpack of a Procfile installs it', because);
  if (![...because.keys()].some((path) => files.some((file) => file.path === path))) return byCustom(files, project);
  for (const path of because.keys()) addIncluded(files, path, because);
  return { because };
}

function addPlatform(files: readonly ReadFile[], top: string, reason: string, because: Map<string, string>): void {
  const name = BY_PLATFORM.find((one) => files.some(({ path }) => folderOf(path) === top && nameOf(path) === one));
  if (name !== undefined) because.set(top === '' ? name : `${top}/${name}`, reason);
}

/** Files that a production file includes, and the lock or the sources that belong to it. */
function addIncluded(files: readonly ReadFile[], path: string, because: Map<string, string>): void {
  const file = files.find((one) => one.path === path);
  for (const include of file?.includes ?? [])
    if (!because.has(include.path)) because.set(include.path, `${path}:${include.location.line} includes it`);
}

function byCustom(files: readonly ReadFile[], project: Project | undefined): ProductionFiles {
  const because = new Map<string, string>();
  const near = files.filter(({ path }) => roleOf(path) === 'production');
  const roots = [...new Set([project?.root ?? '', ...(project?.importRoots ?? []), ''])];
  for (const root of roots) {
    const name = BY_CUSTOM.find((one) => near.some(({ path }) => path === (root === '' ? one : `${root}/${one}`)));
    if (name === undefined) continue;
    const path = root === '' ? name : `${root}/${name}`;
    because.set(path, 'it is the one by custom');
    addIncluded(files, path, because);
    return { because, uncertainty: `no artefact says what production installs: ${path} is assumed` };
  }
  const below = near.filter(({ path }) => isBelow(project?.root ?? '', path));
  const first = below.find(({ kind }) => kind === 'lock') ?? below[0];
  if (first === undefined) return { because, uncertainty: 'no file of packages was found' };
  because.set(first.path, 'it is the only one');
  return { because, uncertainty: `no artefact says what production installs: ${first.path} is assumed` };
}
