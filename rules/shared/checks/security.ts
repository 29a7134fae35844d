import type { Answer, EvaluatedSettings, Json } from '../../../src/model/index.ts';
import { truthy } from '../../../src/model/index.ts';
import { asks, both, contains, either, not, some } from '../answers.ts';
import { isArray, isRecord, setting } from '../settings.ts';
import { since } from './version.ts';

/** Says whether Django reports the check for these settings. */
export type Condition = (settings: EvaluatedSettings) => Answer;

const SECURITY = 'django.middleware.security.SecurityMiddleware';
const SESSION = 'django.contrib.sessions.middleware.SessionMiddleware';
const CSRF = 'django.middleware.csrf.CsrfViewMiddleware';
const FRAMES = 'django.middleware.clickjacking.XFrameOptionsMiddleware';
const CSP = 'django.middleware.csp.ContentSecurityPolicyMiddleware';

const middleware =
  (name: string): Condition =>
  (settings) =>
    asks(settings, 'MIDDLEWARE', (list) => contains(list, name));

const isTrue =
  (name: string): Condition =>
  (settings) =>
    asks(settings, name, (value) => (hole(value) ? undefined : value === true));

const isSet =
  (name: string): Condition =>
  (settings) =>
    asks(settings, name, truthy);

const all =
  (...conditions: readonly Condition[]): Condition =>
  (settings) =>
    both(...conditions.map((condition) => condition(settings)));

const no =
  (condition: Condition): Condition =>
  (settings) =>
    not(condition(settings));

const security = middleware(SECURITY);
const sessionApp: Condition = (settings) =>
  asks(settings, 'INSTALLED_APPS', (list) => contains(list, 'django.contrib.sessions'));
const sessionMiddleware = middleware(SESSION);
const hsts = isSet('SECURE_HSTS_SECONDS');
const sessionSecure = isTrue('SESSION_COOKIE_SECURE');
const sessionHttpOnly = isTrue('SESSION_COOKIE_HTTPONLY');

/** django/core/checks/security of Django 4.2 to 6.1, condition by condition. */
export const SECURITY_CHECKS: Readonly<Record<string, Condition>> = {
  'security.W001': no(security),
  'security.W002': no(middleware(FRAMES)),
  'security.W003': no(middleware(CSRF)),
  'security.W004': all(security, no(hsts)),
  'security.W005': all(security, hsts, no(isTrue('SECURE_HSTS_INCLUDE_SUBDOMAINS'))),
  'security.W006': all(security, no(isTrue('SECURE_CONTENT_TYPE_NOSNIFF'))),
  'security.W008': all(security, no(isTrue('SECURE_SSL_REDIRECT'))),
  'security.W009': weakKey,
  'security.W010': all(no(sessionSecure), sessionApp, no(sessionMiddleware)),
  'security.W011': all(no(sessionSecure), no(sessionApp), sessionMiddleware),
  'security.W012': all(no(sessionSecure), sessionApp, sessionMiddleware),
  'security.W013': all(no(sessionHttpOnly), sessionApp, no(sessionMiddleware)),
  'security.W014': all(no(sessionHttpOnly), no(sessionApp), sessionMiddleware),
  'security.W015': all(no(sessionHttpOnly), sessionApp, sessionMiddleware),
  'security.W016': all(no(isSet('CSRF_USE_SESSIONS')), middleware(CSRF), no(isTrue('CSRF_COOKIE_SECURE'))),
  'security.W018': isSet('DEBUG'),
  'security.W019': all(middleware(FRAMES), (settings) =>
    asks(settings, 'X_FRAME_OPTIONS', (value) => (hole(value) ? undefined : value !== 'DENY')),
  ),
  'security.W020': no(isSet('ALLOWED_HOSTS')),
  'security.W021': all(security, hsts, no(isTrue('SECURE_HSTS_PRELOAD'))),
  'security.W022': all(security, (settings) => asks(settings, 'SECURE_REFERRER_POLICY', (value) => value === null)),
  'security.E023': all(security, (settings) => asks(settings, 'SECURE_REFERRER_POLICY', illegalReferrer)),
  'security.E024': all(security, (settings) => asks(settings, 'SECURE_CROSS_ORIGIN_OPENER_POLICY', illegalOpener)),
  'security.W025': weakFallbacks,
  'security.E026': all(since('6.0'), (settings) =>
    either(...CSP_SETTINGS.map((name) => asks(settings, name, notDict))),
  ),
  'security.W027': all(
    since('6.0'),
    middleware(CSP),
    (settings) => either(...CSP_SETTINGS.map((name) => asks(settings, name, hasNonce))),
    (settings) => not(asks(settings, 'TEMPLATES', hasProcessor)),
  ),
};

const CSP_SETTINGS = ['SECURE_CSP', 'SECURE_CSP_REPORT_ONLY'];
/** The text of `django.utils.csp.CSP.NONCE`. */
const NONCE = '<CSP_NONCE_SENTINEL>';
const MIN_LENGTH = 50;
const MIN_UNIQUE = 5;

const REFERRER_POLICIES = new Set([
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
]);
const OPENER_POLICIES = new Set(['same-origin', 'same-origin-allow-popups', 'unsafe-none']);

function weakKey(settings: EvaluatedSettings): Answer {
  const key = setting(settings, 'SECRET_KEY')?.value;
  if (key?.status === 'known') return truthy(key.value) === false ? 'always' : 'unknown';
  if (key?.status !== 'secret' || key.traits === undefined) return 'unknown';
  const { length, uniqueCharacters, insecurePrefix } = key.traits;
  return length < MIN_LENGTH || uniqueCharacters < MIN_UNIQUE || insecurePrefix ? 'always' : 'never';
}

/** The text of a fallback key never reaches a rule: only the absence of fallbacks can be told. */
function weakFallbacks(settings: EvaluatedSettings): Answer {
  return asks(settings, 'SECRET_KEY_FALLBACKS', (value) => (truthy(value) === false ? false : undefined));
}

function illegalReferrer(value: Json): boolean | undefined {
  if (hole(value)) return undefined;
  if (typeof value === 'string') return value.split(',').some((one) => !REFERRER_POLICIES.has(one.trim()));
  if (!isArray(value)) return false;
  return some(value, (one) => typeof one !== 'string' || !REFERRER_POLICIES.has(one));
}

function illegalOpener(value: Json): boolean | undefined {
  if (hole(value)) return undefined;
  return value !== null && !(typeof value === 'string' && OPENER_POLICIES.has(value));
}

function notDict(value: Json): boolean | undefined {
  if (hole(value)) return undefined;
  return value !== null && !isRecord(value);
}

function hasNonce(value: Json): boolean | undefined {
  if (hole(value)) return undefined;
  if (!isRecord(value)) return false;
  return some(Object.values(value), (sources) => (isArray(sources) ? some(sources, isNonce) : isNonce(sources)));
}

function isNonce(source: Json): boolean {
  return source === NONCE || (isRecord(source) && source['$ref'] === 'django.utils.csp.CSP.NONCE');
}

function hasProcessor(templates: Json): boolean | undefined {
  if (!isArray(templates)) return hole(templates) ? undefined : false;
  return some(templates, (template) => {
    const options = isRecord(template) ? template['OPTIONS'] : undefined;
    const processors = isRecord(options) ? options['context_processors'] : undefined;
    return processors === undefined ? false : contains(processors, 'django.template.context_processors.csp');
  });
}

function hole(value: Json): boolean {
  return isRecord(value) && '$unknown' in value;
}
