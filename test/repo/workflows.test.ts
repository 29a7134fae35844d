import { expect, it } from 'vitest';
import type { Workflow } from '../../src/model/repository/index.ts';
import { readRepository } from '../../src/repo/index.ts';
import { folderWith, PROJECT } from './folder.ts';

async function testsOf(run: string): Promise<readonly (string | undefined)[]> {
  const workflow = `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n${run
    .split('\n')
    .map((line) => `          ${line}\n`)
    .join('')}`;
  const root = folderWith({ ...PROJECT, '.github/workflows/ci.yml': workflow });
  const { records } = await readRepository(root, ['repository.workflows']);
  const found = records[0]?.fact;
  if (found?.status !== 'collected') throw new Error(found?.reason ?? 'no record');
  return (found.value as readonly Workflow[]).flatMap(({ jobs }) =>
    jobs.flatMap((job) => job.steps.map((s) => s.tests)),
  );
}

it.each<[string, string, boolean]>([
  ['pytest itself', 'pytest -q', true],
  ['in a shell of a container', "docker compose run web bash -c '\n  set -e\n  pytest --cov .\n'", true],
  ['a shell that tests nothing', "docker compose run web bash -c 'python manage.py flush --noinput'", false],
])('tests: %s', async (_, run, tests) => {
  const found = await testsOf(run);

  expect(found.some((one) => one !== undefined)).toBe(tests);
});
