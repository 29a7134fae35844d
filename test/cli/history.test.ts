import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import diffSchema from '../../schema/diff-1.json' with { type: 'json' };
import reportSchema from '../../schema/report-1.json' with { type: 'json' };
import type { Report, Result } from '../../src/model/index.ts';
import { ACROSS, IN_ACCOUNT, IN_FILE, PASSED, reportOf, ruleOf } from '../build/report.ts';
import { djaudit, type Run } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'djaudit-history-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = async (...args: readonly string[]): Promise<Run> => await djaudit(args, { cwd: folder });

function put(name: string, content: unknown): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
}

/** A report of a day in November, which judged all three rules. */
function on(day: number, results: readonly Result[], more: Partial<Report> = {}): Report {
  const startedAt = new Date(Date.UTC(2026, 10, day, 6)).toISOString();
  const rules = [IN_FILE, IN_ACCOUNT, ACROSS, PASSED].map(ruleOf);
  return { ...reportOf(results), startedAt, rules, ...more };
}

function leftOut({ stderr }: Run): readonly string[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('djaudit: left out of the history: '))
    .map((line) => line.slice('djaudit: left out of the history: '.length));
}

describe('djaudit report --history', () => {
  it('says what changed since the report before, and the trend', async () => {
    put('h/1.json', on(1, [IN_FILE, IN_ACCOUNT]));
    put('h/2.json', on(8, [IN_FILE, { ...IN_ACCOUNT, status: 'pass' }]));
    put('h/3.json', on(15, [{ ...IN_FILE, status: 'pass' }, IN_ACCOUNT, ACROSS]));
    const { stdout, stderr } = await run('report', '--history', 'h');
    expect(stderr).toBe('djaudit: exit 1: 1 finding at or above high\n');
    expect(stdout).toMatch(/^Since 2026-11-08 06:00 UTC ─+ 1 new · 1 back again · 1 fixed$/m);
    expect(stdout).toMatch(/^ {2}\+ high +rds-no-backups prod-db · back again · last seen on 2026-11-01$/m);
    expect(stdout).toMatch(/^ {2}- critical +debug-true DEBUG · first seen on 2026-11-01$/m);
    expect(stdout).toMatch(/^ Trend +score \S+ 0 → \d+ · findings \S{3} 2 → 2 · 3 reports since 2026-11-01$/m);
    expect(stdout).toMatch(/^ high {2}rds-no-backups {2}back again$/m);
  });

  it('compares in the order of the scans, whatever the files are called, and finds them in folders of folders', async () => {
    put('h/2026/11/b.json', on(1, [IN_FILE]));
    put('h/2026/10/c.json', on(8, [IN_FILE, ACROSS]));
    put('h/a.json', on(15, [IN_FILE]));
    const { stdout } = await run('report', '--history', 'h');
    expect(stdout).toContain('0 new · 1 fixed');
    expect(stdout).toContain('3 reports since 2026-11-01');
    expect(stdout).toMatch(/debug-true {2}open for 14 days/);
  });

  it('takes the report that is named, and what is later for none of its past', async () => {
    put('h/1.json', on(1, [IN_FILE]));
    put('h/2.json', on(8, [IN_FILE, IN_ACCOUNT]));
    put('h/3.json', on(15, []));
    const ran = await run('report', 'h/2.json', '--history', 'h');
    expect(ran.stdout).toContain('1 new · 0 fixed');
    expect(ran.stdout).toContain('2 reports since 2026-11-01');
    expect(leftOut(ran)).toEqual(['h/3.json: later than the report']);
  });

  it('counts a report once: itself, a copy, a link', async () => {
    put('h/1.json', on(1, [IN_FILE]));
    put('h/copy.json', on(1, [IN_FILE]));
    put('now.json', on(8, [IN_FILE]));
    put('h/now.json', on(8, [IN_FILE]));
    symlinkSync('now.json', join(folder, 'h/latest.json'));
    const { stdout, stderr } = await run('report', 'now.json', '--history', 'h');
    expect(stdout).toContain('2 reports since 2026-11-01');
    expect(stderr).toBe('djaudit: exit 1: 1 finding at or above high\n');
  });

  it('goes on without the files that are no reports of its target, and names them', async () => {
    const other = { id: '999999999999', regions: ['eu-central-1'] };
    const { target } = reportOf();
    const repository = { path: 'shop', settingsModule: 'config.settings.staging' };
    put('h/1.json', on(1, [IN_FILE]));
    put('h/half.json', JSON.stringify(on(2, [IN_FILE])).slice(0, 2000));
    put('h/package.json', { name: 'shop' });
    put('h/later.json', { ...on(3, [IN_FILE]), schemaVersion: 2 });
    put('h/bad.json', { ...on(4, [IN_FILE]), summary: {} });
    put('h/account.json', on(5, [IN_FILE], { target: { ...target, account: other, accounts: [other] } }));
    put('h/settings.json', on(6, [IN_FILE], { target: { ...target, repository } }));
    put('h/blog.json', on(7, [], { target: { ...target, repository: { path: '../blog' } } }));
    put('h/repository.json', on(8, [IN_FILE], { target: { repository } }));
    put('h/notes.txt', 'no JSON');
    put('h/9.json', on(9, [IN_FILE]));
    const ran = await run('report', '--history', 'h');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('2 reports since 2026-11-01');
    expect(leftOut(ran)).toEqual([
      'h/package.json: no report of djaudit',
      'h/half.json: no JSON',
      'h/later.json: a report of version 2, which this djaudit does not read',
      "h/bad.json: no whole report: summary must have required property 'fail'",
      'h/account.json: of account 999999999999',
      'h/settings.json: of the settings config.settings.staging',
      'h/blog.json: of the repository ../blog',
      'h/repository.json: of no account',
    ]);
  });

  it('takes an account of several, and a project scanned from inside of it, for the same target', async () => {
    const { target } = reportOf();
    const accounts = [{ id: '999999999999', regions: ['eu-west-1'] }, ...(target.accounts ?? [])];
    const inside = { ...target, repository: { ...target.repository, path: '.' }, accounts };
    put('h/1.json', on(1, [IN_FILE], { target: inside }));
    put('h/2.json', on(8, [IN_FILE]));
    const { stdout, stderr } = await run('report', '--history', 'h');
    expect(stdout).toContain('2 reports since 2026-11-01');
    expect(stderr).toBe('djaudit: exit 1: 1 finding at or above high\n');
  });

  it('reads reports that another program wrote anew', async () => {
    const { startedAt, ...rest } = on(1, [IN_FILE]);
    put('h/1.json', { ...rest, startedAt });
    put('h/2.json', JSON.stringify(on(8, [IN_FILE, IN_ACCOUNT])));
    expect((await run('report', '--history', 'h')).stdout).toContain('1 new · 0 fixed');
  });

  it('ends with one line where there is no report at all', async () => {
    put('h/package.json', { name: 'shop' });
    const { code, stderr } = await run('report', '--history', 'h');
    expect(code).toBe(2);
    expect(stderr).toContain('--history h holds no report. djaudit scan --format json=FILE writes one');
  });

  it('is in the comment for a pull request, and never in the JSON', async () => {
    put('h/1.json', on(1, [IN_ACCOUNT]));
    put('h/2.json', on(8, [IN_FILE]));
    const { stdout } = await run('report', '--history', 'h', '--format', 'markdown');
    expect(stdout).toContain('<b>Since 2026-11-01 06:00 UTC</b>: 1 new, 1 fixed');
    expect(stdout).toContain('| new | critical | `debug-true` | `DEBUG` |  |');
    const json = await run('report', '--history', 'h', '--format', 'json');
    expect(JSON.parse(json.stdout)).toEqual(on(8, [IN_FILE]));
  });
});

