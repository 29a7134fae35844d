import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import rule from '../../../rules/databases/pool-misconfigured.ts';
import { python } from './gunicorn.ts';
import { judged } from './judged.ts';
import { djangoProject } from './project.ts';

/** What Django raises at the first query. Nobody listens on that port: without a mistake it is OperationalError. */
const CONNECT = `
import django
django.setup()
from django.db import connection
try:
    connection.ensure_connection()
except Exception as error:
    print(type(error).__name__, error)
finally:
    connection.close_pool() if hasattr(connection, "close_pool") else None
`;

const database = (options: string, age: number) => `
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "HOST": "127.0.0.1",
        "PORT": "1",
        "CONN_MAX_AGE": ${age},
        "OPTIONS": ${options},
    }
}
`;

it.each([
  ['a pool and persistent connections', '{"pool": {"timeout": 1}}', 600, 'fail'],
  ['a pool', '{"pool": {"timeout": 1}}', 0, 'pass'],
  ['persistent connections', '{}', 600, undefined],
] as const)('%s', async (_, options, age, status) => {
  const project = await djangoProject(database(options, age));
  try {
    const { stdout, stderr } = spawnSync(python(), ['-c', CONNECT], {
      cwd: project.root,
      env: { DJANGO_SETTINGS_MODULE: 'shop.settings', PATH: process.env['PATH'] ?? '' },
      encoding: 'utf8',
    });
    const refused = stdout.startsWith('ImproperlyConfigured');
    expect(stdout, stderr).toMatch(/^(ImproperlyConfigured|OperationalError|PoolTimeout) /);
    expect(refused).toBe(status === 'fail');
    if (refused) expect(stdout).toContain("Pooling doesn't support persistent connections");
    if (status !== undefined) expect((await judged(rule, project.root)).status).toBe(status);
  } finally {
    await project.remove();
  }
});
