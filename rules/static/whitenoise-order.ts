import type { EvaluatedSettings, Json, Setting, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { byDefault } from '../shared/deploy-checks.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { isArray, isHole, named, setting, settingEvidence } from '../shared/settings.ts';

const NOISE = 'whitenoise.middleware.WhiteNoiseMiddleware';
const SECURITY = 'django.middleware.security.SecurityMiddleware';
/** Middleware that costs time or answers by itself: static files should not pass through it. */
const LATE =
  /\.(SessionMiddleware|CommonMiddleware|AuthenticationMiddleware|CsrfViewMiddleware|LocaleMiddleware|MessageMiddleware|UpdateCacheMiddleware|FetchFromCacheMiddleware)$/;

export default defineRule({
  id: 'whitenoise-order',
  topic: 'static/whitenoise',
  severity: 'medium',
  docs: {
    title: 'Put WhiteNoise right after SecurityMiddleware',
    why: 'After sessions and authentication every image costs a session look-up, and static answers get Vary and cookies that keep a CDN from caching them. Before SecurityMiddleware they go without HSTS and without the redirect to HTTPS.',
    how: 'MIDDLEWARE is computed for production: WhiteNoise after a middleware of sessions, locale, cache or authentication is medium, before SecurityMiddleware low. Helpers such as health checks may stand anywhere before it.',
    fix: '`MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware", …]`.',
    silent: ['projects that do not use the middleware of WhiteNoise'],
    example: {
      language: 'python',
      bad: 'MIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n    "django.contrib.sessions.middleware.SessionMiddleware",\n    "whitenoise.middleware.WhiteNoiseMiddleware",\n]',
      good: 'MIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n    "whitenoise.middleware.WhiteNoiseMiddleware",\n    "django.contrib.sessions.middleware.SessionMiddleware",\n]',
    },
    references: ['https://whitenoise.readthedocs.io/en/stable/django.html#enable-whitenoise'],
  },
  controls: { wellArchitected: ['PERF'] },
  needs: ['repository.settings'],
  subjects: ({ repository }) => named(repository.settings, 'MIDDLEWARE'),
  judge: (one, { repository: { settings } }) => {
    const { value } = setting(byDefault(settings), 'MIDDLEWARE') ?? one;
    const list = value.status === 'known' && isArray(value.value) ? value.value : undefined;
    if (list === undefined) return unknown('MIDDLEWARE could not be computed');
    return list.includes(NOISE)
      ? verdict(list, one, settings)
      : notApplicable('the middleware of WhiteNoise is not used');
  },
});

function verdict(list: readonly Json[], one: Setting, settings: EvaluatedSettings): Verdict {
  const details = { evidence: [settingEvidence(one, settings)], ...where(settingPlace(one, settings)) };
  const repair = {
    ...details,
    fix: fix('Put it right after SecurityMiddleware', text(`MIDDLEWARE = ["${SECURITY}", "${NOISE}", …]`)),
  };
  const before = list.slice(0, list.indexOf(NOISE));
  const late = before.find((item) => typeof item === 'string' && LATE.test(item));
  if (typeof late === 'string') {
    const name = late.slice(late.lastIndexOf('.') + 1);
    return fail(`WhiteNoise stands after ${name}: every static file passes through it`, repair);
  }
  if (before.some(isHole)) return unknown('what stands before WhiteNoise could not be computed', details);
  if (list.indexOf(SECURITY) > list.indexOf(NOISE)) {
    return fail('WhiteNoise stands before SecurityMiddleware: static files go without HSTS and without the redirect', {
      ...repair,
      severity: 'low',
    });
  }
  return pass('WhiteNoise stands where its documentation wants it', details);
}
