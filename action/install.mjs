/**
 * Installs djaudit from npm: the version of this action, unless another is named. It goes to a folder of the runner's, away
 * from the checkout, whose .npmrc, package.json and node_modules may be anybody's.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { input, output, run, variable } from './workflow.mjs';

await run(() => {
  const folder = mkdtempSync(join(variable('RUNNER_TEMP'), 'djaudit-'));
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--', wanted()];
  const { status, error } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2] });
  if (error !== undefined) throw new Error('npm is missing: put actions/setup-node before this step');
  if (status !== 0) throw new Error(`npm could not install djaudit (exit ${status})`);
  output({ command: join(folder, 'node_modules', 'djaudit', 'bin', 'djaudit.js') });
});

/** A version, a tag of npm's, or a tarball; nothing that names another package or place. */
function wanted() {
  const asked = input('version');
  if (asked.endsWith('.tgz')) {
    const file = resolve(variable('GITHUB_WORKSPACE'), asked);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw new Error(`version: there is no file ${asked}`);
    return file;
  }
  const version = asked === '' ? own() : asked;
  if (!/^[0-9A-Za-z][0-9A-Za-z.+-]*$/.test(version)) throw new Error('version must be a version of djaudit, as 1.2.3, or a file.tgz');
  return `djaudit@${version}`;
}

function own() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
