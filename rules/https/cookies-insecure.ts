import type { EvaluatedSettings, Json, Setting, Severity, Verdict } from '../../src/model/index.ts';
import { defineRule, notApplicable, truthy, unknown } from '../../src/model/index.ts';
import { asks, contains, some } from '../shared/answers.ts';
import { replace } from '../shared/edit.ts';
import { fix, text } from '../shared/fix.ts';
import { judgeSetting } from '../shared/judge-setting.ts';
import { isArray, isHole, named, python, settingEvidence } from '../shared/settings.ts';

/** How one setting is judged: what is wrong with it, and when Django does not use it. */
interface Question {
  readonly isWrong: (value: Json, settings: EvaluatedSettings) => boolean | undefined;
  readonly severity: Severity;
  readonly consequence: string;
  readonly better: string;
  /** Why Django does not use it; `unknown` when that could not be computed. */
  readonly unused: (settings: EvaluatedSettings) => string | undefined;
}

const QUESTIONS: Readonly<Record<string, Question>> = {
  SESSION_COOKIE_SECURE: {
    isWrong: isNotTrue,
    severity: 'high',
    consequence: 'the session cookie is also sent over plain HTTP, where anybody on the way can take over the session',
    better: 'True',
    unused: noSessions,
  },
  CSRF_COOKIE_SECURE: {
    isWrong: isNotTrue,
    severity: 'medium',
    consequence: 'the CSRF token is also sent over plain HTTP',
    better: 'True',
    unused: noCsrfCookie,
  },
  SESSION_COOKIE_HTTPONLY: {
    isWrong: isNotTrue,
    severity: 'medium',
    consequence: 'scripts can read the session cookie, so one cross-site scripting hole gives away every session',
    better: 'True',
    unused: noSessions,
  },
  SESSION_COOKIE_SAMESITE: {
    isWrong: noneWithoutSecure,
    severity: 'high',
    consequence: 'browsers refuse a cookie of other sites that is not marked Secure, and older ones send it everywhere',
    better: "'Lax'",
    unused: noSessions,
  },
  SESSION_COOKIE_DOMAIN: {
    isWrong: isParentDomain,
    severity: 'low',
    consequence: 'every host under that domain gets the session cookie and can set one of its own',
    better: 'None',
    unused: noSessions,
  },
};

export default defineRule({
  id: 'cookies-insecure',
  topic: 'https/django-settings',
  severity: 'high',
  docs: {
    title: 'Send session and CSRF cookies over HTTPS only',
    why: 'A cookie without the Secure flag travels with every plain HTTP request, also the first one before a redirect. Whoever reads it in a café network is logged in as that user.',
    how: 'The flags are computed for production, Django checks them for the very value True. SESSION_COOKIE_SECURE is high, CSRF_COOKIE_SECURE and SESSION_COOKIE_HTTPONLY medium, SESSION_COOKIE_SAMESITE of `None` without Secure high, SESSION_COOKIE_DOMAIN of a whole domain low. A default that a variable replaces counts one step less.',
    fix: '`SESSION_COOKIE_SECURE = True` and `CSRF_COOKIE_SECURE = True` in the production settings.',
    silent: [
      'projects without a middleware for sessions',
      'the CSRF cookie with CSRF_USE_SESSIONS, or without CsrfViewMiddleware',
    ],
    example: {
      language: 'python',
      bad: 'SESSION_COOKIE_SECURE = False',
      good: 'SESSION_COOKIE_SECURE = True\nCSRF_COOKIE_SECURE = True',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-secure',
      'https://docs.djangoproject.com/en/stable/ref/settings/#csrf-cookie-secure',
      'https://docs.djangoproject.com/en/stable/topics/security/#ssl-https',
    ],
  },
  controls: {
    wellArchitected: ['SEC09'],
    cwe: ['614', '1004', '1275'],
    owaspTop10_2021: ['A05'],
    djangoCheck: [
      'security.W010',
      'security.W011',
      'security.W012',
      'security.W013',
      'security.W014',
      'security.W015',
      'security.W016',
    ],
    owaspAsvs_4_0_3: ['3.4.1'],
  },
  needs: ['repository.settings'],
  subjects: ({ repository }) => named(repository.settings, ...Object.keys(QUESTIONS)),
  judge: (one, { repository: { settings } }) => {
    const question = QUESTIONS[one.name];
    const unused = question?.unused(settings);
    const evidence = [settingEvidence(one, settings)];
    if (unused === 'unknown') return unknown(`whether ${one.name} matters could not be computed`, { evidence });
    if (question === undefined || unused !== undefined) return notApplicable(unused ?? 'not judged');
    return judged(one, settings, question);
  },
});

function judged(one: Setting, settings: EvaluatedSettings, question: Question): Verdict {
  return judgeSetting(one, settings, (value) => question.isWrong(value, settings), {
    good: `${one.name} is ${one.value.status === 'known' ? python(one.value.value) : 'as it should be by default'}`,
    wrong: (when) => ({
      message: `${one.name} is ${wrongText(one)}${when}: ${question.consequence}`,
      severity: when === '' ? question.severity : oneStepLess(question.severity),
      fix: better(one, question.better),
    }),
  });
}

function wrongText({ value }: Setting): string {
  if (value.status === 'known') return python(value.value);
  return value.status === 'fromEnv' && value.default !== undefined ? python(value.default) : 'not safe';
}

function oneStepLess(severity: Severity): Severity {
  return severity === 'high' ? 'medium' : 'low';
}

function better(one: Setting, value: string) {
  const last = one.trace.at(-1);
  const literal = one.value.status === 'known' && last?.operation === undefined ? last?.literal : undefined;
  const step =
    literal === undefined ? text(`${one.name} = ${value}`) : replace(literal.location, literal.text, value, 'unsafe');
  return fix(`Set ${one.name} to ${value} in the production settings`, step);
}

function isNotTrue(value: Json): boolean | undefined {
  return isHole(value) ? undefined : value !== true;
}

function noneWithoutSecure(value: Json, settings: EvaluatedSettings): boolean | undefined {
  if (isHole(value)) return undefined;
  if (typeof value !== 'string' || value.toLowerCase() !== 'none') return false;
  const secure = asks(settings, 'SESSION_COOKIE_SECURE', (is) => is === true);
  return secure === 'unknown' ? undefined : secure === 'never';
}

function isParentDomain(value: Json): boolean | undefined {
  if (isHole(value)) return undefined;
  if (typeof value !== 'string' || value === '') return false;
  return value.replace(/^\./, '').split('.').length === 2;
}

/** Only the middleware sets the cookie: Django's own, or one of the project that is called after it. */
function noSessions(settings: EvaluatedSettings): string | undefined {
  const used = asks(settings, 'MIDDLEWARE', (names) =>
    isArray(names) ? some(names, (one) => typeof one === 'string' && /session/i.test(one)) : undefined,
  );
  if (used === 'unknown') return used;
  return used === 'never' ? 'no middleware for sessions is installed' : undefined;
}

function noCsrfCookie(settings: EvaluatedSettings): string | undefined {
  if (asks(settings, 'CSRF_USE_SESSIONS', truthy) === 'always')
    return 'CSRF_USE_SESSIONS keeps the token in the session';
  const used = asks(settings, 'MIDDLEWARE', (list) => contains(list, 'django.middleware.csrf.CsrfViewMiddleware'));
  if (used === 'unknown') return used;
  return used === 'never' ? 'CsrfViewMiddleware is not installed' : undefined;
}
