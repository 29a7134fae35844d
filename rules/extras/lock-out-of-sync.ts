import { defineRule, fail, notApplicable, pass } from '../../src/model/index.ts';
import type { Dependencies, DependencyFile, RuntimeVersion } from '../../src/model/repository/index.ts';
import { list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { admits } from '../shared/packages.ts';
import { found, place } from '../shared/places.ts';
import { seriesOf } from '../shared/versions.ts';

export default defineRule({
  id: 'lock-out-of-sync',
  topic: 'extras/dependency-pinning',
  severity: 'medium',
  docs: {
    title: 'Write the lock again when its source changes',
    why: 'A lock that lags behind its source installs other packages than the developers have: a new import fails in production only. One that was made under another Python lacks the packages which that Python needs and the other does not.',
    how: 'A package of the source that the lock lacks or pins outside of the asked range, a changed content hash, and a pip-compile header with another Python than production runs.',
    fix: 'Run pip-compile (`uv lock`, `poetry lock`) under the Python of production and commit the result.',
    silent: ['locks that production does not install', 'packages whose markers exclude production'],
    example: {
      language: 'text',
      bad: 'requirements.in:                     Django>=5.2,<6\n                                     redis\nrequirements.txt, by pip-compile:    django==5.2.19',
      good: 'requirements.in:                     Django>=5.2,<6\n                                     redis\nrequirements.txt, by pip-compile:    django==5.2.19\n                                     redis==8.1.0',
    },
    references: [
      'https://pip-tools.readthedocs.io/en/stable/#cross-environment-usage-of-requirements-in-requirements-txt-and-pip-compile',
      'https://docs.astral.sh/uv/concepts/projects/sync/#checking-the-lockfile',
    ],
  },
  controls: { wellArchitected: ['REL08'], cwe: ['1357'] },
  needs: ['repository.dependencies', 'repository.runtimes'],
  subjects: ({ repository }) =>
    repository.dependencies.files.filter(
      (file) => file.production && (file.kind === 'lock' || file.generatedBy !== undefined),
    ),
  judge: (lock, { repository: { dependencies, runtimes } }) => {
    const sources = sourcesOf(lock, dependencies);
    const evidence = [found(lock.path, lock.generatedBy?.tool ?? lock.format, lock.location)];
    const details = { evidence, location: lock.location };
    const repair = fix('Write it again', text(command(lock)));
    if (lock.stale !== undefined)
      return fail(`${lock.path} does not belong to its source any more: ${lock.stale}`, { ...details, fix: repair });
    const wrong = sources.flatMap((source) => missing(source, lock));
    if (wrong.length > 0) {
      const where = sources.map(({ path }) => path);
      return fail(`${lock.path} does not match ${list(where)}: ${list(wrong)}`, { ...details, fix: repair });
    }
    const other = otherPython(lock, runtimes);
    if (other !== undefined) {
      const made = lock.generatedBy?.python ?? '';
      return fail(
        `${lock.path} was compiled under Python ${made}, and production runs ${other.version} (${place(other.location)})`,
        {
          ...details,
          evidence: [...evidence, found('python', other.version, other.location)],
          fix: fix('Compile it under the Python of production', text(command(lock))),
        },
      );
    }
    if (sources.length === 0 && lock.generatedBy === undefined)
      return notApplicable(`the source of ${lock.path} is not in the repository`);
    return pass(`${lock.path} belongs to its source`, details);
  },
});

/** pip-compile names its sources in the header; a lock without names is compared by its reader, which knows the hashes. */
function sourcesOf({ generatedBy, path }: DependencyFile, { files }: Dependencies): readonly DependencyFile[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const names = new Set((generatedBy?.sources ?? []).flatMap((source) => [source, `${folder}${source}`]));
  return files.filter((file) => names.has(file.path) && file.format === 'requirements.in');
}

function missing(source: DependencyFile, lock: DependencyFile): readonly string[] {
  const pins = new Map(lock.requirements.map((one) => [one.name, one]));
  return source.requirements
    .filter(({ marker, source: from, editable }) => marker === undefined && from === undefined && !editable)
    .flatMap(({ name, rawName, specifier }) => {
      const pin = pins.get(name);
      if (pin === undefined) return [`${rawName} is missing`];
      if (pin.pinned === undefined || specifier === '' || admits(specifier, pin.pinned)) return [];
      return [`${rawName} is ${pin.pinned}, not ${specifier}`];
    });
}

function otherPython({ generatedBy }: DependencyFile, runtimes: readonly RuntimeVersion[]): RuntimeVersion | undefined {
  const made = generatedBy?.python === undefined ? undefined : seriesOf(generatedBy.python, 2);
  if (made === undefined) return undefined;
  return runtimes.find(({ runtime, use, role, version }) => {
    const series = seriesOf(version, 2);
    return runtime === 'python' && use === 'run' && role === 'production' && series !== undefined && series !== made;
  });
}

function command({ format, path, generatedBy }: DependencyFile): string {
  if (format === 'poetry.lock') return 'poetry lock';
  if (format === 'uv.lock') return 'uv lock';
  if (format === 'pdm.lock') return 'pdm lock';
  if (format === 'Pipfile.lock') return 'pipenv lock';
  const source = generatedBy?.sources[0] ?? path.replace(/\.txt$/, '.in');
  return generatedBy?.tool === 'uv' ? `uv pip compile ${source} -o ${path}` : `pip-compile ${source} -o ${path}`;
}
