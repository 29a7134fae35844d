import { collected, type DeployedService, type Json } from '../../src/model/index.ts';
import { liveSettings, service } from './deployment.ts';

export const S3 = 'storages.backends.s3.S3Storage';

/** A service whose media storage is S3 with these options; static files stay on the disk. */
export function mediaService(
  options: Readonly<Record<string, Json>> = {},
  assigned: Readonly<Record<string, Json>> = {},
  given: Partial<DeployedService> = {},
): DeployedService {
  return storagesService(
    {
      default: { BACKEND: S3, OPTIONS: options },
      staticfiles: { BACKEND: 'whitenoise.storage.CompressedManifestStaticFilesStorage' },
    },
    assigned,
    given,
  );
}

export function storagesService(
  STORAGES: Json,
  assigned: Readonly<Record<string, Json>> = {},
  given: Partial<DeployedService> = {},
): DeployedService {
  const settings = liveSettings({ AWS_STORAGE_BUCKET_NAME: 'shop-media', STORAGES, ...assigned });
  return service({ settings: collected(settings), ...given });
}
