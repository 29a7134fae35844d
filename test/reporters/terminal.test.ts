import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns } from '../../reporters/columns.ts';
import { plain } from '../../reporters/neutralise.ts';
import { commandLines } from '../../reporters/terminal/command.ts';
import { terminal } from '../../reporters/terminal/index.ts';
import { wrap } from '../../reporters/terminal/layout.ts';
import { historyOf, NO_PAST, remember } from '../../src/engine/index.ts';
import type { Report, Result } from '../../src/model/index.ts';
import { ACCEPTED, ACROSS, IN_ACCOUNT, IN_FILE, OPTIONS, PASSED, reportOf, SAMPLE, UNKNOWN } from '../build/report.ts';
import { reportService, shop } from '../build/report-deployment.ts';

const WIDTHS = [40, 47, 60, 61, 62, 80, 89, 90, 100, 120, 200];
const NAMES = ['web', 'データベース', '🛒-cart', 'e\u0301te\u0301', '🏳️‍🌈', 'a'.repeat(130), 'long words '.repeat(30)];

/** A report in which every text is long, wide, or both. */
function wide(name: string): Report {
  const results: readonly Result[] = [
    { ...IN_FILE, message: `${name} ${IN_FILE.message}`, owner: name, rule: `debug-${name}` },
    { ...IN_ACCOUNT, subject: { ...IN_ACCOUNT.subject, id: `${IN_ACCOUNT.subject.id}-${name}`, name }, message: name },
    {
      ...ACROSS,
      location: { path: `config/${name}.py`, line: 80 },
      evidence: [...ACROSS.evidence, { label: name, value: name, source: name }],
    },
    { ...UNKNOWN, message: name },
    { ...ACCEPTED, suppression: { reason: name, owner: name, until: '2027-03-31', source: name } },
    { ...PASSED, message: name },
  ];
  const { coverage, target } = reportOf(results);
  return reportOf(results, {
    target: { ...target, repository: { path: name, settingsModule: name, chosenBy: name } },
    coverage: {
      ...coverage,
      notes: [{ path: name, message: name }],
      rulesNotAssessed: [{ rule: 'x', reason: name }],
    },
    deployment: { ...shop(name, name), services: [reportService(name, name), reportService('web', name)] },
    attestations: [{ name: 'uptime', attests: name, owner: name, until: '2027-01-01', source: name, status: 'holds' }],
  });
}

/** What is copied keeps its lines: commands, code and diffs of the fixes. */
function copied(report: Report): readonly string[] {
  return report.results
    .flatMap(({ fix, rule }) => [`djaudit explain ${plain(rule)}`, ...(fix?.steps ?? []).map(({ content }) => content)])
    .flatMap((content) => content.split('\n').map((line) => line.trim()));
}

function many(number: number, severity: Result['severity'] = 'medium'): readonly Result[] {
  return Array.from({ length: number }, (_, index) => ({
    ...IN_ACCOUNT,
    rule: `rule-${index}`,
    severity,
    message: `subject ${index} is not good`,
    subject: { ...IN_ACCOUNT.subject, id: `arn:aws:rds:eu-central-1:1:db:db-${index}`, name: `db-${index}` },
  }));
}

