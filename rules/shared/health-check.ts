import type { FrontDoor, Json } from '../../src/model/index.ts';
import type { ProjectMiddleware } from '../../src/model/repository/index.ts';

const LOOKS_AT_HOST = new Set([
  'django.middleware.common.CommonMiddleware',
  'django.middleware.security.SecurityMiddleware',
]);

/**
 * The middleware that answers `path` before Django looks at the host: its dotted name, undefined when there is none, and
 * `unknown` when a part of the chain before could not be told.
 */
export function answersBefore(
  chain: readonly Json[],
  own: readonly ProjectMiddleware[],
  path: string,
  helpers: RegExp,
): string | undefined {
  const end = chain.findIndex((name) => typeof name === 'string' && LOOKS_AT_HOST.has(name));
  return answeredBy(end === -1 ? chain : chain.slice(0, end), own, path, helpers);
}

/** Middleware of packages that answers health checks, wherever they ask. */
export const HEALTH_PACKAGES = /^(ebhealthcheck\.|health_check\.|watchman\.|django_alive\.)/;

/** The first middleware of a chain that answers `path` by itself: its dotted name, undefined, or `unknown`. */
export function answeredBy(
  chain: readonly Json[],
  own: readonly ProjectMiddleware[],
  path: string,
  helpers: RegExp,
): string | undefined {
  for (const name of chain) {
    if (typeof name !== 'string') return 'unknown';
    if (helpers.test(name)) return name;
    const answer = answers(
      own.find(({ dotted }) => dotted === name),
      path,
    );
    if (answer === 'unknown') return 'unknown';
    if (answer) return name;
  }
  return undefined;
}

function answers(middleware: ProjectMiddleware | undefined, path: string): boolean | 'unknown' {
  const found = (middleware?.answers ?? []).map((answer) => {
    if (answer.paths.length === 0 || answer.match === 'regex' || answer.match === 'other') return 'unknown' as const;
    return answer.paths.some((one) => comparisons[answer.match as keyof typeof comparisons](path, one));
  });
  if (found.includes(true)) return true;
  return found.includes('unknown') && /health|alive|ready|ping|status/i.test(middleware?.name ?? '')
    ? 'unknown'
    : false;
}

const comparisons = {
  equal: (path: string, one: string) => path === one,
  prefix: (path: string, one: string) => path.startsWith(one),
  suffix: (path: string, one: string) => path.endsWith(one),
  contains: (path: string, one: string) => path.includes(one),
} as const;

/** Whether a target group's matcher (`200`, `200-299`, `200,301`) accepts a status. */
export function matchesCode(matcher: string, status: number): boolean {
  return matcher.split(',').some((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return status >= from && status <= to;
  });
}

/** Live health goes before every prediction: something lets the probe through. */
export function targetsAreHealthy({ health }: FrontDoor): boolean {
  if (health.status === 'unavailable') return false;
  const states = health.value.TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State);
  return states.length > 0 && states.every((state) => state === 'healthy');
}
