import type { Invocation, Notification } from 'sarif';
import type { Report, Result } from '../../src/model/index.ts';
import { plain } from '../neutralise.ts';
import { count, interruption } from '../words.ts';
import type { Layer } from './layers.ts';

/** Nobody reads more of them. */
const MOST_NOTIFICATIONS = 1000;

/**
 * A run that says it did not succeed leaves GitHub's alerts as they are: what was not seen is not fixed.
 * @param lost findings that the file cannot hold
 */
export function invocationOf(layer: Layer, { coverage, durationMs }: Report, lost: readonly string[]): Invocation {
  const { side, facts, results } = layer;
  const unseen = facts.filter(({ status, reason }) => status === 'unavailable' || reason !== undefined);
  const open = results.filter(({ status }) => status === 'unknown');
  const unasked = open.filter(isUnasked);
  const notes = [
    ...interruption(coverage),
    ...lost,
    ...unseen.map(
      ({ name, region, status, reason = '' }) =>
        `${name} (${region}) was ${status === 'unavailable' ? 'not read' : 'read'}: ${reason}`,
    ),
    ...open.filter((result) => !isUnasked(result)).map(({ rule, message }) => `${rule} could not be told: ${message}`),
    ...(unasked.length === 0
      ? []
      : [`${count(unasked.length, 'rule')} could not be told without the other side of the deployment`]),
    ...coverage.notes
      .filter(({ path }) => (path === 'account') === (side === 'aws'))
      .map(({ path, message }) => `${path}: ${message}`),
  ];
  return {
    executionSuccessful: coverage.interrupted !== true && unseen.length === 0 && !open.some(isUnseen),
    properties: { requests: coverage.requests, throttled: coverage.throttled, seconds: durationMs / 1000 },
    ...(notes.length === 0 ? {} : { toolExecutionNotifications: notifications(notes) }),
  };
}

/** The engine's own verdict where a fact is missing, of another region too. */
function isUnseen({ evidence }: Result): boolean {
  return evidence.some(({ value }) => value.startsWith('unavailable: '));
}

/** A scan of one side leaves open what needs both, each time. */
function isUnasked({ evidence }: Result): boolean {
  return evidence.some(({ value }) => value === 'not asked for');
}

function notifications(notes: readonly string[]): Notification[] {
  const rest = notes.length - MOST_NOTIFICATIONS;
  const shown = [...notes.slice(0, MOST_NOTIFICATIONS), ...(rest > 0 ? [`and ${rest} more`] : [])];
  return shown.map((text) => ({ level: 'warning', message: { text: plain(text) } }));
}
