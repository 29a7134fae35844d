/**
 * What is a secret, by the name that it stands under or by what it looks like. One classifier for settings, environment
 * variables and everything that the account side redacts; pure.
 */

/** Words of a name that make its text a secret. */
const SECRET_NAME =
  /(^|_)(SECRET|SECRETS|PASSWORD|PASSWORDS|PASSWD|PASSPHRASE|PASS|PWD|TOKEN|TOKENS|APIKEY|CREDENTIAL|CREDENTIALS|DSN|PRIVATE)(_|$)|PASSWORD|(SECRET|API|ACCESS|ENCRYPTION|SIGNING|PRIVATE|AUTH)_?KEYS?(?![A-Z])|_KEYS?$/;

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

const CREDENTIALS_IN_URL = /[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]*:[^\s/?#@]+@/i;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY/;
const TOKENS: readonly RegExp[] = [
  /\bgh[pousr]_[A-Za-z0-9]{30,}/,
  /\bgithub_pat_[A-Za-z0-9_]{30,}/,
  /\bglpat-[A-Za-z0-9_-]{20,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /hooks\.slack\.com\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/[A-Za-z0-9]+/,
  /\bsk_live_[A-Za-z0-9]{16,}/,
  /\brk_live_[A-Za-z0-9]{16,}/,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/,
  /\bAIza[A-Za-z0-9_-]{35}\b/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
];

/** Does a text look like a secret, wherever it stands: credentials in a URL, a private key, a well-known token? */
export function looksSecret(text: string): boolean {
  return CREDENTIALS_IN_URL.test(text) || PRIVATE_KEY.test(text) || TOKENS.some((token) => token.test(text));
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
