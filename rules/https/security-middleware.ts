import type { EvaluatedSettings, Json, Setting, Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, part, pass, unknown } from '../../src/model/index.ts';
import { asks, contains } from '../shared/answers.ts';
import { fix, text } from '../shared/fix.ts';
import { notFollowed, settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { isArray, named, setting, settingEvidence } from '../shared/settings.ts';

const SECURITY = 'django.middleware.security.SecurityMiddleware';
const CSRF = 'django.middleware.csrf.CsrfViewMiddleware';
const FRAMES = 'django.middleware.clickjacking.XFrameOptionsMiddleware';

/** Django's own middleware that answers requests by itself: what comes after it does not see those. */
const ANSWERING = new Set([
  'django.middleware.common.CommonMiddleware',
  'django.middleware.locale.LocaleMiddleware',
  'django.middleware.cache.FetchFromCacheMiddleware',
  'django.middleware.cache.CacheMiddleware',
  'django.contrib.sessions.middleware.SessionMiddleware',
  'django.contrib.auth.middleware.AuthenticationMiddleware',
  CSRF,
]);

interface Wanted extends Subject {
  readonly dotted: string;
  readonly setting: Setting;
}

export default defineRule({
  id: 'security-middleware',
  topic: 'https/django-settings',
  severity: 'medium',
  docs: {
    title: 'Keep the security middleware, first in the list',
    why: 'SecurityMiddleware sends HSTS, nosniff and the referrer policy and redirects to HTTPS; CsrfViewMiddleware refuses forged forms; XFrameOptionsMiddleware keeps other sites from framing the pages. Without them the settings of the same names do nothing.',
    how: 'MIDDLEWARE is computed for production. No CsrfViewMiddleware where sessions are used is high, no SecurityMiddleware medium, no XFrameOptionsMiddleware low. SecurityMiddleware after a middleware of Django that answers by itself is low: those answers go without its headers and its redirect.',
    fix: 'Restore the order of `startproject`: SecurityMiddleware first, then the others.',
    silent: [
      'no CsrfViewMiddleware in an API without sessions: there is no cookie to misuse',
      'no XFrameOptionsMiddleware where a Content-Security-Policy has frame-ancestors',
      'helpers that stand before SecurityMiddleware: health checks, CORS, metrics, proxy helpers',
    ],
    example: {
      language: 'python',
      bad: 'MIDDLEWARE = [\n    "django.contrib.sessions.middleware.SessionMiddleware",\n    "django.middleware.csrf.CsrfViewMiddleware",\n    "django.middleware.clickjacking.XFrameOptionsMiddleware",\n]',
      good: 'MIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n    "django.contrib.sessions.middleware.SessionMiddleware",\n    "django.middleware.csrf.CsrfViewMiddleware",\n    "django.middleware.clickjacking.XFrameOptionsMiddleware",\n]',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/middleware/#middleware-ordering',
      'https://docs.djangoproject.com/en/stable/topics/security/',
    ],
  },
  controls: {
    cwe: ['693', '352', '1021'],
    owaspTop10_2021: ['A05'],
    djangoCheck: ['security.W001', 'security.W002', 'security.W003'],
  },
  needs: ['repository.settings'],
  subjects: ({ repository }) =>
    named(repository.settings, 'MIDDLEWARE').flatMap((one) =>
      [SECURITY, CSRF, FRAMES].map((dotted): Wanted => ({ ref: part(one.ref, dotted), dotted, setting: one })),
    ),
  judge: ({ dotted, setting: one }, { repository: { settings } }) => {
    const details = { evidence: [settingEvidence(one, settings)], ...where(settingPlace(one, settings)) };
    const gap = notFollowed(one, settings);
    if (gap !== undefined) return unknown(`MIDDLEWARE cannot be told: ${gap}`, details);
    const present = asks(settings, 'MIDDLEWARE', (list) => has(list, dotted));
    if (present === 'unknown' || present === 'sometimes') {
      return unknown(`whether MIDDLEWARE has ${shortName(dotted)} could not be computed`, details);
    }
    if (present === 'always')
      return dotted === SECURITY ? order(one, details) : pass(`${dotted} is installed`, details);
    return absent(dotted, settings, details);
  },
});

/** A subclass of the project's own, named after the original, does the same unless it says otherwise. */
function has(list: Json, dotted: string): boolean | undefined {
  const exact = contains(list, dotted);
  if (exact !== false || !isArray(list)) return exact;
  const suffix = shortName(dotted).replace(/Middleware$/, '');
  return list.some((item) => typeof item === 'string' && shortName(item).includes(suffix)) ? undefined : false;
}

function order(one: Setting, details: Pick<Verdict, 'evidence'>): Verdict {
  const list = one.value.status === 'known' && isArray(one.value.value) ? one.value.value : [];
  const first = list.slice(0, list.indexOf(SECURITY)).find((item) => typeof item === 'string' && ANSWERING.has(item));
  if (typeof first !== 'string') return pass('SecurityMiddleware stands before what answers by itself', details);
  return fail(
    `SecurityMiddleware stands after ${shortName(first)}: what that answers goes without its headers and redirect`,
    {
      ...details,
      severity: 'low',
      fix: fix('Put it first', text(`MIDDLEWARE = ["${SECURITY}", …]`)),
    },
  );
}

function absent(dotted: string, settings: EvaluatedSettings, details: Pick<Verdict, 'evidence'>): Verdict {
  const repair = { ...details, fix: fix('Restore the order of startproject', text(`MIDDLEWARE = [… "${dotted}", …]`)) };
  if (dotted === SECURITY) {
    return fail(
      'MIDDLEWARE has no SecurityMiddleware: the SECURE_* settings do nothing, no HSTS, no nosniff, no redirect',
      repair,
    );
  }
  if (dotted === FRAMES) {
    if (framesByPolicy(settings)) return pass('a Content-Security-Policy says who may frame the pages', details);
    const message =
      'MIDDLEWARE has no XFrameOptionsMiddleware: any site can show the pages in a frame and catch clicks';
    return fail(message, { ...repair, severity: 'low' });
  }
  const sessions = asks(settings, 'MIDDLEWARE', (list) =>
    contains(list, 'django.contrib.sessions.middleware.SessionMiddleware'),
  );
  if (sessions === 'never') return notApplicable('without sessions there is no cookie that a forged form could use');
  const message =
    'MIDDLEWARE has no CsrfViewMiddleware: any site can send forms in the name of a user who is logged in';
  return fail(message, { ...repair, severity: 'high' });
}

function framesByPolicy(settings: EvaluatedSettings): boolean {
  return ['CSP_FRAME_ANCESTORS', 'SECURE_CSP', 'CONTENT_SECURITY_POLICY'].some((name) => {
    const value = setting(settings, name)?.value;
    return (
      value !== undefined && JSON.stringify(value).includes(name === 'CSP_FRAME_ANCESTORS' ? '' : 'frame-ancestors')
    );
  });
}

function shortName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}
