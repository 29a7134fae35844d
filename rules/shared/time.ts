const DAY = 86_400_000;

/** A moment as the SDK gives it, or as a snapshot kept it. */
export type Moment = Date | string;

/** Whole days from `today` (an ISO date) until the moment, rounded down; negative when it is past. */
export function daysUntil(moment: Moment, today: string): number {
  return Math.floor((at(moment) - at(today)) / DAY);
}

/** Whole days since the moment. */
export function daysSince(moment: Moment, today: string): number {
  return Math.floor((at(today) - at(moment)) / DAY);
}

/** Milliseconds since the epoch. */
export function at(moment: Moment): number {
  return moment instanceof Date ? moment.getTime() : Date.parse(moment);
}

/** `2026-12-02`. */
export function day(moment: Moment): string {
  return new Date(at(moment)).toISOString().slice(0, 10);
}
