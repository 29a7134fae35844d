import rule from '../../rules/static/static-no-hashing.ts';
import { testRule } from '../../src/testing/index.ts';
import { settings } from '../build/settings.ts';

const STATIC = 'django.contrib.staticfiles';
const given = (backend: string, apps: readonly string[] = [STATIC]) => ({
  given: {
    repository: { settings: settings({ STORAGES: { staticfiles: { BACKEND: backend } }, INSTALLED_APPS: apps }) },
  },
});
const PLAIN = 'django.contrib.staticfiles.storage.StaticFilesStorage';

testRule(rule, {
  pass: {
    'a manifest': given('whitenoise.storage.CompressedManifestStaticFilesStorage'),
    'a manifest beside a bundler': given('whitenoise.storage.CompressedManifestStaticFilesStorage', [
      STATIC,
      'webpack_loader',
    ]),
    'a manifest on S3': given('storages.backends.s3.S3ManifestStaticStorage'),
  },
  fail: {
    'plain S3': {
      ...given('storages.backends.s3.S3Storage'),
      reports: [
        'static files keep their names with storages.backends.s3.S3Storage: caches show the old ones after a deployment',
      ],
    },
    'the default': {
      ...given(PLAIN),
      reports: [`static files keep their names with ${PLAIN}: caches show the old ones after a deployment`],
    },
    'compressed but not hashed': {
      ...given('whitenoise.storage.CompressedStaticFilesStorage'),
      reports: [
        'static files keep their names with whitenoise.storage.CompressedStaticFilesStorage: caches show the old ones after a deployment',
      ],
    },
  },
  unknown: {
    'a class of the project': {
      ...given('core.storage.StaticStorage'),
      reasons: ['whether core.storage.StaticStorage names files by their content is for its class to say'],
    },
    'not computed': {
      given: { repository: { settings: settings({ STORAGES: { $unknown: 'a plug-in' }, INSTALLED_APPS: [STATIC] }) } },
      reasons: ['the backend of the static files could not be computed'],
    },
  },
  silent: { 'no static files': given(PLAIN, []), 'webpack hashes them': given(PLAIN, [STATIC, 'webpack_loader']) },
});
