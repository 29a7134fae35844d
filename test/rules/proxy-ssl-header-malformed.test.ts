import rule from '../../rules/https/proxy-ssl-header-malformed.ts';
import type { Json } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { settings, value } from '../build/settings.ts';

const header = (json: Json) => ({ given: { repository: { settings: settings({ SECURE_PROXY_SSL_HEADER: json }) } } });

testRule(rule, {
  pass: {
    'as the load balancer sends it': header(['HTTP_X_FORWARDED_PROTO', 'https']),
    'as CloudFront sends it': header(['HTTP_CLOUDFRONT_FORWARDED_PROTO', 'https']),
    'a proxy that says on': header(['HTTP_X_FORWARDED_SSL', 'on']),
  },
  fail: {
    'the name on the wire': {
      ...header(['X-Forwarded-Proto', 'https']),
      reports: [
        "SECURE_PROXY_SSL_HEADER names 'X-Forwarded-Proto', which is never in request.META: every request counts as plain HTTP",
      ],
    },
    'the wrong value': {
      ...header(['HTTP_X_FORWARDED_PROTO', 'http']),
      reports: ["SECURE_PROXY_SSL_HEADER waits for 'http' instead of 'https': every request counts as plain HTTP"],
    },
    'no pair': {
      ...header('HTTP_X_FORWARDED_PROTO'),
      reports: [
        "SECURE_PROXY_SSL_HEADER is 'HTTP_X_FORWARDED_PROTO', not a pair: every request ends in ImproperlyConfigured",
      ],
    },
  },
  unknown: {
    'not computed': {
      given: {
        repository: {
          settings: settings({ SECURE_PROXY_SSL_HEADER: value({ status: 'unknown', reason: 'made by a plug-in' }) }),
        },
      },
      reasons: ['SECURE_PROXY_SSL_HEADER cannot be told: made by a plug-in'],
    },
  },
  silent: { 'not used': header(null) },
});
