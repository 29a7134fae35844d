import type { Report, Result, Severity } from '../model/index.ts';
import { atLeast, SEVERITIES } from '../model/index.ts';

export interface GateOptions {
  readonly failOn: Severity;
  readonly failOnIncomplete: boolean;
  readonly exitZero: boolean;
}

export interface Gate {
  readonly exitCode: 0 | 1 | 3;
  /** "exit 1: 3 findings at or above high" */
  readonly reason: string;
}

/** The exit code, the same for every format: 1 findings, 3 evidence incomplete; 1 goes before 3. */
export function gate(report: Pick<Report, 'results' | 'coverage' | 'summary'>, options: GateOptions): Gate {
  const gating = report.results.filter((result) => gates(result, options.failOn));
  if (gating.length > 0) return verdict(1, `${count(gating.length, 'finding')} at or above ${options.failOn}`, options);
  if (options.failOnIncomplete && !report.coverage.complete) {
    return verdict(3, `the evidence is incomplete: ${gaps(report)}`, options);
  }
  const below = SEVERITIES.filter((severity) => report.summary.fail[severity] > 0);
  const rest = below.map((severity) => `${report.summary.fail[severity]} ${severity}`).join(', ');
  return verdict(0, `no finding at or above ${options.failOn}${baselined(report)}${rest && ` (${rest})`}`, options);
}

function gates(result: Result, failOn: Severity): boolean {
  return result.status === 'fail' && result.baseline === undefined && atLeast(result.severity, failOn);
}

function verdict(code: 1 | 3 | 0, why: string, { exitZero }: GateOptions): Gate {
  if (code === 0 || !exitZero) return { exitCode: code, reason: `exit ${code}: ${why}` };
  return { exitCode: 0, reason: `exit 0 because of --exit-zero: ${why}` };
}

function baselined({ results }: Pick<Report, 'results'>): string {
  return results.some((result) => result.baseline !== undefined) ? ' that the baseline does not hold' : '';
}

function gaps({ coverage, summary }: Pick<Report, 'coverage' | 'summary'>): string {
  const facts = coverage.facts.filter((fact) => fact.status === 'unavailable').length;
  const parts = coverage.facts.filter(({ status, reason }) => status === 'collected' && reason !== undefined).length;
  return [
    ...(coverage.interrupted === true ? ['the scan was interrupted'] : []),
    ...(facts > 0 ? [`${count(facts, 'fact')} could not be collected`] : []),
    ...(parts > 0 ? [`${count(parts, 'fact')} collected in part`] : []),
    ...(summary.unknown > 0 ? [`${count(summary.unknown, 'verdict')} unknown`] : []),
  ].join(', ');
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
