import type { EvaluatedSettings, Setting, Value } from '../../src/model/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { alternatives, settingEvidence } from '../shared/settings.ts';

const BOOLEANS =
  /^(DEBUG|TEMPLATE_DEBUG|SECURE_(SSL_REDIRECT|HSTS_INCLUDE_SUBDOMAINS|HSTS_PRELOAD|CONTENT_TYPE_NOSNIFF)|(SESSION|CSRF|LANGUAGE)_COOKIE_(SECURE|HTTPONLY)|CSRF_USE_SESSIONS|USE_(TZ|I18N|L10N|ETAGS|THOUSAND_SEPARATOR|X_FORWARDED_HOST|X_FORWARDED_PORT)|EMAIL_USE_(TLS|SSL)|CELERY_(TASK_)?ALWAYS_EAGER|CORS_(ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL|ALLOW_CREDENTIALS)|AWS_(QUERYSTRING_AUTH|S3_FILE_OVERWRITE)|SESSION_(SAVE_EVERY_REQUEST|EXPIRE_AT_BROWSER_CLOSE)|APPEND_SLASH)$/;

/** How a variable's text becomes a value that is true whenever the text is not empty. */
const NO_CAST = new Set(['', 'str', 'text', 'unicode', 'bool()']);

export default defineRule({
  id: 'env-boolean-without-cast',
  topic: 'secrets/django-environ',
  severity: 'high',
  docs: {
    title: 'Cast boolean variables of the environment',
    why: 'A variable of the environment is text, and every text but the empty one is true in Python. `DEBUG=False` in production then switches DEBUG on.',
    how: 'Boolean settings are judged that get the bare text of a variable, or its `bool()`, or a text literal. DEBUG is critical, the others are high.',
    fix: 'Cast by a function that reads the text: `env.bool("DEBUG", default=False)`, `config("DEBUG", cast=bool)`, or compare: `os.environ.get("DEBUG") == "1"`.',
    silent: [
      'a scheme such as `Env(DEBUG=(bool, False))`, or a boolean default of django-environ, which both cast',
      'comparisons such as `== "True"`',
    ],
    example: {
      language: 'python',
      bad: 'DEBUG = os.environ.get("DEBUG", False)',
      good: 'DEBUG = env.bool("DEBUG", default=False)',
    },
    references: [
      'https://docs.python.org/3/library/stdtypes.html#truth-value-testing',
      'https://django-environ.readthedocs.io/en/latest/types.html',
    ],
  },
  controls: {
    wellArchitected: ['SEC06'],
    cwe: ['704', '1188'],
    owaspTop10_2021: ['A05'],
    djangoCheck: ['security.W018'],
  },
  needs: ['repository.settings'],
  subjects: ({ repository: { settings } }) =>
    settings.settings.filter(({ name, trace }) => BOOLEANS.test(name) && trace.length > 0),
  judge: (one, { repository: { settings } }) => {
    const details = { evidence: [settingEvidence(one, settings)], ...where(settingPlace(one, settings)) };
    const wrong = alternatives(one.value)
      .map(({ value }) => textual(value))
      .find((reason) => reason !== undefined);
    if (wrong !== undefined) {
      return fail(`${one.name} is ${wrong}: "False" and "0" count as true`, {
        ...details,
        severity: one.name === 'DEBUG' ? 'critical' : 'high',
        fix: repair(one, settings),
      });
    }
    const open = alternatives(one.value).find(({ value }) => value.status === 'unknown')?.value;
    if (open?.status === 'unknown') return unknown(`${one.name} could not be computed: ${open.reason}`, details);
    return pass(`${one.name} is a boolean`, details);
  },
});

function textual(value: Value): string | undefined {
  if (value.status === 'known') return typeof value.value === 'string' && value.value !== '' ? 'a text' : undefined;
  if (value.status !== 'fromEnv' || !NO_CAST.has(value.cast)) return undefined;
  return value.cast === 'bool()'
    ? `bool() of the text of ${value.variable}`
    : `the text of the variable ${value.variable}`;
}

function repair(one: Setting, settings: EvaluatedSettings) {
  const variable = alternatives(one.value).flatMap(({ value }) =>
    value.status === 'fromEnv' ? value.variable : [],
  )[0];
  const library = settings.environment.some(({ cast }) => cast !== undefined && cast !== 'str');
  const better = library
    ? `${one.name} = env.bool("${variable ?? one.name}", default=False)`
    : `${one.name} = os.environ.get("${variable ?? one.name}", "").lower() in {"1", "true", "yes"}`;
  return fix('Read the text of the variable', text(better));
}
