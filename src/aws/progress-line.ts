import type { AccountProgress } from '../model/account.ts';

/** `9/14 services, 212 requests, 3 throttled, 6 s`: what a person waits for. */
export function progressLine({ servicesDone, services, requests, throttled, elapsed }: AccountProgress): string {
  const parts = [`${servicesDone}/${services} services`, `${requests} request${requests === 1 ? '' : 's'}`];
  if (throttled > 0) parts.push(`${throttled} throttled`);
  return `AWS: ${[...parts, `${Math.floor(elapsed / 1000)} s`].join(', ')}`;
}
