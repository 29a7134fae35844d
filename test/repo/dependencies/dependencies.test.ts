import { describe, expect, it } from 'vitest';
import type { Dependencies } from '../../../src/model/repository/index.ts';
import { readRepository } from '../../../src/repo/index.ts';
import { factOf } from '../fact.ts';
import { folderWith, PROJECT } from '../folder.ts';

async function dependencies(files: Readonly<Record<string, string>>): Promise<Dependencies> {
  return await factOf({ ...PROJECT, ...files }, 'repository.dependencies');
}

const IMAGE = 'FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "config.wsgi"]\n';
const HASH = '0'.repeat(64);

describe('requirements.txt', () => {
  it('has names, versions, markers, hashes and includes with their lines', async () => {
    const { files } = await dependencies({
      Dockerfile: IMAGE,
      'requirements.txt': [
        '# comment',
        '-r base.txt',
        `Django==5.2.17 \\\n    --hash=sha256:${HASH}`,
        'psycopg[binary]>=3.1 ; python_version > "3.8"',
        'git+https://user:secret@example.com/x.git@main#egg=shop-theme',
        '',
      ].join('\n'),
      'base.txt': 'celery==5.4.0\n',
    });
    const file = files.find(({ path }) => path === 'requirements.txt');

    expect(file?.includes).toMatchObject([{ path: 'base.txt', constraint: false }]);
    expect(file?.requirements).toMatchObject([
      { name: 'django', pinned: '5.2.17', hashes: 1, location: { line: 3 } },
      { name: 'psycopg', extras: ['binary'], specifier: '>=3.1' },
      { name: 'shop-theme', source: { kind: 'vcs', immutable: false } },
    ]);
    expect(JSON.stringify(files)).not.toContain('secret');
  });
});

describe('what production installs', () => {
  it('comes from the lock before the range', async () => {
    const { resolved } = await dependencies({
      'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\ndependencies = ["django>=5.1"]\n',
      'uv.lock': 'version = 1\n\n[[package]]\nname = "django"\nversion = "5.2.17"\nsource = { registry = "x" }\n',
    });

    expect(resolved['django']).toMatchObject({ version: '5.2.17', from: 'lock', role: 'production' });
  });

  it('is not what only development needs', async () => {
    const { resolved } = await dependencies({
      Dockerfile: IMAGE,
      'requirements.txt': 'Django==5.2.17\n',
      'requirements-dev.txt': 'pytest==8.0\nDjango==6.0\n',
    });

    expect(resolved['django']?.version).toBe('5.2.17');
    expect(resolved['pytest']?.role).not.toBe('production');
  });
});

it('keeps the other files when one is broken, and says so', async () => {
  const root = folderWith({ ...PROJECT, 'pyproject.toml': '[project\n', 'requirements.txt': 'Django==5.2.17\n' });
  const { records, notes } = await readRepository(root, ['repository.dependencies']);

  expect(records[0]?.fact).toMatchObject({
    status: 'collected',
    value: { resolved: { django: { version: '5.2.17' } } },
  });
  expect(notes().map(({ path }) => path)).toContain('pyproject.toml');
});
