import { describe, expect, it } from 'vitest';
import { controlsWith, frameworksIn, type Report, type Result } from '../../src/model/index.ts';
import { IN_ACCOUNT, PASSED, reportOf, ruleOf, UNKNOWN } from '../build/report.ts';

type Controls = Result['controls'];

/** A report of one rule for each of these verdicts, all related to the same controls. */
function withVerdicts(controls: Controls, ...statuses: readonly Result['status'][]): Report {
  const results = statuses.map((status, index) => ({ ...IN_ACCOUNT, rule: `rule-${index}`, status, controls }));
  return reportOf(results, { rules: results.map(ruleOf) });
}

describe('the frameworks of a report', () => {
  const fsbp = { awsFsbp: ['RDS.3'] };

  it.each<[readonly Result['status'][], string, number]>([
    [['fail', 'pass'], 'failing', 1],
    [['unknown', 'pass'], 'open', 1],
    [['unknown'], 'open', 0],
    [['suppressed', 'pass'], 'accepted', 1],
    [['pass', 'not-applicable'], 'passing', 1],
    [['not-applicable'], 'idle', 0],
  ])('%j is %s', (statuses, status, covered) => {
    const [framework] = frameworksIn(withVerdicts(fsbp, ...statuses));
    expect(framework?.controls[0]?.status).toBe(status);
    expect(framework?.covered).toBe(covered);
  });

  it('count a control that a rule without a single subject is related to as not covered', () => {
    const rules = [{ ...ruleOf(IN_ACCOUNT), controls: fsbp }];
    expect(frameworksIn(reportOf([], { rules }))[0]).toMatchObject({ covered: 0, controls: [{ status: 'idle' }] });
  });

  it('leave out what only a rule is related to that was not assessed', () => {
    const report = withVerdicts(fsbp, 'pass');
    const rulesNotAssessed = [{ rule: 'rule-0', reason: 'the account was not scanned' }];
    expect(frameworksIn({ ...report, coverage: { ...report.coverage, rulesNotAssessed } })).toEqual([]);
  });

  it('hold each version of CIS by itself, the newest first, with the number of its recommendations', () => {
    const cisAws = { '3.0': ['2.3.1'], '5.0': ['2.2.1'], '7.0': ['3.2.1'], '10.0': ['1.1'] };
    const found = frameworksIn(withVerdicts({ cisAws }, 'pass'));
    expect(found.map(({ version, size }) => [version, size])).toEqual([
      ['10.0', undefined],
      ['7.0', 70],
      ['5.0', 63],
      ['3.0', 62],
    ]);
    expect(found[2]?.name).toBe('CIS AWS Foundations Benchmark 5.0');
  });

  it('never have more covered than there are', () => {
    const [soc] = frameworksIn(withVerdicts({ soc2: ['CC6.1', 'A1.2'] }, 'fail'));
    expect(soc?.size).toBe(61);
    expect(soc?.controls.map(({ id }) => id)).toEqual(['A1.2', 'CC6.1']);
  });

  it('do not count chapters as controls', () => {
    const [pillars] = frameworksIn(withVerdicts({ wellArchitected: ['PERF', 'SEC09'] }, 'fail'));
    expect(pillars?.covered).toBe(1);
    expect(pillars && controlsWith(pillars, 'failing')).toBe(1);
    expect(pillars?.controls.map(({ id, chapter }) => [id, chapter])).toEqual([
      ['PERF', true],
      ['SEC09', undefined],
    ]);
    const [asvs] = frameworksIn(withVerdicts({ owaspAsvs_4_0_3: ['14.1', '14.4.5'] }, 'pass'));
    expect(asvs?.covered).toBe(1);
  });

  it('order controls by number, and name the rules and their sums', () => {
    const controls = { awsFsbp: ['RDS.11', 'RDS.3'] };
    const results = [
      { ...PASSED, controls },
      { ...PASSED, controls, subject: { ...PASSED.subject, id: 'arn:aws:rds:eu-central-1:123456789012:db:b' } },
      { ...UNKNOWN, controls },
    ];
    const [framework] = frameworksIn(reportOf(results));
    expect(framework?.controls.map(({ id }) => id)).toEqual(['RDS.3', 'RDS.11']);
    expect(framework?.controls[0]).toMatchObject({ rules: ['rds-public', 'rds-unencrypted'], pass: 2, unknown: 1 });
  });

  it('say where djaudit.yml asks for less than the rule', () => {
    const report = withVerdicts(fsbp, 'pass');
    const [rule] = report.rules;
    const options = [{ name: 'minimumDays', value: 1, default: 7, looser: true }];
    expect(frameworksIn(report)[0]?.controls[0]?.looser).toBe(false);
    const loosened = { ...report, rules: rule === undefined ? [] : [{ ...rule, options }] };
    expect(frameworksIn(loosened)[0]?.controls[0]?.looser).toBe(true);
  });
});
