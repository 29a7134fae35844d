import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { html } from '../../../reporters/html/index.ts';
import { historyOf, NO_PAST, remember } from '../../../src/engine/index.ts';
import type { Report, Result } from '../../../src/model/index.ts';
import { IN_ACCOUNT, IN_FILE, OPTIONS, PASSED, reportOf, ruleOf } from '../../build/report.ts';

/** A complete report of a day in 2026. */
function on(day: number, results: readonly Result[], more: Partial<Report> = {}): Report {
  const report = reportOf(results);
  const startedAt = new Date(Date.UTC(2026, 0, day, 6)).toISOString();
  const rules = [IN_FILE, IN_ACCOUNT, PASSED].map(ruleOf);
  return { ...report, startedAt, rules, coverage: { ...report.coverage, complete: true }, ...more };
}

function written(reports: readonly Report[]): string {
  const last = reports.at(-1);
  if (last === undefined) throw new Error('no report');
  return html(last, { ...OPTIONS, history: historyOf(last, reports.slice(0, -1).reduce(remember, NO_PAST)) });
}

function section(text: string, id: string): string {
  return text.split(`<section aria-labelledby="${id}">`)[1]?.split('</section>')[0] ?? '';
}

const fixedFile = { ...IN_FILE, status: 'pass' as const };

describe('a report without a past', () => {
  it('says nothing of changes and trend', () => {
    expect(html(on(1, [IN_FILE]), OPTIONS)).not.toMatch(/id="(changes|trend)"/);
    expect(written([on(1, [IN_FILE])])).not.toMatch(/id="(changes|trend)"/);
  });
});

describe('a report with a past', () => {
  it('is valid HTML', async () => {
    const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });
    const blind = on(8, [PASSED], { rules: [ruleOf(PASSED)], tool: { name: 'djaudit', version: '0.0.9' } });
    const page = written([on(1, [IN_FILE]), blind, on(15, [IN_ACCOUNT, PASSED])]);
    const { results } = await validator.validateString(page);
    const messages = results.flatMap((one) => one.messages.map(({ ruleId, message }) => `${ruleId} ${message}`));
    expect(messages).toEqual([]);
    expect(page).toContain('made by djaudit 0.0.9');
  });
});

describe('what changed', () => {
  const text = section(written([on(1, [IN_FILE]), on(8, [fixedFile, IN_ACCOUNT])]), 'changes');

  it('is listed by what happened; what is there is linked', () => {
    expect(text).toContain('1 new, 1 fixed');
    expect(text).toMatch(/<a href="#f-000000000002">Mend rds-no-backups<\/a>/);
    expect(text).toMatch(/Mend debug-true<\/span> <small>DEBUG · .* · first seen on 2026-01-01/);
  });

  it('holds hostile names as text', () => {
    const name = '<img src=x onerror=alert(1)>"\u202e';
    const hostile = { ...IN_ACCOUNT, subject: { ...IN_ACCOUNT.subject, name, region: '"><script>' } };
    const page = written([on(1, [hostile]), on(8, [{ ...hostile, status: 'unknown', message: '<b>denied' }])]);
    expect(section(page, 'changes')).toContain('&lt;b&gt;denied');
    expect(page).not.toMatch(/<img|<script|<b>denied|\u202e/);
  });

  it('keeps to what people read of thousands', () => {
    const many = Array.from({ length: 1000 }, (_, n) => ({
      ...IN_ACCOUNT,
      subject: { ...IN_ACCOUNT.subject, id: `arn:aws:rds:eu-central-1:123456789012:db:db-${n}` },
      fingerprint: String(n).padStart(32, '0'),
    }));
    const page = section(written([on(1, many), on(8, [])]), 'changes');
    expect(page).toContain('And 982 more: djaudit diff lists them all.');
    expect(page.length).toBeLessThan(10_000);
  });
});

