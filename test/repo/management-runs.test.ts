import { expect, it } from 'vitest';
import type { ManagementRun } from '../../src/model/repository/index.ts';
import { readRepository } from '../../src/repo/index.ts';
import { folderWith, PROJECT } from './folder.ts';

async function runsOf(files: Readonly<Record<string, string>>): Promise<readonly ManagementRun[]> {
  const { records } = await readRepository(folderWith({ ...PROJECT, ...files }), ['repository.migrateRuns']);
  const found = records[0]?.fact;
  if (found?.status !== 'collected') throw new Error(found?.reason ?? 'no record');
  return found.value as readonly ManagementRun[];
}

it.each<[string, string, string, number]>([
  ['a script for updates', 'docker/scripts/update.sh', '#!/bin/sh\n./manage.py migrate --noinput\n', 1],
  ['what a package runs when it is installed', 'debian/postinst', '#!/bin/sh\npython manage.py migrate\n', 1],
  ['a script that updates something else', 'scripts/update-docs.sh', '#!/bin/sh\npython manage.py migrate\n', 0],
])('a deployment that people start: %s', async (_, path, text, count) => {
  const runs = await runsOf({ [path]: text });

  expect(runs.map(({ command, phase }) => [command, phase])).toEqual(
    Array.from({ length: count }, () => ['migrate', 'deploy']),
  );
});
