import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { applied, editsOf } from '../../src/cli/fixes/edits.ts';
import { unifiedDiff } from '../../src/cli/fixes/unified-diff.ts';
import type { FileEdit, Result } from '../../src/model/index.ts';
import { maskSource } from '../../src/repo/mask-source.ts';
import { IN_FILE, reportOf } from '../build/report.ts';
import { djaudit } from './run.ts';

const edit = (start: number, end: number, text: string): FileEdit => ({ path: 'a.py', start, end, text });
const offering = (safety: 'safe' | 'unsafe', ...edits: readonly FileEdit[]): Result => ({
  ...IN_FILE,
  fix: { title: 'x', steps: edits.map((one) => ({ kind: 'diff', content: '', safety, edit: one })) },
});

describe('edits', () => {
  it('are the safe ones, unless the others are asked for', () => {
    const report = reportOf([offering('safe', edit(0, 1, 'a')), offering('unsafe', edit(4, 5, 'b'))]);
    expect(editsOf(report, false)[0]?.edits).toEqual([edit(0, 1, 'a')]);
    expect(editsOf(report, true)[0]?.edits).toHaveLength(2);
  });

  it('of findings that are accepted are left alone', () => {
    const accepted = { ...offering('safe', edit(0, 1, 'a')), status: 'suppressed' as const };
    expect(editsOf(reportOf([accepted]), true)).toEqual([]);
  });

  it('that overlap are applied one at a time', () => {
    const [file] = editsOf(reportOf([offering('safe', edit(4, 8, 'x'), edit(0, 5, 'y'), edit(9, 10, 'z'))]), false);
    expect(applied('0123456789', file?.edits ?? [])).toBe('y5678z');
  });
});

describe('a scan', () => {
  const folder = mkdtempSync(join(tmpdir(), 'djaudit-fixes-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const shop = join(folder, 'shop');
  const settings = join(shop, 'kettle/settings/production.py');
  const before = `${readFileSync('fixtures/demo/shop/kettle/settings/production.py', 'utf8')}\n# ü\nSESSION_COOKIE_SECURE = False  # for now\n`;

  it('shows what it would write, and writes it: what is safe, or all of it', async () => {
    cpSync('fixtures/demo/shop', shop, { recursive: true });
    writeFileSync(settings, before);
    const scan = ['scan', shop, '--offline', '--exit-zero'];
    const shown = await djaudit([...scan, '--diff']);
    expect(shown.stdout).toContain('+/.env\n+/.git\n');
    expect(readFileSync(join(shop, '.dockerignore'), 'utf8')).toBe('__pycache__\n*.pyc\ninfra\n');

    await djaudit([...scan, '--fix']);
    expect(readFileSync(join(shop, '.dockerignore'), 'utf8')).toBe('__pycache__\n*.pyc\ninfra\n/.env\n/.git\n');
    expect(readFileSync(settings, 'utf8')).toBe(before);

    const { stdout } = await djaudit([...scan, '--fix-unsafe', '--diff']);
    expect(stdout).toContain('-SESSION_COOKIE_SECURE = False  # for now\n+SESSION_COOKIE_SECURE = True  # for now\n');
    expect(readFileSync(settings, 'utf8')).toBe(before.replace('SECURE = False', 'SECURE = True'));
  });
});

describe('the diff', () => {
  const folder = mkdtempSync(join(tmpdir(), 'djaudit-diff-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('does not show the secrets around a change', () => {
    const before = `DEBUG = True\nPASSWORD = 'zuxwqer7'\nKEY = """-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----"""\n`;
    const after = before.replace('True', 'False');
    const diff = unifiedDiff('a.py', before, after, (text) => maskSource('a.py', text));
    expect(diff).toBe(
      `--- a/a.py\n+++ b/a.py\n@@ -1,4 +1,4 @@\n-DEBUG = True\n+DEBUG = False\n PASSWORD = '***'\n KEY = """***\n ***\n`,
    );
  });

  it('is what people know', () => {
    expect(unifiedDiff('a.py', 'a\nb\nc\n', 'a\nB\nc\n')).toBe(
      '--- a/a.py\n+++ b/a.py\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n',
    );
    expect(unifiedDiff('a.py', 'a\n', 'a\n')).toBe('');
  });

  it('is taken by git for any two texts', { timeout: 120_000 }, () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after && before !== '' && after !== '');
        writeFileSync(join(folder, 'a.txt'), before);
        writeFileSync(join(folder, 'p.diff'), unifiedDiff('a.txt', before, after));
        execFileSync('git', ['apply', '--unidiff-zero', 'p.diff'], { cwd: folder, stdio: 'pipe' });
        expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe(after);
      }),
      { numRuns: 60 },
    );
  });
});
