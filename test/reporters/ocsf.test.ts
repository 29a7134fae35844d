import { describe, expect, it } from 'vitest';
import { ocsf } from '../../reporters/ocsf/index.ts';
import type { Report, Result } from '../../src/model/index.ts';
import { ACCEPTED, IN_ACCOUNT, IN_FILE, PASSED, reportOf, SAMPLE, UNKNOWN } from '../build/report.ts';

interface Finding {
  readonly [member: string]: unknown;
  readonly finding_info: { readonly uid: string; readonly created_time: number; readonly last_seen_time: number };
  readonly compliance: {
    readonly status_id: number;
    readonly requirements: readonly string[];
    readonly standards: readonly string[];
  };
  readonly resources: readonly object[];
}

function findingsOf(report: Report, since: Readonly<Record<string, string>> = {}): readonly Finding[] {
  return JSON.parse([...ocsf(report, { history: { points: [], since } })].join('')) as Finding[]; // test/lab reads it with OCSF's models
}

describe('OCSF', () => {
  it('is a Compliance Finding for each verdict but what does not apply', () => {
    const findings = findingsOf(reportOf([...SAMPLE, { ...PASSED, status: 'not-applicable' }]));
    expect(findings).toHaveLength(SAMPLE.length);
    for (const finding of findings)
      expect(finding).toMatchObject({
        class_uid: 2003,
        category_uid: 2,
        activity_id: 1,
        type_uid: 200_301,
        metadata: { version: '1.5.0' },
      });
    expect(new Set(findings.map(({ finding_info }) => finding_info.uid)).size).toBe(SAMPLE.length);
  });

  it.each<[string, Result, readonly unknown[]]>([
    ['a finding', IN_FILE, ['FAIL', 3, 'New', 'Critical']],
    ['a pass', PASSED, ['PASS', 1, 'New', 'Informational']],
    ['what could not be told', UNKNOWN, ['UNKNOWN', 0, 'New', 'Critical']],
    ['what is accepted', ACCEPTED, ['FAIL', 3, 'Suppressed', 'High']],
  ])('says of %s what it is', (_, result, expected) => {
    const [finding] = findingsOf(reportOf([result]));
    expect([
      finding?.['status_code'],
      finding?.compliance.status_id,
      finding?.['status'],
      finding?.['severity'],
    ]).toEqual(expected);
  });

  it('names the resource, what it rests on, what mends it and what it is related to', () => {
    const [finding] = findingsOf(reportOf([IN_ACCOUNT]));
    expect(finding).toMatchObject({
      cloud: { provider: 'AWS', region: 'eu-central-1', account: { uid: '123456789012' } },
      resources: [
        { uid: IN_ACCOUNT.subject.id, name: 'prod-db', type: 'rds', region: 'eu-central-1', cloud_partition: 'aws' },
      ],
      evidences: [{ name: 'BackupRetentionPeriod', data: { value: '0', source: 'rds:DescribeDBInstances' } }],
      compliance: {
        control: 'rds-no-backups',
        standards: ['djaudit', 'FSBP', 'CWE'],
        requirements: ['FSBP/RDS.11', 'CWE/1188'],
      },
    });
    expect(findingsOf(reportOf([IN_FILE]))[0]?.resources).toEqual([
      { uid: 'DEBUG', name: 'DEBUG', type: 'setting' },
      { uid: 'config/settings/production.py:24', name: 'config/settings/production.py', type: 'file' },
    ]);
  });

  it('knows when a finding was first reported, and no cloud where no account was scanned', () => {
    const { repository = { path: '.' } } = reportOf().target;
    const [finding] = findingsOf(reportOf([IN_FILE], { target: { repository } }), {
      [IN_FILE.fingerprint]: '2026-10-01T00:00:00.000Z',
    });
    expect(finding?.finding_info).toMatchObject({
      created_time: Date.UTC(2026, 9, 1),
      last_seen_time: Date.UTC(2026, 10, 25, 10),
    });
    expect(finding).not.toHaveProperty('cloud');
  });
});
