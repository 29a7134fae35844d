import type { Report, Result } from '../src/model/index.ts';
import { GOALS, type Goal } from '../src/model/index.ts';
import { markdownBlock, markdownCode, markdown as text, withoutCommands } from './neutralise.ts';
import { count, failures, having, interruption, requests, seconds, severities, shortArn } from './words.ts';

/** GitHub cuts a comment at 65,536 characters; the rest of the room is for what a workflow adds. */
const MOST = 60_000;
const SEVERITY_SIGNS = { critical: '🟥', high: '🟧', medium: '🟨', low: '🟦', info: '⬜' } as const;

/** For a pull request or a step summary. The first line is a marker by which a workflow finds its comment again. */
export function markdown(report: Report): string {
  const head = [`<!-- djaudit -->`, `## djaudit: ${headline(report)}`, target(report)].join('\n\n');
  const tail = [...unknowns(report), ...accepted(report), ...attested(report), coverage(report)].join('\n\n');
  const found = report.results.filter(({ status }) => status === 'fail');
  const blocks: string[] = [];
  let room = MOST - head.length - Math.min(tail.length, MOST / 2);
  for (const goal of Object.keys(GOALS) as Goal[]) {
    const results = found.filter(({ goals }) => goals[0] === goal);
    if (results.length === 0) continue;
    const title = `<details open><summary><b>${GOALS[goal]}</b> (${results.length})</summary>`;
    const shown: string[] = [];
    for (const result of results) {
      const block = finding(result);
      if (block.length > room - title.length - 200) break;
      shown.push(block);
      room -= block.length + 2;
    }
    const rest = results.length - shown.length;
    const more = rest > 0 ? [`*${count(rest, 'more finding')} in the full report.*`] : [];
    blocks.push([title, ...shown, ...more, '</details>'].join('\n\n'));
    room -= title.length + 100;
  }
  return withoutCommands(`${[head, ...blocks, tail.slice(0, MOST / 2)].filter((part) => part !== '').join('\n\n')}\n`);
}

function headline(report: Report): string {
  if (failures(report) > 0) return `${count(failures(report), 'finding')} (${severities(report.summary.fail)})`;
  return report.coverage.complete ? 'no findings' : 'no findings in what could be seen';
}

function target({ target: { repository, account, accounts } }: Report): string {
  const all = accounts ?? (account === undefined ? [] : [account]);
  const parts = [
    ...(repository === undefined ? [] : [`repository ${markdownCode(repository.path)}${commit(repository.commit)}`]),
    ...all.map(({ id, regions }) => `account ${markdownCode(id)} in ${regions.map(markdownCode).join(', ')}`),
  ];
  return parts.join(' · ');
}

function commit(hash: string | undefined): string {
  return hash === undefined ? '' : ` at ${markdownCode(hash.slice(0, 10))}`;
}

function finding(result: Result): string {
  const { severity, rule, message, location, subject, evidence, fix } = result;
  const resource = location === undefined || subject.kind === 'resource' ? [shortArn(subject.id)] : [];
  const places = [...(location === undefined ? [] : [`${location.path}:${location.line}`]), ...resource].map(
    markdownCode,
  );
  const where = [subject.account, subject.region].filter((part) => part !== undefined).join(' ');
  const known = result.baseline === undefined ? '' : ' · in the baseline';
  const facts = evidence.map(
    ({ label, value, source }) => `- ${text(label)}: ${markdownCode(value)} (${text(source)})`,
  );
  const steps = (fix?.steps ?? []).map(({ kind, content }) =>
    kind === 'text' ? text(content) : markdownBlock(LANGUAGES[kind], content),
  );
  const repair =
    fix === undefined ? [] : [`<details><summary>Fix: ${text(fix.title)}</summary>`, ...steps, '</details>'];
  return [
    `${SEVERITY_SIGNS[severity]} **${severity}** ${markdownCode(rule)}${known}: ${text(message)}`,
    [`- ${places.join(' and ')}${where === '' ? '' : ` (${text(where)})`}`, ...facts].join('\n'),
    ...repair,
  ].join('\n\n');
}

const LANGUAGES = { 'aws-cli': 'sh', terraform: 'hcl', diff: 'diff' } as const;

function unknowns(report: Report): readonly string[] {
  const results = having(report, 'unknown');
  if (results.length === 0) return [];
  const reasons = [...new Set(results.map(({ message }) => message))].slice(0, 20);
  const list = reasons.map((reason) => `- ${text(reason)}`).join('\n');
  return [`<details><summary><b>Could not be told</b> (${results.length})</summary>\n\n${list}\n\n</details>`];
}

function accepted(report: Report): readonly string[] {
  const results = having(report, 'suppressed');
  if (results.length === 0) return [];
  const rows = results.slice(0, 50).map(({ rule, subject, suppression }) => {
    const { reason = '', until = 'no end' } = suppression ?? {};
    return `| ${markdownCode(rule)} | ${markdownCode(subject.name ?? subject.id)} | ${text(reason)} | ${text(until)} |`;
  });
  const table = ['| rule | subject | reason | until |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return [`<details><summary><b>Accepted</b> (${results.length})</summary>\n\n${table}\n\n</details>`];
}

function attested({ attestations = [] }: Report): readonly string[] {
  if (attestations.length === 0) return [];
  const rows = attestations.map(({ name, attests, owner, until, status }) => {
    const end = status === 'expired' ? `expired on ${until}` : until;
    return `| ${markdownCode(name)} | ${text(attests)} | ${text(owner)} | ${text(end)} |`;
  });
  const table = ['| name | attested | owner | until |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return [`<details><summary><b>Attested</b> (${attestations.length})</summary>\n\n${table}\n\n</details>`];
}

function coverage({ coverage: found, summary, durationMs }: Report): string {
  const denied = [...new Set(found.facts.flatMap(({ action }) => action ?? []))].toSorted();
  return [
    `${count(found.rulesRun, 'rule')} judged`,
    `${summary.pass} passed`,
    `${summary.unknown} unknown`,
    `${summary.suppressed} accepted`,
    found.complete ? 'evidence complete' : '**evidence incomplete**',
    ...interruption(found),
    ...requests(found),
    seconds(durationMs),
    ...(denied.length > 0 ? [`denied: ${denied.map(markdownCode).join(', ')}`] : []),
  ].join(' · ');
}
