import rule from '../../rules/extras/dependencies-unpinned.ts';
import type { DependencyFile, InstallCommand } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { at, dependencies, dependencyFile, item, requirement } from '../build/repository.ts';

const given = (...files: readonly DependencyFile[]) => ({
  given: { repository: { dependencies: dependencies([], { files }) } },
});
const txt = (...requirements: readonly ReturnType<typeof requirement>[]) =>
  dependencyFile('requirements.txt', { requirements });
const pinned = ['gunicorn', 'psycopg', 'redis', 'celery', 'boto3', 'whitenoise'].map((name) =>
  requirement(name, '==1.0'),
);

/** `pip install -r` of an artefact. */
const installs = (path: string, ...files: readonly string[]): InstallCommand => ({
  ...item(path, 8, 'pip 8'),
  tool: 'pip',
  text: `pip install -r ${files.join(' ')}`,
  files,
  packages: [],
  frozen: false,
  groups: [],
  artefact: 'dockerfile',
});
const FLASK = dependencyFile('recommender/requirements.txt', {
  requirements: ['flask', 'numpy', 'joblib'].map((name) => requirement(name, '')),
});

function untraced(file: DependencyFile): DependencyFile {
  const { installedBy: _, ...rest } = file;
  return rest;
}

testRule(rule, {
  pass: {
    'Django pinned beside another program of the repository': {
      given: {
        repository: {
          dependencies: dependencies([], {
            files: [txt(requirement('Django', '==5.2.19')), FLASK],
            installs: [installs('Dockerfile', 'requirements.txt'), installs('recommender/Dockerfile', FLASK.path)],
          }),
        },
      },
    },
    'everything pinned': given(txt(requirement('Django', '==5.2.19'), ...pinned)),
    'a lock': given(dependencyFile('uv.lock', { format: 'uv.lock', kind: 'lock' })),
    'pinned by constraints': given(
      {
        ...txt(requirement('Django', '')),
        includes: [{ path: 'constraints.txt', constraint: true, location: at('requirements.txt') }],
      },
      dependencyFile('constraints.txt', {
        format: 'constraints',
        production: true,
        requirements: [requirement('Django', '==5.2.19')],
      }),
    ),
    'ranges whose lock is installed in their place': given(
      dependencyFile('api/pyproject.toml', { format: 'pyproject', requirements: [requirement('Django', '>=5')] }),
      dependencyFile('api/poetry.lock', { format: 'poetry.lock', kind: 'lock' }),
    ),
    'a member of a uv workspace, whose lock is above it': given(
      dependencyFile('worker/pyproject.toml', { format: 'pyproject', requirements: [requirement('boto3', '>=1')] }),
      dependencyFile('uv.lock', {
        format: 'uv.lock',
        kind: 'lock',
        requirements: [requirement('worker', '==0.1', { source: { kind: 'path', path: 'worker' } })],
      }),
    ),
    'a commit id': given(
      txt(
        requirement('Django', '', { source: { kind: 'vcs', url: 'https://example.com/django.git', immutable: true } }),
      ),
    ),
  },
  fail: {
    'two loose packages of a short file': {
      ...given(txt(requirement('whisper', '==2025.6'), requirement('setuptools-rust', ''))),
      reports: ['requirements.txt leaves 1 of 2 packages unpinned: setuptools-rust'],
      severities: ['medium'],
    },
    'a source that is installed itself': {
      given: {
        repository: {
          dependencies: dependencies([], {
            files: [
              dependencyFile('requirements.in', {
                format: 'requirements.in',
                requirements: [requirement('Django', '')],
              }),
            ],
            installs: [installs('Dockerfile', 'requirements.in')],
          }),
        },
      },
      reports: ['requirements.in leaves 1 of 1 package unpinned: Django'],
    },
    'a base file, where no install could be followed': {
      ...given(
        {
          ...untraced(txt(requirement('uwsgi', '==2.0'))),
          path: 'production.txt',
          includes: [{ path: 'base.txt', constraint: false, location: at('production.txt') }],
        },
        { ...untraced(txt(requirement('Django', '>=6'))), path: 'base.txt' },
      ),
      reports: ['base.txt leaves 1 of 1 package unpinned: Django'],
    },
    'Django loose': {
      ...given(txt(requirement('Django', '>=5.2'), ...pinned)),
      reports: ['requirements.txt leaves 1 of 7 packages unpinned: Django'],
      severities: ['high'],
    },
    'one of seven loose': {
      ...given(txt(requirement('Django', '==5.2.19'), requirement('requests', ''), ...pinned)),
      reports: ['requirements.txt leaves 1 of 8 packages unpinned: requests'],
      severities: ['medium'],
    },
    'a branch is no pin, a wildcard neither': {
      ...given(
        txt(
          requirement('Django', '==5.2.*'),
          requirement('shop', '', {
            source: { kind: 'vcs', url: 'https://example.com/shop.git', revision: 'main', immutable: false },
          }),
        ),
      ),
      reports: ['requirements.txt leaves 2 of 2 packages unpinned: Django and shop'],
    },
    'ranges without a lock': {
      ...given(dependencyFile('pyproject.toml', { format: 'pyproject', requirements: [requirement('Django', '>=5')] })),
      reports: ['pyproject.toml leaves 1 of 1 package unpinned: Django'],
    },
  },
  unknown: {
    'the source of a lock that the repository does not hold': {
      ...given(
        dependencyFile('requirements.in', { format: 'requirements.in', requirements: [requirement('Django', '')] }),
      ),
      reasons: ['what is compiled from requirements.in, and installed, is not in the repository'],
    },
  },
  silent: {
    'a tool beside the project, whose install could not be followed': given({
      ...untraced(txt(requirement('click', ''))),
      path: 'cli/requirements.txt',
    }),
    'the source of a lock, named nowhere': given(
      untraced(
        dependencyFile('requirements.in', { format: 'requirements.in', requirements: [requirement('Django', '')] }),
      ),
    ),
    'a source of pip-compile': given(
      dependencyFile('requirements.in', {
        format: 'requirements.in',
        production: false,
        requirements: [requirement('Django', '')],
      }),
    ),
    'only groups of developers': given(txt(requirement('pytest', '', { group: 'dev' }))),
  },
});
