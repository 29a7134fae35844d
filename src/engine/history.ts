import type { Changes, Finding, History, HistoryPoint, PastFinding, Report, Result } from '../model/index.ts';
import { optional } from './plain.ts';
import { pointOf } from './point.ts';
import { type Sight, sightOf, unseenReason } from './sight.ts';

/** What is known of a finding after a report. */
interface Known extends PastFinding {
  readonly state: 'open' | 'unseen' | 'accepted' | 'fixed';
  /** Why the last report does not say; only of an unseen one. */
  readonly reason?: string;
  /** The files that the report looked at which saw it last. */
  readonly files: string;
}

/** What history keeps of the reports that it has read: no report itself, as these may be many and large. */
export interface Past {
  readonly points: readonly HistoryPoint[];
  readonly known: ReadonlyMap<string, Known>;
  readonly sights: readonly Sight[];
}

export const NO_PAST: Past = { points: [], known: new Map(), sights: [] };

/** Reads on: reports come one after the other, the oldest first. */
export function remember(past: Past, report: Report): Past {
  const sight = sightOf(report);
  const known = new Map<string, Known>();
  const held = new Map(report.results.map((result) => [result.fingerprint, result]));
  for (const [fingerprint, before] of past.known) {
    known.set(fingerprint, after(before, held.get(fingerprint), sight, report, past.sights.at(-1)));
  }
  for (const result of report.results) {
    if (known.has(result.fingerprint) || (result.status !== 'fail' && result.status !== 'suppressed')) continue;
    known.set(result.fingerprint, seen(result, report.startedAt, sight, report));
  }
  const unseen = [...known.values()].filter(({ state }) => state === 'unseen').length;
  return {
    points: [...past.points, pointOf(report, unseen)],
    known,
    sights: [...past.sights, sight],
  };
}

/** What becomes of a known finding by a report that holds this verdict on it, or none. */
function after(
  before: Known,
  verdict: Result | undefined,
  sight: Sight,
  report: Report,
  last: Sight | undefined,
): Known {
  if (verdict?.status === 'fail' || verdict?.status === 'suppressed') {
    return seen(verdict, before.state === 'fixed' ? report.startedAt : before.since, sight, report);
  }
  const reason =
    verdict === undefined
      ? unseenReason(before, sight, before.files)
      : verdict.status === 'unknown'
        ? verdict.message
        : undefined;
  const { reason: _, ...rest } = before;
  if (reason !== undefined) {
    return before.state === 'open' || before.state === 'unseen' ? { ...rest, state: 'unseen', reason } : before;
  }
  if (before.state === 'fixed') return before;
  const isLooser = sight.looser.has(before.rule) && last?.looser.has(before.rule) === false;
  return { ...rest, state: isLooser ? 'accepted' : 'fixed' };
}

function seen(result: Result, since: string, { files }: Sight, { startedAt }: Report): Known {
  const state = result.status === 'fail' ? 'open' : 'accepted';
  return { ...findingOf(result), state, since, lastSeen: startedAt, files };
}

function findingOf({ rule, severity, topic, goals, subject, location, message, fingerprint, owner }: Result): Finding {
  return {
    rule,
    severity,
    topic,
    goals,
    subject,
    ...optional('location', location),
    message,
    fingerprint,
    ...optional('owner', owner),
  };
}

/** The report among the earlier ones of the same target. */
export function historyOf(report: Report, past: Past): History {
  const { points, known } = remember(past, report);
  const present = report.results.filter(({ status }) => status === 'fail');
  const since = present.map(({ fingerprint }) => [fingerprint, known.get(fingerprint)?.since ?? report.startedAt]);
  const history = { points, since: Object.fromEntries(since) as History['since'] }; // pairs of two texts
  const before = past.points.at(-1);
  return before === undefined ? history : { ...history, changes: changesOf(report, past, known, before) };
}

function changesOf(report: Report, past: Past, known: ReadonlyMap<string, Known>, before: HistoryPoint): Changes {
  const present = report.results.filter(({ status }) => status === 'fail');
  const fresh = present.filter(({ fingerprint }) => !past.known.has(fingerprint));
  const moved = (from: readonly Known['state'][], to: Known['state']): readonly Known[] =>
    [...known].flatMap(([fingerprint, now]) => {
      const was = past.known.get(fingerprint);
      return now.state === to && was !== undefined && from.includes(was.state)
        ? [{ ...now, lastSeen: was.lastSeen }]
        : [];
    });
  return {
    since: before.startedAt,
    ...optional('version', before.version === report.tool.version ? undefined : before.version),
    new: fresh,
    firstJudged: firstJudged(fresh, past, sightOf(report)),
    reopened: moved(['fixed', 'accepted'], 'open').map(plainFinding),
    fixed: moved(['open', 'unseen'], 'fixed').map(plainFinding),
    accepted: moved(['open', 'unseen'], 'accepted').map(plainFinding),
    unseen: moved(['open', 'unseen'], 'unseen').map((one) => ({ ...plainFinding(one), reason: one.reason ?? '' })),
  };
}

function plainFinding({ state: _state, reason: _reason, files: _files, ...finding }: Known): PastFinding {
  return finding;
}

/** New findings that are no news: no earlier report could have had them. */
function firstJudged(fresh: readonly Result[], { sights }: Past, now: Sight): Changes['firstJudged'] {
  const why = (finding: Finding): 'rule' | 'place' | undefined => {
    if (!sights.some(({ rules, notAssessed }) => rules.has(finding.rule) && !notAssessed.has(finding.rule)))
      return 'rule';
    return sights.some((sight) => couldSee(finding, sight, now)) ? undefined : 'place';
  };
  const known = fresh.flatMap((finding) => {
    const reason = why(finding);
    return reason === undefined ? [] : [[finding.fingerprint, reason] as const];
  });
  return Object.fromEntries(known);
}

/** Resources that come into the deployment are news, unless the report looks at the whole account for the first time. */
function couldSee(finding: Finding, sight: Sight, now: Sight): boolean {
  const { outsideDeployment, ...leftOut } = sight.leftOut;
  const wider = outsideDeployment !== undefined && now.leftOut.outsideDeployment === undefined;
  return unseenReason(finding, wider ? sight : { ...sight, leftOut }, now.files) === undefined;
}
