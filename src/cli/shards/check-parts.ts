import type { AccountShare } from '../../model/account.ts';
import { type Report, type ReportShard, SHARD_INPUTS, type ShardInput, UserError } from '../../model/index.ts';
import { VERSION } from '../version.ts';

/** A report that is a part of a scan, and the file that it was read from. */
export interface Part {
  readonly file: string;
  readonly report: Omit<Report, 'shard'> & { readonly shard: Omit<ReportShard, 'evidence'> };
  readonly share: AccountShare;
}

const AGAIN = 'Scan all parts alike, and join each of them once';

/** The parts in their order. @throws UserError when they are not exactly the parts of one scan */
export function checkParts(parts: readonly Part[]): readonly [Part, ...Part[]] {
  const [first, ...others] = parts.toSorted((a, b) => a.report.shard.index - b.report.shard.index);
  if (first === undefined) throw new Error('there is no part to join');
  for (const [at, other] of others.entries()) {
    const before = at === 0 ? first : others[at - 1];
    if (
      other.report.shard.index === before?.report.shard.index &&
      other.report.shard.count === first.report.shard.count
    )
      throw new UserError(`${before.file} and ${other.file} are both part ${nameOf(other)}`, AGAIN);
    const difference = differenceOf(first, other);
    if (difference !== undefined)
      throw new UserError(`${other.file} is no part of the scan of ${first.file}: ${difference}`, AGAIN);
  }
  checkVersion(first);
  checkAllThere(first, parts);
  return [first, ...others];
}

function nameOf({ report: { shard } }: Part): string {
  return `${shard.index} of ${shard.count}`;
}

const OTHER: Readonly<Record<ShardInput, string>> = {
  rules: 'other rules, severities or options of rules',
  configuration: 'another configuration, baseline or scope',
  repository: 'another state of the repository, or other settings',
  accounts: 'other accounts, regions or another snapshot',
};

function differenceOf({ report: one }: Part, { report: other }: Part): string | undefined {
  if (one.tool.version !== other.tool.version) return `djaudit ${other.tool.version} wrote it, not ${one.tool.version}`;
  if (one.shard.count !== other.shard.count)
    return `it is one of ${other.shard.count} parts, not of ${one.shard.count}`;
  if (one.shard.today !== other.shard.today)
    return `it is of ${other.shard.today}, not of ${one.shard.today} (--today)`;
  const input = SHARD_INPUTS.find((name) => one.shard.inputs[name] !== other.shard.inputs[name]);
  return input === undefined ? undefined : `it was scanned with ${OTHER[input]}`;
}

function checkVersion({ file, report: { tool } }: Part): void {
  if (tool.version === VERSION) return;
  throw new UserError(
    `${file} is a part that djaudit ${tool.version} wrote, and this is ${VERSION}`,
    'Join parts with the version that scanned them',
  );
}

function checkAllThere({ report: { shard } }: Part, parts: readonly Part[]): void {
  const there = new Set(parts.map(({ report }) => report.shard.index));
  const missing = Array.from({ length: shard.count }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (missing.length === 0) return;
  const names = missing.slice(0, 10).join(', ') + (missing.length > 10 ? ` and ${missing.length - 10} more` : '');
  const what =
    missing.length === 1
      ? `part ${names} of ${shard.count} is missing`
      : `parts ${names} of ${shard.count} are missing`;
  throw new UserError(`${what}: nothing is judged without it`, 'djaudit report PART... with all of them');
}

/**
 * Whoever joins has to see what the scanning machines saw.
 * @param inputs of this place
 */
export function checkPlace({ file, report }: Part, joined: Report, inputs: ReportShard['inputs'], path: string): void {
  const { shard, target } = report;
  const input = (['repository', 'rules', 'configuration'] as const).find((name) => shard.inputs[name] !== inputs[name]);
  if (input === undefined) return;
  if (input !== 'repository') {
    throw new UserError(
      `the parts were scanned with ${OTHER[input]} than there are here (${file})`,
      'Join them where the configuration and the baseline are those of the scan; --allow-plugins if it has plug-ins',
    );
  }
  const commit = target.repository?.commit;
  const here = joined.target.repository === undefined ? 'there is none' : `another state of it is`;
  throw new UserError(
    `the parts are of the repository in ${path}${commit === undefined ? '' : ` at ${commit.slice(0, 12)}`}, and ${here} there now`,
    'Run djaudit report where the parts were scanned from, with the same commit checked out',
  );
}
