import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import * as enums from '@aws-sdk/client-securityhub';
import { BatchImportFindingsRequest$ } from '@aws-sdk/client-securityhub';
import { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import { asff } from '../../reporters/asff/index.ts';
import { RESOURCE_TYPES } from '../../reporters/asff/resource.ts';
import type { Report, Result } from '../../src/model/index.ts';
import { defectOf } from '../account/wire/check.ts';
import { ACCEPTED, ACROSS, IN_ACCOUNT, IN_FILE, PASSED, reportOf, SAMPLE, UNKNOWN } from '../build/report.ts';
import { planted } from './hostile.ts';
import { many } from './many.ts';

function findingsOf(report: Report): readonly AwsSecurityFinding[] {
  return JSON.parse([...asff(report)].join('')) as AwsSecurityFinding[]; // the schema below looks at it
}

const request = NormalizedSchema.of(BatchImportFindingsRequest$);
const resourceDetails = new Set(
  [...NormalizedSchema.of(enums.ResourceDetails$).structIterator()].map(([name]) => name),
);

/** The lengths that Security Hub documents, by path; a text is never empty. */
const LENGTHS: Readonly<Record<string, number>> = {
  Id: 512,
  ProductArn: 2048,
  ProductName: 128,
  CompanyName: 128,
  GeneratorId: 512,
  AwsAccountId: 12,
  Title: 256,
  Description: 1024,
  'Remediation.Recommendation.Text': 512,
  'Resources.Type': 256,
  'Resources.Id': 512,
  'Resources.Region': 16,
  'Compliance.RelatedRequirements': 64,
  'Note.Text': 512,
  'Note.UpdatedBy': 512,
  ProductFields: 2048,
};
const MEMBERS: Readonly<Record<string, number>> = {
  'FindingProviderFields.Types': 50,
  'Compliance.StatusReasons': 20,
  Types: 50,
  Resources: 32,
  'Compliance.RelatedRequirements': 32,
};
const ENUMS: Readonly<Record<string, object>> = {
  'Severity.Label': enums.SeverityLabel,
  'FindingProviderFields.Severity.Label': enums.SeverityLabel,
  'Compliance.Status': enums.ComplianceStatus,
  RecordState: enums.RecordState,
  'Resources.Partition': enums.Partition,
};
const BYTES = 240_000;
const BYTES_OF_A_BATCH = 6_000_000;

function defects(report: Report): readonly string[] {
  const findings = findingsOf(report);
  const batches = Array.from({ length: Math.ceil(findings.length / 100) }, (_, index) =>
    findings.slice(index * 100, index * 100 + 100),
  );
  return [
    defectOf(request, { Findings: findings }) ?? [],
    findings.flatMap((finding) => limits(finding, '')),
    findings.filter((finding) => Buffer.byteLength(JSON.stringify(finding)) > BYTES).map(() => 'too large a finding'),
    batches
      .filter((batch) => Buffer.byteLength(JSON.stringify(batch)) > BYTES_OF_A_BATCH)
      .map(() => 'too large a batch'),
  ].flat();
}

function limits(value: unknown, at: string): readonly string[] {
  if (Array.isArray(value)) {
    const much = value.length === 0 || value.length > (MEMBERS[at] ?? 0) ? [`${at} has ${value.length} members`] : [];
    return [...much, ...value.flatMap((one) => limits(one, at))];
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    const keys =
      at === 'ProductFields' && (entries.length > 50 || entries.some(([key]) => key.length > 128))
        ? [`${at} has too much`]
        : [];
    return [
      ...keys,
      ...entries.flatMap(([name, one]) =>
        limits(one, at === 'ProductFields' ? at : [at, name].filter((part) => part !== '').join('.')),
      ),
    ];
  }
  const allowed = ENUMS[at];
  if (allowed !== undefined && !Object.values(allowed).includes(value)) return [`${at} is ${String(value)}`];
  if (typeof value !== 'string') return [];
  if (value.trim() === '') return [`${at} is empty`];
  return value.length > (LENGTHS[at] ?? Number.POSITIVE_INFINITY) ? [`${at} has ${value.length} characters`] : [];
}

describe('ASFF', () => {
  it.each<[string, Report]>([
    ['the sample', reportOf()],
    ['5,000 findings', reportOf(many(5000))],
    ['hostile texts', planted()],
    ['texts that are blank', planted(() => ' ')],
    ['texts without end', planted((text) => text + 'x '.repeat(100_000))],
    [
      'much evidence',
      reportOf([{ ...ACROSS, evidence: Array.from({ length: 400 }, () => ({ label: 'a', value: 'b', source: 'c' })) }]),
    ],
    [
      'many controls',
      reportOf([{ ...ACROSS, controls: { cwe: Array.from({ length: 99 }, (_, index) => `${index}`) } }]),
    ],
  ])('of %s is what BatchImportFindings takes', (_, report) => {
    expect(defects(report)).toEqual([]);
  });

  it('is refused by the same test when it is wrong', () => {
    expect(defectOf(request, { Findings: [{ Titel: 'x' }] })).toContain('Titel is no member');
    expect(limits({ Title: 'x'.repeat(257), Severity: { Label: 'SEVERE' }, Types: [] }, '')).toHaveLength(3);
  });

  it('names types of resources that Security Hub has', () => {
    expect(RESOURCE_TYPES.map(([, type]) => type).filter((type) => !resourceDetails.has(type))).toEqual([]);
  });

  it('says of each verdict what it is: what could not be told is not available, never passed', () => {
    const status = (result: Result) => {
      const [finding] = findingsOf(reportOf([result]));
      return [finding?.Compliance?.Status, finding?.Severity?.Label, finding?.RecordState];
    };
    expect(status(IN_FILE)).toEqual(['FAILED', 'CRITICAL', 'ACTIVE']);
    expect(status(PASSED)).toEqual(['PASSED', 'INFORMATIONAL', 'ACTIVE']);
    expect(status(UNKNOWN)).toEqual(['NOT_AVAILABLE', 'CRITICAL', 'ACTIVE']);
    expect(status(ACCEPTED)).toEqual(['FAILED', 'HIGH', 'ARCHIVED']);
    expect(findingsOf(reportOf([{ ...PASSED, status: 'not-applicable' }]))).toEqual([]);
  });

  it('archives what is accepted, with the reason, and leaves its workflow alone', () => {
    const [finding] = findingsOf(reportOf([ACCEPTED]));
    expect(finding?.Note).toEqual({
      Text: 'Accepted: thrown away every night; until 2027-03-31; djaudit.yml:12',
      UpdatedBy: 'data team',
      UpdatedAt: '2026-11-25T10:00:00.000Z',
    });
    expect(finding).not.toHaveProperty('Workflow');
  });

  it('names the resource, what mends it and what it is related to', () => {
    const [finding] = findingsOf(reportOf([IN_ACCOUNT]));
    expect(finding).toMatchObject({
      ProductArn: 'arn:aws:securityhub:eu-central-1:123456789012:product/123456789012/default',
      AwsAccountId: '123456789012',
      Resources: [{ Type: 'AwsRdsDbInstance', Id: IN_ACCOUNT.subject.id, Partition: 'aws', Region: 'eu-central-1' }],
      Compliance: { RelatedRequirements: ['FSBP/RDS.11', 'CWE/1188'] },
      ProductFields: { 'djaudit/Evidence/1': 'BackupRetentionPeriod: 0 (rds:DescribeDBInstances)' },
    });
    expect(finding?.Remediation?.Recommendation?.Text).toMatch(
      /^Keep backups for a week\. aws rds modify-db-instance /,
    );
    expect(findingsOf(reportOf([UNKNOWN]))[0]?.Resources).toEqual([
      { Type: 'AwsAccount', Id: 'AWS::::Account:123456789012', Region: 'eu-west-1' },
    ]);
    expect(findingsOf(reportOf([IN_FILE]))[0]?.Resources).toEqual([
      { Type: 'Other', Id: 'config/settings/production.py#DEBUG', Region: 'eu-central-1' },
    ]);
  });

  it('goes to the region of its resource where that was scanned, in the partition of the account', () => {
    const account = {
      id: '111122223333',
      regions: ['cn-north-1', 'cn-northwest-1'],
      role: 'arn:aws-cn:sts::111122223333:assumed-role/a/b',
    };
    const at = (region: string): Result => ({
      ...IN_ACCOUNT,
      subject: { ...IN_ACCOUNT.subject, account: account.id, region },
    });
    const report = reportOf([at('cn-northwest-1'), at('global')], { target: { account } });
    expect(findingsOf(report).map(({ ProductArn }) => ProductArn)).toEqual([
      'arn:aws-cn:securityhub:cn-northwest-1:111122223333:product/111122223333/default',
      'arn:aws-cn:securityhub:cn-north-1:111122223333:product/111122223333/default',
    ]);
  });

  it('has the same id and the same first day in every report', () => {
    const ids = (report: Report) => findingsOf(report).map(({ Id }) => Id);
    expect(ids(reportOf())).toEqual(ids(reportOf(undefined, { startedAt: '2027-01-01T00:00:00.000Z' })));
    expect(new Set(ids(reportOf())).size).toBe(SAMPLE.length);
    const since = { [IN_FILE.fingerprint]: '2026-10-01T00:00:00.000Z' };
    const [finding] = JSON.parse(
      [...asff(reportOf([IN_FILE]), { history: { points: [], since } })].join(''),
    ) as AwsSecurityFinding[];
    expect(finding).toMatchObject({ CreatedAt: '2026-10-01T00:00:00.000Z', UpdatedAt: '2026-11-25T10:00:00.000Z' });
  });

  it('is not there for a report without an account', () => {
    const { repository = { path: '.' } } = reportOf().target;
    expect(() => asff(reportOf([], { target: { repository } }))).toThrow('none was scanned');
  });
});
