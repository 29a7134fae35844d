import type { Report, ReporterOptions, Result } from '../../src/model/index.ts';
import { UserError } from '../../src/model/index.ts';
import { homesOf } from '../home.ts';
import { jsonLines } from '../neutralise.ts';
import { fromWorkTree } from '../work-tree.ts';
import { findingOf } from './finding.ts';

/**
 * For Security Hub: an array of AwsSecurityFinding, which BatchImportFindings takes in batches of 100 of one account and
 * region. What passed is there too, because it is what ends a finding that was imported before; what does not apply is not.
 * @throws UserError where the report names no account: Security Hub has no place for its findings then
 */
export function asff(given: Report, { history }: Pick<ReporterOptions, 'history'> = {}): Iterable<string> {
  const report = fromWorkTree(given);
  const homes = homesOf(report.target);
  if (homes === undefined)
    throw new UserError(
      'asff has findings of AWS accounts only, and none was scanned',
      'Scan with credentials, --profile or --snapshot',
    );
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  return jsonLines(report.results.filter(isStated), (result) =>
    findingOf(result, {
      rule: rules.get(result.rule),
      home: homes(result),
      version: report.tool.version,
      seenAt: report.startedAt,
      since: history?.since[result.fingerprint] ?? report.startedAt,
    }),
  );
}

function isStated({ status }: Result): boolean {
  return status !== 'not-applicable';
}
