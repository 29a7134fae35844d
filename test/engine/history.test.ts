import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffReports, historyOf, NO_PAST, type Past, remember } from '../../src/engine/index.ts';
import { type History, type Report, type Result, type ResultStatus, STATUSES } from '../../src/model/index.ts';
import { ACCEPTED, IN_ACCOUNT, IN_FILE, PASSED, reportOf, ruleOf, UNKNOWN } from '../build/report.ts';

const ACCOUNT = '123456789012';

function day(n: number): string {
  return new Date(Date.UTC(2026, 9, n)).toISOString();
}

/** The nth report of a row: whole, of one account in one region. */
function nth(n: number, results: readonly Result[], more: Partial<Report> = {}): Report {
  const whole = reportOf(results);
  const rules = [IN_FILE, IN_ACCOUNT, PASSED].map(ruleOf);
  const facts = whole.coverage.facts.map((fact) => ({ ...fact, status: 'collected' as const }));
  const coverage = { ...whole.coverage, facts, complete: true };
  return { ...whole, startedAt: day(n), rules, coverage, ...more };
}

function pastOf(reports: readonly Report[]): Past {
  return reports.reduce(remember, NO_PAST);
}

function after(...reports: readonly Report[]): History {
  const last = reports.at(-1);
  if (last === undefined) throw new Error('no report');
  return historyOf(last, pastOf(reports.slice(0, -1)));
}

function as(status: ResultStatus, result: Result = IN_ACCOUNT): Result {
  return { ...result, status };
}

function names(found: readonly { readonly rule: string }[] | undefined): readonly string[] | undefined {
  return found?.map(({ rule }) => rule);
}

/** The lists of changes that hold something. */
function changed({ changes }: History): Readonly<Record<string, readonly string[] | undefined>> {
  if (changes === undefined) return {};
  const { new: fresh, reopened, fixed, accepted, unseen } = changes;
  const lists = Object.entries({ new: fresh, reopened, fixed, accepted, unseen });
  return Object.fromEntries(lists.filter(([, list]) => list.length > 0).map(([name, list]) => [name, names(list)]));
}

describe('the first report', () => {
  it('has one point, no changes, and findings that begin with it', () => {
    const history = after(nth(1, [IN_FILE, PASSED]));
    expect(history.changes).toBeUndefined();
    expect(history.points).toHaveLength(1);
    expect(history.since).toEqual({ [IN_FILE.fingerprint]: day(1) });
  });
});

describe('a finding', () => {
  it('is new when no report had it', () => {
    expect(changed(after(nth(1, [IN_FILE]), nth(2, [IN_FILE, IN_ACCOUNT])))).toEqual({ new: ['rds-no-backups'] });
  });

  it('keeps its age through an unbroken row', () => {
    const history = after(nth(1, [IN_FILE]), nth(2, [IN_FILE]), nth(3, [IN_FILE]));
    expect(changed(history)).toEqual({});
    expect(history.since[IN_FILE.fingerprint]).toBe(day(1));
  });

  it('is fixed when its subject passes, and when its subject is gone', () => {
    expect(changed(after(nth(1, [IN_ACCOUNT]), nth(2, [as('pass')])))).toEqual({ fixed: ['rds-no-backups'] });
    expect(changed(after(nth(1, [IN_ACCOUNT]), nth(2, [])))).toEqual({ fixed: ['rds-no-backups'] });
  });

  it('is fixed once: the report after says nothing of it', () => {
    expect(changed(after(nth(1, [IN_ACCOUNT]), nth(2, []), nth(3, [])))).toEqual({});
  });

  it('is reopened when it was fixed and is back, and begins anew', () => {
    const history = after(nth(1, [IN_FILE]), nth(2, [IN_FILE]), nth(3, [as('pass', IN_FILE)]), nth(4, [IN_FILE]));
    expect(changed(history)).toEqual({ reopened: ['debug-true'] });
    expect(history.since[IN_FILE.fingerprint]).toBe(day(4));
    expect(history.changes?.reopened[0]?.lastSeen).toBe(day(2));
  });

  it('is accepted when an exception covers it, which is no repair', () => {
    const history = after(nth(1, [IN_ACCOUNT]), nth(2, [as('suppressed')]));
    expect(changed(history)).toEqual({ accepted: ['rds-no-backups'] });
  });

  it('whose exception has run out is back, as old as it is', () => {
    const history = after(nth(1, [IN_ACCOUNT]), nth(2, [as('suppressed')]), nth(3, [IN_ACCOUNT]));
    expect(changed(history)).toEqual({ reopened: ['rds-no-backups'] });
    expect(history.since[IN_ACCOUNT.fingerprint]).toBe(day(1));
  });

  it('that was accepted from its first day is no news, and neither is its repair', () => {
    expect(changed(after(nth(1, []), nth(2, [ACCEPTED])))).toEqual({});
    expect(changed(after(nth(1, [ACCEPTED]), nth(2, [as('pass', ACCEPTED)])))).toEqual({});
  });

  it('that the baseline knows is a finding', () => {
    expect(changed(after(nth(1, [IN_FILE]), nth(2, [{ ...IN_FILE, baseline: 'known' }])))).toEqual({});
  });

  it('passes under a looser option: accepted, not fixed', () => {
    const option = { name: 'minimumDays', value: 0, default: 7, looser: true };
    const rules = [{ ...ruleOf(IN_ACCOUNT), options: [option] }];
    const loosened = nth(2, [as('pass')], { rules });
    expect(changed(after(nth(1, [IN_ACCOUNT]), loosened))).toEqual({ accepted: ['rds-no-backups'] });
    expect(changed(after(nth(1, [IN_ACCOUNT], { rules }), loosened))).toEqual({ fixed: ['rds-no-backups'] });
  });
});

