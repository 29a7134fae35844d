import type { Answer, EvaluatedSettings, Severity } from '../../src/model/index.ts';
import { truthy } from '../../src/model/index.ts';
import { asks, contains, either, some } from './answers.ts';
import { byDefault } from './deploy-checks.ts';
import { isArray, isRecord, setting } from './settings.ts';

/** A package of tools for developers that is enabled by INSTALLED_APPS or MIDDLEWARE. */
export interface DevTool {
  readonly package: string;
  readonly app: string;
  /** What follows from it where it is enabled; the settings are those of production. */
  readonly harm: (settings: EvaluatedSettings) => { readonly severity: Severity; readonly consequence: string };
}

export const DEV_TOOLS: readonly DevTool[] = [
  { package: 'django-debug-toolbar', app: 'debug_toolbar', harm: ofToolbar },
  { package: 'django-silk', app: 'silk', harm: ofSilk },
  { package: 'django-browser-reload', app: 'django_browser_reload', harm: ofReload },
  {
    package: 'django-extensions',
    app: 'django_extensions',
    harm: () => ({ severity: 'info', consequence: 'its commands are for development; it does no harm by itself' }),
  },
];

/** Whether production has the tool when nobody sets a switch. */
export function enabled({ app }: DevTool, settings: EvaluatedSettings): Answer {
  const usual = byDefault(settings);
  return either(
    asks(usual, 'INSTALLED_APPS', (apps) =>
      isArray(apps)
        ? some(apps, (one) => typeof one === 'string' && (one === app || one.startsWith(`${app}.`)))
        : contains(apps, app),
    ),
    inMiddleware(usual, app),
  );
}

function inMiddleware(settings: EvaluatedSettings, app: string): Answer {
  return asks(settings, 'MIDDLEWARE', (names) =>
    isArray(names) ? some(names, (one) => typeof one === 'string' && one.startsWith(`${app}.`)) : contains(names, app),
  );
}

function debugIsOff(settings: EvaluatedSettings): boolean {
  return asks(byDefault(settings), 'DEBUG', truthy) === 'never';
}

/** The toolbar's own SHOW_TOOLBAR_CALLBACK asks DEBUG first, then INTERNAL_IPS. */
function ofToolbar(settings: EvaluatedSettings): ReturnType<DevTool['harm']> {
  const shows = asks(settings, 'DEBUG_TOOLBAR_CONFIG', (config) =>
    isRecord(config) && 'SHOW_TOOLBAR_CALLBACK' in config ? true : '$unknown' in Object(config) ? undefined : false,
  );
  if (!debugIsOff(settings))
    return { severity: 'high', consequence: 'it can show settings, queries and requests to visitors' };
  if (shows === 'never')
    return {
      severity: 'low',
      consequence: 'it shows itself to nobody while DEBUG is off, and costs time all the same',
    };
  return {
    severity: 'medium',
    consequence: 'SHOW_TOOLBAR_CALLBACK decides who sees settings, queries and requests of others',
  };
}

/** Silk records in its middleware, and asks for a login only where it is told to. */
function ofSilk(settings: EvaluatedSettings): ReturnType<DevTool['harm']> {
  const usual = byDefault(settings);
  if (inMiddleware(usual, 'silk') === 'never')
    return {
      severity: 'low',
      consequence: 'without its middleware it records nothing, and its tables are there all the same',
    };
  if ((setting(settings, 'SILKY_INTERCEPT_FUNC')?.trace.length ?? 0) > 0)
    return { severity: 'low', consequence: 'SILKY_INTERCEPT_FUNC decides which requests it records with their bodies' };
  if (asks(usual, 'SILKY_INTERCEPT_PERCENT', (percent) => percent === 0) === 'always')
    return { severity: 'low', consequence: 'at SILKY_INTERCEPT_PERCENT = 0 it records nothing' };
  const locked = ['SILKY_AUTHENTICATION', 'SILKY_AUTHORISATION'].every(
    (name) => asks(usual, name, truthy) === 'always',
  );
  return locked
    ? { severity: 'medium', consequence: 'it records requests with their bodies, passwords included' }
    : { severity: 'high', consequence: 'it records requests with their bodies and shows them on a page' };
}

/** Its middleware and its page refuse to work while DEBUG is off. */
function ofReload(settings: EvaluatedSettings): ReturnType<DevTool['harm']> {
  return debugIsOff(settings)
    ? { severity: 'low', consequence: 'it does nothing while DEBUG is off' }
    : { severity: 'high', consequence: 'every page holds a connection open' };
}
