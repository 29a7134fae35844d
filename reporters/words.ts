import type { Report, Result } from '../src/model/index.ts';
import { SEVERITIES } from '../src/model/index.ts';

/** "1 finding", "2 findings". */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** "1 critical, 3 high"; empty when there is none. */
export function severities(fail: Report['summary']['fail'], separator = ', '): string {
  return SEVERITIES.filter((severity) => fail[severity] > 0)
    .map((severity) => `${fail[severity]} ${severity}`)
    .join(separator);
}

export function failures(report: Report): number {
  return total(report.summary.fail);
}

/** Of all severities. */
export function total(fail: Report['summary']['fail']): number {
  return SEVERITIES.reduce((sum, severity) => sum + fail[severity], 0);
}

export function having(report: Report, status: Result['status']): readonly Result[] {
  return report.results.filter((result) => result.status === status);
}

export function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Whole days from one to the other; a day that has begun is not whole. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** What the requests to the account were: "212 requests, 3 throttled"; nothing where none was sent. */
export function requests({ requests: sent, throttled }: Report['coverage']): readonly string[] {
  return sent === 0 ? [] : [`${count(sent, 'request')}, ${throttled} throttled`];
}

/** What a report of an interrupted scan has to say of itself. */
export function interruption({ interrupted }: Report['coverage']): readonly string[] {
  return interrupted === true ? ['interrupted: the report holds what was collected until then'] : [];
}

/** Service and resource of an ARN, as people say it: `rds/db:prod-db`; other ids as they are. */
export function shortArn(id: string): string {
  const [, service, resource] = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:(.*)$/s.exec(id) ?? [];
  return service === undefined || resource === undefined ? id : `${service}/${resource}`;
}
