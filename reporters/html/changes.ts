import type { Changes, Report } from '../../src/model/index.ts';
import { type ChangedFinding, type ChangeList, changeLists, changeSums } from '../change-lists.ts';
import { count, shortArn } from '../words.ts';
import { chip } from './chip.ts';
import { findingId } from './finding.ts';
import { type Markup, markup } from './markup.ts';
import { anchor, heading, type Section } from './section.ts';
import { time } from './time.ts';

/** Findings of one list; whoever has more changes than these reads them with `djaudit diff`. */
const ROWS = 18;

/** What became of the findings since the report before. */
export const changes: Section = (report, { history }) => {
  const changed = history?.changes;
  if (changed === undefined) return undefined;
  const lists = changeLists(changed);
  return {
    id: 'changes',
    title: 'Since the last report',
    tally: lists.reduce((sum, { findings }) => sum + findings.length, 0),
    body: markup`${introduction(changed)}${lists.map((list) => listMarkup(list, report))}`,
    parts: lists.map(({ kind, title, findings }) => ({ id: idOf(kind), title, tally: findings.length })),
  };
};

function introduction(changed: Changes): Markup {
  const { since, version, firstJudged } = changed;
  const first = Object.keys(firstJudged).length;
  return markup`<p>Compared with the report of ${time(since)}: ${changeSums(changed)}.</p>
${version === undefined ? undefined : markup`<p>That report was made by djaudit ${version}: a rule may judge otherwise now.</p>`}${
  first === 0
    ? undefined
    : markup`<p>Of the new ones ${count(first, 'finding')} could not have been in an earlier report: the rule is new, or nobody looked there.</p>`
}
`;
}

function idOf(kind: ChangeList['kind']): string {
  return anchor('changes', kind);
}

const ABOUT: Readonly<Record<ChangeList['kind'], string>> = {
  new: 'No earlier report had them.',
  reopened: 'They were fixed or accepted, and are here again.',
  fixed: 'Judged again and found good, or the subject is gone.',
  accepted: 'Still there: an exception covers them now, or a looser option of the rule lets them pass.',
  unseen: 'Earlier reports had them, and this one could not look: they count as neither found nor fixed.',
};

function listMarkup({ kind, title, findings }: ChangeList, report: Report): Markup {
  const titles = new Map(report.rules.map((rule) => [rule.id, rule.title]));
  const present = kind === 'new' || kind === 'reopened';
  const shown = findings.slice(0, ROWS);
  const rest = findings.length - shown.length;
  return markup`${heading(idOf(kind), markup`${title} <small>${findings.length}</small>`)}<p class="muted">${ABOUT[kind]}</p>
<ul class="changes">${shown.map((one) => item(one, titles.get(one.finding.rule), present))}</ul>
${rest > 0 ? markup`<p><small>And ${rest} more: djaudit diff lists them all.</small></p>` : undefined}
`;
}

function item({ finding, note }: ChangedFinding, title: string | undefined, present: boolean): Markup {
  const { rule, severity, subject, location } = finding;
  const name = title ?? rule;
  const place = location === undefined ? undefined : `${location.path}:${location.line}`;
  const about = [subject.name ?? shortArn(subject.id), subject.region ?? place, note].filter(
    (part) => part !== undefined,
  );
  return markup`<li>${chip(severity)} <span>${present ? markup`<a href="#${findingId(finding)}">${name}</a>` : name}</span> <small>${about.join(' · ')}</small></li>
`;
}
