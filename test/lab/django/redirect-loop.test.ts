import { request } from 'node:https';
import { expect, it } from 'vitest';
import malformed from '../../../rules/https/proxy-ssl-header-malformed.ts';
import missing from '../../../rules/https/proxy-ssl-header-missing.ts';
import { pem } from '../pem.ts';
import { tlsProxy } from './ask.ts';
import { judged } from './judged.ts';
import { served } from './served.ts';

const REDIRECT = 'SECURE_SSL_REDIRECT = True\n';

/** A visitor's request through the proxy that ends TLS: where he is sent, if he is sent anywhere. */
function visit(port: number): Promise<{ readonly status: number; readonly location: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: '/',
        headers: { Host: 'shop.example.com' },
        rejectUnauthorized: false,
        agent: false,
      },
      (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location });
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

/** The load balancer is another machine: gunicorn does not trust it as it trusts the loopback interface. */
const ELSEWHERE = ['--forwarded-allow-ips', '192.0.2.1'];
const HEADER = 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")';

it.each([
  ['no header', REDIRECT, ELSEWHERE, 'loop'],
  ['the header as Django reads it', REDIRECT + HEADER, ELSEWHERE, 'page'],
  [
    'the header as HTTP writes it',
    `${REDIRECT}SECURE_PROXY_SSL_HEADER = ("X-Forwarded-Proto", "https")`,
    ELSEWHERE,
    'loop',
  ],
  ['no header, and gunicorn trusts every proxy', REDIRECT, ['--forwarded-allow-ips', '*'], 'page'],
] as const)('behind a proxy that ends TLS: %s', async (_, settings, gunicorn, expected) => {
  await served(
    settings,
    async (root, port) => {
      const proxy = await tlsProxy(port, pem('shop.example.com', 30));
      const visited = await visit(proxy.port);
      proxy.close();
      expect(visited).toEqual(
        expected === 'loop'
          ? { status: 301, location: 'https://shop.example.com/' }
          : { status: 200, location: undefined },
      );
      const verdicts = [await judged(missing, root), await judged(malformed, root)];
      expect(verdicts.some(({ status }) => status === 'fail')).toBe(expected === 'loop');
    },
    { gunicorn },
  );
});

it('without the redirect, a missing header is no loop, and only medium', async () => {
  await served(
    '',
    async (root, port) => {
      const proxy = await tlsProxy(port, pem('shop.example.com', 30));
      const visited = await visit(proxy.port);
      proxy.close();
      expect(visited.status).toBe(200);
      expect(await judged(missing, root)).toMatchObject({ status: 'fail', severity: 'medium' });
    },
    { gunicorn: ELSEWHERE },
  );
});
