import { graphIn, withResults } from '../../engine/index.ts';
import type { FactRecord, Report, Result } from '../../model/index.ts';

/** The part of the report that is about the deployment, and what is to be said of the rest. */
export interface Scoped {
  readonly report: Report;
  /** The results that are not in it. */
  readonly leftOut: readonly Result[];
  readonly note?: string;
}

/**
 * Leaves out the account's resources that no link leads to. Where none leads into the account at all, everything stays:
 * an unlinked account is not a clean one.
 */
export function toDeployment(report: Report, records: readonly FactRecord[]): Scoped {
  const graph = graphIn(records);
  if (graph?.resources === undefined) {
    return {
      report: without(report, []),
      leftOut: [],
      note: 'no link leads from the repository to the account: the whole account is judged',
    };
  }
  const { resources } = graph;
  const layers = new Map(report.rules.map(({ id, layer }) => [id, layer]));
  const belongs = (result: Result) => layers.get(result.rule) !== 'aws' || inDeployment(result, resources);
  const leftOut = report.results.filter((result) => !belongs(result));
  if (leftOut.length === 0) return { report: without(report, leftOut), leftOut };
  return {
    report: without(report, leftOut),
    leftOut,
    note: `${leftOut.length} verdicts on resources outside of the deployment are left out; --scope account shows them`,
  };
}

/** The report says that there may be more: what it does not hold is not gone from the account. */
function without(report: Report, leftOut: readonly Result[]): Report {
  const out = new Set(leftOut);
  const coverage = { ...report.coverage, leftOut: { outsideDeployment: out.size } };
  return withResults(
    { ...report, coverage },
    report.results.filter((result) => !out.has(result)),
  );
}

/** By ARN, by what stands behind its last slash or colon (security groups, instances), or by name (log groups, roles). */
function inDeployment({ subject }: Result, resources: ReadonlySet<string>): boolean {
  if (subject.kind !== 'resource') return true;
  const [whole = ''] = subject.id.split('#');
  return [whole, whole.replace(/^.*[:/]/s, ''), subject.name].some((id) => id !== undefined && resources.has(id));
}
