import type { DeployedService, EvaluatedSettings, Location } from '../../src/model/index.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { liveCommand } from './live.ts';
import { setting } from './settings.ts';

/** A scheduler of Celery, as a command starts it. */
export interface Beat {
  readonly text: string;
  /** `worker -B`: it lives in a worker. */
  readonly inWorker: boolean;
  /** `-S`: dotted, when the command names one. */
  readonly scheduler?: string;
  readonly location?: Location;
  /** What decides whether it runs. */
  readonly when?: string;
}

const BEAT = /(?:^|[\s/])celery\s(?:[^;&|]*\s)?beat(?=\s|$)/;
const WORKER = /(?:^|[\s/])celery\s(?:[^;&|]*\s)?worker(?=\s|$)/;
const EMBEDDED = /\s(?:-B|--beat)(?=\s|=|$)/;
const SCHEDULER = /\s(?:-S|--scheduler)[\s=](\S+)/;

/** The scheduler that a service starts; `unknown` when nothing tells its command. */
export function beatOf(service: DeployedService): Beat | 'none' | 'unknown' {
  if (service.process.status === 'collected') return beatOfProcess(service.process.value) ?? 'none';
  const text = liveCommand(service);
  if (text === undefined) return 'unknown';
  const inWorker = WORKER.test(text) && EMBEDDED.test(text);
  if (!inWorker && !BEAT.test(text)) return 'none';
  const scheduler = SCHEDULER.exec(text)?.[1];
  return { text, inWorker, ...(scheduler === undefined ? {} : { scheduler }) };
}

export function beatOfProcess({ kind, celery, text, location, via, when }: AppProcess): Beat | undefined {
  if (kind !== 'celery-beat' && celery?.beat !== true) return undefined;
  const scheduler = celery?.scheduler;
  return {
    text,
    inWorker: kind === 'celery-worker',
    location: via[0] ?? location,
    ...(scheduler === undefined ? {} : { scheduler }),
    ...(when === undefined ? {} : { when }),
  };
}

/** A service that works tasks off and answers no requests. */
export function isWorker(service: DeployedService): boolean {
  if (service.process.status === 'collected') return service.process.value.kind === 'celery-worker';
  return WORKER.test(liveCommand(service) ?? '');
}

/** The first of the names that the project assigns: Celery's settings have an old name and one with the prefix. */
export function assigned(settings: EvaluatedSettings, ...names: readonly string[]) {
  return names.map((name) => setting(settings, name)).find((one) => (one?.trace.length ?? 0) > 0);
}