describe('the terminal report', () => {
  it.each(WIDTHS)('keeps to %i columns but for what is copied', (width) => {
    for (const report of [reportOf(), ...NAMES.map(wide)]) {
      const history = historyOf(report, remember(NO_PAST, wide(`${NAMES[0]} before`)));
      for (const verbose of [false, true]) {
        const text = terminal(report, { ...OPTIONS, width, verbose, history });
        const code = copied(report);
        const wider = text.split('\n').filter((line) => columns(line) > width && !code.includes(line.trim()));
        expect(wider).toEqual([]);
      }
    }
  });

  it('is the same text with colours and without', () => {
    for (const report of NAMES.map(wide)) {
      const colored = terminal(report, { ...OPTIONS, color: true, verbose: true });
      expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(terminal(report, { ...OPTIONS, verbose: true }));
    }
  });

  it('has no colour that a light or a dark background hides', () => {
    const colored = terminal(reportOf([...SAMPLE, ...many(1, 'low'), ...many(1, 'info')]), {
      ...OPTIONS,
      color: true,
      verbose: true,
    });
    const codes = new Set([...colored.matchAll(/\u001b\[(\d+)m/g)].map(([, code]) => Number(code)));
    expect([...codes].filter((code) => code >= 90 || (code >= 40 && code < 49) || code === 30 || code === 37)).toEqual(
      [],
    );
    expect(colored).not.toContain('\u001b[1m\u001b[33m');
  });

  it('loses no text on a screen of 20 columns', () => {
    const text = terminal(reportOf(), { ...OPTIONS, width: 20 }).replaceAll(/\s+/g, ' ');
    for (const { message } of [IN_FILE, IN_ACCOUNT, ACROSS]) expect(text).toContain(message);
  });

  it('names each finding, the most severe of a goal first', () => {
    const results = [...many(4, 'critical'), ...many(3, 'high'), ...many(40)].map((result, index) => ({
      ...result,
      message: `finding number ${index} of all`,
    }));
    const text = terminal(reportOf(results), OPTIONS);
    const at = results.map(({ message }) => text.indexOf(message));
    expect(at.every((place) => place > 0)).toBe(true);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });
});

describe('a long terminal report', () => {
  it('shows a few findings whole, whatever they are', () => {
    const text = terminal(reportOf(many(20)), OPTIONS);
    expect(text.match(/= fix/g)).toHaveLength(20);
    expect(text).not.toContain('in brief');
  });

  it('shows critical and high ones whole and the others in brief', () => {
    const text = terminal(reportOf([...many(3, 'critical'), ...many(2, 'high'), ...many(40)]), OPTIONS);
    expect(text.match(/= fix/g)).toHaveLength(5);
    expect(text).toContain('40 findings in brief: --verbose shows them whole');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('medium rule-39 db-39 subject 39 is not good');
  });

  it('shows three of one rule whole', () => {
    const alike = many(30, 'high').map((result) => ({ ...result, rule: 'one-rule' }));
    expect(terminal(reportOf(alike), OPTIONS).match(/= fix/g)).toHaveLength(3);
    expect(terminal(reportOf(alike), { ...OPTIONS, verbose: true }).match(/= fix/g)).toHaveLength(30);
  });

  it('ends with what to mend first', () => {
    const text = terminal(reportOf([...many(7, 'critical'), ...many(40)]), OPTIONS);
    const [, end = ''] = text.split(' Mend first\n');
    expect(end.split('\n').filter((line) => line.includes(' critical  rule-'))).toHaveLength(5);
    expect(end).toContain('✖ 47 findings: 7 critical, 40 medium');
    expect(terminal(reportOf(many(4, 'critical')), OPTIONS)).not.toContain('Mend first');
    expect(terminal(reportOf(many(40)), OPTIONS)).not.toContain('Mend first');
  });

  it('holds the findings alone when it is quiet', () => {
    const text = terminal(reportOf(), { ...OPTIONS, quiet: true });
    expect(text).not.toMatch(/Coverage|Repository|✖/);
    expect(text.trimStart()).toMatch(/^Data and secrets/);
    expect(terminal(reportOf([PASSED]), { ...OPTIONS, quiet: true })).toBe('');
  });
});

describe('the closing line', () => {
  const complete = { ...reportOf().coverage, complete: true };

  it('is one line', () => {
    const [, last] = terminal(reportOf(), { ...OPTIONS, width: 90 })
      .trimEnd()
      .split('\n\n')
      .slice(-2);
    expect(last).toBe(' ✖ 3 findings: 1 critical, 1 high, 1 medium · 1 passed · 1 unknown · 1 accepted · 4.2 s');
  });

  it('calls nothing good that was not seen', () => {
    const last = (results: readonly Result[], more: Partial<Report> = {}) =>
      terminal(reportOf(results, more), OPTIONS).trimEnd().split('\n').at(-1);
    expect(last([PASSED], { coverage: complete })).toBe(' ✔ No findings · 1 passed · 4.2 s');
    expect(last([PASSED])).toBe(' ? No findings in what could be seen · 1 passed · 4.2 s');
    expect(last([PASSED, UNKNOWN], { coverage: complete })).toContain('? No findings in what could be seen');
    expect(last([], { coverage: complete })).toBe(' ? Nothing could be judged · 0 passed · 4.2 s');
  });
});

describe('a command on the screen', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9=,:{}/._-]{1,40}$/);
  const quoted = fc.stringMatching(/^[a-zA-Z0-9 "=,:{}[\]]{1,60}$/).map((text) => `'${text}'`);
  const option = fc
    .tuple(fc.stringMatching(/^[a-z-]{2,20}$/), fc.oneof(word, quoted))
    .map(([name, value]) => `--${name} ${value}`);
  const command = fc
    .array(option, { maxLength: 8 })
    .map((options) => ['aws rds modify-db-instance', ...options].join(' '));

  it('is the same command in several lines', () => {
    fc.assert(
      fc.property(command, fc.integer({ min: 20, max: 120 }), (text, width) => {
        const lines = commandLines(text, width);
        expect(lines.join('\n').replaceAll(/ \\\n {2}/g, ' ')).toBe(text);
        const longest = Math.max(...text.split(/ (?=(?:[^']*'[^']*')*[^']*$)/).map((one) => one.length));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(Math.max(width, longest + 4));
      }),
    );
  });

  it('is what a shell runs when it is copied with its indent', () => {
    const text = `printf '%s\\n' --name 'a b' --tags "it's x" --text ${'y'.repeat(60)} --last`;
    const safe = text.replaceAll('\\n', '|');
    const shown = commandLines(safe, 40).map((line) => `      ${line}`);
    expect(shown.length).toBeGreaterThan(2);
    expect(execFileSync('sh', ['-c', shown.join('\n')], { encoding: 'utf8' })).toBe(
      execFileSync('sh', ['-c', safe], { encoding: 'utf8' }),
    );
  });

  it('is left alone where its words cannot be told apart', () => {
    for (const text of [
      `aws x --a 'open ${'z'.repeat(90)}`,
      `aws x --a b\\ c ${'z'.repeat(90)}`,
      `aws x  --a ${'z'.repeat(90)}`,
    ])
      expect(commandLines(text, 40)).toEqual([text]);
  });

  it('has nothing before it but blanks', () => {
    const text = terminal(reportOf([IN_ACCOUNT]), { ...OPTIONS, width: 80 });
    expect(text).toMatch(
      /^ +aws rds modify-db-instance --db-instance-identifier prod-db \\\n +--backup-retention-period 7 --apply-immediately$/m,
    );
  });

  it('is not wrapped as a sentence is when it is code', () => {
    const code =
      'DATABASES["default"]["OPTIONS"] = {"sslmode": "verify-full", "sslrootcert": "/etc/ssl/rds/global-bundle.pem"}';
    const prose =
      'DEBUG is False, and the code takes any text but the empty one for true: read it as above and deploy.';
    const fix = {
      title: 'Do',
      steps: [
        { kind: 'text', content: code },
        { kind: 'text', content: prose },
      ],
    } as const;
    const text = terminal(reportOf([{ ...IN_ACCOUNT, fix }]), { ...OPTIONS, width: 60 });
    expect(text).toContain(`      ${code}\n`);
    expect(text).not.toContain(prose);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(prose);
  });
});

describe('lines of words', () => {
  it('hold every character once, within the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 2, max: 60 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(plain(text).replaceAll(' ', ''));
        for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
