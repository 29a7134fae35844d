import { html } from '../../../reporters/html/index.ts';
import { historyOf, NO_PAST, remember } from '../../../src/engine/history.ts';
import { summarise } from '../../../src/engine/report.ts';
import type { History, Report, Result } from '../../../src/model/index.ts';
import { OPTIONS, PASSED, reportOf } from '../../build/report.ts';
import { djaudit } from '../../cli/run.ts';
import { planted } from '../hostile.ts';

/** The report of `djaudit demo`. */
export async function demoReport(): Promise<Report> {
  const { stdout } = await djaudit(['demo', '--format', 'json', '--exit-zero']);
  return JSON.parse(stdout) as Report; // written by the JSON reporter
}

/** The report with its results again and again on other subjects, until there are as many. */
export function repeated(report: Report, length: number): Report {
  const results = Array.from({ length }, (_, index) => {
    const result = report.results[index % report.results.length];
    if (result === undefined) throw new Error('nothing to repeat');
    const round = Math.floor(index / report.results.length);
    return round === 0 ? result : renamed(result, round);
  }).toSorted((a, b) => order(a, report) - order(b, report));
  return { ...report, results, summary: summarise(results) };
}

function order({ status, rule, severity }: Result, { results }: Report): number {
  return results.findIndex((one) => one.status === status && one.rule === rule && one.severity === severity);
}

/** The same of another subject: its name stands in the message, the evidence and the fix. */
function renamed(result: Result, round: number): Result {
  const { subject, message, evidence, fix, fingerprint } = result;
  const name = subject.name ?? subject.id;
  const text = JSON.stringify({ message, evidence, fix }).replaceAll(
    JSON.stringify(name).slice(1, -1),
    `${name}-${round}`,
  );
  const other = JSON.parse(text) as Pick<Result, 'message' | 'evidence' | 'fix'>; // the same shape with other texts
  return {
    ...result,
    ...other,
    message: other.message === message ? `${message} (${round})` : other.message,
    subject: { ...subject, id: `${subject.id}-${round}`, name: `${name}-${round}` },
    fingerprint: `${fingerprint.slice(0, 20)}${round.toString(16).padStart(6, '0')}${fingerprint.slice(26)}`,
  };
}

const sample = reportOf();

export const REPORT_NAMES = [
  'sample',
  'demo',
  'without an account',
  'clean',
  'empty',
  'hostile',
  'with a history',
  'of 2,000 results',
] as const;
export type ReportName = (typeof REPORT_NAMES)[number];

/** Every kind of report that a reader may get. */
export async function reports(): Promise<Readonly<Record<ReportName, Report>>> {
  const demo = await demoReport();
  return {
    sample: {
      ...sample,
      attestations: [ATTESTED, { ...ATTESTED, name: 'load-test', status: 'expired', until: '2026-11-01' }],
    },
    demo,
    'without an account': withoutAccount(),
    clean: clean(),
    empty: reportOf([], { rules: [], coverage: { ...sample.coverage, facts: [], notes: [] }, target: {} }),
    hostile: planted(),
    'with a history': demo,
    'of 2,000 results': repeated(demo, 2000),
  };
}

const ATTESTED: NonNullable<Report['attestations']>[number] = {
  name: 'uptime',
  attests: 'UptimeRobot asks /healthz every 5 minutes',
  owner: 'web team',
  until: '2027-05-31',
  source: 'djaudit.yml:12',
  status: 'holds',
};

function withoutAccount(): Report {
  const { repository } = sample.target;
  const results = sample.results.filter(({ subject }) => subject.account === undefined);
  const coverage = { ...sample.coverage, complete: true, requests: 0, throttled: 0 };
  return reportOf(results, { coverage, target: repository === undefined ? {} : { repository } });
}

function clean(): Report {
  return reportOf([PASSED], { coverage: { ...sample.coverage, complete: true, notes: [] } });
}

/** A month ago: other findings were open, some of today's were not yet there, and one was not seen. */
function earlier(report: Report, startedAt: string, step: number): Report {
  const results = report.results.flatMap((result, index): readonly Result[] => {
    if (result.status === 'fail') return index % step === 0 ? [] : [result];
    return result.status === 'pass' && index % step === 0 ? [{ ...result, status: 'fail' }] : [result];
  });
  return { ...report, startedAt, results, summary: summarise(results) };
}

function historyFor(report: Report): History {
  const times = ['2026-08-25T10:00:00.000Z', '2026-09-25T10:00:00.000Z', '2026-10-25T10:00:00.000Z'];
  const past = times.reduce((known, at, index) => remember(known, earlier(report, at, index + 2)), NO_PAST);
  return historyOf(report, past);
}

/** The page of a report; one has earlier ones. */
export function written(report: Report, name?: ReportName): string {
  return html(report, name === 'with a history' ? { ...OPTIONS, history: historyFor(report) } : OPTIONS);
}
