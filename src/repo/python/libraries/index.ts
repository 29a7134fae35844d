import type { PyModule } from '../values.ts';
import { configurations, configurationsValues } from './configurations.ts';
import { datetime } from './datetime.ts';
import { decouple } from './decouple.ts';
import { djDatabaseUrl } from './dj-database-url.ts';
import { djEmailUrl } from './dj-email-url.ts';
import { djangoCacheUrl } from './django-cache-url.ts';
import { djangoCoreExceptions } from './django-exceptions.ts';
import { dotenv } from './dotenv.ts';
import { environ } from './environ.ts';
import { environs } from './environs.ts';
import { getenv } from './getenv.ts';
import { json } from './json.ts';
import { re } from './re.ts';
import { splitSettings, splitSettingsTools } from './split-settings.ts';
import { urllib, urllibParse } from './urllib-parse.ts';

/** The modules that are written here, by dotted name: each makes a fresh module for one evaluation. */
export const LIBRARIES: Readonly<Record<string, () => PyModule>> = {
  configurations,
  'configurations.values': configurationsValues,
  datetime,
  decouple,
  dj_database_url: djDatabaseUrl,
  dj_email_url: djEmailUrl,
  'django.core.exceptions': djangoCoreExceptions,
  django_cache_url: djangoCacheUrl,
  dotenv,
  environ,
  environs,
  getenv,
  json,
  re,
  split_settings: splitSettings,
  'split_settings.tools': splitSettingsTools,
  urllib,
  'urllib.parse': urllibParse,
};
