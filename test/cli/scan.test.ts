import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Baseline } from '../../src/engine/index.ts';
import type { Report } from '../../src/model/index.ts';
import { djaudit, type Run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'djaudit-scan-'));
cpSync('fixtures/demo', folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const SCAN = ['scan', 'shop', '--snapshot', 'account.json', '--today', '2026-11-25'];
const scan = async (...args: readonly string[]): Promise<Run> => await djaudit([...SCAN, ...args], { cwd: folder });
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const reportIn = (name: string): Report => JSON.parse(read(name)) as Report; // checked against the schema below

let whole: Report;
beforeAll(async () => {
  await scan('--format', 'json=whole.json', '--scope', 'account');
  whole = reportIn('whole.json');
});

describe('djaudit scan', () => {
  it('writes a report as its schema says', () => {
    const schema = JSON.parse(readFileSync('schema/report-1.json', 'utf8')) as object;
    const validate = new Ajv2020({ strict: false }).compile(schema);
    validate(whole);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('has one result for each rule and subject, and a fingerprint of its own for each', () => {
    const keys = whole.results.map(({ rule, subject }) => `${rule} ${subject.id}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(whole.results.map(({ fingerprint }) => fingerprint)).size).toBe(keys.length);
  });

  it('says who is asking before anything else, and why it ends as it does', async () => {
    const { code, stderr } = await scan();
    expect(code).toBe(1);
    expect(stderr.split('\n')[0]).toMatch(/^djaudit: account 111122223333 as arn:aws:sts:/);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^djaudit: exit 1: \d+ findings at or above high$/);
  });

  it('puts one format on stdout and nothing else, the others into files', async () => {
    const { stdout } = await scan('--format', 'json', '--format', 'sarif=out/r.sarif', '--format', 'junit=out/r.xml');
    expect((JSON.parse(stdout) as Report).schemaVersion).toBe(1);
    expect(JSON.parse(read('out/r.sarif'))).toMatchObject({ version: '2.1.0' });
    expect(read('out/r.xml')).toMatch(/^<\?xml /);
  });

  it('gives the same bytes for the same input, times aside', async () => {
    const timeless = async () => {
      const { stdout } = await scan('--format', 'json');
      return stdout.replace(/"startedAt": "[^"]*",\s+"durationMs": \d+/, '');
    };
    expect(await timeless()).toBe(await timeless());
  });

  it('has the same exit code in every format', async () => {
    for (const format of ['terminal', 'json', 'sarif', 'markdown', 'github', 'junit']) {
      expect((await scan('--format', format)).code).toBe(1);
    }
  });

  it('opens and closes the gate as it is told', async () => {
    expect((await scan('--exit-zero')).code).toBe(0);
    expect((await scan('--only', 'rds-unencrypted', '--fail-on', 'critical')).code).toBe(0);
  });

  it('judges the chosen rules only, and hides what is less severe', async () => {
    await scan('--only', 'rds-*', '--skip', 'rds-public', '--format', 'json=rds.json');
    const rules = reportIn('rds.json').rules.map(({ id }) => id);
    expect(rules.length).toBeGreaterThan(3);
    expect(rules.filter((id) => !id.startsWith('rds-') || id === 'rds-public')).toEqual([]);
    await scan('--min-severity', 'high', '--format', 'json=high.json');
    expect(new Set(reportIn('high.json').results.map(({ severity }) => severity))).toEqual(
      new Set(['critical', 'high']),
    );
  });

  it('without an account leaves rules of the account out, and says so', async () => {
    const { stderr } = await djaudit(['scan', 'shop', '--offline', '--format', 'json=repo.json'], { cwd: folder });
    expect(stderr).toContain('--offline: auditing the repository only');
    const report = reportIn('repo.json');
    expect(report.target.account).toBeUndefined();
    expect(report.coverage.rulesNotAssessed.map(({ rule }) => rule)).toContain('rds-public');
    expect(report.results.filter(({ rule }) => rule === 'rds-public')).toEqual([]);
  });

  it('leaves no half of a file behind when a folder cannot be written to', async () => {
    writeFileSync(join(folder, 'plain'), '');
    const { code, stderr } = await scan('--format', 'json=plain/r.json');
    expect(code).toBe(2);
    expect(stderr).toContain('a part of its path is a file');
  });
});

describe('exceptions, owners and severities of djaudit.yml', () => {
  const configured = async (text: string): Promise<Report> => {
    writeFileSync(join(folder, 'shop/djaudit.yml'), text);
    try {
      await scan('--scope', 'account', '--format', 'json=configured.json');
      return reportIn('configured.json');
    } finally {
      rmSync(join(folder, 'shop/djaudit.yml'));
    }
  };

  it('are applied and listed', async () => {
    const found = whole.results.find(({ status, rule }) => status === 'fail' && rule === 'media-bucket-public');
    const report = await configured(
      [
        'exceptions:',
        '  - rule: media-bucket-public',
        `    subject: ${found?.subject.name ?? ''}`,
        '    reason: product pictures are public',
        '    until: 2027-03-31',
        "owners: [{match: 'media-bucket-public', owner: shop team}]",
        'rules: {rds-single-az: off}',
      ].join('\n'),
    );
    const suppressed = report.results.filter(({ status }) => status === 'suppressed');
    expect(suppressed.map(({ subject, suppression, owner }) => [subject.id, suppression?.source, owner])).toEqual([
      [found?.subject.id, 'djaudit.yml:2', 'shop team'],
    ]);
    expect(report.summary.suppressed).toBe(1);
    expect(report.rules.map(({ id }) => id)).not.toContain('rds-single-az');
  });

  it('that have run out cover nothing and say so', async () => {
    const report = await configured(
      "exceptions: [{rule: media-bucket-public, subject: '*', reason: for now, until: 2026-11-24}]",
    );
    expect(report.summary.suppressed).toBe(0);
    expect(report.coverage.notes.map(({ message }) => message)).toContain(
      'the exception for media-bucket-public expired on 2026-11-24: the finding is back',
    );
  });
});

describe('the baseline', () => {
  it('lets through what it holds and gates what is new', async () => {
    const args = ['shop', '--snapshot', 'account.json', '--today', '2026-11-25'];
    expect((await djaudit(['baseline', ...args, '--output', 'base.json'], { cwd: folder })).code).toBe(0);
    expect((await scan('--baseline', 'base.json')).code).toBe(0);
    const baseline = JSON.parse(read('base.json')) as Baseline;
    const findings = baseline.findings.filter(({ rule }) => rule !== 'media-bucket-public');
    writeFileSync(join(folder, 'base.json'), JSON.stringify({ ...baseline, findings }));
    const { code, stderr } = await scan('--baseline', 'base.json', '--only', 'media-bucket-public');
    expect(code).toBe(1);
    expect(stderr).toContain('exit 1: 1 finding at or above high');
  });

  it('loses what is gone with --prune', async () => {
    const gone = { fingerprint: 'f'.repeat(32), rule: 'rds-public', subject: 'arn:gone', message: 'gone' };
    writeFileSync(join(folder, 'old.json'), JSON.stringify({ schemaVersion: 1, findings: [gone] }));
    await scan('--baseline', 'old.json', '--prune');
    expect((JSON.parse(read('old.json')) as Baseline).findings).toEqual([]);
  });
});

describe('saved reports', () => {
  it('are rendered again in any format', async () => {
    const { code, stdout } = await djaudit(['report', 'whole.json', '--format', 'markdown'], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^<!-- djaudit [\w. ]+ -->\n\n## djaudit: \d+ findings/);
  });

  it('are compared: what is new, what is fixed', async () => {
    const results = whole.results.filter(({ rule }) => rule !== 'media-bucket-public');
    writeFileSync(join(folder, 'less.json'), JSON.stringify({ ...whole, results }));
    const fixed = await djaudit(['diff', 'whole.json', 'less.json'], { cwd: folder });
    expect(fixed.code).toBe(0);
    expect(fixed.stdout).toContain('0 new, 1 fixed');
    const fresh = await djaudit(['diff', 'less.json', 'whole.json', '--format', 'json'], { cwd: folder });
    expect(fresh.code).toBe(1);
    expect((JSON.parse(fresh.stdout) as { new: readonly { rule: string }[] }).new.map(({ rule }) => rule)).toEqual([
      'media-bucket-public',
    ]);
  });

  it('of a scan that could not see a finding do not call it fixed', async () => {
    const account = '111122223333';
    const results = whole.results
      .filter(({ rule }) => rule === 'media-bucket-public')
      .map((result) => ({ ...result, status: 'unknown' as const, message: 'denied' }));
    writeFileSync(join(folder, 'denied.json'), JSON.stringify({ ...whole, results }));
    const { stdout } = await djaudit(['diff', 'whole.json', 'denied.json'], { cwd: folder });
    expect(account).toBe(whole.target.account?.id);
    expect(stdout).toMatch(/\? +high +media-bucket-public/);
    expect(stdout).toContain('1 not seen');
  });
});

describe('two environments', () => {
  it('are compared by rule and role, from one report of both', async () => {
    await djaudit(['demo', '--format', 'json=both.json'], { cwd: folder });
    const args = ['diff', 'both.json', '--environments', 'staging,production'];
    const { stdout, stderr, code } = await djaudit(args, { cwd: folder });
    expect(stderr).toBe('');
    expect(code).toBe(1);
    const [production = '', staging = '', both = ''] = stdout.split('\n\n');
    expect(production).toMatch(/^Only in production \(\d+\)\n/);
    expect(production).toContain('rds-single-az  kettle-production');
    expect(staging).toContain('sqlite-in-production  kettle-staging');
    expect(both).toContain('no-alb-alarms');
    expect(stdout).not.toContain('debug-true  ');
    const wrong = await djaudit(['diff', 'both.json', '--environments', 'staging,live'], { cwd: folder });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('both.json has no environment live: it has production, staging');
  });
});

describe('the small commands', () => {
  it('rules --format json is what scripts read', async () => {
    const rules = JSON.parse((await djaudit(['rules', '--format', 'json'])).stdout) as readonly object[];
    expect(rules.length).toBeGreaterThan(30);
    for (const rule of rules) {
      expect(Object.keys(rule)).toEqual(['id', 'title', 'severity', 'layer', 'topic', 'goals', 'controls', 'needs']);
    }
  });

  it('rules are filtered by framework and layer', async () => {
    const { stdout } = await djaudit(['rules', '--layer', 'repo', '--framework', 'djangoCheck', '--format', 'json']);
    const rules = JSON.parse(stdout) as readonly { layer: string; controls: object }[];
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter(({ layer, controls }) => layer !== 'repo' || !('djangoCheck' in controls))).toEqual([]);
  });

  it('iam-policy is the bare document', async () => {
    const policy = JSON.parse((await djaudit(['iam-policy'])).stdout) as {
      Version: string;
      Statement: { Action: string[] }[];
    };
    expect(policy.Version).toBe('2012-10-17');
    expect(policy.Statement[0]?.Action).toContain('rds:DescribeDBInstances');
    expect(policy.Statement[0]?.Action.filter((action) => !/:(Describe|Get|List)/.test(action))).toEqual([]);
  });

  it('help has the groups of options and the exit codes', async () => {
    const { stdout, code } = await djaudit(['--help']);
    expect(code).toBe(0);
    for (const title of ['Account:', 'Repository:', 'Rules:', 'Gate:', 'Output:', 'Fixes:', 'Exit codes:']) {
      expect(stdout).toContain(`\n${title}\n`);
    }
  });

  it('completion knows commands, options and rules', async () => {
    const { stdout } = await djaudit(['completion', 'bash']);
    expect(stdout).toContain('--fail-on-incomplete');
    expect(stdout).toContain('media-bucket-public');
  });

  it('init writes a file that changes nothing and is valid, once', async () => {
    expect((await djaudit(['init', 'shop'], { cwd: folder })).code).toBe(0);
    expect(existsSync(join(folder, 'shop/djaudit.yml'))).toBe(true);
    expect((await scan()).code).toBe(1);
    expect((await djaudit(['init', 'shop'], { cwd: folder })).stderr).toContain('djaudit.yml is there already');
    rmSync(join(folder, 'shop/djaudit.yml'));
  });

  it('demo needs nothing and finds something', async () => {
    const { code, stdout } = await djaudit(['demo'], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toContain('debug-true-live');
    expect(statSync('fixtures/demo').isDirectory()).toBe(true);
  });
});
