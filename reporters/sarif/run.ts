import type { Run } from 'sarif';
import type { Report, Result } from '../../src/model/index.ts';
import { descriptorOf } from './descriptor.ts';
import type { SarifOptions } from './index.ts';
import { invocationOf } from './invocation.ts';
import type { Layer } from './layers.ts';
import { sharedLines } from './place.ts';
import { resultOf } from './result.ts';

/** GitHub refuses a run with more. The most severe come first, so that it is the least that is cut. */
const MOST_RESULTS = 25_000;

export function runOf(layer: Layer, report: Report, options: SarifOptions): Run {
  const failures = layer.results.filter(({ status }) => status === 'fail');
  const shown = failures.slice(0, MOST_RESULTS);
  const shared = sharedLines(shown);
  const rules = report.rules.flatMap((rule) => {
    const worst = shown.find((result) => result.rule === rule.id);
    return worst === undefined ? [] : [{ ...rule, severity: worst.severity }];
  });
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    tool: {
      driver: {
        name: layer.side === 'repo' ? 'djaudit' : 'djaudit-cloud',
        fullName: layer.side === 'repo' ? 'djaudit, the repository' : 'djaudit, the AWS account',
        version: report.tool.version,
        semanticVersion: report.tool.version,
        informationUri: 'https://www.npmjs.com/package/djaudit',
        rules: rules.map(descriptorOf),
      },
    },
    automationDetails: { id: `${options.category ?? 'djaudit'}/${layer.category}` },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: {
      '%SRCROOT%': { description: { text: 'The root of the work tree that holds what was scanned.' } },
    },
    invocations: [invocationOf(layer, report, lost(failures, shown))],
    results: shown.map((result) => resultOf(result, indexes.get(result.rule) ?? -1, shared.has(result), options)),
  };
}

/** What a file for GitHub cannot hold is named in it. */
function lost(failures: readonly Result[], shown: readonly Result[]): readonly string[] {
  const rest = failures.length - shown.length;
  return rest === 0
    ? []
    : [
        `${rest} findings, the least severe, are left out: GitHub takes ${MOST_RESULTS} of a run. --min-severity leaves out less`,
      ];
}
