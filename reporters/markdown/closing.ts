import type { Report } from '../../src/model/index.ts';
import { markdownCode, markdown as text } from '../neutralise.ts';
import { count, having, interruption, requests, seconds } from '../words.ts';
import { fitting, fittingTable, more } from './fitting.ts';
import { codeCell, NAME, SENTENCE } from './words.ts';

/** A list that is folded up; nothing where the report has nothing for it. It takes `room` characters at most. */
export type ClosingSection = (report: Report, room: number) => readonly string[];

export const unknowns: ClosingSection = (report, room) => {
  const results = having(report, 'unknown');
  const reasons = [...new Set(results.map(({ message }) => `- ${text(message, SENTENCE)}`))];
  const shown = fitting(reasons, room);
  return folded('Could not be told', results.length, [...shown, ...more(reasons, shown, 'reason', '- ')].join('\n'));
};

export const exceptions: ClosingSection = (report, room) => {
  const results = having(report, 'suppressed');
  const rows = results.map(({ rule, subject, suppression }) => {
    const { reason = '', until = 'no end' } = suppression ?? {};
    return [codeCell(rule), codeCell(subject.name ?? subject.id), text(reason, SENTENCE), text(until, NAME)];
  });
  return folded('Accepted', results.length, fittingTable(['rule', 'subject', 'reason', 'until'], rows, room));
};

export const attested: ClosingSection = ({ attestations = [] }, room) => {
  const rows = attestations.map(({ name, attests, owner, until, status }) => {
    const end = status === 'expired' ? `expired on ${until}` : until;
    return [codeCell(name), text(attests, SENTENCE), text(owner, NAME), text(end, NAME)];
  });
  return folded('Attested', rows.length, fittingTable(['name', 'attested', 'owner', 'until'], rows, room));
};

/** What was judged, and of how much. */
export function coverage({ coverage: found, summary, durationMs }: Report): string {
  const denied = [...new Set(found.facts.flatMap(({ action }) => action ?? []))].toSorted();
  const named = denied.slice(0, DENIED).map((action) => markdownCode(action, NAME));
  const rest = denied.length - named.length;
  return [
    `${count(found.rulesRun, 'rule')} judged`,
    `${summary.pass} passed`,
    `${summary.unknown} unknown`,
    `${summary.suppressed} accepted`,
    found.complete ? 'evidence complete' : '**evidence incomplete**',
    ...interruption(found),
    ...requests(found),
    seconds(durationMs),
    ...(named.length > 0 ? [`denied: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`] : []),
  ].join(' · ');
}

const DENIED = 30;

function folded(title: string, number: number, body: string): readonly string[] {
  return number === 0 ? [] : [`<details><summary><b>${title}</b> (${number})</summary>\n\n${body}\n\n</details>`];
}
