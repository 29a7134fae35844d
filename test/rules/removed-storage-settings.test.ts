import rule from '../../rules/media/removed-storage-settings.ts';
import { testRule } from '../../src/testing/index.ts';
import { dependencies, resolved } from '../build/repository.ts';
import { settings, value } from '../build/settings.ts';

const S3 = 'storages.backends.s3.S3Storage';
const given = (django: string | undefined, assigned: Parameters<typeof settings>[0]) => ({
  given: {
    repository: {
      settings: settings(assigned),
      dependencies: dependencies(django === undefined ? [] : [resolved('django', django)]),
    },
  },
});

testRule(rule, {
  pass: {
    'Django that reads it': given('4.1.13', { DEFAULT_FILE_STORAGE: S3 }),
    'bridged into STORAGES': given('5.2.19', { DEFAULT_FILE_STORAGE: S3, STORAGES: { default: { BACKEND: S3 } } }),
    'the default anyway': given('5.2.19', {
      STATICFILES_STORAGE: 'django.contrib.staticfiles.storage.StaticFilesStorage',
    }),
  },
  fail: {
    'ignored: uploads stay on the disk': {
      ...given('5.2.19', { DEFAULT_FILE_STORAGE: S3 }),
      reports: [`DEFAULT_FILE_STORAGE does nothing in Django 5.2.19: files go to the local disk instead of '${S3}'`],
      severities: ['high'],
    },
    'left behind beside STORAGES': {
      ...given('5.1', {
        STATICFILES_STORAGE: S3,
        STORAGES: { staticfiles: { BACKEND: 'whitenoise.storage.CompressedStaticFilesStorage' } },
      }),
      reports: [
        'STATICFILES_STORAGE does nothing in Django 5.1: STORAGES says whitenoise.storage.CompressedStaticFilesStorage',
      ],
      severities: ['low'],
    },
    'left behind beside STORAGES that differ by environment': {
      ...given('5.2.16', {
        STATICFILES_STORAGE: S3,
        STORAGES: value({
          status: 'oneOf',
          values: [
            {
              when: 'ENV is "LOCAL"',
              byDefault: false,
              value: {
                status: 'known',
                value: { staticfiles: { BACKEND: 'whitenoise.storage.CompressedStaticFilesStorage' } },
              },
            },
            {
              when: 'otherwise',
              byDefault: true,
              value: { status: 'known', value: { staticfiles: { BACKEND: 'app.S3' } } },
            },
          ],
        }),
      }),
      reports: [
        'STATICFILES_STORAGE does nothing in Django 5.2.16: STORAGES says whitenoise.storage.CompressedStaticFilesStorage or app.S3',
      ],
      severities: ['low'],
    },
    deprecated: {
      ...given('4.2.30', { DEFAULT_FILE_STORAGE: S3 }),
      reports: ['DEFAULT_FILE_STORAGE is deprecated in Django 4.2.30 and ignored from 5.1 on'],
      severities: ['low'],
    },
  },
  unknown: {
    'STORAGES is made by something unseen': {
      ...given('5.2.19', { DEFAULT_FILE_STORAGE: S3, STORAGES: value({ status: 'unknown', reason: 'vault' }) }),
      reasons: ['DEFAULT_FILE_STORAGE does nothing in Django 5.2.19, and STORAGES could not be computed'],
    },
    'which Django is not told': {
      ...given(undefined, { DEFAULT_FILE_STORAGE: S3 }),
      reasons: ['whether Django still reads DEFAULT_FILE_STORAGE hangs on its version, which is not told'],
    },
  },
  silent: { 'not assigned': given('5.2.19', {}) },
});
