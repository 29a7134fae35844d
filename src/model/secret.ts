/**
 * What is a secret, by the name that it stands under or by what it looks like. One classifier for settings, environment
 * variables and everything that the account side redacts; pure.
 */

/** Words of a name that make its text a secret. */
const SECRET_NAME =
  /(^|_)(SECRET|SECRETS|PASSWORD|PASSWORDS|PASSWD|PASSPHRASE|PASS|PWD|TOKEN|TOKENS|APIKEY|CREDENTIAL|CREDENTIALS|DSN|PRIVATE|ORIGIN_VERIFY)(_|$)|(^|_)AUTHORIZATION$|PASSWORD|(SECRET|API|ACCESS|ENCRYPTION|SIGNING|PRIVATE|AUTH)_?KEYS?(?![A-Z])|_KEYS?$/;

/** Names that hold such a word and whose texts are no secrets: models, headers, lifetimes, classes, public halves, names. */
const PLAIN_NAME =
  /(^|_)(MODEL|HEADER|HEADERS|NAME|NAMES|FIELD|FIELDS|CLASS|CLASSES|BACKEND|BACKENDS|SERIALIZER|SERIALIZERS|VALIDATOR|VALIDATORS|HASHERS|TIMEOUT|AGE|TTL|EXPIRY|EXPIRE|EXPIRES|EXPIRATION|LIFETIME|SECONDS|MINUTES|HOURS|DAYS|LENGTH|SIZE|PREFIX|SUFFIX|URL|URI|ENDPOINT|PATH|FILE|FILENAME|DIR|ENABLED|REQUIRED|ENABLE|ALLOW|ALLOWED|USE|FUNCTION|METHOD|TYPE|TYPES|ALGORITHM|LOCATION|ROTATE|REFRESH|TEMPLATE|PATTERN|REGEX|COUNT|LIMIT|ID|IDS|ARN|VERSION|ISSUER|AUDIENCE|POLICY|PUBLIC|DOMAIN|SECURE|HTTPONLY|SAMESITE)$|PUBLIC_?KEY|(^|_)(PUBLIC|PUBLISHABLE|SITE|FOREIGN|PRIMARY|SORT|PARTITION|ROUTING|LOOKUP|CACHE|SESSION|GROUP|ORDER|INDEX)_?KEYS?$/;

/** Does a name say that its value is a secret? Names are compared in upper case, `camelCase` as words. */
export function isSecretName(name: string): boolean {
  const upper = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  return SECRET_NAME.test(upper) && !PLAIN_NAME.test(upper);
}

/** A password may hold what a URL does not allow in it, but for a port's number before a path. */
const CREDENTIALS_IN_URL = /[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]*:(?!\d{1,5}[/?#])[^\s@"'<>]{1,500}@/i;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY/;

/** Secrets that are known by how they are written, whatever they are called: keys and tokens of services, each with its prefix. */
const FORMS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{30,255}/,
  /\bgithub_pat_[A-Za-z0-9_]{30,255}/,
  /\bglpat-[A-Za-z0-9_-]{20,100}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,200}/,
  /hooks\.slack\.com\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/[A-Za-z0-9]+/,
  /discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]+|webhook\.office\.com\/[^\s"']+/,
  /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,200}/,
  /\bwhsec_[A-Za-z0-9+/]{16,200}/,
  /\bSG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}/,
  /\bAIza[A-Za-z0-9_-]{35}\b/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bpypi-[A-Za-z0-9_-]{50,300}/,
  /\beyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,1000}/,
  /\bdjango-insecure-[^\s'"]{10,100}/,
  /\b(?:Bearer|Basic)\s+(?=[A-Za-z._~-]{0,200}[0-9+/=])[A-Za-z0-9._~+/-]{12,2000}={0,2}/,
];

const EVERY_FORM = FORMS.map((form) => new RegExp(form, 'g'));
/** Every form has one of these: a quick no for almost every text. */
const HINT =
  /AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox|slack|webhook|[sr]k_|whsec_|SG\.|AIza|npm_|pypi-|eyJ|django-insecure|Bearer|Basic/;

/** A text with every secret of a known form replaced. */
export function withoutForms(text: string, mark: string): string {
  return HINT.test(text) ? EVERY_FORM.reduce((rest, form) => rest.replace(form, mark), text) : text;
}

/** `?api_key=…&X-Amz-Signature=…`: what comes after the name of a secret in an address, unless it is a hole to be filled. */
const PARAMETER = /([?&])([A-Za-z][\w.-]{1,60})=([^\s&#"'<>]{4,2000})/g;

/** An address whose secret parameters are replaced. */
export function withoutParameters(text: string, mark: string): string {
  if (!text.includes('=')) return text;
  return text.replace(PARAMETER, (whole, sign: string, name: string, value: string) =>
    (isSecretName(name) || /signature$/i.test(name)) && !isHarmless(value) && !/^[$%{<[]/.test(value)
      ? `${sign}${name}=${mark}`
      : whole,
  );
}

/** Does a text look like a secret, wherever it stands: credentials or a key in a URL, a private key, a well-known token? */
export function looksSecret(text: string): boolean {
  return (
    CREDENTIALS_IN_URL.test(text) ||
    PRIVATE_KEY.test(text) ||
    (HINT.test(text) && FORMS.some((form) => form.test(text))) ||
    (text.includes('://') && withoutParameters(text, '') !== text)
  );
}

/** Texts that stand under the name of a secret and are none: a path, a dotted class, a number, a boolean, a template's hole. */
export function isHarmless(text: string): boolean {
  return (
    text === '' ||
    /^-?\d{1,9}(\.\d+)?$/.test(text) ||
    /^(true|false|yes|no|on|off|none|null)$/i.test(text) ||
    /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)+\.[A-Za-z_][A-Za-z0-9_]*$/.test(text) ||
    /^(\/|\.\.?\/)[\w./-]+\.(pem|key|crt|json|txt|ya?ml|env)$/.test(text) ||
    /^HTTP_[A-Z_]+$/.test(text)
  );
}

/** A text of 20 characters and more that nobody would type: letters of both cases and digits mixed, or 32 hexadecimal digits. */
export function isRandomLooking(text: string): boolean {
  if (/^[0-9a-f]{32,}$/i.test(text)) return true;
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(text)).length;
  return text.length >= 20 && kinds === 3 && /^[A-Za-z0-9+/=_-]+$/.test(text) && new Set(text).size >= 12;
}
