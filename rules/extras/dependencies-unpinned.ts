import type { Severity } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import type { Dependencies, DependencyFile, Requirement } from '../../src/model/repository/index.ts';
import { count, list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

export default defineRule({
  id: 'dependencies-unpinned',
  topic: 'extras/dependency-pinning',
  severity: 'high',
  docs: {
    title: 'Pin every production dependency',
    why: 'Without exact versions two builds of one commit differ: what was tested is not what is deployed, and a broken or hijacked release of any package goes live with the next deployment.',
    how: 'The file that the production artefact installs from is judged, found through its install command. A lock passes. Django unpinned, or more than a fifth of the packages and at least three, is high; a few are medium. Constraints (`-c`) pin as well as `==`; a commit id or a hash pins a URL.',
    fix: '`pip-compile requirements.in --generate-hashes`, `uv lock` or `poetry lock`, and install from what they write.',
    silent: [
      'requirements of other programs in the repository',
      'a requirements.in, or a pyproject.toml whose lock is installed',
      'files that only developers and tests install',
    ],
    example: {
      language: 'text',
      bad: 'Django\ngunicorn\npsycopg[binary]>=3',
      good: 'Django==5.2.19\ngunicorn==26.2.0\npsycopg[binary]==3.3.9',
    },
    references: [
      'https://pip.pypa.io/en/stable/topics/repeatable-installs/',
      'https://pip-tools.readthedocs.io/en/stable/',
      'https://docs.astral.sh/uv/concepts/projects/sync/',
    ],
  },
  controls: {
    wellArchitected: ['SEC11', 'REL08'],
    soc2: ['CC8.1'],
    cwe: ['1357', '1395'],
    owaspTop10_2021: ['A06', 'A08'],
    owaspAsvs_4_0_3: ['14.2'],
  },
  needs: ['repository.dependencies'],
  subjects: ({ repository }) => installedFiles(repository.dependencies),
  judge: (file, { repository: { dependencies } }) => {
    const evidence = [found(file.path, file.installedBy ?? 'installed by production', file.location)];
    if (file.format === 'requirements.in' && !dependencies.installs.some(({ files }) => files.includes(file.path)))
      return unknown(`what is compiled from ${file.path}, and installed, is not in the repository`, { evidence });
    if (file.kind === 'lock') return pass(`${file.path} names exact versions`, { evidence });
    const lock = lockBeside(file, dependencies);
    if (lock !== undefined) return notApplicable(`${lock.path} is installed in its place`);
    const judged = file.requirements.filter(
      ({ group, source, editable }) => group === 'main' && !editable && source?.kind !== 'path',
    );
    if (judged.length === 0) return notApplicable(`${file.path} names no package`);
    const loose = judged.filter((one) => !isPinned(one, constraints(file, dependencies)));
    const [first] = loose;
    if (first === undefined)
      return pass(`${file.path} pins all of its ${count(judged.length, 'package')}`, { evidence });
    return fail(
      `${file.path} leaves ${loose.length} of ${count(judged.length, 'package')} unpinned: ${list([...new Set(loose.map(({ rawName }) => rawName))])}`,
      {
        severity: severity(loose, judged.length),
        evidence: [
          ...evidence,
          ...loose.slice(0, 3).map((one) => found(one.rawName, one.specifier || 'any version', one.location)),
        ],
        location: first.location,
        fix: fix('Install from a lock', text(remedy(file))),
      },
    );
  },
});

/**
 * What production installs from: the files that install commands name; where none could be followed to its files, those
 * that name Django, with the files that they include and that include them. Sources of a lock are loose on purpose.
 */
function installedFiles({ files, installs }: Dependencies): readonly DependencyFile[] {
  const candidates = files.filter(({ production, format }) => production && format !== 'constraints');
  const touches = touchesDjango(candidates);
  const traced = candidates.filter(({ installedBy }) => installedBy !== undefined);
  if (traced.length === 0) return candidates.filter((file) => file.format !== 'requirements.in' && touches(file));
  const artefacts = (file: DependencyFile) =>
    installs.filter((install) => install.files.includes(file.path)).map(({ path }) => path);
  const django = traced.filter(touches);
  const images = new Set(django.flatMap(artefacts));
  const folders = new Set(django.map(({ path }) => folderOf(path)));
  const own = traced.filter(
    (file) => folders.has(folderOf(file.path)) || artefacts(file).some((path) => images.has(path)),
  );
  return own.length > 0 ? own : traced;
}

/** Files that name Django, that include one which does, and those that such a one includes. */
function touchesDjango(files: readonly DependencyFile[]): (file: DependencyFile) => boolean {
  const django = new Set(
    files.filter(({ requirements }) => requirements.some(({ name }) => name === 'django')).map(({ path }) => path),
  );
  const around = (file: DependencyFile) => django.has(file.path) || file.includes.some(({ path }) => django.has(path));
  return (file) =>
    around(file) || files.some((other) => around(other) && other.includes.some(({ path }) => path === file.path));
}

/** One or two packages without a version are an oversight, whatever share of a short file they are. */
function severity(loose: readonly Requirement[], all: number): Severity {
  const many = loose.length > 2 && loose.length / all > 0.2;
  return loose.some(({ name }) => name === 'django') || many ? 'high' : 'medium';
}

function isPinned({ name, pinned, source }: Requirement, constrained: ReadonlySet<string>): boolean {
  if (source?.kind === 'vcs') return source.immutable;
  if (source?.kind === 'url') return source.hashed || /\d+\.\d+/.test(source.url);
  return pinned !== undefined || constrained.has(name);
}

function constraints(file: DependencyFile, { files }: Dependencies): ReadonlySet<string> {
  const paths = new Set(file.includes.filter(({ constraint }) => constraint).map(({ path }) => path));
  const pinned = files.filter(({ path }) => paths.has(path)).flatMap(({ requirements }) => requirements);
  return new Set(pinned.filter((one) => one.pinned !== undefined).map(({ name }) => name));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

const LOCKS: Readonly<Record<string, readonly string[]>> = {
  pyproject: ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml'],
  pipfile: ['Pipfile.lock'],
};

/** The lock in the same folder, or that of the uv workspace whose member the folder is. */
function lockBeside({ format, path }: DependencyFile, { files }: Dependencies): DependencyFile | undefined {
  return files.find(
    (other) =>
      (LOCKS[format] ?? []).includes(other.format) &&
      ((other.production && folderOf(other.path) === folderOf(path)) || isMember(folderOf(path), other)),
  );
}

function isMember(folder: string, { format, path, requirements }: DependencyFile): boolean {
  return (
    format === 'uv.lock' &&
    requirements.some(({ source }) => source?.kind === 'path' && `${folderOf(path)}${source.path}/` === folder)
  );
}

function remedy({ format, path }: DependencyFile): string {
  if (format === 'pyproject') return 'uv lock && uv sync --frozen  # or poetry lock';
  if (format === 'pipfile') return 'pipenv lock && pipenv install --deploy';
  const source = path.replace(/\.txt$/, '.in');
  return `git mv ${path} ${source} && pip-compile ${source} -o ${path} --generate-hashes`;
}
