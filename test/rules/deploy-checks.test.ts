import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEPLOY_CHECKS, deployCheck } from '../../rules/shared/deploy-checks.ts';
import type { EvaluatedSettings, Json, SecretTraits, Setting, Value } from '../../src/model/index.ts';

interface Recorded {
  readonly django: string;
  readonly compliant: Readonly<Record<string, Json>>;
  readonly cases: readonly {
    readonly name: string;
    readonly changes: Readonly<Record<string, Json>>;
    readonly ids: readonly string[];
  }[];
}

/** Django's defaults of the settings that its checks read, where they are not None. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  CACHES: { default: { BACKEND: 'django.core.cache.backends.locmem.LocMemCache' } },
  CSRF_TRUSTED_ORIGINS: [],
  CSRF_USE_SESSIONS: false,
  DEBUG: false,
  LANGUAGE_CODE: 'en-us',
  MEDIA_ROOT: '',
  MEDIA_URL: '',
  SECRET_KEY_FALLBACKS: [],
  SECURE_CONTENT_TYPE_NOSNIFF: true,
  SECURE_CROSS_ORIGIN_OPENER_POLICY: 'same-origin',
  SECURE_REFERRER_POLICY: 'same-origin',
  SESSION_COOKIE_HTTPONLY: true,
  STATICFILES_DIRS: [],
  STORAGES: { default: {}, staticfiles: {} },
  TEMPLATES: [],
  X_FRAME_OPTIONS: 'DENY',
};

/** What the settings alone do not tell: a fallback key's text, the models, the variables of the process. */
const HIDDEN = new Set(['security.W025', 'models.W042', 'async.E001', 'translation.E004']);

describe.each(['5.2', '6.1'])('manage.py check --deploy of Django %s', (series) => {
  const path = new URL(`../../fixtures/deploy-checks/django-${series}.json`, import.meta.url);
  const recorded = JSON.parse(readFileSync(path, 'utf8')) as Recorded;

  it.each(recorded.cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const settings = evaluated(series, { ...recorded.compliant, ...one.changes }, one.changes['unset']);
    const answers = DEPLOY_CHECKS.map((id) => [id, deployCheck(id, settings)] as const);
    const fires = answers.filter(([, answer]) => answer === 'always').map(([id]) => id);
    expect(fires).toEqual(one.ids.filter((id) => !HIDDEN.has(id)));
    const open = answers.filter(([, answer]) => answer === 'unknown' || answer === 'sometimes').map(([id]) => id);
    expect(open.filter((id) => !HIDDEN.has(id))).toEqual([]);
    for (const id of one.ids.filter((hidden) => HIDDEN.has(hidden) && DEPLOY_CHECKS.includes(hidden))) {
      expect(open).toContain(id);
    }
  });
});

function evaluated(django: string, given: Readonly<Record<string, Json>>, unset: Json | undefined): EvaluatedSettings {
  const names = Object.keys(given).filter(
    (name) => /^[A-Z]/.test(name) && !(Array.isArray(unset) && unset.includes(name)),
  );
  const settings = [
    ...Object.keys(DEFAULTS)
      .filter((name) => !names.includes(name))
      .map((name) => setting(name, DEFAULTS[name] ?? null, false)),
    ...names.map((name) => setting(name, given[name] ?? null, true)),
  ];
  return {
    module: 'settings',
    chosenBy: 'the case',
    files: ['settings.py'],
    mode: 'given',
    django,
    settings,
    environment: [],
    calls: [],
    notes: [],
  };
}

function setting(name: string, json: Json, assigned: boolean): Setting {
  const trace = assigned ? [{ path: 'settings.py', line: 1 }] : [];
  return { name, ref: { kind: 'setting', id: name }, value: toValue(name, json), trace };
}

/** As the interpreter gives them: keys are secrets. */
function toValue(name: string, json: Json): Value {
  if (name === 'SECRET_KEY' && typeof json === 'string' && json !== '') {
    return { status: 'secret', source: 'literal', origin: 'literal', traits: traits(json) };
  }
  if (name === 'SECRET_KEY_FALLBACKS' && Array.isArray(json)) {
    return { status: 'known', value: json.map(() => ({ $secret: 'literal' })) };
  }
  return { status: 'known', value: withNonce(json) };
}

function traits(key: string): SecretTraits {
  const uniqueCharacters = new Set(key).size;
  return { length: key.length, uniqueCharacters, insecurePrefix: key.startsWith('django-insecure-') };
}

/** The cases write `<CSP.NONCE>` where the settings file had Django's constant. */
function withNonce(json: Json): Json {
  const text = JSON.stringify(json).replaceAll('"<CSP.NONCE>"', '{"$ref":"django.utils.csp.CSP.NONCE"}');
  return JSON.parse(text) as Json;
}
