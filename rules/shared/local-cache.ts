import type { EvaluatedSettings } from '../../src/model/index.ts';
import { isRecord, setting } from './settings.ts';

const LOCAL: Readonly<Record<string, Reach>> = {
  'django.core.cache.backends.locmem.LocMemCache': 'process',
  'django.core.cache.backends.filebased.FileBasedCache': 'machine',
  'django.core.cache.backends.dummy.DummyCache': 'nothing',
};

/** How far what is cached can be seen; `nothing` keeps none of it. */
export type Reach = 'process' | 'machine' | 'nothing';

/** The backend of an alias of CACHES; undefined when it could not be computed. */
export function cacheBackend(settings: EvaluatedSettings, alias: string): string | undefined {
  const caches = setting(settings, 'CACHES')?.value;
  if (caches?.status !== 'known' || !isRecord(caches.value)) return undefined;
  const config = caches.value[alias];
  const backend = isRecord(config) ? config['BACKEND'] : undefined;
  return typeof backend === 'string' ? backend : undefined;
}

/** Undefined for a cache that all copies share. */
export function isLocalCache(backend: string): Reach | undefined {
  return LOCAL[backend];
}
