import type { EvaluatedSettings, Json, Setting } from '../../src/model/index.ts';
import { notFollowed } from './judge-setting.ts';
import { alternatives, isHole, isRecord, setting } from './settings.ts';
import { compareVersions } from './versions.ts';

/** One of Django's storages as production has it. */
export interface Storage {
  /** The setting that decides it. */
  readonly setting: Setting;
  /** Dotted; absent when it could not be computed. */
  readonly backend?: string;
  /** OPTIONS of STORAGES; absent when they could not be computed. */
  readonly options?: Readonly<Record<string, Json>>;
}

const OLD = { default: 'DEFAULT_FILE_STORAGE', staticfiles: 'STATICFILES_STORAGE' } as const;

/** The storage of media (`default`) or of static files, through STORAGES or the settings that Django had before 5.1. */
export function storage(settings: EvaluatedSettings, alias: 'default' | 'staticfiles'): Storage | undefined {
  const old = setting(settings, OLD[alias]);
  const legacy = compareVersions(settings.django, '5.1') < 0 && old !== undefined && old.trace.length > 0;
  const one = legacy ? old : setting(settings, 'STORAGES');
  if (one === undefined) return undefined;
  if (notFollowed(one, settings) !== undefined) return { setting: one };
  const value = alternatives(one.value).find(({ byDefault }) => byDefault)?.value;
  const json = value?.status === 'known' ? value.value : undefined;
  if (legacy) return { setting: one, ...backendOf(json), options: {} };
  const all = isRecord(json) && !isHole(json) ? json : undefined;
  const entry = all?.[alias];
  if (!isRecord(entry) || isHole(entry)) return { setting: one };
  const options = entry['OPTIONS'] ?? {};
  return {
    setting: one,
    ...backendOf(entry['BACKEND']),
    ...(isRecord(options) && !isHole(options) ? { options } : {}),
  };
}

function backendOf(value: Json | undefined): { readonly backend?: string } {
  return typeof value === 'string' ? { backend: value } : {};
}

/** django-storages' own class for S3, under each of its names. */
export function isS3(backend: string | undefined): boolean {
  return (
    backend !== undefined &&
    /^storages\.backends\.s3(boto3?)?\.S3(Boto3)?(Static|ManifestStatic)?Storage$/.test(backend)
  );
}

/** A class of the project: its attributes may say otherwise than the settings do. */
export function isOwnClass(backend: string | undefined): boolean {
  return (
    backend !== undefined &&
    !/^(django|storages|whitenoise|cloudinary_storage|pipeline|compressor|gcloud|django_s3_storage|s3_folder_storage)\./.test(
      backend,
    )
  );
}
