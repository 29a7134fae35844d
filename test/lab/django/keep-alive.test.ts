import { expect, it } from 'vitest';
import rule from '../../../rules/hosting/gunicorn-keepalive-below-alb-idle.ts';
import { collected } from '../../../src/model/index.ts';
import { attributesOf, loadBalancer } from '../../build/elasticloadbalancing.ts';
import { frontDoor } from '../../build/front-door.ts';
import { kept } from './ask.ts';
import { judged } from './judged.ts';
import { served } from './served.ts';

/** Seconds for which the load balancer keeps an idle connection to reuse it. */
const IDLE = 4;
const attributes = collected(attributesOf(loadBalancer(), { 'idle_timeout.timeout_seconds': String(IDLE) }));
const door = { frontDoors: collected([frontDoor({ attributes })]) };

/** A connection that the server closes while the load balancer still counts on it: the race that ends in 502. */
it.each([
  ['sync closes after every answer', [], 'not-applicable'],
  ['sync ignores keep-alive', ['--keep-alive', '75'], 'not-applicable'],
  ['gthread with the default', ['--threads', '4'], 'fail'],
  ['gthread that keeps longer', ['--worker-class', 'gthread', '--keep-alive', '7'], 'pass'],
] as const)('%s', async (_, options, status) => {
  await served(
    '',
    async (root, port) => {
      const closed = await kept(port, (IDLE + 1) * 1000);
      if (status === 'not-applicable') expect(closed).toBeLessThan(500);
      if (status === 'fail') expect(closed).toBeGreaterThan(1000);
      if (status === 'pass') expect(closed).toBeUndefined();
      expect((await judged(rule, root, {}, door)).status).toBe(status);
    },
    { gunicorn: options },
  );
});
