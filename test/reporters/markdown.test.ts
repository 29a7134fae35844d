import { describe, expect, it } from 'vitest';
import { markdown } from '../../reporters/markdown/index.ts';
import { onTheDay } from '../../src/engine/index.ts';
import type { Report, Result } from '../../src/model/index.ts';
import { GOALS, SEVERITIES } from '../../src/model/index.ts';
import { ACCEPTED, ACROSS, IN_ACCOUNT, IN_FILE, PASSED, reportOf, UNKNOWN } from '../build/report.ts';
import { attestation } from '../build/uptime.ts';
import { BEGINNINGS, HOSTILE, planted } from './hostile.ts';
import { markdownDefects, rendered } from './rendered.ts';

/** What a comment takes: characters, and bytes. */
const CHARACTERS = 65_536;
const BYTES = 262_144;
const attestations = onTheDay([attestation('uptime'), attestation('load-test', { until: '2026-01-01' })], '2026-11-25');
const goals = Object.keys(GOALS) as (keyof typeof GOALS)[]; // its keys are the goals

/** Findings of all severities and goals, every third with a long text. */
function many(count: number, long = 0): Report {
  const results = Array.from(
    { length: count },
    (_, index): Result => ({
      ...([IN_FILE, IN_ACCOUNT, ACROSS][index % 3] ?? IN_FILE),
      severity: SEVERITIES[Math.floor((index * 5) / count)] ?? 'info',
      goals: [goals[index % goals.length] ?? 'data'],
      message: `message ${index} ${'long | `text` '.repeat(long)}`,
    }),
  );
  const unknown = Array.from({ length: count }, (_, index): Result => ({ ...UNKNOWN, message: `reason ${index}` }));
  const accepted = Array.from(
    { length: count },
    (_, index): Result => ({
      ...ACCEPTED,
      suppression: { reason: `because ${index} ${'| '.repeat(long)}` },
    }),
  );
  return reportOf([...results, ...unknown, ...accepted], { attestations });
}

function headings(text: string): readonly string[] {
  return rendered(text).tags.filter((tag) => /^<h\d/.test(tag));
}

describe.each<[string, Report]>([
  ['nothing', reportOf([])],
  ['six results', reportOf()],
  ['86 findings', many(86)],
  ['86 findings with long texts', many(86, 40)],
  ['5,000 findings', many(5000)],
  ['5,000 findings with long texts', many(5000, 200)],
  ['hostile texts', planted()],
  ['86 findings with hostile texts', planted(undefined, many(86))],
  ['5,000 findings with hostile texts', planted(undefined, many(5000))],
  ['names of a megabyte', planted((text) => text + 'x'.repeat(2 ** 20), reportOf([IN_FILE, ACCEPTED, UNKNOWN]))],
  ['commands without end', planted((text) => text + '##['.repeat(9000), many(300))],
])('Markdown of %s', (_, report) => {
  const text = markdown(report);

  it('holds no element but ours', () => {
    expect(markdownDefects(text)).toEqual([]);
    expect(headings(text)).toEqual(['<h2>', ...goalsIn(report).map(() => '<h3>')]);
  });

  it('fits into a comment', () => {
    expect(text.length).toBeLessThan(CHARACTERS);
    expect(Buffer.byteLength(text)).toBeLessThan(BYTES);
  });

  it('has tables that are whole', () => {
    const tables = text.split(/\n\n/).filter((block) => block.startsWith('|'));
    for (const block of tables) expect(new Set(rendered(block).rows).size, block.slice(0, 300)).toBe(1);
  });

  it('counts what it leaves out', () => {
    const { prose } = rendered(text);
    const found = report.results.filter(({ status }) => status === 'fail').length;
    const rest = [...prose.matchAll(/(\d+) more findings? in the full report/g)].reduce(
      (sum, [, n]) => sum + Number(n),
      0,
    );
    const whole = text.split('\n').filter((line) => /^<details><summary>(?:🟥|🟧|🟨|🟦|⬜)/u.test(line)).length;
    const lines = text.split('\n').filter((line) => /^(?:🟥|🟧|🟨|🟦|⬜) \*\*/u.test(line)).length;
    expect(rest + whole + lines).toBe(found);
  });
});

function goalsIn({ results }: Report): readonly unknown[] {
  return [...new Set(results.filter(({ status }) => status === 'fail').map(({ goals: [first] }) => first))];
}

describe('Markdown', () => {
  it.each(BEGINNINGS.map((text) => [JSON.stringify(text), text]))(
    'takes a text that begins with %s for text',
    (_, text) => {
      const report = planted((own) => text + own, reportOf(undefined, { attestations }));
      expect(markdownDefects(markdown(report))).toEqual([]);
      expect(headings(markdown(report))).toEqual(['<h2>', '<h3>', '<h3>']);
    },
  );

  it('shows names as they are', () => {
    const name = 'a_b*c|d`e<f>&g[h](i) \\ "j" $k$';
    const { prose, code } = rendered(markdown(planted((own) => own + name)));
    expect(prose).toContain(`keeps no automated backups${name}`);
    expect(code.join('\n')).toContain(`True${name}`);
    expect(code.join('\n')).toContain(`scratch${name}`);
  });

  it('shows the most severe first, whichever goal they serve', () => {
    const report = many(5000, 20);
    const shown = markdown(report);
    const critical = report.results.filter(({ severity }) => severity === 'critical');
    const first = critical.slice(0, 20).map(({ message }) => message.split(' ').slice(0, 2).join(' '));
    expect(first.filter((message) => !shown.includes(`</code> ${message} `))).toEqual([]);
    expect(shown).not.toMatch(/<b>(medium|low|info)<\/b>/);
  });

  it('has a marker of its own for each target', () => {
    const marker = (target: Report['target']) => markdown(reportOf([], { target })).split('\n')[0];
    const account = { id: '123456789012', regions: ['eu-west-1'] };
    expect(
      marker({ repository: { path: 'shop', commit: 'a'.repeat(40), settingsModule: 'config.live' }, account }),
    ).toBe('<!-- djaudit shop config.live 123456789012 -->');
    expect(marker({ repository: { path: 'shop', commit: 'b'.repeat(40) } })).toBe('<!-- djaudit shop -->');
    expect(marker({})).toBe('<!-- djaudit -->');
    expect(marker({ repository: { path: `--> ${HOSTILE}` } })).toMatch(/^<!-- djaudit [\w./-]+ -->$/);
    expect(marker({ repository: { path: `--> --- ${HOSTILE}` } })).not.toMatch(/--.*--.*--/);
  });

  it('says of a clean scan what was seen', () => {
    expect(markdown(reportOf([PASSED]))).toContain('no findings in what could be seen');
    const { coverage } = reportOf();
    expect(markdown(reportOf([PASSED], { coverage: { ...coverage, complete: true } }))).toContain(
      '## djaudit: no findings\n',
    );
  });
});
