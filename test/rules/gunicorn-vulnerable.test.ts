import rule from '../../rules/hosting/gunicorn-vulnerable.ts';
import { testRule } from '../../src/testing/index.ts';
import { dependencies, resolved } from '../build/repository.ts';

const given = (version: string | undefined, specifier = '') => ({
  given: {
    repository: {
      dependencies: dependencies([
        resolved('gunicorn', version, version === undefined ? { specifier, from: 'range' } : {}),
      ]),
    },
  },
});

testRule(rule, {
  pass: {
    'a current one': given('26.2.0'),
    'newer than known': given('28.0.0'),
    'a range within a current line': given(undefined, '~=26.0'),
  },
  fail: {
    'before 22': {
      ...given('21.2.0'),
      reports: ['gunicorn 21.2.0: a request can be smuggled past the load balancer (CVE-2024-1135, CVE-2024-6827)'],
      severities: ['high'],
    },
    '23': {
      ...given('23.0.0'),
      reports: ['gunicorn 23.0.0: it lacks the stricter HTTP parser of 26.0.0'],
      severities: ['low'],
    },
    'a range that ends before 22': {
      ...given(undefined, '<22'),
      reports: ['gunicorn <22: a request can be smuggled past the load balancer (CVE-2024-1135, CVE-2024-6827)'],
    },
  },
  unknown: {
    'a name only': {
      ...given(undefined),
      reasons: ['which gunicorn is installed today is not told by a name without a version'],
    },
    'an open range': {
      ...given(undefined, '>=20'),
      reasons: ['which gunicorn is installed today is not told by >=20'],
    },
  },
  silent: { 'not installed': { given: { repository: { dependencies: dependencies() } } } },
});
