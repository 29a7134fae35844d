import type { EvaluatedSettings, Json, ObservedCall, Setting, TraceStep, Value } from '../../src/model/index.ts';

/** A setting's value in a case: plain JSON is a known value assigned in the project. */
type Given = Json | { readonly is: Value; readonly trace?: readonly TraceStep[] };

const FILE = 'config/settings.py';

/** Django's own defaults of the settings that rules read, as the interpreter lists them beside the project's. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  ALLOWED_HOSTS: [],
  CSRF_COOKIE_SECURE: false,
  CSRF_USE_SESSIONS: false,
  DEBUG: false,
  INSTALLED_APPS: [],
  MIDDLEWARE: [],
  SECURE_HSTS_INCLUDE_SUBDOMAINS: false,
  SECURE_HSTS_PRELOAD: false,
  SECURE_HSTS_SECONDS: 0,
  SECURE_PROXY_SSL_HEADER: null,
  SECURE_REDIRECT_EXEMPT: [],
  SECURE_SSL_REDIRECT: false,
  SESSION_COOKIE_DOMAIN: null,
  SESSION_COOKIE_HTTPONLY: true,
  SESSION_COOKIE_SAMESITE: 'Lax',
  SESSION_COOKIE_SECURE: false,
};

export function value(is: Value, trace: readonly TraceStep[] = [{ path: FILE, line: 10 }]): Given {
  return { is, trace };
}

export function known(json: Json): Value {
  return { status: 'known', value: json };
}

/** The evaluated settings of a project: Django's defaults with what the case assigns. */
export function settings(
  assigned: Readonly<Record<string, Given>>,
  more: Partial<Omit<EvaluatedSettings, 'settings'>> = {},
): EvaluatedSettings {
  const defaults = Object.entries(DEFAULTS).filter(([name]) => !(name in assigned));
  const urls =
    'ROOT_URLCONF' in assigned ? [] : [setting('ROOT_URLCONF', known('config.urls'), [{ path: FILE, line: 1 }])];
  const all = [
    ...urls,
    ...defaults.map(([name, json]) => setting(name, known(json), [])),
    ...Object.entries(assigned).map(([name, given], index) => assignment(name, given, index)),
  ];
  return {
    module: 'config.settings',
    chosenBy: 'DJANGO_SETTINGS_MODULE in config/wsgi.py:5',
    files: [FILE],
    mode: 'open',
    django: '5.2',
    settings: all.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    environment: [],
    calls: [],
    notes: [],
    ...more,
  };
}

export function call(callee: string, keywords: ObservedCall['keywords'] = {}): ObservedCall {
  return { callee, positional: [], keywords, location: { path: FILE, line: 90 } };
}

function assignment(name: string, given: Given, index: number): Setting {
  if (typeof given === 'object' && given !== null && 'is' in given && isValue(given.is)) {
    return setting(name, given.is, 'trace' in given && Array.isArray(given.trace) ? (given.trace as TraceStep[]) : []);
  }
  return setting(name, known(given as Json), [{ path: FILE, line: index + 1 }]);
}

function isValue(candidate: unknown): candidate is Value {
  return typeof candidate === 'object' && candidate !== null && 'status' in candidate;
}

function setting(name: string, is: Value, trace: readonly TraceStep[]): Setting {
  return { name, ref: { kind: 'setting', id: name, name }, value: is, trace };
}
