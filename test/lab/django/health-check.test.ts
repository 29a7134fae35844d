import { expect, it } from 'vitest';
import blocked from '../../../rules/hosting/health-check-blocked-by-django.ts';
import unroutable from '../../../rules/hosting/health-check-path-unroutable.ts';
import { collected } from '../../../src/model/index.ts';
import { healthOf, targetGroup } from '../../build/elasticloadbalancing.ts';
import { frontDoor } from '../../build/front-door.ts';
import { probe } from './ask.ts';
import { judged, said } from './judged.ts';
import { served } from './served.ts';

/** A target group whose targets are not healthy: nothing live contradicts the prediction. */
function asking(path: string) {
  const group = targetGroup({ HealthCheckPath: path });
  const health = collected(healthOf(group, { '10.0.1.5': 'eu-west-1a' }, 'unhealthy'));
  return { frontDoors: collected([frontDoor({ targetGroup: group, health })]) };
}

const REDIRECT = 'SECURE_SSL_REDIRECT = True\n';
const ANY = 'ALLOWED_HOSTS = ["*"]\n';
const exempt = (pattern: string) => `SECURE_REDIRECT_EXEMPT = [r"${pattern}"]\n`;
const FIRST = 'MIDDLEWARE = ["shop.health.HealthCheckMiddleware", *MIDDLEWARE]\n';
const LAST = 'MIDDLEWARE = [*MIDDLEWARE, "shop.health.HealthCheckMiddleware"]\n';

it.each([
  ['a strict list of hosts', ''],
  ['and the redirect', REDIRECT],
  ['and the path exempt from it', REDIRECT + exempt('^health/')],
  ['every host, and the redirect', ANY + REDIRECT],
  ['every host, and the path exempt', ANY + REDIRECT + exempt('^health/')],
  ['every host, and the path exempt with its slash', ANY + REDIRECT + exempt('^/health/')],
  ['every host', ANY],
  ['a middleware that answers first', REDIRECT + FIRST],
  ['a middleware that answers too late', REDIRECT + LAST],
])('the answer to a probe by address: %s', async (_, settings) => {
  await served(settings, async (root, port) => {
    const { status } = await probe(port, '/health/');
    const verdict = await judged(blocked, root, {}, asking('/health/'));
    expect(verdict.status).toBe(status === 200 ? 'pass' : 'fail');
    if (status !== 200) expect(said(verdict)).toContain(`with ${status} `);
  });
});

it.each([
  ['a route', '/health/', ''],
  ['the root', '/', ''],
  ['no route', '/healthz', ''],
  ['no slash', '/health', ''],
  ['no slash, and nothing appends it', '/health', 'APPEND_SLASH = False\n'],
])('the answer of the URLs: %s', async (_, path, settings) => {
  await served(ANY + settings, async (root, port) => {
    const { status } = await probe(port, path);
    const verdict = await judged(unroutable, root, {}, asking(path));
    expect(verdict.status).toBe(status === 200 ? 'pass' : 'fail');
    if (status !== 200) expect(said(verdict)).toContain(`(${status})`);
  });
});
