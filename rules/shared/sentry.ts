import type { EvaluatedSettings, Subject } from '../../src/model/index.ts';
import type { AppProcess, MonitoringStart } from '../../src/model/repository/index.ts';

/** A start of the Sentry SDK that production makes. */
export interface SentryStart extends Subject {
  readonly start: MonitoringStart;
}

export function sentryStarts(monitoring: readonly MonitoringStart[]): readonly SentryStart[] {
  return monitoring
    .filter(
      ({ product, how, role, callee }) =>
        product === 'sentry' && how === 'call' && role === 'production' && /(^|\.)init$/.test(callee ?? ''),
    )
    .map((start) => ({ ref: start.ref, start }));
}

/** A variable that the SDK reads by itself, set by an artefact or known to the settings. */
export function givesVariable(name: string, processes: readonly AppProcess[], settings: EvaluatedSettings): boolean {
  return (
    processes.some(({ production, environment }) => production && environment.some((entry) => entry.name === name)) ||
    settings.environment.some((variable) => variable.name === name)
  );
}
