import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'djaudit-manifest-'));
const file = join(folder, 'package.json');
const GIVEN = '{\n  "name": "djaudit",\n  "dependencies": { "a": "1" },\n  "devDependencies": { "b": "2" }\n}\n';
const read = () => JSON.parse(readFileSync(file, 'utf8')) as object; // what the script wrote

afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => writeFileSync(file, GIVEN));

function script(args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  execFileSync(process.execPath, [resolve('scripts/packed-manifest.mjs'), ...args], { cwd: folder, env });
}

describe('the manifest that is packed', () => {
  it('has no dependencies, and the one that is kept comes back byte for byte', () => {
    script([]);
    expect(read()).toEqual({ name: 'djaudit', devDependencies: { a: '1', b: '2' } });
    script(['restore']);
    expect(readFileSync(file, 'utf8')).toBe(GIVEN);
    expect(existsSync(join(folder, '.package.json'))).toBe(false);
  });

  it('names the repository of the workflow that packs, as provenance asks', () => {
    script([], { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'owner/djaudit' });
    expect(read()).toMatchObject({ repository: { type: 'git', url: 'git+https://github.com/owner/djaudit.git' } });
    script(['restore']);
  });

  it('is not packed twice: what a run that was cut off left behind is put back first', () => {
    script([]);
    script([]);
    script(['restore']);
    expect(readFileSync(file, 'utf8')).toBe(GIVEN);
  });
});
