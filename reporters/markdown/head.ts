import type { Goal, Report, TargetAccount } from '../../src/model/index.ts';
import { GOALS, SEVERITIES } from '../../src/model/index.ts';
import { markdownCode, plain } from '../neutralise.ts';
import { count, failures, having, severities } from '../words.ts';
import { NAME, table } from './words.ts';

/** Marker, title, what was scanned, and how much of what was found. */
export function head(report: Report): readonly string[] {
  return [marker(report), `## djaudit: ${headline(report)}`, target(report), ...overview(report)].filter(
    (block) => block !== '',
  );
}

/**
 * The same for each scan of a target, and another for another one: two audits of one pull request have two comments.
 * A comment in HTML ends at two hyphens.
 */
function marker({ target: { repository, ...rest } }: Report): string {
  const parts = [repository?.path, repository?.settingsModule, ...accountsOf(rest).map(({ id }) => id)];
  const names = parts.flatMap((part) => (part === undefined ? [] : [plain(part, NAME)]));
  const safe = names.map((name) => name.replaceAll(/[^A-Za-z0-9._/-]/g, '_').replaceAll('--', '-_'));
  return `<!-- ${['djaudit', ...safe].join(' ')} -->`;
}

function headline(report: Report): string {
  if (failures(report) > 0) return `${count(failures(report), 'finding')} (${severities(report.summary.fail)})`;
  return report.coverage.complete ? 'no findings' : 'no findings in what could be seen';
}

function target({ target: { repository, ...rest } }: Report): string {
  return [
    ...(repository === undefined
      ? []
      : [`repository ${markdownCode(repository.path, NAME)}${commit(repository.commit)}`]),
    ...accountsOf(rest).map(
      ({ id, regions }) => `account ${markdownCode(id, NAME)} in ${regions.map((one) => markdownCode(one)).join(', ')}`,
    ),
  ].join(' · ');
}

/** More accounts than these are counted by the findings alone. */
const ACCOUNTS = 20;

function accountsOf({ account, accounts }: Omit<Report['target'], 'repository'>): readonly TargetAccount[] {
  return (accounts ?? (account === undefined ? [] : [account])).slice(0, ACCOUNTS);
}

function commit(hash: string | undefined): string {
  return hash === undefined ? '' : ` at ${markdownCode(hash.slice(0, 10))}`;
}

/** Goals by severities, where there is a finding. */
function overview(report: Report): readonly string[] {
  const found = having(report, 'fail');
  const shown = SEVERITIES.filter((severity) => report.summary.fail[severity] > 0);
  const goals = (Object.keys(GOALS) as Goal[]).filter((goal) => found.some(({ goals: [first] }) => first === goal)); // its keys are the goals
  if (goals.length === 0) return [];
  const rows = goals.map((goal) => [
    GOALS[goal],
    ...shown.map((severity) =>
      String(found.filter((one) => one.goals[0] === goal && one.severity === severity).length),
    ),
  ]);
  return [table(['', ...shown], rows)];
}
