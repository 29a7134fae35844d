import { count, daysBetween } from '../words.ts';
import { chip } from './chip.ts';
import { type Markup, markup } from './markup.ts';

/** Until when something holds and how many days are left, counted from the day of the scan: today is the last one. */
export function untilMarkup(until: string | undefined, startedAt: string): Markup {
  if (until === undefined) return markup`no end`;
  const left = daysBetween(startedAt.slice(0, 10), until);
  const rest =
    left < 0 ? chip('expired') : markup`<small>${left === 0 ? 'ends today' : `${count(left, 'day')} left`}</small>`;
  return markup`<time datetime="${until}">${until}</time> ${rest}`;
}
