/** The account, region and day that the fixtures live in. */
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const NOW = new Date('2026-11-25T09:00:00Z');

export interface Where {
  readonly region?: string;
  readonly account?: string;
}

/** `arn('rds', 'db:shop')`; global services have no region in theirs. */
export function arn(service: string, resource: string, { region = REGION, account = ACCOUNT }: Where = {}): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

export function daysAgo(days: number): Date {
  return new Date(NOW.getTime() - days * 86_400_000);
}

export function inDays(days: number): Date {
  return daysAgo(-days);
}

/** Hexadecimal digits that are the same for the same name: the tail of ids. */
export function digits(name: string, length: number): string {
  let state = 2_166_136_261;
  const next = () => {
    state = Math.imul(state ^ (state >>> 13), 16_777_619) >>> 0;
    return (state % 16).toString(16);
  };
  for (const character of name) state = Math.imul(state ^ character.charCodeAt(0), 16_777_619) >>> 0;
  return Array.from({ length }, next).join('');
}

/** Those that are asked for by name, or all of them. */
export function chosen<T>(
  items: readonly T[],
  name: (item: T) => string | undefined,
  names: readonly string[] | undefined,
): T[] {
  return items.filter((item) => names === undefined || names.includes(name(item) ?? ''));
}

/** Tags as most services write them. */
export function tags(values: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
}
