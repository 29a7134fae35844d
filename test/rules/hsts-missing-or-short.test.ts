import rule from '../../rules/https/hsts-missing-or-short.ts';
import { testRule } from '../../src/testing/index.ts';
import { nested, proxy, resource, terraform, tf } from '../build/process.ts';
import { at } from '../build/repository.ts';
import { settings, value } from '../build/settings.ts';

const MIDDLEWARE = ['django.middleware.security.SecurityMiddleware'];
const GOOD = { MIDDLEWARE, SECURE_HSTS_SECONDS: 31_536_000, SECURE_HSTS_INCLUDE_SUBDOMAINS: true };
const hsts = (
  given: Parameters<typeof settings>[0],
  proxies: readonly ReturnType<typeof proxy>[] = [],
  infrastructure = terraform(),
) => ({ given: { repository: { settings: settings({ ...GOOD, ...given }), proxies, terraform: infrastructure } } });
const tls = { listens: [{ port: 443, tls: true, location: at('nginx/nginx.conf', 4) }] };

testRule(rule, {
  pass: {
    'a year': hsts({}),
    'a year, preloaded': hsts({ SECURE_HSTS_PRELOAD: true }),
    'nginx adds it': hsts({ SECURE_HSTS_SECONDS: 0 }, [
      proxy({ ...tls, addHeaders: { 'strict-transport-security': 'max-age=31536000' } }),
    ]),
    'the listener adds it': hsts(
      { SECURE_HSTS_SECONDS: 0 },
      [],
      terraform({
        resources: [
          resource('aws_lb_listener.https', {
            routing_http_response_strict_transport_security_header_value: tf('max-age=31536000'),
          }),
        ],
      }),
    ),
    'CloudFront adds it': hsts(
      { SECURE_HSTS_SECONDS: 0 },
      [],
      terraform({
        resources: [
          resource('aws_cloudfront_response_headers_policy.main', {}, [
            nested('security_headers_config', {}, [nested('strict_transport_security')]),
          ]),
        ],
      }),
    ),
  },
  fail: {
    'an hour': {
      ...hsts({ SECURE_HSTS_SECONDS: 3600 }),
      reports: ['SECURE_HSTS_SECONDS is 3600: browsers forget to stay on HTTPS after 60 minutes'],
      severities: ['low'],
    },
    'an hour unless a developer says otherwise': {
      ...hsts({
        SECURE_HSTS_SECONDS: value({
          status: 'oneOf',
          values: [
            { when: 'LOCALHOST is set', byDefault: false, value: { status: 'known', value: 0 } },
            { when: 'LOCALHOST is not set', byDefault: true, value: { status: 'known', value: 3600 } },
          ],
        }),
      }),
      reports: ['SECURE_HSTS_SECONDS is 3600: browsers forget to stay on HTTPS after 60 minutes'],
    },
    'an hour, and yet preloaded': {
      ...hsts({ SECURE_HSTS_SECONDS: 3600, SECURE_HSTS_PRELOAD: true, SECURE_HSTS_INCLUDE_SUBDOMAINS: false }),
      reports: [
        'SECURE_HSTS_SECONDS is 3600: browsers forget to stay on HTTPS after 60 minutes',
        'SECURE_HSTS_PRELOAD asks for the preload list, which refuses the header: SECURE_HSTS_SECONDS is below 31536000, SECURE_HSTS_INCLUDE_SUBDOMAINS is not True',
      ],
    },
    'none, and nginx of the repository ends TLS without it': {
      ...hsts({ SECURE_HSTS_SECONDS: 0 }, [proxy(tls)]),
      reports: ['neither Django nor nginx/nginx.conf sends Strict-Transport-Security'],
      severities: ['medium'],
    },
  },
  unknown: {
    'none, and what stands in front is not in the repository': {
      ...hsts({ SECURE_HSTS_SECONDS: 0 }),
      reasons: [
        'Django sends no Strict-Transport-Security; the load balancer or CloudFront in front of it may add the header: its listener attributes decide, or SECURE_HSTS_SECONDS',
      ],
    },
  },
  silent: { 'no SecurityMiddleware to send it': hsts({ MIDDLEWARE: [], SECURE_HSTS_SECONDS: 0 }) },
});
