import { expect, it } from 'vitest';
import rule from '../../../rules/https/x-forwarded-host-trusted.ts';
import { ask } from './ask.ts';
import { judged } from './judged.ts';
import { served } from './served.ts';

const FORGED = { Host: 'shop.example.com', 'X-Forwarded-Host': 'evil.test' };

/** Nothing between client and application overwrites the header: that is what the load balancer does too. */
it.each([
  ['every host', 'USE_X_FORWARDED_HOST = True\nALLOWED_HOSTS = ["*"]\n', { status: 200, body: 'evil.test' }, 'high'],
  ['a strict list', 'USE_X_FORWARDED_HOST = True\n', { status: 400 }, 'medium'],
  ['not trusted', '', { status: 200, body: 'shop.example.com' }, undefined],
] as const)('a forged host: %s', async (_, settings, answer, severity) => {
  await served(settings, async (root, port) => {
    expect(await ask(port, '/', FORGED)).toMatchObject(answer);
    const verdict = await judged(rule, root);
    expect(verdict.status).toBe(severity === undefined ? 'not-applicable' : 'fail');
    if (severity !== undefined) expect(verdict).toMatchObject({ severity });
  });
});
