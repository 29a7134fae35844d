import type { Location } from '../location.ts';
import type { Value } from '../value.ts';
import type { Item } from './item.ts';

/** The URLs that the project answers, as far as its urls.py files can be read. */
export interface Urls {
  /** The module of ROOT_URLCONF. */
  readonly root?: string;
  readonly routes: readonly Route[];
  /** False when an `include` could not be followed, a list is built in code, or i18n_patterns prefix it: a path may exist unseen. */
  readonly complete: boolean;
  readonly notes: readonly { readonly path: string; readonly message: string }[];
}

export interface Route extends Item {
  /** The whole pattern from the root, without the leading slash: `api/users/<int:pk>/`; a regular expression for `re_path`. */
  readonly pattern: string;
  readonly kind: 'path' | 're_path' | 'router';
  readonly name?: string;
  /** Dotted as far as imports tell: `django.contrib.admin.site.urls`, `health.views.HealthView.as_view`. */
  readonly view?: string;
  /** The app that an `include` brings and we cannot read: `health_check.urls`. Everything below the pattern is unknown. */
  readonly include?: string;
  /** Django's admin hangs here. */
  readonly admin: boolean;
  /** Under `if settings.DEBUG` and the like: the condition. */
  readonly when?: string;
}

/** A middleware class or function of the project itself. */
export interface ProjectMiddleware extends Item {
  /** As MIDDLEWARE names it: `core.middleware.HealthCheckMiddleware`. */
  readonly dotted: string;
  readonly name: string;
  /** Requests that it answers by itself, without calling the next. */
  readonly answers: readonly MiddlewareAnswer[];
  /** Names of settings and variables that it reads: `MAINTENANCE_MODE`. */
  readonly settings: readonly string[];
}

export interface MiddlewareAnswer {
  /** Paths that it compares `request.path` with; empty when something else decides. */
  readonly paths: readonly string[];
  readonly match: 'equal' | 'prefix' | 'suffix' | 'contains' | 'regex' | 'other';
  /** The condition's text. */
  readonly when: string;
  /** Of the response, when it can be told: 200 for a plain HttpResponse. */
  readonly status?: number;
  readonly location: Location;
}

export interface AppMigrations {
  readonly app: string;
  readonly path: string;
  readonly migrations: readonly Migration[];
}

export interface Migration extends Item {
  readonly app: string;
  readonly name: string;
  /** Absent for older ones, which are not opened, and where the list is built in code. */
  readonly operations?: readonly MigrationOperation[];
  readonly atomic: boolean;
  readonly initial: boolean;
  /** No other migration of the app depends on it. */
  readonly leaf: boolean;
}

export interface MigrationOperation {
  /** Django's class name: `RemoveField`, `AddIndexConcurrently`, `RunPython`; empty for an entry that is no call of a class. */
  readonly operation: string;
  readonly model?: string;
  readonly field?: string;
  /** Of RenameModel and RenameField. */
  readonly newName?: string;
  /** The field class of AddField and AlterField: `models.CharField`. */
  readonly fieldType?: string;
  readonly null?: boolean;
  readonly hasDefault?: boolean;
  readonly hasDbDefault?: boolean;
  /** Of RunPython and RunSQL. */
  readonly reversible?: boolean;
  /** Inside SeparateDatabaseAndState's `state_operations`: nothing happens in the database. */
  readonly stateOnly: boolean;
  readonly location: Location;
}

export type MonitoringProduct =
  | 'sentry'
  | 'datadog'
  | 'newrelic'
  | 'rollbar'
  | 'bugsnag'
  | 'honeybadger'
  | 'raygun'
  | 'appsignal'
  | 'elastic-apm'
  | 'opentelemetry'
  | 'airbrake'
  | 'scout'
  | 'logfire';

/** A call, setting, wrapper or file that starts a monitoring product. */
export interface MonitoringStart extends Item {
  readonly product: MonitoringProduct;
  readonly how: 'call' | 'import' | 'setting' | 'installed-app' | 'middleware' | 'wrapper' | 'config-file';
  /** `sentry_sdk.init`. */
  readonly callee?: string;
  /** Arguments of the call, evaluated where that was possible. */
  readonly arguments: Readonly<Record<string, Value>>;
  /** True when `**kwargs` may bring more. */
  readonly open: boolean;
  /** The condition around it. */
  readonly when?: string;
}

/** A FileField or ImageField of a model. */
export interface FileFieldUse extends Item {
  readonly model: string;
  readonly field: string;
  readonly fieldType: string;
  /** `callable`, `dated` (has strftime codes), `fixed` text, or none. */
  readonly uploadTo: 'callable' | 'dated' | 'fixed' | 'none';
  /** `storage=` is given: the default storage is not used. */
  readonly storage?: string;
}

/** A name of a library that the project's code uses, with the first place: `django.core.cache.cache.lock`. */
export interface CodeUse extends Item {
  readonly name: string;
  readonly count: number;
}

export interface Code {
  readonly fileFields: readonly FileFieldUse[];
  /** Dotted names among those that rules ask about: default_storage, cache locks, call_command, rate limits. */
  readonly uses: readonly CodeUse[];
  /** Top-level packages that production code imports, normalised, with the first place. */
  readonly imports: Readonly<Record<string, Location>>;
}
