import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Log, Result as SarifResult } from 'sarif';
import { afterAll, describe, expect, it } from 'vitest';
import { type SarifOptions, sarif } from '../../reporters/sarif/index.ts';
import type { Report, Result, Severity } from '../../src/model/index.ts';
import { SEVERITIES } from '../../src/model/index.ts';
import { ACCEPTED, ACROSS, IN_ACCOUNT, IN_FILE, PASSED, reportOf, UNKNOWN } from '../build/report.ts';

const require = createRequire(import.meta.url);
const multitool = require('@microsoft/sarif-multitool') as string; // the path of the program
chmodSync(multitool, 0o755); // its package does so in a script that npm may have been told not to run
const FORMATS = {
  uri: /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]*$/i,
  'uri-reference': /^[^\s<>"{}|\\^`]*$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};
const schema = JSON.parse(readFileSync(join(dirname(multitool), 'sarif-2.1.0.json'), 'utf8')) as object; // the validator's own copy
const validate = new Ajv2020({ strict: false, formats: FORMATS }).compile(schema);
const folder = mkdtempSync(join(tmpdir(), 'djaudit-sarif-'));
afterAll(() => rmSync(folder, { recursive: true }));

function logOf(report: Report, options: SarifOptions = {}): Log {
  return JSON.parse(sarif(report, options)) as Log; // checked by the schema below
}

function resultsOf(report: Report, options: SarifOptions = {}): readonly SarifResult[] {
  return logOf(report, options).runs.flatMap(({ results }) => results ?? []);
}

/** Many findings with names that are all different. */
function many(count: number): readonly Result[] {
  return Array.from({ length: count }, (_, index) => ({
    ...(index % 2 === 0 ? IN_ACCOUNT : IN_FILE),
    severity: SEVERITIES[Math.floor((index * 5) / count)] ?? 'info',
    subject: { ...IN_ACCOUNT.subject, id: `${IN_ACCOUNT.subject.id}-${index}`, name: `db ${index}` },
    fingerprint: index.toString(16).padStart(32, '0'),
  }));
}

/** Errors and warnings of the multitool with GitHub's rules; notes are matters of taste. */
function multitoolComplaints(text: string): readonly string[] {
  const input = join(folder, 'in.sarif');
  const output = join(folder, 'out.sarif');
  writeFileSync(input, text);
  const args = ['validate', input, '--output', output, '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning'];
  execFileSync(
    multitool,
    [...args, '--kind', 'Fail', '--config', 'test/reporters/github-rules.xml', '--log', 'ForceOverwrite'],
    {
      stdio: 'pipe',
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    },
  );
  const log = JSON.parse(readFileSync(output, 'utf8').replace(/^\ufeff/, '')) as Log;
  return log.runs.flatMap(({ results }) =>
    (results ?? []).map(({ ruleId, message }) => `${ruleId ?? ''} ${message.text ?? message.id ?? ''}`),
  );
}

describe('SARIF', () => {
  it.each<[string, Report]>([
    ['the sample', reportOf()],
    ['a clean scan', reportOf([PASSED])],
    ['nothing at all', reportOf([], { target: {} })],
    ['5,000 findings', reportOf(many(5000))],
  ])('of %s is what schema and multitool ask for', { timeout: 240_000 }, (_, report) => {
    validate(logOf(report, { lineHash: () => 'a:1' }));
    expect(validate.errors ?? []).toEqual([]);
    expect(multitoolComplaints(sarif(report, { lineHash: () => 'a:1' }))).toEqual([]);
  });

  it('is refused by the same validators when it is wrong', { timeout: 240_000 }, () => {
    expect(validate({ ...logOf(reportOf()), version: '3' })).toBe(false);
    const placeless = sarif(reportOf([IN_FILE])).replace('"startLine":24,', '');
    expect(multitoolComplaints(placeless).join()).toContain('GH1003');
  });

  it('has one run for the repository and one for each region, each with its category', () => {
    const runs = logOf(reportOf()).runs;
    expect(runs.map(({ tool, automationDetails }) => `${tool.driver.name} ${automationDetails?.id ?? ''}`)).toEqual([
      'djaudit djaudit/repo/',
      'djaudit-cloud djaudit/aws/123456789012/global/',
      'djaudit-cloud djaudit/aws/123456789012/eu-central-1/',
      'djaudit-cloud djaudit/aws/123456789012/eu-west-1/',
    ]);
    expect(logOf(reportOf(), { category: 'staging' }).runs[0]?.automationDetails?.id).toBe('staging/repo/');
  });

  it('leaves alerts of what was not scanned alone: no run for it', () => {
    const { repository = { path: '.' }, ...account } = reportOf().target;
    const categories = (target: Report['target']) =>
      logOf(reportOf([], { target })).runs.map(({ automationDetails }) => automationDetails?.id);
    expect(categories({ repository })).toEqual(['djaudit/repo/']);
    expect(categories(account)).not.toContain('djaudit/repo/');
  });

  it('keeps to 20 runs: with more regions there is one for each account', () => {
    const regions = Array.from({ length: 25 }, (_, index) => `eu-west-${index}`);
    const account = { id: '123456789012', regions };
    const target = { repository: { path: '.' }, account, accounts: [account] };
    const runs = logOf(reportOf([IN_ACCOUNT], { target })).runs;
    expect(runs.map(({ automationDetails }) => automationDetails?.id)).toEqual([
      'djaudit/repo/',
      'djaudit/aws/123456789012/',
    ]);
    expect(runs[1]?.results).toHaveLength(1);
  });

  it('has findings only: what is accepted, passed or unknown is no alert', () => {
    expect(resultsOf(reportOf()).map(({ ruleId }) => ruleId)).toEqual([
      'debug-true',
      'proxy-ssl-header-missing',
      'rds-no-backups',
    ]);
    expect(resultsOf(reportOf([ACCEPTED, PASSED, UNKNOWN]))).toEqual([]);
  });

  it('says in the run what was not seen, and that it did not succeed', () => {
    const runs = logOf(reportOf()).runs;
    expect(runs.map(({ invocations }) => invocations?.[0]?.executionSuccessful)).toEqual([true, true, true, false]);
    const notes = runs[3]?.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text) ?? [];
    expect(notes).toEqual([
      'rds.instances (eu-west-1) was not read: denied: rds:DescribeDBInstances',
      'rds-public could not be told: rds.instances could not be read in account 123456789012 eu-west-1: denied: rds:DescribeDBInstances',
    ]);
  });

  it('anchors a finding in the account to a stable path that no file has', () => {
    const [result] = resultsOf(reportOf([IN_ACCOUNT]));
    const place = result?.locations?.[0];
    expect(place?.physicalLocation?.artifactLocation).toEqual({
      uri: 'aws/123456789012/eu-central-1/rds/db/prod-db',
      uriBaseId: '%SRCROOT%',
    });
    expect(place?.physicalLocation?.region).toEqual({
      startLine: 1,
      startColumn: 1,
      endLine: 1,
      endColumn: 1,
      snippet: { text: 'BackupRetentionPeriod: 0' },
    });
    expect(place?.logicalLocations?.[0]).toEqual({
      name: 'prod-db',
      fullyQualifiedName: 'arn:aws:rds:eu-central-1:123456789012:db:prod-db',
      kind: 'resource',
    });
    expect(result?.partialFingerprints?.['primaryLocationLineHash']).toBe('0000000000000000:1');
  });

  it('anchors a finding in a file to its line, with the hash that GitHub would make', () => {
    const [result] = resultsOf(reportOf([IN_FILE]), { lineHash: ({ path, line }) => `${path.length}${line}:1` });
    expect(result?.locations?.[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'config/settings/production.py' },
      region: { startLine: 24, startColumn: 1, endLine: 24, endColumn: 44 },
      contextRegion: { startLine: 22, endLine: 26 },
    });
    expect(result?.partialFingerprints?.['primaryLocationLineHash']).toBe('2924:1');
    expect(resultsOf(reportOf([IN_FILE]))[0]?.partialFingerprints).toEqual({ 'djaudit/v1': IN_FILE.fingerprint });
  });

  it('links the other side of a finding that has two', () => {
    const [result] = resultsOf(reportOf([ACROSS]));
    expect(
      result?.relatedLocations?.map(({ id, physicalLocation }) => [id, physicalLocation?.artifactLocation?.uri]),
    ).toEqual([
      [1, 'aws/123456789012/eu-central-1/elasticloadbalancing/listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2'],
      [2, 'config/settings/production.py'],
    ]);
    expect(result?.message.text).toMatch(/ See \[shop:443\]\(1\), \[SECURE_SSL_REDIRECT: True\]\(2\)\.$/);
  });

  it('carries edits of files as fixes and nothing else', () => {
    const fixes = resultsOf(reportOf()).map((result) => result.fixes?.[0]?.artifactChanges[0]?.replacements[0]);
    expect(fixes).toEqual([
      { deletedRegion: { charOffset: 510, charLength: 4 }, insertedContent: { text: 'False' } },
      undefined,
      undefined,
    ]);
  });
});

