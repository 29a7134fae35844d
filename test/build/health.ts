import { collected, type DeployedService } from '../../src/model/index.ts';
import type { MiddlewareAnswer, ProjectMiddleware } from '../../src/model/repository/index.ts';
import { liveSettings, service } from './deployment.ts';
import { healthOf, targetGroup } from './elasticloadbalancing.ts';
import { frontDoor } from './front-door.ts';
import { at, item } from './repository.ts';

const DJANGO = ['django.middleware.security.SecurityMiddleware', 'django.middleware.common.CommonMiddleware'];

/** What a middleware answers: `/health/` with 200, unless the case says otherwise. */
export function answer(more: Partial<MiddlewareAnswer> = {}): MiddlewareAnswer {
  const when = 'request.path == "/health/"';
  return { paths: ['/health/'], match: 'equal', when, status: 200, location: at('core/middleware.py', 8), ...more };
}

/** `core.middleware.HealthCheckMiddleware`. */
export function middleware(
  name: string,
  answers: readonly MiddlewareAnswer[],
  settings: readonly string[] = [],
): ProjectMiddleware {
  return { ...item('core/middleware.py', 3, name), dotted: `core.middleware.${name}`, name, answers, settings };
}

/** A service whose targets are not healthy, so that nothing contradicts a prediction. */
export function probed(
  settings: Parameters<typeof liveSettings>[0] = {},
  group: Parameters<typeof targetGroup>[0] = {},
  more: Partial<DeployedService> = {},
  state = 'unhealthy',
): DeployedService {
  const health = collected(healthOf(targetGroup(), { '10.0.1.10': 'eu-west-1a' }, state));
  return service({
    settings: collected(liveSettings({ MIDDLEWARE: DJANGO, ...settings })),
    frontDoors: collected([frontDoor({ targetGroup: targetGroup(group), health })]),
    ...more,
  });
}
