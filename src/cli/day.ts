import { UserError } from '../model/user-error.ts';

/** `--today`, or the present day in UTC, as an ISO date. */
export function readDay(given: string | undefined, now: Date): string {
  if (given === undefined) return now.toISOString().slice(0, 10);
  const date = new Date(`${given}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(given))
    return given;
  throw new UserError(`--today cannot be "${given}"`, `Write a day as ${now.toISOString().slice(0, 10)}`);
}
