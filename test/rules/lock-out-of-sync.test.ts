import rule from '../../rules/extras/lock-out-of-sync.ts';
import type { DependencyFile, RuntimeVersion } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { dependencies, dependencyFile, item, requirement } from '../build/repository.ts';

const python = (version: string): RuntimeVersion => ({
  ...item('Dockerfile', 1, 'python'),
  runtime: 'python',
  version,
  source: 'dockerfile',
  use: 'run',
});
const txt = (...requirements: readonly ReturnType<typeof requirement>[]) =>
  dependencyFile('requirements.txt', {
    kind: 'lock',
    requirements,
    generatedBy: { tool: 'pip-compile', python: '3.13', sources: ['requirements.in'] },
  });
const source = (...requirements: readonly ReturnType<typeof requirement>[]) =>
  dependencyFile('requirements.in', { format: 'requirements.in', production: false, requirements });
const given = (files: readonly DependencyFile[], version = '3.13.2') => ({
  given: { repository: { dependencies: dependencies([], { files }), runtimes: [python(version)] } },
});
const DJANGO = requirement('Django', '==5.2.19');

testRule(rule, {
  pass: {
    'every package within its range': given([
      txt(DJANGO, requirement('asgiref', '==3.9')),
      source(requirement('Django', '>=5.2,<6')),
    ]),
    'a fresh uv.lock': given([
      dependencyFile('uv.lock', {
        format: 'uv.lock',
        kind: 'lock',
        generatedBy: { tool: 'uv', sources: ['pyproject.toml'] },
      }),
    ]),
    'a package for Windows only': given([
      txt(DJANGO),
      source(requirement('Django', ''), requirement('colorama', '', { marker: 'sys_platform == "win32"' })),
    ]),
  },
  fail: {
    'a package is missing, another is outside of its range': {
      ...given([txt(DJANGO), source(requirement('Django', '>=6'), requirement('redis', ''))]),
      reports: ['requirements.txt does not match requirements.in: Django is 5.2.19, not >=6 and redis is missing'],
    },
    'a changed hash': {
      ...given([
        dependencyFile('poetry.lock', {
          format: 'poetry.lock',
          kind: 'lock',
          stale: 'pyproject.toml has another content hash',
        }),
      ]),
      reports: ['poetry.lock does not belong to its source any more: pyproject.toml has another content hash'],
    },
    'another Python': {
      ...given([txt(DJANGO), source(requirement('Django', ''))], '3.11'),
      reports: ['requirements.txt was compiled under Python 3.13, and production runs 3.11 (Dockerfile:1)'],
    },
  },
  silent: {
    'not installed by production': given([{ ...txt(DJANGO), production: false }]),
    'a lock alone': given([dependencyFile('Pipfile.lock', { format: 'Pipfile.lock', kind: 'lock' })]),
  },
});
