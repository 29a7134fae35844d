import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Packed, packBuilt } from '../package/pack.ts';
import { type Registry, startRegistry } from '../package/registry.ts';
import { folderWith, PROJECT } from '../repo/folder.ts';
import { runAction } from './runner.ts';

/** A registry with djaudit alone, the home folder that names it, and a checkout that names another. */
let registry: Registry;
let packed: Packed;
let home = '';
let workspace = '';

beforeAll(async () => {
  packed = packBuilt();
  registry = await startRegistry(packed);
  home = mkdtempSync(join(tmpdir(), 'djaudit-home-'));
  writeFileSync(join(home, '.npmrc'), `registry=${registry.url}/\n`);
  workspace = folderWith({
    ...PROJECT,
    '.npmrc': 'registry=http://127.0.0.1:9/\n',
    'package.json': '{"name": "djaudit", "dependencies": {"evil": "1"}, "scripts": {"preinstall": "touch pwned"}}',
    'node_modules/djaudit/bin/djaudit.js': 'process.exit(0)',
    'node_modules/.bin/djaudit': '#!/bin/sh\nexit 0\n',
  });
});
afterAll(() => {
  registry.close();
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
    expect(registry.asked).toEqual(['/djaudit', '/djaudit.tgz']);
  });

  it('takes a tarball without a registry', async () => {
    const before = registry.asked.length;
    const job = await runAction({ ...inputs, version: packed.tarball }, { workspace, env: { HOME: home } });
    expect([job.failed, job.outputs['exit-code'], registry.asked.length]).toEqual([false, '0', before]);
  });

  it('that npm cannot do ends the job with 2 and says so', async () => {
    const job = await runAction({ ...inputs, version: '99.0.0' }, { workspace, env: { HOME: home } });
    expect(job.log).toContain('::error title=djaudit::npm could not install djaudit');
    expect(job.steps).toEqual([{ name: 'Install djaudit', code: 2 }]);
  });
});
