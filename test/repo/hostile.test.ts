import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EvaluatedSettings } from '../../src/model/value.ts';
import { BAIT, times } from './bait.ts';
import { type Everything, readEverything } from './every-fact.ts';
import { factOf } from './fact.ts';
import { folderWith, PROJECT } from './folder.ts';

type Files = Readonly<Record<string, string>>;

async function read(files: Files, prepare: (root: string) => void = () => undefined): Promise<Everything> {
  const root = folderWith({ ...PROJECT, ...files });
  prepare(root);
  return await readEverything(root);
}

function messages({ notes }: Everything): string {
  return notes.map(({ path, message }) => `${path}: ${message}`).join('\n');
}

describe('bait is answered', () => {
  it.each(Object.entries(BAIT))('%s', async (_, [files, said]) => {
    const everything = await read(files);

    expect(everything.failed).toEqual([]);
    expect(messages(everything)).toContain(said);
    expect(messages(everything)).not.toContain(tmpdir());
  });
});

describe('settings are computed as far as that ends', () => {
  const settingsOf = async (files: Files): Promise<Readonly<Record<string, string>>> => {
    const { settings } = await factOf<EvaluatedSettings>({ ...PROJECT, ...files }, 'repository.settings');
    return Object.fromEntries(settings.map(({ name, value }) => [name, value.status]));
  };

  it('modules that import everything from each other in a circle', async () => {
    const files = {
      'config/settings/base.py': 'from .a import *\nX = 1\n',
      'config/settings/a.py': 'from .b import *\nA = 1\n',
      'config/settings/b.py': 'from .a import *\nfrom .base import *\nB = 1\n',
    };
    expect(await settingsOf(files)).toMatchObject({ X: 'known', A: 'known', B: 'known' });
  });

  it('loops to 10^12 and texts of 10^10', async () => {
    const text = 'X = 0\nfor i in range(10**12):\n    X += i\nY = "x" * 10**10\nZ = 1\n';
    expect(await settingsOf({ 'config/settings/base.py': text })).toMatchObject({
      X: 'unknown',
      Y: 'unknown',
      Z: 'known',
    });
  });

  it('300 independent branches', async () => {
    const text = `import os\n${times(300, (at) => `if os.environ.get("A${at}"):\n    X${at} = 1\nelse:\n    X${at} = 2\n`)}Z = 1\n`;
    expect(await settingsOf({ 'config/settings/base.py': text })).toMatchObject({
      X0: 'oneOf',
      X299: 'oneOf',
      Z: 'known',
    });
  });

  it('100,000 assignments', async () => {
    const statuses = await settingsOf({ 'config/settings/base.py': times(100_000, (at) => `X${at} = ${at}\n`) });
    expect(statuses).toMatchObject({ X0: 'known', X99999: 'known' });
  }, 120_000);
});

