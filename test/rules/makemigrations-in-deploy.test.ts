import rule from '../../rules/databases/makemigrations-in-deploy.ts';
import type { ManagementRun, RepositoryFile } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { file, files, managementRun } from '../build/repository.ts';

const given = (migrateRuns: readonly ManagementRun[], list: readonly RepositoryFile[] = []) => ({
  given: { repository: { migrateRuns, files: files(list) } },
});
const make = (more: Partial<ManagementRun> = {}) =>
  managementRun({
    command: 'makemigrations',
    text: 'python manage.py makemigrations',
    path: 'entrypoint.sh',
    phase: 'start',
    ...more,
  });

testRule(rule, {
  pass: { 'a check in CI': given([make({ phase: 'ci', options: ['--check', '--dry-run'] })]) },
  fail: {
    'in the start script': {
      ...given([make()]),
      reports: ['entrypoint.sh makes migrations while deploying (python manage.py makemigrations)'],
    },
    'migrations that git ignores': {
      ...given([], [file('shop/migrations/0001_initial.py', { ignored: true, tracked: false })]),
      reports: ['shop/migrations/0001_initial.py is ignored by git: production makes its own migrations or lacks them'],
    },
  },
  silent: {
    'a test run without --check': given([make({ phase: 'ci' })]),
    'a tracked migration beside an old ignore line': given(
      [],
      [file('shop/migrations/0001_initial.py', { ignored: true })],
    ),
    'the container of the developer': given([make({ production: false })]),
  },
});
