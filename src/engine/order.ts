import type { Result } from '../model/index.ts';
import { bySeverity } from '../model/index.ts';

const STATUS_ORDER = ['fail', 'unknown', 'suppressed', 'pass', 'not-applicable'] as const;

/** Failures first, the most severe first, then by rule and subject; code units, so that no locale changes it. */
export function byImportance(a: Result, b: Result): number {
  return (
    STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status) ||
    bySeverity(a.severity, b.severity) ||
    compare(a.rule, b.rule) ||
    compare(a.subject.id, b.subject.id)
  );
}

export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
