import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Packed, packBuilt } from '../package/pack.ts';
import { folderWith, PROJECT } from '../repo/folder.ts';
import { runAction } from './runner.ts';

/** A registry with djaudit alone, the home folder that names it, and a checkout that names another. */
let server: Server;
let asked: string[] = [];
let packed: Packed;
let home = '';
let workspace = '';
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }; // ours

beforeAll(async () => {
  packed = packBuilt();
  const tarball = readFileSync(packed.tarball);
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const manifest = {
      name: 'djaudit',
      version,
      bin: { djaudit: 'bin/djaudit.js' },
      dist: { tarball: `${origin}/djaudit.tgz`, integrity },
    };
    if (request.url === '/djaudit.tgz') return response.end(tarball);
    return response.end(
      JSON.stringify({ name: 'djaudit', 'dist-tags': { latest: version }, versions: { [version]: manifest } }),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  home = mkdtempSync(join(tmpdir(), 'djaudit-home-'));
  writeFileSync(join(home, '.npmrc'), `registry=http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`); // it listens
  workspace = folderWith({
    ...PROJECT,
    '.npmrc': 'registry=http://127.0.0.1:9/\n',
    'package.json': '{"name": "djaudit", "dependencies": {"evil": "1"}, "scripts": {"preinstall": "touch pwned"}}',
    'node_modules/djaudit/bin/djaudit.js': 'process.exit(0)',
    'node_modules/.bin/djaudit': '#!/bin/sh\nexit 0\n',
  });
});
afterAll(() => {
  server.close();
  for (const folder of [home, workspace, packed.from]) rmSync(folder, { recursive: true });
});

const inputs = { offline: 'true', args: '--only=debug-true' };

describe('the installation', () => {
  it("takes this action's version from the runner's registry, whatever the checkout names", async () => {
    const job = await runAction(inputs, { workspace, env: { HOME: home } });
    expect(job.log).toContain('no finding at or above high');
    expect(job.steps.map(({ name, code }) => [name, code])).toEqual([
      ['Install djaudit', 0],
      ['Scan', 0],
      ['Upload to code scanning', 0],
    ]);
    expect(asked).toEqual(['/djaudit', '/djaudit.tgz']);
  });

  it('takes a tarball without a registry', async () => {
    asked = [];
    const job = await runAction({ ...inputs, version: packed.tarball }, { workspace, env: { HOME: home } });
    expect([job.failed, job.outputs['exit-code'], asked]).toEqual([false, '0', []]);
  });

  it('that npm cannot do ends the job with 2 and says so', async () => {
    const job = await runAction({ ...inputs, version: '99.0.0' }, { workspace, env: { HOME: home } });
    expect(job.log).toContain('::error title=djaudit::npm could not install djaudit');
    expect(job.steps).toEqual([{ name: 'Install djaudit', code: 2 }]);
  });
});
