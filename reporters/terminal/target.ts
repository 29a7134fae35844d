import type { Report, TargetAccount } from '../../src/model/index.ts';
import { plain } from '../neutralise.ts';
import { wrap } from './layout.ts';
import type { Page } from './page.ts';

/** What was audited: the repository and each account, in a line each. */
export function targetLines({ target, tool, startedAt }: Report, page: Page): readonly string[] {
  const { theme, width } = page;
  const accounts = target.accounts ?? (target.account === undefined ? [] : [target.account]);
  const line = (label: string, text: string) =>
    wrap(text, width - 13).map((row, index) => ` ${theme.strong((index === 0 ? label : '').padEnd(10))}  ${row}`);
  return [
    ` ${theme.strong('djaudit')} ${theme.faint(`${plain(tool.version)} · ${startedAt.slice(0, 16).replace('T', ' ')} UTC`)}`,
    ...(target.repository === undefined ? [] : line('Repository', repository(target.repository))),
    ...accounts.flatMap((account) => line('Account', accountText(account))),
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
