import type { History, PastFinding, Report } from '../../src/model/index.ts';
import { reportOf } from '../build/report.ts';

/** What somebody may call a bucket's tag, a file or a variable. */
export const WORDS = [
  '\u001b[31mred\u001b[0m\u001b]8;;https://evil.test\u0007link\u001b]8;;\u0007',
  '\u009b31m\u0007\u0000\u0008',
  '\r::set-output name=x::y',
  '\n::error::gone',
  '##[set-env name=PATH]x',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</summary></details></td></code></pre></failure></testcase>',
  ']]><!-- <![CDATA[ -->',
  '&lt;b&gt; &#60;i&#62;',
  '[click](https://evil.test) <https://evil.test> [ref]: https://evil.test [^1]',
  '![pixel](https://evil.test/p.png)',
  '@everyone #1 GH-2 evil/repo#3 https://evil.test/x www.evil.test mail@evil.test',
  '| cell | `code` ``` *bold* _it_ ~~no~~ $x$ \\',
  '\n\n# heading\n\n- item\n\n1. first\n\n> quote\n\n---\n\n    code\n\n```\nfence',
  '=cmd|calc!A1',
  '\u202egnp.exe\u2066\u200b',
  '\ud800lone',
] as const;
export const HOSTILE = WORDS.join(' ');

/** Each alone too, where a text begins with it: Markdown and spreadsheets read the first character. */
export const BEGINNINGS = [
  ...WORDS,
  '=cmd|calc!A1',
  '+1+cmd()',
  '-2-cmd()',
  '@SUM(1)',
  '# heading',
  '> quote',
  '1. first',
  '1) first',
  '* item',
  '```',
  '~~~',
  '***',
  '===',
  '    code',
  '|',
  '\\',
  '`',
  '&',
  ' ',
  '',
] as const;

/** Closed lists, patterns and numbers of a report: nobody outside chooses them. */
const CLOSED = new Set([
  'status',
  'severity',
  'confidence',
  'kind',
  'layer',
  'goals',
  'fingerprint',
  'startedAt',
  'safety',
  'until',
  'baseline',
  'version',
]);

/** The same report with every free text made of itself and of hostile ones. */
export function planted(change: (text: string) => string = (text) => text + HOSTILE, report = reportOf()): Report {
  return plant(report, change) as Report; // the same shape with other texts
}

/** A report among earlier ones that had its findings and others: what changed is told with the names of both. */
export function pastOf(report: Report): History {
  const now = {
    startedAt: report.startedAt,
    version: '0.1.0',
    rulesRun: 5,
    complete: true,
    summary: report.summary,
    unseen: 1,
    scores: {},
  };
  const day = '2026-11-01T00:00:00.000Z';
  const found = report.results.filter(({ status }) => status === 'fail');
  const past = found.map((result): PastFinding => ({ ...result, since: day, lastSeen: day }));
  return {
    points: [
      { ...now, startedAt: day, score: 40 },
      { ...now, score: 50 },
    ],
    changes: {
      since: day,
      new: found,
      firstJudged: Object.fromEntries(found.slice(0, 1).map(({ fingerprint }) => [fingerprint, 'rule'])),
      reopened: past,
      fixed: past,
      accepted: past,
      unseen: past.map((finding) => ({ ...finding, reason: finding.message })),
    },
    since: Object.fromEntries(found.map(({ fingerprint }) => [fingerprint, day])),
  };
}

function plant(value: unknown, change: (text: string) => string, key = ''): unknown {
  if (CLOSED.has(key)) return value;
  if (typeof value === 'string') return key === 'name' && value === 'djaudit' ? value : change(value);
  if (Array.isArray(value)) return value.map((item) => plant(item, change, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plant(member, change, name)]));
}