describe('the trend', () => {
  const reports = [on(1, [IN_FILE, PASSED]), on(8, [IN_FILE, IN_ACCOUNT, PASSED]), on(15, [fixedFile, PASSED])];

  it('is drawn, told and written as numbers', () => {
    const text = section(written(reports), 'trend');
    expect(text.match(/<svg [^>]*role="img" aria-labelledby="[a-z-]+ [a-z-]+">/g)).toHaveLength(2);
    for (const id of ['score-chart', 'score-chart-text', 'findings-chart', 'findings-chart-text']) {
      expect(text).toContain(`id="${id}"`);
    }
    expect(text).toContain('2026-01-15: 0 findings (0 critical, 0 high, 0 medium, 0 low, 0 info), 0 not seen.');
    expect(text.match(/<circle class="dot"/g)).toHaveLength(3);
    expect(text.match(/<tr><th scope="row"><time/g)).toHaveLength(3);
    expect(text).not.toMatch(/broken|hollow/);
    expect(text).not.toContain('style=');
  });

  it('is true to time', () => {
    const [first, second, third] = [
      ...section(written(reports), 'trend').matchAll(/<circle class="dot" cx="([\d.]+)"/g),
    ].map(([, x]) => Number(x));
    expect((third ?? 0) - (second ?? 0)).toBeCloseTo((second ?? 0) - (first ?? 0), 0);
    const gap = section(written([on(1, [IN_FILE]), on(2, [IN_FILE]), on(31, [IN_FILE])]), 'trend');
    const [a = 0, b = 0, c = 0] = [...gap.matchAll(/<circle class="dot" cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect((c - b) / (b - a)).toBeCloseTo(29, 0);
  });

  it('never shows a report that saw less as better', () => {
    const blind = on(8, [PASSED], { rules: [ruleOf(PASSED)] });
    const text = section(written([on(1, [IN_FILE, PASSED]), blind, on(15, [IN_FILE, PASSED])]), 'trend');
    expect(text.match(/class="line broken"/g)).toHaveLength(2);
    expect(text).toContain('no improvement');
    expect(text).toMatch(/<g class="bars unknown"><rect /);
    const incomplete = on(8, [PASSED], { coverage: { ...blind.coverage, complete: false } });
    expect(section(written([on(1, [PASSED]), incomplete]), 'trend')).toContain('class="dot hollow"');
  });

  it('has no number that is none, whatever the reports are', () => {
    const same = on(1, [IN_FILE]);
    const rows: readonly (readonly Report[])[] = [
      [same, { ...same, durationMs: 1 }],
      [on(1, []), on(2, [])],
      [on(1, []), on(2, [IN_FILE])],
      Array.from({ length: 400 }, (_, n) => on(n, n % 3 === 0 ? [IN_FILE] : [])),
    ];
    for (const row of rows) {
      const text = section(written(row), 'trend');
      expect(text).toContain('<svg');
      expect(text).not.toMatch(/NaN|Infinity|undefined/);
      const drawn = [...text.matchAll(/ (?:x|x1|x2|cx)="(-?[\d.]+)"/g)].map(([, x]) => Number(x));
      expect(drawn.filter((x) => x < 0 || x > 400)).toEqual([]);
      expect(text.length).toBeLessThan(30_000);
    }
  });
});

describe('frameworks', () => {
  const controls = { awsFsbp: ['RDS.3'], cisAws: { '5.0': ['2.2.1'] }, soc2: ['CC6.1'] };
  const text = section(html(reportOf([{ ...PASSED, controls }]), OPTIONS), 'frameworks');

  it('say how many controls are covered, and never that one is met', () => {
    expect(text).toContain('1 of 63 recommendations covered');
    expect(text).toContain('1 of 61 criteria covered');
    expect(text).toContain('1 control covered');
    expect(text.replaceAll('states no compliance', '')).not.toMatch(/complian|certif|meets/i);
  });

  it('name the rules of a control, and what the control is about in our words', () => {
    expect(text).toContain(
      '<li><b>RDS.3</b> <span>Instances are encrypted at rest</span> <span class="pass">1 passed</span> <small><a href="#rule-rds-unencrypted">rds-unencrypted</a></small></li>',
    );
  });

  it('hold a hostile control of a plug-in as text', () => {
    const hostile = { ...PASSED, controls: { awsFsbp: ['<script>', '__proto__', 'constructor'] } };
    const page = html(reportOf([hostile]), OPTIONS);
    expect(page).not.toMatch(/<script|function Object/);
  });
});
