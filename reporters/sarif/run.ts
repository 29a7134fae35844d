import type { Invocation, Notification, Run } from 'sarif';
import type { Report } from '../../src/model/index.ts';
import { plain } from '../neutralise.ts';
import { interruption } from '../words.ts';
import { descriptorOf } from './descriptor.ts';
import type { SarifOptions } from './index.ts';
import type { Layer } from './layers.ts';
import { resultOf } from './result.ts';

/** GitHub refuses a run with more. The most severe come first, so that it is the least that is cut. */
const MOST_RESULTS = 25_000;

export function runOf(layer: Layer, report: Report, options: SarifOptions): Run {
  const failures = layer.results.filter(({ status }) => status === 'fail').slice(0, MOST_RESULTS);
  const used = new Set(failures.map(({ rule }) => rule));
  const rules = report.rules.filter(({ id }) => used.has(id));
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
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the work tree.' } } },
    invocations: [invocationOf(layer, report)],
    results: failures.map((result) => resultOf(result, indexes.get(result.rule) ?? -1, options)),
  };
}

/** A run that says it did not succeed leaves GitHub's alerts as they are: what was not seen is not fixed. */
function invocationOf({ side, facts, results }: Layer, { coverage, durationMs }: Report): Invocation {
  const unseen = facts.filter(({ status, reason }) => status === 'unavailable' || reason !== undefined);
  const open = results.filter(({ status }) => status === 'unknown');
  const notifications: Notification[] = [
    ...interruption(coverage).map(notification),
    ...unseen.map(({ name, region, status, reason = '' }) =>
      notification(`${name} (${region}) was ${status === 'unavailable' ? 'not read' : 'read'}: ${reason}`),
    ),
    ...open.map(({ rule, message }) => notification(`${rule} could not be told: ${message}`)),
    ...(side === 'repo' ? coverage.notes.map(({ path, message }) => notification(`${path}: ${message}`)) : []),
  ];
  return {
    executionSuccessful: coverage.interrupted !== true && unseen.length === 0,
    properties: { requests: coverage.requests, throttled: coverage.throttled, seconds: durationMs / 1000 },
    ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
  };
}

function notification(text: string): Notification {
  return { level: 'warning', message: { text: plain(text) } };
}
