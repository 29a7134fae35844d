import { createHash } from 'node:crypto';
import { AwsError } from './answers.ts';
import type { Operation } from './client.ts';
import { limitOf } from './limits.ts';
import type { Pages } from './pages.ts';

type Structure = Readonly<Record<string, unknown>>;

/** The tokens that were given out. A token of another list, or one that nobody gave out, is refused as AWS refuses it. */
export class Tokens {
  readonly #given = new Map<string, { readonly of: string; readonly offset: number }>();

  give(of: string, offset: number): string {
    const token = createHash('sha256').update(`${of} ${offset}`).digest('base64url');
    this.#given.set(token, { of, offset });
    return token;
  }

  /** @throws AwsError */
  offset(of: string, token: string): number {
    const given = this.#given.get(token);
    if (given === undefined || given.of !== of)
      throw new AwsError('InvalidParameterValue', `The token ${token} is not valid`);
    return given.offset;
  }
}

/**
 * Cuts the page out of a whole answer.
 * @param scope what the token belongs to besides the question itself: account and region
 * @param pageSize the most that a page holds, whatever is asked for
 */
export function cut(
  operation: Operation,
  pages: Pages,
  output: Structure,
  input: Structure,
  given: { readonly tokens: Tokens; readonly scope: string; readonly pageSize: number | undefined },
): Structure {
  const path = pages.outputToken.slice(0, -1);
  const holder = at(output, path);
  const of = question(operation, pages, input, given.scope);
  const token = input[pages.inputToken];
  const start = typeof token === 'string' && token !== '' ? given.tokens.offset(of, token) : 0;
  const end = start + sizeOf(operation, pages, input, given.pageSize);
  const total = pages.lists.reduce((sum, list) => sum + lengthOf(holder[list]), 0);
  const page = {
    ...holder,
    ...slices(pages.lists, holder, start, end),
    ...countsOf(pages, end - start, start, end, total),
  };
  const next = end < total ? { [pages.outputToken.at(-1) ?? '']: given.tokens.give(of, end) } : {};
  return put(output, path, { ...page, ...next });
}

function question(operation: Operation, pages: Pages, input: Structure, scope: string): string {
  const asked = Object.entries(input).filter(([name]) => name !== pages.inputToken && name !== pages.size);
  return `${scope} ${operation.service}:${operation.name} ${JSON.stringify(asked)}`;
}

function sizeOf(operation: Operation, pages: Pages, input: Structure, pageSize = Infinity): number {
  const asked = pages.size === undefined ? undefined : input[pages.size];
  const size = asked === undefined ? Infinity : Number(asked);
  return Math.max(1, Math.min(size, pageSize, limitOf(operation.service, operation.name)));
}

/** Where a structure holds several lists (metric and composite alarms) a page goes on from one to the next. */
function slices(lists: readonly string[], holder: Structure, start: number, end: number): Structure {
  let before = 0;
  return Object.fromEntries(
    lists.flatMap((list) => {
      const items = holder[list];
      if (!Array.isArray(items)) return [];
      const slice: unknown[] = items.slice(Math.max(0, start - before), Math.max(0, end - before));
      before += items.length;
      return [[list, slice] as const];
    }),
  );
}

function countsOf(pages: Pages, size: number, start: number, end: number, total: number): Structure {
  const all: Structure = { IsTruncated: end < total, Quantity: Math.min(end, total) - start, MaxItems: size };
  return Object.fromEntries(pages.counts.map((count) => [count, all[count]]));
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function at(output: Structure, path: readonly string[]): Structure {
  return path.reduce((holder, name) => (holder[name] ?? {}) as Structure, output); // a way through structures
}

function put(output: Structure, path: readonly string[], value: Structure): Structure {
  const [name, ...rest] = path;
  return name === undefined ? value : { ...output, [name]: put(at(output, [name]), rest, value) };
}
