import type { Report, ReportService, TargetAccount } from '../../src/model/index.ts';
import { groupBy } from '../../src/model/index.ts';
import { plain } from '../neutralise.ts';
import { wrap } from './layout.ts';
import { labelled, type Page } from './page.ts';

/** What was audited: the repository, each account, and what of the account runs the repository. */
export function targetLines({ target, tool, startedAt, deployment }: Report, page: Page): readonly string[] {
  const { theme, width } = page;
  const accounts = target.accounts ?? (target.account === undefined ? [] : [target.account]);
  const [first = '', ...more] = wrap(`${tool.version} · ${startedAt.slice(0, 16).replace('T', ' ')} UTC`, width - 9);
  return [
    ` ${theme.strong('djaudit')} ${theme.faint(first)}`,
    ...more.map((line) => `         ${theme.faint(line)}`),
    ...(target.repository === undefined ? [] : labelled('Repository', repository(target.repository), page)),
    ...accounts.flatMap((account) => labelled('Account', accountText(account), page)),
    ...servicesIn(deployment?.services ?? []).flatMap((text, index) =>
      labelled(index === 0 ? 'Services' : '', text, page),
    ),
    '',
  ];
}

function repository(found: NonNullable<Report['target']['repository']>): string {
  const { path, commit, settingsModule, djangoVersion, chosenBy } = found;
  return [
    path,
    commit?.slice(0, 10),
    ...(settingsModule === undefined ? [] : [`${settingsModule}${chosenBy === undefined ? '' : ` (${chosenBy})`}`]),
    ...(djangoVersion === undefined ? [] : [`Django ${djangoVersion}`]),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function accountText({ id, regions, role }: TargetAccount): string {
  return [id, regions.join(', '), role?.replace(/^.*:(?=[^:]*$)/, '')].filter((part) => part !== undefined).join(' · ');
}

/** Names that are spelled out for one environment. */
const NAMED = 6;

/** "production: kettle-web, kettle-worker (ecs)", a line for each environment and platform. */
function servicesIn(services: readonly ReportService[]): readonly string[] {
  const groups = groupBy(services, ({ platform, environment }) => JSON.stringify([environment?.name, platform]));
  return [...groups.values()].map((group) => {
    const names = group.map(({ subject }) => plain(subject.name ?? subject.id));
    const rest = names.length - NAMED;
    const list = `${names.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
    const [first] = group;
    const environment = first?.environment === undefined ? '' : `${first.environment.name}: `;
    return `${environment}${list} (${first?.platform ?? ''})`;
  });
}
