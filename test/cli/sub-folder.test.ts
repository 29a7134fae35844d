import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineHashes } from '../../src/cli/output/line-hash.ts';
import type { Report } from '../../src/model/index.ts';
import { folderWith, PROJECT } from '../repo/folder.ts';
import { djaudit } from './run.ts';

/** A work tree whose project is in a folder: what GitHub and GitLab get has paths from the root. */
const SETTINGS = 'config/settings/production.py';
let root = '';

beforeAll(() => {
  root = folderWith({});
  for (const [path, text] of Object.entries({ ...PROJECT, [SETTINGS]: `${PROJECT[SETTINGS] ?? ''}DEBUG = True\n` })) {
    mkdirSync(join(root, 'services/web', path, '..'), { recursive: true });
    writeFileSync(join(root, 'services/web', path), text);
  }
  execFileSync('git', ['-C', root, 'init', '-q']);
});
afterAll(() => rmSync(root, { recursive: true }));

const scan = (path: string, format: string, cwd = root) =>
  djaudit(['scan', path, '--offline', '--only', 'debug-true', '--format', format], { cwd });

describe('a project in a folder of the work tree', () => {
  it('has paths from the scanned folder in the report, which says where that lies', async () => {
    const report = JSON.parse((await scan('services/web', 'json')).stdout) as Report; // its schema is tested elsewhere
    expect(report.target.repository).toMatchObject({ path: 'services/web', folder: 'services/web' });
    expect(report.results).toMatchObject([{ status: 'fail', location: { path: SETTINGS } }]);
  });

  it.each([
    ['services/web', ''],
    ['.', 'services/web'],
  ])('has paths from the root in SARIF, with the hash of the line (scan %s)', async (path, below) => {
    const log = JSON.parse((await scan(path, 'sarif', join(root, below))).stdout) as Log; // checked by the tests of SARIF
    const [result] = log.runs[0]?.results ?? [];
    const place = result?.locations?.[0]?.physicalLocation;
    expect(place?.artifactLocation?.uri).toBe(`services/web/${SETTINGS}`);
    const hashes = lineHashes(readFileSync(join(root, 'services/web', SETTINGS), 'utf8'));
    expect(result?.partialFingerprints).toMatchObject({
      primaryLocationLineHash: hashes[(place?.region?.startLine ?? 0) - 1],
    });
  });

  it('has them in annotations and in JUnit', async () => {
    expect((await scan('services/web', 'github')).stdout).toContain(`file=services/web/${SETTINGS},`);
    expect((await scan('services/web', 'junit')).stdout).toContain(`file="services/web/${SETTINGS}"`);
  });

  it('is found behind --, too', async () => {
    const { stdout } = await djaudit(['scan', '--offline', '--format', 'json', '--', 'services/web'], { cwd: root });
    expect(JSON.parse(stdout)).toMatchObject({ target: { repository: { path: 'services/web' } } });
    const { code, stderr } = await djaudit(['scan', '--offline', '--', '--fix'], { cwd: root });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--fix')]);
  });
});
