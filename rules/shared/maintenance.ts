import type { MiddlewareAnswer, ProjectMiddleware } from '../../src/model/repository/index.ts';

/** What people call the switch that closes the site. */
export const FLAG = /MAINTENANCE|DOWNTIME/i;

/** The condition names the switch, or the middleware is made for nothing else. */
export function isClosed({ name, settings }: ProjectMiddleware, { when, paths }: MiddlewareAnswer): boolean {
  return paths.length === 0 && (FLAG.test(when) || (FLAG.test(name) && settings.some((each) => FLAG.test(each))));
}
