import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Report } from '../../src/model/index.ts';
import { djaudit } from './run.ts';

const SETTINGS = `
import os
import dj_database_url

SECRET_KEY = os.environ["SECRET_KEY"]
INSTALLED_APPS = ["django.contrib.auth"]
DATABASES = {
    "default": dj_database_url.config(default="postgres://db.example.org/shop?sslmode=verify-full", ssl_require=True),
    "replica": dj_database_url.parse("mysql://db.example.org/shop", ssl_require=True),
    "reports": dj_database_url.parse("postgres://reports.example.org/shop", ssl_require=True),
}
`;

it('what a rule reads of calls is what the interpreter followed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'djaudit-url-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'settings.py'), SETTINGS);
  writeFileSync(join(folder, 'manage.py'), 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n');
  writeFileSync(join(folder, 'requirements.txt'), 'Django==5.2.1\ndj-database-url==2.3.0\n');
  const args = ['scan', '.', '--offline', '--only', 'dj-database-url-downgrade', '--format', 'json'];
  const { stdout } = await djaudit(args, { cwd: folder });
  const { results } = JSON.parse(stdout) as Report; // its schema is tested elsewhere
  expect(results.map(({ status, severity, location }) => [status, severity, location?.line])).toEqual([
    ['fail', 'high', 9],
    ['fail', 'medium', 8],
    ['pass', 'medium', 10],
  ]);
});
