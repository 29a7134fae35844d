import { expect, it } from 'vitest';
import type { AppProcess, GunicornOptions } from '../../src/model/repository/index.ts';
import { readRepository } from '../../src/repo/index.ts';
import { folderWith, PROJECT } from './folder.ts';

/** The options of the only gunicorn of a project whose image has this command. */
async function optionsOf(command: string, files: Readonly<Record<string, string>> = {}): Promise<GunicornOptions> {
  const Dockerfile = `FROM python:3.13\nWORKDIR /app\nCOPY . .\nCMD ${command}\n`;
  const { records } = await readRepository(folderWith({ ...PROJECT, Dockerfile, ...files }), ['repository.processes']);
  const found = records[0]?.fact;
  if (found?.status !== 'collected') throw new Error(found?.reason ?? 'no record');
  const [options] = (found.value as readonly AppProcess[]).flatMap(({ gunicorn }) => gunicorn ?? []);
  if (options === undefined) throw new Error('no gunicorn was found');
  return options;
}

it('merges the configuration that the command names', async () => {
  const { workers } = await optionsOf('["gunicorn", "-c", "conf/web.py", "config.wsgi"]', {
    'conf/web.py': 'workers = 4\n',
  });

  expect(workers).toMatchObject({ status: 'known', value: 4, source: 'config' });
});

it('knows nothing of what a configuration may set that is not in the repository', async () => {
  const { workers, threads, bind } = await optionsOf(
    '["gunicorn", "-c", "/etc/web.py", "--threads", "2", "config.wsgi"]',
  );

  expect(workers).toMatchObject({
    status: 'unknown',
    reason: 'its configuration /etc/web.py is not in the repository',
  });
  expect(bind.status).toBe('unknown');
  expect(threads).toMatchObject({ status: 'known', value: 2, source: 'command-line' });
});
