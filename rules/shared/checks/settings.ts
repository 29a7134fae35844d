import type { Answer, EvaluatedSettings, Json } from '../../../src/model/index.ts';
import { asks, both, contains, either, not, some } from '../answers.ts';
import { overlap, samePath } from '../paths.ts';
import { isArray, isHole, isRecord, setting } from '../settings.ts';
import type { Condition } from './security.ts';
import { before, since } from './version.ts';

const FILE_CACHE = 'django.core.cache.backends.filebased.FileBasedCache';
const LANGUAGE_CODE = /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*(?:@[a-z0-9]{1,20})?$/i;
const NOT_FOR_PRODUCTION = new Set(
  ['console', 'dummy', 'filebased', 'locmem'].map((kind) => `django.core.mail.backends.${kind}.EmailBackend`),
);

const hasKey =
  (name: string, key: string): Condition =>
  (settings) =>
    asks(settings, name, (value) => (isRecord(value) && !isHole(value) ? key in value : undefined));

const staticfiles: Condition = (settings) =>
  asks(settings, 'INSTALLED_APPS', (apps) => contains(apps, 'django.contrib.staticfiles'));

/** The conditions outside of django/core/checks/security that look at settings alone. */
export const SETTINGS_CHECKS: Readonly<Record<string, Condition>> = {
  '4_0.E001': (settings) =>
    both(
      since('4.0')(settings),
      asks(settings, 'CSRF_TRUSTED_ORIGINS', (origins) => among(origins, withoutScheme)),
    ),
  'caches.E001': (settings) => not(hasKey('CACHES', 'default')(settings)),
  'caches.W002': exposedCache,
  'caches.W003': (settings) =>
    asks(settings, 'CACHES', (caches) => ofFileCaches(caches, (path) => !path.startsWith('/'))),
  'staticfiles.E001': (settings) =>
    both(
      staticfiles(settings),
      asks(settings, 'STATICFILES_DIRS', (dirs) => (isHole(dirs) ? undefined : !isArray(dirs))),
    ),
  'staticfiles.E002': (settings) => both(staticfiles(settings), rootAmongDirs(settings)),
  'staticfiles.E003': (settings) =>
    both(
      staticfiles(settings),
      asks(settings, 'STATICFILES_DIRS', (dirs) => among(dirs, prefixWithSlash)),
    ),
  'staticfiles.E005': (settings) =>
    both(since('4.2')(settings), staticfiles(settings), not(hasKey('STORAGES', 'staticfiles')(settings))),
  'urls.E006': (settings) =>
    either(asks(settings, 'STATIC_URL', withoutSlash), asks(settings, 'MEDIA_URL', withoutSlash)),
  'models.W042': unchosenKey,
  'sites.E101': (settings) =>
    both(
      asks(settings, 'INSTALLED_APPS', (apps) => contains(apps, 'django.contrib.sites')),
      asks(settings, 'SITE_ID', (id) => (isHole(id) ? undefined : id !== null && !isInteger(id))),
    ),
  'translation.E001': (settings) =>
    asks(settings, 'LANGUAGE_CODE', (code) =>
      isHole(code) || code === null ? undefined : typeof code !== 'string' || !LANGUAGE_CODE.test(code),
    ),
  'mail.W001': (settings) =>
    both(since('6.1')(settings), assigned(settings, 'MAILERS'), not(hasKey('MAILERS', 'default')(settings))),
  'mail.E001': (settings) => both(since('6.1')(settings), asks(settings, 'MAILERS', printsMail)),
};

function assigned(settings: EvaluatedSettings, name: string): Answer {
  return (setting(settings, name)?.trace.length ?? 0) > 0 ? 'always' : 'never';
}

/** Only where models and app configurations leave the choice to Django, which the settings do not show. */
function unchosenKey(settings: EvaluatedSettings): Answer {
  const asked = both(since('3.2')(settings), before('6.0')(settings), not(assigned(settings, 'DEFAULT_AUTO_FIELD')));
  return asked === 'never' ? 'never' : 'unknown';
}

function among(values: Json, holds: (value: Json) => boolean | undefined): boolean | undefined {
  if (isHole(values)) return undefined;
  return isArray(values) ? some(values, holds) : false;
}

function withoutScheme(origin: Json): boolean | undefined {
  return typeof origin === 'string' ? !origin.includes('://') : undefined;
}

function withoutSlash(url: Json): boolean | undefined {
  if (isHole(url)) return undefined;
  return typeof url === 'string' && url !== '' && !url.endsWith('/');
}

function prefixWithSlash(entry: Json): boolean {
  return isArray(entry) && typeof entry[0] === 'string' && entry[0].endsWith('/');
}

function printsMail(mailers: Json): boolean | undefined {
  const mailer = isRecord(mailers) ? mailers['default'] : undefined;
  const backend = isRecord(mailer) ? mailer['BACKEND'] : undefined;
  if (isHole(mailers) || isHole(mailer) || isHole(backend)) return undefined;
  return typeof backend === 'string' && NOT_FOR_PRODUCTION.has(backend);
}

function ofFileCaches(caches: Json, holds: (location: string) => boolean | undefined): boolean | undefined {
  if (!isRecord(caches) || isHole(caches)) return undefined;
  return some(Object.values(caches), (cache) => {
    const backend = isRecord(cache) ? cache['BACKEND'] : undefined;
    if (isHole(backend)) return undefined;
    if (backend !== FILE_CACHE) return false;
    const location = isRecord(cache) ? cache['LOCATION'] : undefined;
    return typeof location === 'string' ? holds(location) : undefined;
  });
}

function exposedCache(settings: EvaluatedSettings): Answer {
  return asks(settings, 'CACHES', (caches) => ofFileCaches(caches, (location) => meetsServed(location, settings)));
}

function meetsServed(location: string, settings: EvaluatedSettings): boolean | undefined {
  return some(served(settings), (path) => (typeof path === 'string' ? overlap(location, path) : undefined));
}

function served(settings: EvaluatedSettings): readonly Json[] {
  const roots = ['MEDIA_ROOT', 'STATIC_ROOT'].map((name) => knownOrHole(settings, name));
  const dirs = knownOrHole(settings, 'STATICFILES_DIRS');
  return [...roots, ...(isArray(dirs) ? dirs.map(folderOf) : [])].filter((path) => path !== null && path !== '');
}

function knownOrHole(settings: EvaluatedSettings, name: string): Json {
  const value = setting(settings, name)?.value ?? { status: 'known', value: null };
  return value.status === 'known' ? value.value : { $unknown: value.status };
}

function folderOf(entry: Json): Json {
  return isArray(entry) ? (entry[1] ?? null) : entry;
}

function rootAmongDirs(settings: EvaluatedSettings): Answer {
  return asks(settings, 'STATIC_ROOT', (root) => {
    if (isHole(root)) return undefined;
    if (typeof root !== 'string' || root === '') return false;
    return among(knownOrHole(settings, 'STATICFILES_DIRS'), (entry) => {
      const dir = folderOf(entry);
      return typeof dir === 'string' ? samePath(dir, root) : undefined;
    });
  });
}

function isInteger(value: Json): boolean {
  return typeof value === 'boolean' || Number.isInteger(value);
}