describe('what GitHub shows of a rule', () => {
  const driver = (severity: Severity, more: Partial<Result> = {}) =>
    logOf(reportOf([{ ...IN_FILE, severity, ...more }])).runs[0]?.tool.driver.rules?.[0];

  it.each<[Severity, string, string | undefined]>([
    ['critical', 'error', '9.5'],
    ['high', 'error', '8.0'],
    ['medium', 'warning', '5.5'],
    ['low', 'note', '2.0'],
    ['info', 'note', undefined],
  ])('%s is %s with security-severity %s', (severity, level, security) => {
    const rule = driver(severity);
    expect(rule?.defaultConfiguration?.level).toBe(level);
    expect(rule?.properties?.['security-severity']).toBe(security);
  });

  it('is no security alert when it names no weakness', () => {
    const rule = driver('medium', { controls: { awsFsbp: ['RDS.11'] } });
    expect(rule?.properties).not.toHaveProperty('security-severity');
    expect(rule?.properties).toMatchObject({ 'problem.severity': 'warning' });
  });

  it('has texts within the limits, help as Markdown, and few tags', () => {
    const report = reportOf([IN_FILE]);
    const long = {
      ...report,
      rules: report.rules.map((rule) => ({ ...rule, title: 'x'.repeat(3000), why: 'y '.repeat(2000) })),
    };
    const rule = logOf(long).runs[0]?.tool.driver.rules?.[0];
    expect(rule?.shortDescription?.text.length).toBeLessThanOrEqual(1024);
    expect(rule?.fullDescription?.text.length).toBeLessThanOrEqual(1024);
    expect(rule?.help?.markdown).toContain('## How to mend it');
    expect((rule?.properties?.tags ?? []).length).toBeLessThanOrEqual(10);
    expect(rule?.name).toBe('DebugTrue');
  });

  it('cuts at 25,000 results a run, the least severe first', () => {
    const results = many(60_000).map((result) => ({ ...result, subject: IN_FILE.subject }));
    const kept = resultsOf(reportOf(results.map((result) => ({ ...result, location: { path: 'a.py', line: 1 } }))));
    expect(kept).toHaveLength(25_000);
    expect(kept.some(({ level }) => level === 'note')).toBe(false);
  });
});
