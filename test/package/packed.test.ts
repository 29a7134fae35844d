import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Packed, pack } from './pack.ts';

/** Folders of the package, and the kinds of files in each. */
const CONTENTS = {
  '.': ['', '.json', '.md'],
  bin: ['.js'],
  dist: ['.js', '.txt'],
  'dist/chunks': ['.js'],
  'dist/grammars': ['.wasm'],
  docs: ['.md'],
  'docs/rules': ['.md'],
  schema: ['.json'],
  types: ['.ts'],
} as const;
/** Bytes. The grammars are 2.1 MB of what is unpacked. */
const MOST_PACKED = 2_500_000;
const MOST_UNPACKED = 10_000_000;

const user = mkdtempSync(join(tmpdir(), 'djaudit-user-'));
let packed: Packed;

beforeAll(() => {
  packed = pack();
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', packed.tarball], {
    cwd: user,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, npm_config_cache: join(user, '.npm') },
  });
});
afterAll(() => {
  rmSync(user, { recursive: true });
  rmSync(packed.from, { recursive: true });
});

/** The folder that CONTENTS lists, of a file. */
function folderOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  if (!path.includes('/')) return '.';
  return `${first}/${second}` in CONTENTS ? `${first}/${second}` : first;
}

describe('what npm pack holds', () => {
  it('is the command with its documents and types, and nothing that it is made of', () => {
    const ours = packed.files.map(({ path }) => path).filter((path) => !path.startsWith('fixtures/'));
    const found = new Map<string, Set<string>>();
    for (const path of ours) found.set(folderOf(path), (found.get(folderOf(path)) ?? new Set()).add(extname(path)));
    const kinds = [...found].map(([folder, extensions]) => [folder, [...extensions].toSorted()] as const);
    expect(Object.fromEntries(kinds)).toEqual(CONTENTS);
    expect(ours.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([]);
  });

  it('has of the fixtures the sample deployment and the sample plug-in alone', () => {
    const fixtures = packed.files.map(({ path }) => path).filter((path) => path.startsWith('fixtures/'));
    expect([...new Set(fixtures.map((path) => path.split('/')[1] ?? ''))].toSorted()).toEqual(['demo', 'plugin']);
  });

  it('is small', () => {
    expect(packed.size).toBeLessThan(MOST_PACKED);
    expect(packed.unpackedSize).toBeLessThan(MOST_UNPACKED);
  });

  it('leaves package.json as it was', () => {
    expect(readFileSync(join(packed.from, 'package.json'), 'utf8')).toBe(readFileSync('package.json', 'utf8'));
  });

  it('has what package.json promises, as publint reads it', async () => {
    const { messages } = await publint({ pkgDir: join(user, 'node_modules/djaudit'), pack: false, strict: true });
    expect(messages.filter(({ type }) => type !== 'suggestion')).toEqual([]);
  });
});

describe('the installed package', () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, args, { cwd: user, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: user } });

  it('brings no other package, and no script that runs at its installation', () => {
    expect(readdirSync(join(user, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['djaudit']);
    const lock = JSON.parse(readFileSync(join(user, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, object>;
    }; // npm's
    expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/djaudit']);
    expect(lock.packages['node_modules/djaudit']).not.toHaveProperty('hasInstallScript');
  });

  it('audits the sample deployment', () => {
    const { status, stdout } = run('node_modules/djaudit/bin/djaudit.js', 'demo', '--format=json', '--exit-zero');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, target: { account: { id: '111122223333' } } });
  });

  it('has the entry for rules', () => {
    const { stdout } = run(
      '--input-type=module',
      '-e',
      "import { pass } from 'djaudit/rules'; console.log(pass().status)",
    );
    expect(stdout).toBe('pass\n');
  });

  it("types the README's plug-in, with no package of AWS's beside it", () => {
    const [, readme] = /```js\n\/\/ audit\/rules\.mjs\n(.*?)```/s.exec(readFileSync('README.md', 'utf8')) ?? [];
    writeFileSync(join(user, 'plugin.ts'), `${readme ?? ''}\n${readFileSync('test/package/plugin.txt', 'utf8')}`);
    mkdirSync(join(user, 'node_modules/@types'), { recursive: true });
    symlinkSync(resolve('node_modules/@types/node'), join(user, 'node_modules/@types/node'));
    const compilerOptions = { target: 'es2023', module: 'nodenext', strict: true, noEmit: true, types: ['node'] };
    writeFileSync(join(user, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['plugin.ts'] }));
    const { status, stdout } = run(resolve('node_modules/typescript/bin/tsc'), '-p', user);
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
