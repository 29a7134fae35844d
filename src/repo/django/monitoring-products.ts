import type { MonitoringProduct } from '../../model/repository/index.ts';

/** Dotted calls that start a product. */
export const CALLS: readonly (readonly [MonitoringProduct, RegExp])[] = [
  ['sentry', /^(sentry_sdk\.init|raven\.(?:Client|contrib\.\w+\.\w+))$/],
  ['datadog', /^(ddtrace\.(?:patch_all|patch)|datadog\.initialize)$/],
  ['newrelic', /^newrelic\.agent\.initialize$/],
  ['rollbar', /^rollbar\.init$/],
  ['bugsnag', /^bugsnag\.configure$/],
  ['honeybadger', /^honeybadger\.(?:honeybadger\.)?configure$/],
  ['raygun', /^raygun4py\.\w+(?:\.\w+)*$/],
  ['appsignal', /^appsignal\.(?:start|Appsignal)(?:\.start)?$/],
  ['elastic-apm', /^elasticapm\.(?:Client|instrument)$/],
  [
    'opentelemetry',
    /^(?:opentelemetry\.[\w.]+(?:Instrumentor|set_tracer_provider)(?:\.instrument)?|azure\.monitor\.opentelemetry\.configure_azure_monitor)$/,
  ],
  ['airbrake', /^pybrake\.[\w.]+$/],
  ['logfire', /^logfire\.(?:configure|instrument_django)$/],
];

/** Modules whose import alone starts a product. */
export const IMPORTS: readonly (readonly [MonitoringProduct, string])[] = [['datadog', 'ddtrace.auto']];

export const SETTINGS: readonly (readonly [MonitoringProduct, string])[] = [
  ['rollbar', 'ROLLBAR'],
  ['bugsnag', 'BUGSNAG'],
  ['honeybadger', 'HONEYBADGER'],
  ['raygun', 'RAYGUN4PY_CONFIG'],
  ['elastic-apm', 'ELASTIC_APM'],
  ['airbrake', 'AIRBRAKE'],
  ['sentry', 'RAVEN_CONFIG'],
  ['scout', 'SCOUT_MONITOR'],
];

export const APPS: readonly (readonly [MonitoringProduct, RegExp])[] = [
  ['sentry', /^raven\.contrib\.django/],
  ['elastic-apm', /^elasticapm\.contrib\.django/],
  ['scout', /^scout_apm\.django/],
  ['datadog', /^ddtrace\.contrib\.django/],
];

export const MIDDLEWARE: readonly (readonly [MonitoringProduct, RegExp])[] = [
  ['rollbar', /^rollbar\.contrib\.django\./],
  ['bugsnag', /^bugsnag\.django\./],
  ['honeybadger', /^honeybadger\.contrib\./],
  ['raygun', /^raygun4py\.middleware\./],
  ['airbrake', /^pybrake\.(?:middleware\.)?django/],
];

export const WRAPPERS: Readonly<Record<string, MonitoringProduct>> = {
  'newrelic-admin run-program': 'newrelic',
  'newrelic-admin run-python': 'newrelic',
  'ddtrace-run': 'datadog',
  'opentelemetry-instrument': 'opentelemetry',
  'elasticapm-run': 'elastic-apm',
  'scout-apm': 'scout',
};

export function productOf(
  table: readonly (readonly [MonitoringProduct, RegExp])[],
  name: string,
): MonitoringProduct | undefined {
  return table.find(([, pattern]) => pattern.test(name))?.[0];
}
