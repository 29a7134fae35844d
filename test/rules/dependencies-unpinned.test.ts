import rule from '../../rules/extras/dependencies-unpinned.ts';
import type { DependencyFile } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { at, dependencies, dependencyFile, requirement } from '../build/repository.ts';

const given = (...files: readonly DependencyFile[]) => ({
  given: { repository: { dependencies: dependencies([], { files }) } },
});
const txt = (...requirements: readonly ReturnType<typeof requirement>[]) =>
  dependencyFile('requirements.txt', { requirements });
const pinned = ['gunicorn', 'psycopg', 'redis', 'celery', 'boto3', 'whitenoise'].map((name) =>
  requirement(name, '==1.0'),
);

function untraced(file: DependencyFile): DependencyFile {
  const { installedBy: _, ...rest } = file;
  return rest;
}

testRule(rule, {
  pass: {
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
    'a commit id': given(
      txt(
        requirement('Django', '', { source: { kind: 'vcs', url: 'https://example.com/django.git', immutable: true } }),
      ),
    ),
  },
  fail: {
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
