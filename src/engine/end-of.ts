/** Days before an end from which on every report says so. */
const NOTICE = 14;

/** What is to be said of an end: nothing until a fortnight before. Both are ISO dates; the last day counts. */
export function endOf(until: string, today: string): string | undefined {
  if (until < today) return `expired on ${until}`;
  const days = Math.round((Date.parse(until) - Date.parse(today)) / 86_400_000);
  if (days > NOTICE) return undefined;
  return `ends on ${until}${days === 0 ? ', today' : `, in ${days} days`}`;
}
