import { HtmlValidate } from 'html-validate';
import { beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../../reporters/html/index.ts';
import { historyOf, NO_PAST, remember, summarise } from '../../../src/engine/index.ts';
import type { Report } from '../../../src/model/index.ts';
import { IN_ACCOUNT, OPTIONS, reportOf, SAMPLE } from '../../build/report.ts';
import { REPORT_NAMES, type ReportName, repeated, reports, written } from './reports.ts';

let all: Readonly<Record<ReportName, Report>>;
beforeAll(async () => {
  all = await reports();
});

describe.each(REPORT_NAMES)('the report %s', (name) => {
  it('is valid HTML', async () => {
    const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });
    const { results } = await validator.validateString(written(all[name], name));
    expect(
      results
        .flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId} ${message}`))
        .slice(0, 10),
    ).toEqual([]);
  });

  it('has no id twice and no link to an anchor that is not there', () => {
    const text = written(all[name], name);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const links = [...text.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('is the same bytes of the same report', () => {
    expect(written(all[name], name)).toBe(written(JSON.parse(JSON.stringify(all[name])) as Report, name)); // a copy
  });

  it('asks for nothing and styles nothing in place', () => {
    const text = written(all[name], name);
    expect(text).not.toMatch(/<(script|link|img|iframe|object|embed|base|form)\b/);
    expect(text).not.toMatch(/<[^>]+ (style|src|on[a-z]+)="/);
    expect(text).not.toMatch(/url\(|@import/);
  });
});

describe('the size of the report', () => {
  it.each([250, 500, 1000, 1500, 2000])('stays under 500 KB for %i results', (length) => {
    expect(Buffer.byteLength(written(repeated(all.demo, length)))).toBeLessThan(500_000);
  });

  it('shows all of a report of some dozens of findings', () => {
    expect(written(all.demo)).not.toContain('in the JSON report');
  });

  it('stays under 500 KB when all of 2,000 are findings', () => {
    const report = repeated(reportOf(SAMPLE.filter(({ status }) => status === 'fail')), 2000);
    expect(Buffer.byteLength(written(report))).toBeLessThan(500_000);
  });

  it('stays under 500 KB for 2,000 results with all that changed since a hundred reports', () => {
    const report = all['of 2,000 results'];
    const others = Array.from({ length: 100 }, (_, n): Report => {
      const status = (fingerprint: string) =>
        (['fail', 'pass', 'unknown'] as const)[(n + fingerprint.charCodeAt(31)) % 3];
      const results = report.results.map((one) => ({ ...one, status: status(one.fingerprint) ?? one.status }));
      const startedAt = new Date(Date.parse(report.startedAt) - (100 - n) * 86_400_000).toISOString();
      return { ...report, startedAt, results, summary: summarise(results) };
    });
    const history = historyOf(report, others.reduce(remember, NO_PAST));
    expect(history.changes?.fixed.length).toBeGreaterThan(100);
    expect(Buffer.byteLength(html(report, { ...OPTIONS, history }))).toBeLessThan(500_000);
  });

  it('grows with the results, not faster', () => {
    const [some, many] = [2000, 20_000].map((length) => written(repeated(all['demo'], length)).length);
    expect((many ?? 0) / (some ?? 1)).toBeLessThan(10);
  });
});

describe('the report says', () => {
  it('each finding, whatever the number', () => {
    const report = all['of 2,000 results'];
    const text = written(report);
    const missing = report.results.filter(
      ({ status, fingerprint }) => status === 'fail' && !text.includes(`id="f-${fingerprint.slice(-12)}"`),
    );
    expect(missing).toEqual([]);
  });

  it('since when a finding is open', () => {
    const before = reportOf([IN_ACCOUNT], { startedAt: '2026-11-13T10:00:00.000Z' });
    const history = historyOf(reportOf([IN_ACCOUNT]), remember(NO_PAST, before));
    expect(html(reportOf([IN_ACCOUNT]), { ...OPTIONS, history })).toContain('open for 12 days');
    expect(html(reportOf([IN_ACCOUNT]), OPTIONS)).not.toContain('open for');
  });

  it('how many days an exception has left, counted from the scan', () => {
    expect(written(all['sample'])).toContain(
      '<time datetime="2027-03-31">2027-03-31</time> <small>126 days left</small>',
    );
  });

  it('the role and not who took it', () => {
    expect(written(all['sample'])).toMatch(/as Auditor</);
    expect(written(all['sample'])).not.toContain('Auditor/ci');
  });

  it('nothing good of what was not seen', () => {
    expect(written(all['empty'])).toContain('Nothing could be judged.');
    expect(written(all['clean'])).toContain('No findings: 1 check passed.');
    expect(written(reportOf(SAMPLE.filter(({ status }) => status !== 'fail')))).toContain(
      'No findings in what could be seen.',
    );
  });
});
