import type { Answer, EvaluatedSettings } from '../../../src/model/index.ts';
import { compareVersions } from '../versions.ts';

/** Holds for the Django whose defaults the settings were evaluated with, from that series on. */
export function since(series: string): (settings: EvaluatedSettings) => Answer {
  return ({ django }) => (compareVersions(django, series) >= 0 ? 'always' : 'never');
}

export function before(series: string): (settings: EvaluatedSettings) => Answer {
  return ({ django }) => (compareVersions(django, series) < 0 ? 'always' : 'never');
}
