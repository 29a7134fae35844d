import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Log, Result as SarifResult } from 'sarif';
import { describe, expect, it } from 'vitest';
import { type SarifOptions, sarif } from '../../reporters/sarif/index.ts';
import type { Report, Result, Severity } from '../../src/model/index.ts';
import { ACCEPTED, ACROSS, IN_ACCOUNT, IN_FILE, PASSED, reportOf, ruleOf, UNKNOWN } from '../build/report.ts';
import { planted } from './hostile.ts';
import { many } from './many.ts';
import { complaints, SARIF_SCHEMA } from './multitool.ts';

const FORMATS = {
  uri: /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]*$/i,
  'uri-reference': /^[^\s<>"{}|\\^`]*$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};
const schema = JSON.parse(readFileSync(SARIF_SCHEMA, 'utf8')) as object; // a schema is one
const validate = new Ajv2020({ strict: false, formats: FORMATS }).compile(schema);
function logOf(report: Report, options: SarifOptions = {}): Log {
  return JSON.parse(sarif(report, options)) as Log; // checked by the schema below
}

function resultsOf(report: Report, options: SarifOptions = {}): readonly SarifResult[] {
  return logOf(report, options).runs.flatMap(({ results }) => results ?? []);
}

const WHOLE: Readonly<Record<string, Report>> = {
  'the sample': reportOf(),
  'a clean scan': reportOf([PASSED]),
  'nothing at all': reportOf([], { target: {} }),
  'hostile texts': planted(),
  '5,000 findings': reportOf(many(5000)),
};

describe('SARIF', () => {
  it.each(Object.entries(WHOLE))('of %s is what the schema asks for', (_, report) => {
    validate(logOf(report, { lineHash: () => 'a:1' }));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('is what the multitool asks for with the rules of GitHub', { timeout: 240_000 }, async () => {
    const files = Object.entries(WHOLE).map(
      ([name, report]) => [name, sarif(report, { lineHash: () => 'a:1' })] as const,
    );
    const wrong = sarif(reportOf([IN_FILE])).replace('"startLine":24,', '');
    const found = await complaints({ ...Object.fromEntries(files), wrong });
    expect(found['wrong']?.join()).toContain('GH1003');
    expect(found).toEqual({ ...Object.fromEntries(files.map(([name]) => [name, []])), wrong: found['wrong'] });
  });

  it('is refused by the schema when it is wrong', () => {
    expect(validate({ ...logOf(reportOf()), version: '3' })).toBe(false);
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

  it('has in the run of the repository what a scan without the account finds too', () => {
    const { account: _account, accounts: _accounts, ...alone } = reportOf().target;
    const [repository] = logOf(reportOf([IN_FILE], { target: alone })).runs;
    const runs = logOf(reportOf()).runs;
    expect(runs[0]?.results).toEqual(repository?.results);
    expect(runs[2]?.results?.map(({ ruleId }) => ruleId)).toEqual(['rds-no-backups', 'proxy-ssl-header-missing']);
  });

  it('has in the first run of the account what names no account, and no other run of its own', () => {
    const staging: Result = { ...ACROSS, subject: { kind: 'environment', id: 'environment/staging', name: 'staging' } };
    const { location: _, ...placeless } = staging;
    const runs = logOf(
      reportOf([placeless, { ...IN_ACCOUNT, subject: { ...IN_ACCOUNT.subject, region: 'us-east-1' } }]),
    ).runs;
    expect(runs.map(({ results }) => results?.length)).toEqual([0, 2, 0, 0]);
    expect(runs[1]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'deployment/environment/staging',
    );
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
      'rds-no-backups',
      'proxy-ssl-header-missing',
    ]);
    expect(resultsOf(reportOf([ACCEPTED, PASSED, UNKNOWN]))).toEqual([]);
  });

  it('says in the run what was not seen, and that it did not succeed', () => {
    const runs = logOf(reportOf()).runs;
    expect(runs.map(({ invocations }) => invocations?.[0]?.executionSuccessful)).toEqual([true, false, true, false]);
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

  it('has the same path for a resource that is made again, and tells apart what shares a line', () => {
    const target = (id: string) => `arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop/${id}`;
    const at = (id: string): Result => ({
      ...IN_ACCOUNT,
      subject: { ...IN_ACCOUNT.subject, id: target(id), name: 'shop' },
    });
    const uris = [at('0123456789abcdef'), at('fedcba9876543210')].map(
      (result) => resultsOf(reportOf([result]))[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri,
    );
    expect(new Set(uris)).toEqual(new Set(['aws/123456789012/eu-central-1/elasticloadbalancing/targetgroup/shop']));
    const web = {
      ...ACROSS,
      subject: { ...ACROSS.subject, id: `${IN_ACCOUNT.subject.id}#web` },
      fingerprint: 'a'.repeat(32),
    };
    const shared = resultsOf(
      reportOf([
        web,
        { ...web, subject: { ...web.subject, id: `${IN_ACCOUNT.subject.id}#worker` }, fingerprint: 'b'.repeat(32) },
      ]),
      {
        lineHash: () => 'c:1',
      },
    );
    expect(shared.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri)).toEqual([
      'aws/123456789012/eu-central-1/rds/db/prod-db/web',
      'aws/123456789012/eu-central-1/rds/db/prod-db/worker',
    ]);
    expect(shared.map(({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash'])).toEqual([
      `${'a'.repeat(16)}:1`,
      `${'b'.repeat(16)}:1`,
    ]);
    expect(shared[0]?.relatedLocations?.[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'config/settings/base.py' },
      region: { startLine: 80 },
    });
  });

  it('writes a path as it is, percent-encoded', () => {
    const odd = { ...IN_FILE, location: { path: 'a  b/ç"\n%2e/..x/[1](2).py', line: 1 } };
    expect(resultsOf(reportOf([odd]))[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'a%20%20b/%C3%A7%22%0A%252e/..x/%5B1%5D%282%29.py',
    );
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
      [1, 'aws/123456789012/eu-central-1/elasticloadbalancing/listener/app/shop'],
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

  it('is as severe as the worst of its findings in the run', () => {
    const [run] = logOf(
      reportOf(
        [
          { ...IN_FILE, severity: 'low' },
          { ...IN_FILE, severity: 'info' },
        ],
        { rules: [ruleOf(IN_FILE)] },
      ),
    ).runs;
    expect(run?.tool.driver.rules?.[0]?.properties).toMatchObject({ 'security-severity': '2.0' });
    expect(run?.results?.map(({ level }) => level)).toEqual(['note', 'note']);
  });
});

/** Five thousand more than a run can hold, on either side. */
const TOO_MANY = sarif(reportOf(many(60_000)), { lineHash: ({ line }) => `${line}:1` });

describe('the limits of GitHub', () => {
  it('cut at 25,000 results a run, the least severe first, and the file says so', () => {
    const [repository, , region] = (JSON.parse(TOO_MANY) as Log).runs;
    for (const run of [repository, region]) {
      expect(run?.results).toHaveLength(25_000);
      expect(run?.results?.slice(-1)[0]?.properties).toMatchObject({ severity: 'info' });
      expect(run?.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text)).toContain(
        '5000 findings, the least severe, are left out: GitHub takes 25000 of a run. --min-severity leaves out less',
      );
    }
  });

  it('take 20 runs: more accounts than that are one, and nothing is lost', () => {
    const accounts = Array.from({ length: 25 }, (_, index) => ({
      id: String(100_000_000_000 + index),
      regions: ['eu-west-1'],
    }));
    const results = accounts.map(({ id }) => ({ ...IN_ACCOUNT, subject: { ...IN_ACCOUNT.subject, account: id } }));
    const { runs } = logOf(reportOf(results, { target: { repository: { path: '.' }, accounts } }));
    expect(runs.map(({ automationDetails }) => automationDetails?.id)).toEqual(['djaudit/repo/', 'djaudit/aws/']);
    expect(runs[1]?.results).toHaveLength(25);
  });

  it('take 100 places beside a result, of which a sentence names ten', () => {
    const evidence = Array.from({ length: 300 }, (_, index) => ({
      label: `SETTING_${index}`,
      value: 'x',
      source: 'a.py',
      location: { path: 'a.py', line: index + 1 },
    }));
    const [result] = resultsOf(reportOf([{ ...ACROSS, evidence }]));
    expect(result?.relatedLocations).toHaveLength(100);
    expect(result?.message.text).toMatch(/\[SETTING_8: x\]\(10\) and 90 more\.$/);
  });

  it('take ten megabytes, packed', () => {
    expect(gzipSync(TOO_MANY).length).toBeLessThan(10_000_000);
  });
});
