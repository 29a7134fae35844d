import { native, nativeModule } from '../native.ts';
import { type PyModule, PyUnknown, UNSET } from '../values.ts';
import { exceptionClass } from './django-exceptions.ts';
import { readVariable } from './environment-reading.ts';
import { literalEval } from './literal-eval.ts';
import { opened } from './support.ts';

const IMPROPERLY_CONFIGURED = exceptionClass('ImproperlyConfigured', 'getenv.env', 'Exception');

/** django-getenv's `env`: a Python literal where the text is one, else the text. */
const env = native(
  'env(key, default=None, required=False)',
  (it, key, fallback, required) => {
    const name = it.text(key);
    const optional = it.truth(fallback) || !it.truth(required);
    const value = readVariable(it, name, {
      cast: 'literal',
      required: !optional,
      ...(optional ? { default: fallback } : {}),
    });
    if (value === UNSET) {
      return optional ? fallback : it.raise(IMPROPERLY_CONFIGURED, `Missing required environment variable '${name}'`);
    }
    if (value instanceof PyUnknown) return it.cast(value, 'literal');
    const found = opened(it, value);
    const literal = found?.source === undefined && found !== undefined ? literalEval(found.text) : undefined;
    return literal ?? (found?.text === 'None' ? null : value);
  },
  { raw: true },
);

export const getenv = (): PyModule => nativeModule('getenv', { env, ImproperlyConfigured: IMPROPERLY_CONFIGURED });
