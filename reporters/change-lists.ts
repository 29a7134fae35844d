import type { Changes, Finding, Result } from '../src/model/index.ts';
import { bySeverity } from '../src/model/index.ts';

/** One kind of change, with the findings that it happened to, the most severe first. */
export interface ChangeList extends WordedList {
  readonly kind: 'new' | 'reopened' | 'fixed' | 'accepted' | 'unseen';
  /** For a list of plain text. */
  readonly mark: '+' | '-' | '~' | '?';
  readonly title: string;
}

export interface WordedList {
  /** Behind a number: "3 not seen". */
  readonly word: string;
  readonly findings: readonly ChangedFinding[];
}

export interface ChangedFinding {
  readonly finding: Finding;
  /** What is to be known of the change: "its rule is new", "last seen on 2026-11-04". */
  readonly note?: string;
}

const FIRST_JUDGED = { rule: 'its rule is new', place: 'not looked at before' } as const;

const LISTS: readonly {
  readonly kind: ChangeList['kind'];
  readonly mark: ChangeList['mark'];
  readonly title: string;
  readonly word: string;
  readonly of: (changes: Changes) => readonly ChangedFinding[];
}[] = [
  { kind: 'new', mark: '+', title: 'New', word: 'new', of: ({ new: fresh, firstJudged }) => news(fresh, firstJudged) },
  {
    kind: 'reopened',
    mark: '+',
    title: 'Back again',
    word: 'back again',
    of: ({ reopened }) => reopened.map((finding) => ({ finding, note: `last seen on ${dayOf(finding.lastSeen)}` })),
  },
  {
    kind: 'fixed',
    mark: '-',
    title: 'Fixed',
    word: 'fixed',
    of: ({ fixed }) => fixed.map((finding) => ({ finding, note: `first seen on ${dayOf(finding.since)}` })),
  },
  {
    kind: 'accepted',
    mark: '~',
    title: 'Accepted, by an exception or a looser option',
    word: 'accepted',
    of: ({ accepted }) => accepted.map((finding) => ({ finding, note: `first seen on ${dayOf(finding.since)}` })),
  },
  {
    kind: 'unseen',
    mark: '?',
    title: 'Not seen: neither found nor fixed',
    word: 'not seen',
    of: ({ unseen }) =>
      unseen.map((finding) => ({ finding, note: `${finding.reason}; last seen on ${dayOf(finding.lastSeen)}` })),
  },
];

/** Those that hold something, what asks for action first. */
export function changeLists(changes: Changes): readonly ChangeList[] {
  return LISTS.map(({ of, ...list }) => ({ ...list, findings: of(changes).toSorted(bySeverityOf) })).filter(
    ({ findings }) => findings.length > 0,
  );
}

/** "2 new, 0 fixed, 3 not seen": new and fixed always, the others where there are some. */
export function changeSums(changes: Changes, separator = ', '): string {
  return LISTS.map(({ kind, word, of }) => ({ kind, word, n: of(changes).length }))
    .filter(({ kind, n }) => n > 0 || kind === 'new' || kind === 'fixed')
    .map(({ n, word }) => `${n} ${word}`)
    .join(separator);
}

function news(fresh: readonly Result[], firstJudged: Changes['firstJudged']): readonly ChangedFinding[] {
  return fresh.map((finding) => {
    const why = firstJudged[finding.fingerprint];
    return why === undefined ? { finding } : { finding, note: FIRST_JUDGED[why] };
  });
}

function bySeverityOf(a: ChangedFinding, b: ChangedFinding): number {
  return bySeverity(a.finding.severity, b.finding.severity);
}

/** "2026-11-04 06:00 UTC" of an ISO time. */
export function minuteOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

/** "2026-11-04" of an ISO time. */
export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}
