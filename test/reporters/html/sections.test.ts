import { describe, expect, it } from 'vitest';
import { attestations } from '../../../reporters/html/attestations.ts';
import { coverage } from '../../../reporters/html/coverage.ts';
import { exceptions } from '../../../reporters/html/exceptions.ts';
import { findings } from '../../../reporters/html/findings.ts';
import { passes } from '../../../reporters/html/passes.ts';
import { rules } from '../../../reporters/html/rules.ts';
import { scores } from '../../../reporters/html/scores.ts';
import type { Section } from '../../../reporters/html/section.ts';
import { unknowns } from '../../../reporters/html/unknowns.ts';
import type { Report, Result } from '../../../src/model/index.ts';
import { ACCEPTED, IN_ACCOUNT, IN_FILE, OPTIONS, PASSED, reportOf, SAMPLE, UNKNOWN } from '../../build/report.ts';

/** The text of a section, its markup gone. */
function textOf(section: Section, report: Report): string {
  return (section(report, OPTIONS)?.body.markup ?? '').replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

function named(result: Result, name: string, more: Partial<Result> = {}): Result {
  return {
    ...result,
    subject: { ...result.subject, id: `${result.subject.id}-${name}`, name },
    message: result.message.replaceAll(result.subject.name ?? '', name),
    fingerprint: name.padStart(32, '0'),
    ...more,
  };
}

function times(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe('findings', () => {
  it('say once what the fixes of a rule have in common', () => {
    const fix = (name: string) => ({
      title: `Keep backups of ${name}`,
      steps: [
        { kind: 'text', content: 'No downtime.' },
        { kind: 'aws-cli', content: `aws rds modify-db-instance --db-instance-identifier ${name}` },
      ] as const,
    });
    const text = textOf(findings, reportOf(['one', 'two'].map((name) => named(IN_ACCOUNT, name, { fix: fix(name) }))));
    expect(times(text, 'No downtime.')).toBe(1);
    expect(text).toContain('Keep backups of one aws rds modify-db-instance --db-instance-identifier one');
    expect(text).toContain('Keep backups of two aws rds modify-db-instance --db-instance-identifier two');
  });

  it('show the lines of one place once', () => {
    const text = textOf(findings, reportOf([IN_FILE, named(IN_FILE, 'DEBUG2')]));
    expect(times(text, '# Read from the environment')).toBe(1);
  });

  it('name the evidence that all of a rule share once', () => {
    const text = textOf(findings, reportOf(['one', 'two'].map((name) => named(IN_ACCOUNT, name))));
    expect(times(text, 'BackupRetentionPeriod')).toBe(1);
  });

  it('are shortened to names where there are thousands that say the same, and differences stay', () => {
    const many = Array.from({ length: 2000 }, (_, index) => named(IN_ACCOUNT, `db-${index}`));
    const last = named(IN_ACCOUNT, 'db-last', { owner: 'data team' });
    const other = named(IN_ACCOUNT, 'db-other', { message: 'something else is wrong with db-other' });
    const text = textOf(findings, reportOf([...many, last, other]));
    expect(times(text, 'keeps no automated backups')).toBeLessThan(1000);
    expect(text).toContain('db-last owner data team');
    expect(text).toContain('something else is wrong with db-other');
    expect(text).toMatch(/\d+ more; what each rests on and its own fix are in the JSON report/);
  });

  it('fall back to what the rule says where a finding brings no fix', () => {
    const { fix: _, ...bare } = IN_ACCOUNT;
    expect(textOf(findings, reportOf([bare]))).toContain('Fix How to mend it.');
  });

  it('are open where they are critical or high, else the worst', () => {
    const opened = (results: readonly Result[]) =>
      [...(findings(reportOf(results), OPTIONS)?.body.markup ?? '').matchAll(/<details class="rule (\w+)" open/g)].map(
        ([, severity]) => severity,
      );
    expect(opened(SAMPLE)).toEqual(['critical', 'high']);
    expect(opened([{ ...IN_ACCOUNT, severity: 'low' }])).toEqual(['low']);
  });

  it('of none are no section', () => {
    expect(findings(reportOf([PASSED]), OPTIONS)).toBeUndefined();
  });
});

describe('the other sections', () => {
  it('a goal of which nothing was judged has no score', () => {
    const text = textOf(scores, reportOf([UNKNOWN]));
    expect(text).toContain('Data and secrets are secured and backed up 0 0 0 0 0 0 0 1');
    expect(text).toContain('Servers can be analyzed not judged – – – – – – –');
  });

  it('coverage names what was denied, what was read in part, and rules that were not assessed', () => {
    const { coverage: seen } = reportOf();
    const partly = {
      name: 's3.buckets',
      region: 'global',
      status: 'collected',
      count: 3,
      reason: 'in part: 1 of 3',
    } as const;
    const text = textOf(
      coverage,
      reportOf(SAMPLE, {
        coverage: {
          ...seen,
          facts: [...seen.facts, partly],
          rulesNotAssessed: [{ rule: 'rds-public', reason: 'its facts were denied' }],
          interrupted: true,
        },
      }),
    );
    expect(text).toContain('rds:DescribeDBInstances rds.instances eu-west-1');
    expect(text).toContain('in part: 1 of 3 s3.buckets global');
    expect(text).toContain('1 rule: its facts were denied rds-public');
    expect(text).toContain('The scan was interrupted');
    expect(text).toContain('config/local.py is not there');
  });

  it('unknown verdicts stand under their reason, with whom they are about where it does not say so', () => {
    const same = { ...UNKNOWN, message: 'the endpoint could not be told' };
    const text = textOf(unknowns, reportOf([same, named(same, 'other'), { ...same, rule: 'rds-unencrypted' }]));
    expect(times(text, 'the endpoint could not be told')).toBe(1);
    expect(text).toContain('Mend rds-public (account 123456789012 eu-west-1, other)');
    expect(text).toContain('Mend rds-unencrypted');
  });

  it('an exception has its reason, its owner and its end', () => {
    const text = textOf(exceptions, reportOf([ACCEPTED]));
    expect(text).toContain('thrown away every night data team, djaudit.yml:12 2027-03-31 126 days left');
    const { until: _, ...endless } = { reason: 'for ever', ...ACCEPTED.suppression };
    expect(textOf(exceptions, reportOf([{ ...ACCEPTED, suppression: endless }]))).toContain('no end');
    const today = { ...ACCEPTED, suppression: { reason: 'soon', until: '2026-11-25' } };
    expect(textOf(exceptions, reportOf([today]))).toContain('2026-11-25 ends today');
  });

  it('an attestation that has expired says so', () => {
    const one = {
      name: 'uptime',
      attests: 'UptimeRobot asks',
      owner: 'web team',
      until: '2026-11-24',
      source: 'djaudit.yml:3',
      status: 'expired',
    } as const;
    expect(textOf(attestations, reportOf([], { attestations: [one] }))).toContain('2026-11-24 expired');
  });

  it('a pass says what was read and by which call', () => {
    const text = textOf(passes, reportOf([PASSED, named(PASSED, 'other')]));
    expect(text).toContain('rds-unencrypted');
    expect(text).toContain('prod-db is encrypted with aws/rds');
    expect(times(text, 'StorageEncrypted true rds:DescribeDBInstances')).toBe(1);
    const different = {
      ...PASSED,
      evidence: [{ label: 'StorageEncrypted', value: 'yes', source: 'rds:DescribeDBInstances' }],
    };
    expect(textOf(passes, reportOf([PASSED, named(different, 'other')]))).toContain(
      'rds-unencrypted , read by rds:DescribeDBInstances',
    );
  });

  it('passes name each of thousands', () => {
    const names = Array.from({ length: 2000 }, (_, index) => `database-${index}.`);
    const text = textOf(passes, reportOf(names.map((name) => named(PASSED, name))));
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });

  it('rules link to their own references by http and https alone', () => {
    const report = reportOf([IN_FILE]);
    const bad = [
      'javascript:alert(1)',
      'https://docs.djangoproject.com/x',
      'data:text/html,x',
      'http://[',
      'ftp://x.test/',
    ];
    const text = rules({ ...report, rules: report.rules.map((rule) => ({ ...rule, references: bad })) }, OPTIONS);
    expect([...(text?.body.markup ?? '').matchAll(/<a [^>]+>/g)].map(([link]) => link)).toEqual([
      '<a href="https://docs.djangoproject.com/x" rel="noreferrer">',
    ]);
  });

  it('rules name an option that is looser than their own', () => {
    const report = reportOf([IN_FILE]);
    const options = [{ name: 'days', value: 1, default: 7, looser: true }];
    expect(textOf(rules, { ...report, rules: report.rules.map((rule) => ({ ...rule, options })) })).toContain(
      'days is set to 1, not 7: less than the rule asks for',
    );
  });
});
