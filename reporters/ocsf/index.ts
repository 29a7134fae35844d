import type { Report, ReporterOptions } from '../../src/model/index.ts';
import { homesOf } from '../home.ts';
import { jsonText } from '../neutralise.ts';
import { fromWorkTree } from '../work-tree.ts';
import { complianceFinding } from './finding.ts';

/**
 * For Security Lake and others that read the Open Cybersecurity Schema Framework: an array of Compliance Findings (class
 * 2003), one for each verdict but those that do not apply.
 */
export function ocsf(given: Report, { history }: Pick<ReporterOptions, 'history'> = {}): string {
  const report = fromWorkTree(given);
  const homes = homesOf(report.target);
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const seenAt = Date.parse(report.startedAt);
  const findings = report.results
    .filter(({ status }) => status !== 'not-applicable')
    .map((result) => {
      const since = history?.since[result.fingerprint];
      return complianceFinding(result, {
        rule: rules.get(result.rule),
        home: homes?.(result),
        version: report.tool.version,
        seenAt,
        since: since === undefined ? seenAt : Date.parse(since),
      });
    });
  return `${jsonText(findings, 0).replaceAll('{"activity_id":', '\n{"activity_id":')}\n`;
}
