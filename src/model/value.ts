import type { Location } from './location.ts';
import type { SubjectRef } from './subject.ts';

/**
 * A Python value in the JSON notation of `djaudit settings` (design, section 3): tuple, list and set are arrays, `Path` and
 * lazy translations strings, and what JSON cannot say is an object with one `$` key: `{"$timedelta": seconds}`, `$bytes`,
 * `$regex`, `$float`, `$ref` (a class or function), `$dict` (keys that are not strings), `$secret` (its source, never its
 * text), `$unknown` (why this part of a container could not be computed).
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One step of how a setting got its value: where it was assigned or changed, oldest first. */
export interface TraceStep extends Location {
  /** Absent for an assignment: `+=`, `append`, `update`, `if DEBUG`. */
  readonly operation?: string;
  /** Where the assigned value is a bare literal (True, a number, one string): its span with offsets, and its text as written. */
  readonly literal?: { readonly location: Location; readonly text: string };
}

/** What may be said of a secret without saying it. */
export interface SecretTraits {
  /** In characters. */
  readonly length: number;
  readonly uniqueCharacters: number;
  /** Starts with Django's `django-insecure-`. */
  readonly insecurePrefix: boolean;
}

/** What the interpreter knows about a setting. */
export type Value =
  | { readonly status: 'known'; readonly value: Json }
  /** One of several; `when` says what chooses: "REDIS_URL is set". Alternatives are never `oneOf` themselves. */
  | { readonly status: 'oneOf'; readonly values: readonly Alternative[] }
  /** Read from a variable that nothing is known about (no environment was given). */
  | {
      readonly status: 'fromEnv';
      readonly variable: string;
      /** How the text becomes the value: `str`, `bool`, `int`, `list`, …; a library's own name for it where it has one. */
      readonly cast: string;
      readonly required: boolean;
      readonly default?: Json;
    }
  | {
      readonly status: 'secret';
      /** `env SECRET_KEY`, `file /run/secrets/key`, `literal`. */
      readonly source: string;
      /** `literal`: anybody who reads the repository knows it. */
      readonly origin: 'literal' | 'env' | 'file' | 'other';
      readonly traits?: SecretTraits;
    }
  /** New in every process, as `get_random_secret_key()` gives. */
  | { readonly status: 'random'; readonly reason: string }
  | { readonly status: 'unknown'; readonly reason: string };

export interface Alternative {
  /** For people: "REDIS_URL is set". */
  readonly when: string;
  /** True for what holds when the variables that `when` names are as production's files set them, and those that no file sets are not set. */
  readonly byDefault: boolean;
  readonly value: Exclude<Value, { status: 'oneOf' }>;
}

/** A setting as Django would see it. */
export interface Setting {
  readonly name: string;
  readonly ref: SubjectRef;
  readonly value: Value;
  /** Empty when the project does not assign it: the value is then the default of the project's Django version. */
  readonly trace: readonly TraceStep[];
}

/** A variable that the settings read: one line of the environment contract. */
export interface EnvironmentVariable extends Location {
  readonly name: string;
  /** Without it the settings do not load. */
  readonly required: boolean;
  /** The setting that it decides, when it decides one directly. */
  readonly setting: string | null;
  readonly default: Json;
  readonly cast?: string;
}

/** The settings module, evaluated. */
export interface EvaluatedSettings {
  /** Dotted: `config.settings.production`. */
  readonly module: string;
  /** How the module was chosen: "DJANGO_SETTINGS_MODULE in Dockerfile:12". */
  /** The class of django-configurations that was evaluated. */
  readonly configuration?: string;
  readonly chosenBy: string;
  /** The repository's files that were evaluated, in the order of their first import. */
  readonly files: readonly string[];
  /** `given`: exactly the variables of an environment; `open`: none is known and both branches were followed. */
  readonly mode: 'given' | 'open';
  /** The Django version whose defaults were used: `5.2`. */
  readonly django: string;
  /** Sorted by name; Django's defaults included. */
  readonly settings: readonly Setting[];
  /** Sorted by name, then place. */
  readonly environment: readonly EnvironmentVariable[];
  /** Calls whose arguments rules judge wherever they stand in the settings: `sentry_sdk.init`. */
  readonly calls: readonly ObservedCall[];
  /** What could not be followed: "local_settings is not in the repository". */
  readonly notes: readonly { readonly path: string; readonly message: string }[];
}

/** A call of a function that is not the project's own, seen while the settings were evaluated. */
export interface ObservedCall {
  /** Dotted: `sentry_sdk.init`. */
  readonly callee: string;
  readonly positional: readonly Value[];
  readonly keywords: Readonly<Record<string, Value>>;
  readonly location: Location;
  /** Under which condition it is made, when that could not be decided. */
  readonly when?: string;
}