describe('a finding is not fixed, but not seen, when', () => {
  const other = { ...IN_ACCOUNT.subject, id: 'arn:aws:rds:eu-central-1:123456789012:db:other', name: 'other' };
  const coverage = nth(1, []).coverage;
  const target = nth(1, []).target;
  const { repository = { path: 'shop' } } = target;
  const otherAccount = { id: '999999999999', regions: ['eu-central-1'] };
  const elsewhere = { id: ACCOUNT, regions: ['eu-west-1'] };

  it.each<[string, Result, readonly Result[], Partial<Report>, string]>([
    ['its verdict is unknown', IN_ACCOUNT, [as('unknown')], {}, IN_ACCOUNT.message],
    ['its rule was not run', IN_ACCOUNT, [], { rules: [ruleOf(IN_FILE)] }, 'its rule was not judged'],
    [
      'its side was not scanned',
      IN_ACCOUNT,
      [],
      {
        coverage: {
          ...coverage,
          rulesNotAssessed: [{ rule: 'rds-no-backups', reason: 'the account was not scanned' }],
        },
      },
      'the account was not scanned',
    ],
    [
      'its account was not scanned',
      IN_ACCOUNT,
      [],
      { target: { account: otherAccount, accounts: [otherAccount] } },
      'account 123456789012 was not scanned',
    ],
    [
      'its region was not scanned',
      IN_ACCOUNT,
      [],
      { target: { account: elsewhere, accounts: [elsewhere] }, coverage: { ...coverage, facts: [] } },
      'eu-central-1 was not scanned',
    ],
    [
      'its rule could not be judged in its region',
      IN_ACCOUNT,
      [{ ...UNKNOWN, rule: 'rds-no-backups', subject: { ...UNKNOWN.subject, region: 'eu-central-1' } }],
      {},
      'not all could be read',
    ],
    [
      'another one of the list that it stood in could not be read',
      IN_ACCOUNT,
      [{ ...UNKNOWN, rule: 'rds-no-backups', subject: other }],
      {},
      'not all could be read',
    ],
    [
      'it is below the least severity',
      IN_ACCOUNT,
      [],
      { coverage: { ...coverage, leftOut: { minSeverity: 'critical' } } },
      '--min-severity critical',
    ],
    [
      'nothing links it to the deployment any more',
      IN_ACCOUNT,
      [{ ...PASSED, subject: other }],
      { coverage: { ...coverage, leftOut: { outsideDeployment: 3 } } },
      'gone, or not linked to the deployment',
    ],
    [
      'it is a bucket, and only those that are named were read',
      { ...IN_ACCOUNT, subject: { ...IN_ACCOUNT.subject, id: 'arn:aws:s3:::uploads' } },
      [],
      { coverage: { ...coverage, leftOut: { outsideDeployment: 0 } } },
      'gone, or not linked to the deployment',
    ],
    [
      'the scan looked at other files',
      IN_FILE,
      [],
      { target: { ...target, repository: { ...repository, exclude: ['config/'] } } },
      'other files were looked at',
    ],
  ])('%s', (_, finding, results, more, reason) => {
    const unseen = after(nth(1, [finding]), nth(2, results, more));
    expect(changed(unseen)['fixed']).toBeUndefined();
    expect(unseen.changes?.unseen.map((one) => [one.rule, one.reason])).toEqual([[finding.rule, reason]]);
    expect(unseen.points.at(-1)?.unseen).toBe(1);

    const back = after(nth(1, [finding]), nth(2, results, more), nth(3, [finding]));
    expect(changed(back)).toEqual({});
    expect(back.since[finding.fingerprint]).toBe(day(1));

    const still = after(nth(1, [finding]), nth(2, results, more), nth(3, results, more));
    expect(names(still.changes?.unseen)).toEqual([finding.rule]);
    expect(still.changes?.unseen[0]?.lastSeen).toBe(day(1));

    const fixed = after(nth(1, [finding]), nth(2, results, more), nth(3, [as('pass', finding)]));
    expect(changed(fixed)).toEqual({ fixed: [finding.rule] });
  });

  it('only there: elsewhere the same report may well say fixed', () => {
    const inWest = { ...UNKNOWN, rule: 'rds-no-backups' };
    expect(changed(after(nth(1, [IN_ACCOUNT]), nth(2, [inWest])))).toEqual({ fixed: ['rds-no-backups'] });
    const undecided = { ...UNKNOWN, rule: 'rds-no-backups', subject: other, evidence: [] };
    expect(changed(after(nth(1, [IN_ACCOUNT]), nth(2, [undecided])))).toEqual({ fixed: ['rds-no-backups'] });
    const leftOut = { coverage: { ...coverage, leftOut: { outsideDeployment: 3, minSeverity: 'low' } } } as const;
    const whole = nth(2, [], { coverage: { ...coverage, leftOut: { outsideDeployment: 0 } } });
    expect(changed(after(nth(1, [IN_ACCOUNT]), whole))).toEqual({ fixed: ['rds-no-backups'] });
    const linked = nth(2, [{ ...PASSED, subject: IN_ACCOUNT.subject }], leftOut);
    expect(changed(after(nth(1, [IN_ACCOUNT]), linked))).toEqual({ fixed: ['rds-no-backups'] });
  });
});