describe('files that are no texts of the work tree', () => {
  const SECRET = 'PASSWORD_OF_ANOTHER_PROJECT';
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  writeFileSync(join(outside, 'settings.py'), `LEAKED = "${SECRET}"\n`);
  writeFileSync(join(outside, 'Dockerfile'), `FROM python:3\nENV LEAKED=${SECRET}\n`);

  it('links that lead out are not followed, and links that lead nowhere or in circles hold nothing up', async () => {
    const everything = await read({}, (root) => {
      symlinkSync(join(outside, 'Dockerfile'), join(root, 'Dockerfile'));
      symlinkSync(outside, join(root, 'deploy'));
      symlinkSync(join(outside, 'settings.py'), join(root, 'config/settings/production.py.link'));
      symlinkSync('circle-b', join(root, 'circle-a'));
      symlinkSync('circle-a', join(root, 'circle-b'));
      symlinkSync('.', join(root, 'self'));
      symlinkSync('nowhere', join(root, 'docker-compose.prod.yml'));
    });

    expect(everything.failed).toEqual([]);
    expect(JSON.stringify(everything.records)).not.toContain(SECRET);
    expect(messages(everything)).toContain('Dockerfile: leads out of the work tree: not read');
    expect(messages(everything)).toContain('docker-compose.prod.yml: is not there (a link to nothing?)');
  });

  it('settings do not import through a link that leads out', async () => {
    const everything = await read({ 'config/settings/production.py': 'from .stolen import *\nX = 1\n' }, (root) => {
      symlinkSync(join(outside, 'settings.py'), join(root, 'config/settings/stolen.py'));
    });
    expect(JSON.stringify(everything.records)).not.toContain(SECRET);
  });

  it('FIFOs are not waited for, devices not read', async () => {
    const everything = await read({}, (root) => {
      execFileSync('mkfifo', [join(root, 'Dockerfile'), join(root, '.env'), join(root, '.gitignore')]);
      symlinkSync('/dev/zero', join(root, 'requirements.txt'));
    });

    expect(everything.failed).toEqual([]);
    expect(messages(everything)).toContain('Dockerfile: is no file, folder or link: not read');
    expect(messages(everything)).toContain('requirements.txt: leads out of the work tree: not read');
  });

  it('a file of 1 GB is named and not read', async () => {
    const everything = await read(
      { 'docker-compose.prod.yml': '', 'config/settings/extra.py': '', Dockerfile: '' },
      (root) => {
        for (const name of ['docker-compose.prod.yml', 'Dockerfile', 'config/settings/extra.py'])
          truncateSync(join(root, name), 2 ** 30);
      },
    );

    expect(everything.failed).toEqual([]);
    expect(messages(everything)).toContain('Dockerfile: is too large: not read');
    expect(messages(everything)).toContain('docker-compose.prod.yml: is too large: not read');
  });

  it('invalid UTF-8, UTF-16 and binary files', async () => {
    const everything = await read({}, (root) => {
      writeFileSync(join(root, 'Dockerfile'), Buffer.from('FROM python:3\nENV A=\xff\xfe\n', 'latin1'));
      writeFileSync(
        join(root, 'docker-compose.prod.yml'),
        Buffer.from('\ufeffservices: {web: {image: x}}\n', 'utf16le'),
      );
      writeFileSync(join(root, 'Procfile'), Buffer.from([0, 1, 2, 3]));
      writeFileSync(join(root, 'requirements.txt'), Buffer.from([0xff, 0xfe, 0x00]));
    });
    const compose = everything.records.find(({ name }) => name === 'repository.composeFiles');

    expect(everything.failed).toEqual([]);
    expect(messages(everything)).toContain('Dockerfile: is not valid UTF-8');
    expect(messages(everything)).toContain('docker-compose.prod.yml: is UTF-16');
    expect(messages(everything)).toContain('Procfile: is binary: not read');
    expect(compose?.fact).toMatchObject({ value: [{ services: [{ name: 'web' }] }] });
  });

  it('names with control characters, and names that differ in case only', async () => {
    const everything = await read({
      'docker-compose.\u001b[31m\r\n.yml': 'services: {a: {image: x}}\n',
      '.env\u0007': 'A=1\n',
      Dockerfile: 'FROM python:3\nCMD ["gunicorn", "a"]\n',
      DOCKERFILE: 'FROM python:3\nCMD ["gunicorn", "b"]\n',
    });
    const files = everything.records.find(({ name }) => name === 'repository.dockerfiles');

    expect(everything.failed).toEqual([]);
    expect(files?.fact).toMatchObject({ value: [{ path: 'DOCKERFILE' }, { path: 'Dockerfile' }] });
  });

  it('folders without end', async () => {
    const deep = Array<string>(150).fill('d').join('/');
    const everything = await read({}, (root) => mkdirSync(join(root, deep), { recursive: true }));
    expect(messages(everything)).toContain('folders deeper than 100 are not read');
  });
});
