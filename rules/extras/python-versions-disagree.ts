import {
  type DeployedService,
  defineRule,
  type Evidence,
  fail,
  notApplicable,
  pass,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import type { RuntimeVersion } from '../../src/model/repository/index.ts';
import { list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { livePython } from '../shared/live-python.ts';
import { found, where } from '../shared/places.ts';
import { nameOf } from '../shared/service.ts';
import { seriesOf } from '../shared/versions.ts';

export default defineRule({
  id: 'python-versions-disagree',
  topic: 'extras/dependency-pinning',
  severity: 'medium',
  docs: {
    title: 'Test, lock and run with the same Python',
    why: 'Tests on one Python say nothing about another, and a lock that was made under an older one leaves out what the newer one needs: the difference shows in production, at the import of a module.',
    how: 'The Python of every live service (platform of Elastic Beanstalk, image of the container) is compared, as X.Y, with those of continuous integration, of the lock’s header, of build steps and of .python-version, runtime.txt and .tool-versions. Tests agree as soon as one workflow runs on the version of production, whatever else a matrix adds. Ranges are not compared.',
    fix: 'One .python-version that all of them read: `python-version-file` of setup-python, `FROM python:${PYTHON_VERSION}`, `uv lock --python`.',
    silent: [
      'tests on further versions, beside those on the version of production',
      'locks of development only',
      'ranges such as `requires-python`, and versions that are computed',
      'services whose Python cannot be told, as long as another tells it',
    ],
    example: {
      language: 'yaml',
      bad: '# Dockerfile of the live service: FROM python:3.13-slim\n- uses: actions/setup-python@v6\n  with: { python-version: "3.11" }\n- run: pytest',
      good: '# Dockerfile of the live service: FROM python:3.13-slim\n- uses: actions/setup-python@v6\n  with: { python-version: "3.13" }\n- run: pytest',
    },
    references: [
      'https://docs.python.org/3/whatsnew/index.html',
      'https://github.com/actions/setup-python#supported-version-syntax',
    ],
  },
  controls: { wellArchitected: ['OPS06', 'REL08'], soc2: ['CC8.1'] },
  needs: ['deployment.services', 'repository.runtimes', 'repository.project'],
  subjects: ({ repository }): readonly Subject[] => [{ ref: repository.project.ref }],
  judge: (_, { deployment, repository }) => {
    if (deployment.services.length === 0) return notApplicable('nothing live runs the repository');
    const runs = deployment.services.flatMap((service) => running(service, repository.runtimes));
    if (runs.length === 0)
      return unknown(`no live service tells its Python: ${missing(deployment.services, repository.runtimes)}`);
    return compare(runs, repository.runtimes.flatMap(onTheWay));
  },
});

/** A version of Python that production is tested, made or run with. */
interface Named {
  readonly series: string;
  /** `ECS service shop-web`, `.github/workflows/test.yml`. */
  readonly where: string;
  readonly evidence: Evidence;
  readonly test: boolean;
}

function running(service: DeployedService, runtimes: readonly RuntimeVersion[]): readonly Named[] {
  const python = livePython(service, runtimes);
  if ('missing' in python) return [];
  const evidence = { ...python.evidence, label: nameOf(service) };
  return [{ series: python.series, where: nameOf(service), evidence, test: false }];
}

function missing(services: readonly DeployedService[], runtimes: readonly RuntimeVersion[]): string {
  const reasons = services.flatMap((service) => {
    const python = livePython(service, runtimes);
    return 'missing' in python ? [python.missing] : [];
  });
  return list([...new Set(reasons)]);
}

const EXACT: ReadonlySet<RuntimeVersion['source']> = new Set([
  'workflow',
  'lock',
  'python-version',
  'runtime.txt',
  'tool-versions',
]);

function onTheWay({ runtime, version, source, use, role, location }: RuntimeVersion): readonly Named[] {
  const series = seriesOf(version, 2);
  if (runtime !== 'python' || series === undefined || !EXACT.has(source) || role !== 'production') return [];
  return [{ series, where: location.path, evidence: found(source, version, location), test: use === 'test' }];
}

function compare(runs: readonly Named[], others: readonly Named[]) {
  const live = [...new Set(runs.map(({ series }) => series))];
  const strange = others.filter((one) => !live.includes(one.series) && !agrees(one, others, live));
  const differing = once([...(live.length > 1 ? runs : runs.slice(0, 1)), ...strange]);
  const evidence = [...once(runs), ...once(others)].map((one) => one.evidence);
  if (live.length === 1 && strange.length === 0)
    return pass(`Python ${live[0] ?? ''} tests, makes and runs production`, { evidence });
  const told = differing.map(({ series, where: place }) => `${series} in ${place}`);
  return fail(`Python differs on the way to production: ${list(told)}`, {
    evidence: differing.map((one) => one.evidence),
    ...where(
      strange[0]?.evidence.location ?? runs.find((one) => one.evidence.location !== undefined)?.evidence.location,
    ),
    fix: fix(
      `Use Python ${newest(live)} everywhere`,
      text(`echo ${newest(live)} > .python-version`),
      text('actions/setup-python with `python-version-file: .python-version`, and the lock made anew under it'),
    ),
  });
}

/** Some test runs on the version of production: further versions, in a matrix or another workflow, do no harm. */
function agrees({ test }: Named, others: readonly Named[], live: readonly string[]): boolean {
  return test && others.some((one) => one.test && live.includes(one.series));
}

function once(named: readonly Named[]): readonly Named[] {
  return named.filter(
    (one, at) => named.findIndex((other) => other.series === one.series && other.where === one.where) === at,
  );
}

function newest(series: readonly string[]): string {
  const minor = (one: string) => Number(one.split('.')[1] ?? 0);
  return series.toSorted((a, b) => minor(a) - minor(b)).at(-1) ?? '';
}