describe('a new finding is no news when', () => {
  const withoutRule = { rules: [ruleOf(IN_FILE)] };

  it('its rule is new', () => {
    const history = after(nth(1, [IN_FILE], withoutRule), nth(2, [IN_FILE, IN_ACCOUNT]));
    expect(history.changes?.firstJudged).toEqual({ [IN_ACCOUNT.fingerprint]: 'rule' });
    const known = after(nth(1, []), nth(2, [], withoutRule), nth(3, [IN_ACCOUNT]));
    expect(known.changes?.firstJudged).toEqual({});
  });

  it('nobody looked at its region, its account or beside the deployment before', () => {
    const { coverage } = nth(1, []);
    const account = { id: ACCOUNT, regions: ['eu-west-1'] };
    const west = nth(1, [], { target: { account }, coverage: { ...coverage, facts: [] } });
    expect(after(west, nth(2, [IN_ACCOUNT])).changes?.firstJudged).toEqual({ [IN_ACCOUNT.fingerprint]: 'place' });
    const linked = { coverage: { ...coverage, leftOut: { outsideDeployment: 3 } } };
    expect(after(nth(1, [], linked), nth(2, [IN_ACCOUNT])).changes?.firstJudged).toEqual({
      [IN_ACCOUNT.fingerprint]: 'place',
    });
    expect(after(nth(1, [], linked), nth(2, [IN_ACCOUNT], linked)).changes?.firstJudged).toEqual({});
  });

  it('and another djaudit is named', () => {
    const older = nth(1, [], { tool: { name: 'djaudit', version: '0.0.9' } });
    expect(after(older, nth(2, [])).changes?.version).toBe('0.0.9');
    expect(after(nth(1, []), nth(2, [])).changes?.version).toBeUndefined();
  });
});

