import rule from '../../rules/https/redirect-exempt-never-matches.ts';
import type { Json } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { settings } from '../build/settings.ts';

const exempt = (patterns: readonly Json[], redirect = true) => ({
  given: {
    repository: { settings: settings({ SECURE_REDIRECT_EXEMPT: patterns, SECURE_SSL_REDIRECT: redirect }) },
  },
});

testRule(rule, {
  pass: { 'anchored, without the slash': exempt(['^health/$', 'api/.*\\.json$']) },
  fail: {
    'with the slash of the path': {
      ...exempt(['^/health/$']),
      reports: [
        'SECURE_REDIRECT_EXEMPT has r"^/health/$", which never matches: Django takes the leading slash off the path',
      ],
      severities: ['medium'],
    },
    'with a bare slash, beside a good one': {
      ...exempt(['/health', '^ok$']),
      reports: [
        'SECURE_REDIRECT_EXEMPT has r"/health", which never matches: Django takes the leading slash off the path',
      ],
    },
    everything: {
      ...exempt(['.*']),
      reports: ['SECURE_REDIRECT_EXEMPT has r".*", which exempts every path: nothing is redirected to HTTPS'],
      severities: ['high'],
    },
    'a word anywhere': {
      ...exempt(['health']),
      reports: ['SECURE_REDIRECT_EXEMPT has r"health" without anchors, which exempts every path that contains it'],
      severities: ['low'],
    },
  },
  unknown: {
    'a pattern that was not computed': {
      ...exempt([{ $unknown: 'a function of the project' }]),
      reasons: ['the pattern could not be computed'],
    },
  },
  silent: { 'nothing is redirected': exempt(['^/health/$'], false), 'no patterns': exempt([]) },
});