describe('djaudit scan --history', () => {
  const scan = async (...args: readonly string[]): Promise<Run> =>
    await run('scan', '.', '--offline', '--only', 'debug-true', '--history', 'h', ...args);

  beforeEach(() => {
    put('manage.py', 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n');
    put('shop/__init__.py', '');
    put('shop/settings.py', 'DEBUG = False\nINSTALLED_APPS = []\n');
  });

  it('compares a scan with those before it; the first has none, and is told so', async () => {
    const first = await scan('--format', 'json=h/1.json');
    expect(first.stderr).toContain('djaudit: --history h is not there yet: there is nothing to compare with\n');
    put('shop/settings.py', 'DEBUG = True\nINSTALLED_APPS = []\n');
    const second = await scan('--format', 'json=h/2.json', '--format', 'terminal');
    expect(second.stdout).toMatch(/^Since 20\d\d-.* ─+ 1 new · 0 fixed$/m);
    const third = await scan();
    expect(third.stdout).toMatch(/^Since 20\d\d-.* ─+ 0 new · 0 fixed$/m);
    expect(third.stdout).toContain('3 reports since');
  });

  it('stops before the scan where the history is no folder', async () => {
    put('h', 'a file');
    const { code, stderr } = await scan();
    expect(code).toBe(2);
    expect(stderr).toBe('djaudit: --history h is no folder that can be read. Name a folder of saved JSON reports\n');
  });
});

describe('djaudit diff', () => {
  it('is JSON as its schema says', async () => {
    const unseen = {
      coverage: { ...reportOf().coverage, rulesNotAssessed: [{ rule: ACROSS.rule, reason: 'denied' }] },
    };
    put('1.json', on(1, [IN_FILE, ACROSS, { ...PASSED, status: 'suppressed' }]));
    put('2.json', on(8, [{ ...IN_FILE, status: 'pass' }, IN_ACCOUNT, { ...PASSED, status: 'fail' }], unseen));
    const { stdout, code } = await run('diff', '1.json', '2.json', '--format', 'json');
    expect(code).toBe(1);
    const ajv = new Ajv2020({ strict: false, schemas: [reportSchema] });
    const validate = ajv.compile(diffSchema);
    validate(JSON.parse(stdout));
    expect(validate.errors ?? []).toEqual([]);
    const found = JSON.parse(stdout) as Record<string, readonly Result[]>;
    const lists = ['new', 'reopened', 'fixed', 'accepted', 'unseen', 'unchanged'];
    expect(lists.map((name) => found[name]?.map(({ rule }) => rule))).toEqual([
      ['rds-no-backups'],
      ['rds-unencrypted'],
      ['debug-true'],
      [],
      ['proxy-ssl-header-missing'],
      [],
    ]);
  });

  it('is a comment for a pull request, with names that are inert', async () => {
    const hostile = { ...IN_ACCOUNT, subject: { ...IN_ACCOUNT.subject, name: '<img src=x>|`@team ::set-output' } };
    put('1.json', on(1, [IN_FILE]));
    put('2.json', on(8, [hostile]));
    const { stdout } = await run('diff', '1.json', '2.json', '--format', 'markdown', '--exit-zero');
    expect(stdout).toContain('<!-- djaudit diff -->\n\n## djaudit: 1 new, 1 fixed, 0 unchanged\n');
    expect(stdout).toContain('| new | high | `rds-no-backups` | ``<img src=x>\\|`@team ::set-output`` |  |');
  });

  it('says when the reports are of two targets, and when they are the wrong way round', async () => {
    const other = { id: '999999999999', regions: ['eu-central-1'] };
    put('1.json', on(1, [IN_FILE]));
    put('2.json', on(8, [IN_FILE], { target: { account: other, accounts: [other] } }));
    expect((await run('diff', '1.json', '2.json')).stderr).toBe(
      'djaudit: 2.json is of account 999999999999, 1.json is not: they hardly compare\n',
    );
    put('3.json', on(9, [IN_FILE]));
    expect((await run('diff', '3.json', '1.json')).stderr).toBe(
      'djaudit: 3.json is later than 1.json: new and fixed are the wrong way round\n',
    );
  });

  it('opens with what is new, closes with the sums, and lists nothing that is unchanged', async () => {
    put('1.json', on(1, [IN_FILE, ACROSS]));
    put('2.json', on(8, [IN_FILE, IN_ACCOUNT]));
    const { stdout } = await run('diff', '1.json', '2.json');
    expect(stdout.split('\n')[0]).toBe('New (1)');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('1 new, 1 fixed, 1 unchanged');
    expect(stdout).not.toContain('debug-true');
  });
});