/** Reports of four findings, each with a verdict, none, or a gap in its place; some of them of fewer rules. */
const FINDINGS = [1, 2, 3, 4].map(
  (n): Result => ({
    ...(n % 2 === 0 ? IN_ACCOUNT : IN_FILE),
    rule: `rule-${n}`,
    subject: { ...IN_ACCOUNT.subject, id: `arn:aws:rds:eu-central-1:123456789012:db:db-${n}` },
    fingerprint: String(n).padStart(32, '0'),
  }),
);
const fates = fc.array(fc.constantFrom('fail', 'pass', 'unknown', 'suppressed', 'gone', 'not run'), {
  minLength: FINDINGS.length,
  maxLength: FINDINGS.length,
});
const row = fc.array(fates, { minLength: 2, maxLength: 8 });

function reportsOf(fated: readonly (readonly string[])[]): readonly Report[] {
  return fated.map((fate, index) => {
    const results = FINDINGS.flatMap((finding, at): readonly Result[] => {
      const status = fate[at];
      return STATUSES.filter((one) => one === status).map((one) => ({ ...finding, status: one }));
    });
    return nth(index + 1, results, { rules: FINDINGS.filter((_, at) => fate[at] !== 'not run').map(ruleOf) });
  });
}

describe('any row of reports', () => {
  it('is told so that every finding is in one place', () => {
    fc.assert(
      fc.property(row, (fated) => {
        const reports = reportsOf(fated);
        const { changes, since, points } = after(...reports);
        const last = reports.at(-1)?.results ?? [];
        const present = last.filter(({ status }) => status === 'fail').map(({ fingerprint }) => fingerprint);
        const { new: fresh = [], reopened = [], fixed = [], accepted = [], unseen = [] } = changes ?? {};
        const lists = [fresh, reopened, fixed, accepted, unseen].map((list) => list.map((one) => one.fingerprint));
        const all = lists.flat();
        expect(new Set(all).size).toBe(all.length);
        expect(Object.keys(since).toSorted()).toEqual(present.toSorted());
        for (const one of [...fresh, ...reopened]) expect(present).toContain(one.fingerprint);
        for (const one of [...fixed, ...accepted, ...unseen]) expect(present).not.toContain(one.fingerprint);
        const judged = new Map(last.map((result) => [result.fingerprint, result.status]));
        for (const one of fixed) expect(['pass', undefined]).toContain(judged.get(one.fingerprint));
        for (const one of unseen) expect(['unknown', undefined]).toContain(judged.get(one.fingerprint));
        expect(points.at(-1)?.unseen).toBe(unseen.length);
        expect(points.map(({ startedAt }) => startedAt)).toEqual(reports.map(({ startedAt }) => startedAt));
      }),
    );
  });

  it('calls nothing fixed whose rule did not run', () => {
    fc.assert(
      fc.property(row, (fated) => {
        const reports = reportsOf(fated);
        const ran = new Set(reports.at(-1)?.rules.map(({ id }) => id));
        for (const { rule } of after(...reports).changes?.fixed ?? []) expect(ran).toContain(rule);
      }),
    );
  });

  it('is told of two as their diff tells it', () => {
    fc.assert(
      fc.property(row, (fated) => {
        const [before = nth(1, []), later = nth(2, [])] = reportsOf(fated);
        const diff = diffReports(before, later);
        const count = (report: Report) => report.results.filter(({ status }) => status === 'fail').length;
        expect(diff.new.length + diff.reopened.length + diff.unchanged.length).toBe(count(later));
        expect(diff.fixed.length + diff.accepted.length + diff.unseen.length + diff.unchanged.length).toBe(
          count(before),
        );
      }),
    );
  });
});
