import { native, nativeModule, type Runtime } from '../native.ts';
import { PyDict, type PyModule, PyUnknown, type PyValue, UNSET } from '../values.ts';
import { readVariable } from './environment-reading.ts';
import { dictOf, opened, sealed } from './support.ts';
import { networkLocation, parseQs, portOf, unquote, urlparse } from './url-text.ts';
import { orValueError } from './urllib-parse.ts';

const BACKENDS = 'django.core.mail.backends';
const SCHEMES: Readonly<Record<string, string>> = {
  smtp: `${BACKENDS}.smtp.EmailBackend`,
  submission: `${BACKENDS}.smtp.EmailBackend`,
  submit: `${BACKENDS}.smtp.EmailBackend`,
  smtps: `${BACKENDS}.smtp.EmailBackend`,
  console: `${BACKENDS}.console.EmailBackend`,
  file: `${BACKENDS}.filebased.EmailBackend`,
  memory: `${BACKENDS}.locmem.EmailBackend`,
  dummy: `${BACKENDS}.dummy.EmailBackend`,
};
const TRUTHY = new Set('1 y Y yes Yes YES t T true True TRUE on On ON'.split(' '));

/** `dj_email_url.parse`. */
export function parseEmailUrl(it: Runtime, given: PyValue): PyValue {
  const known = it.choose(given);
  if (known instanceof PyUnknown) return it.cast(known, 'dj_email_url', 'dict');
  const { text, source } = opened(it, known) ?? it.giveUp('an email URL that is no text');
  const url = orValueError(it, () => urlparse(text));
  const where = networkLocation(url.netloc);
  const port = orValueError(it, () => portOf(where));
  const options = parseQs(url.query);
  const first = (name: string): string | undefined => options.get(name)?.[0];
  const submission = url.scheme === 'submission' || url.scheme === 'submit';
  const implied = url.scheme === 'smtp' ? 25 : submission ? 587 : null;
  const config: Record<string, PyValue> = {
    EMAIL_FILE_PATH: url.path.slice(1).split('?')[0] ?? '',
    EMAIL_HOST_USER: where.username === null ? null : unquote(where.username),
    EMAIL_HOST_PASSWORD: where.password === null ? null : sealed(it, unquote(where.password), source),
    EMAIL_HOST: url.scheme === 'smtp' ? (where.hostname ?? 'localhost') : where.hostname,
    EMAIL_PORT: portValue(port, implied),
    EMAIL_USE_SSL: false,
    EMAIL_USE_TLS: submission || url.scheme === 'smtps',
    EMAIL_TIMEOUT: null,
  };
  const backend = SCHEMES[url.scheme];
  if (backend !== undefined) config['EMAIL_BACKEND'] = backend;
  const encryption = options.has('ssl') ? 'ssl' : options.has('tls') ? 'tls' : undefined;
  if (encryption !== undefined && TRUTHY.has(first(encryption) ?? '')) {
    config['EMAIL_USE_SSL'] = encryption === 'ssl';
    config['EMAIL_USE_TLS'] = encryption === 'tls';
  }
  const timeout = first('timeout');
  if (timeout !== undefined) config['EMAIL_TIMEOUT'] = it.call(it.builtin('int'), [timeout]);
  for (const [option, setting] of [
    ['_server_email', 'SERVER_EMAIL'],
    ['_default_from_email', 'DEFAULT_FROM_EMAIL'],
  ] as const) {
    const address = first(option);
    if (address !== undefined) config[setting] = address;
  }
  return dictOf(config);
}

function portValue(port: number | null, implied: number | null): PyValue {
  const number = port === null || (port === 0 && implied !== null) ? implied : port;
  return number === null ? null : BigInt(number);
}

export const djEmailUrl = (): PyModule =>
  nativeModule('dj_email_url', {
    DEFAULT_ENV: 'EMAIL_URL',
    config: native(
      "config(env='EMAIL_URL', default=None)",
      (it, env, fallback) => {
        const read = readVariable(it, it.text(env), { cast: 'dj_email_url', default: fallback, required: false });
        const url = read === UNSET ? it.choose(fallback) : read;
        return url instanceof PyUnknown || it.truth(url) ? parseEmailUrl(it, url) : new PyDict();
      },
      { raw: true },
    ),
    parse: native('parse(url)', (it, url) => parseEmailUrl(it, url), { raw: true }),
  });
