import type { PyModule } from '../values.ts';
import { random, secrets, uuid } from './chance.ts';
import { configurations, configurationsValues, lasuiteValues } from './configurations.ts';
import { CONSTANT_MODULES } from './constants.ts';
import { configparser, tomllib, yaml } from './data-files.ts';
import { datetime } from './datetime.ts';
import { decouple } from './decouple.ts';
import {
  dependencyInjector,
  dependencyInjectorContainers,
  dependencyInjectorProviders,
} from './dependency-injector.ts';
import { djDatabaseUrl } from './dj-database-url.ts';
import { djEmailUrl } from './dj-email-url.ts';
import { DJANGO_MODULES } from './django.ts';
import { djangoCacheUrl } from './django-cache-url.ts';
import { djangoCoreExceptions } from './django-exceptions.ts';
import { dotenv } from './dotenv.ts';
import { dynaconf } from './dynaconf.ts';
import { emailUtils } from './email-utils.ts';
import { base64, binascii, hashlib } from './encoding.ts';
import { environ } from './environ.ts';
import { environs } from './environs.ts';
import { getenv } from './getenv.ts';
import { inspect } from './inspect.ts';
import { json } from './json.ts';
import { logging, warnings } from './logging.ts';
import { pydantic, pydanticSettings } from './pydantic.ts';
import { pytimeparse, pytimeparseModule } from './pytimeparse.ts';
import { re } from './re.ts';
import { ast, distutilsUtil, shlex, textwrap } from './small.ts';
import { splitSettings, splitSettingsTools } from './split-settings.ts';
import { tempfile } from './tempfile.ts';
import { urllib, urllibParse } from './urllib-parse.ts';

/** The modules that are written here, by dotted name: each makes a fresh module for one evaluation, under a version of Django. */
export const LIBRARIES: Readonly<Record<string, (django: string) => PyModule>> = {
  dynaconf,
  pydantic,
  pydantic_settings: pydanticSettings,
  ...CONSTANT_MODULES,
  ...DJANGO_MODULES,
  ast,
  base64,
  binascii,
  configparser,
  configurations,
  'configurations.values': configurationsValues,
  datetime,
  decouple,
  dependency_injector: dependencyInjector,
  'dependency_injector.containers': dependencyInjectorContainers,
  'dependency_injector.providers': dependencyInjectorProviders,
  'distutils.util': distutilsUtil,
  dj_database_url: djDatabaseUrl,
  dj_email_url: djEmailUrl,
  'django.core.exceptions': djangoCoreExceptions,
  django_cache_url: djangoCacheUrl,
  dotenv,
  'email.utils': emailUtils,
  environ,
  environs,
  getenv,
  hashlib,
  inspect,
  json,
  'lasuite.configuration.values': lasuiteValues,
  logging,
  pytimeparse,
  'pytimeparse.timeparse': pytimeparseModule,
  random,
  re,
  secrets,
  shlex,
  split_settings: splitSettings,
  'split_settings.tools': splitSettingsTools,
  tempfile,
  textwrap,
  tomllib,
  urllib,
  'urllib.parse': urllibParse,
  uuid,
  warnings,
  yaml,
};
