import type { Report, ReporterOptions } from '../../src/model/index.ts';
import { homesOf } from '../home.ts';
import { jsonLines } from '../neutralise.ts';
import { fromWorkTree } from '../work-tree.ts';
import { complianceFinding } from './finding.ts';

/**
 * For Security Lake and others that read the Open Cybersecurity Schema Framework: an array of Compliance Findings (class
 * 2003), one for each verdict but those that do not apply.
 */
export function ocsf(given: Report, { history }: Pick<ReporterOptions, 'history'> = {}): Iterable<string> {
  const report = fromWorkTree(given);
  const homes = homesOf(report.target);
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const seenAt = Date.parse(report.startedAt);
  return jsonLines(
    report.results.filter(({ status }) => status !== 'not-applicable'),
    (result) => {
      const since = history?.since[result.fingerprint];
      return complianceFinding(result, {
        rule: rules.get(result.rule),
        home: homes?.(result),
        version: report.tool.version,
        seenAt,
        since: since === undefined ? seenAt : Date.parse(since),
      });
    },
  );
}
