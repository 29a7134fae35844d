import rule from '../../rules/media/storages-public-acl.ts';
import type { Json } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { settings, value } from '../build/settings.ts';

const S3 = 'storages.backends.s3.S3Storage';
const STATIC = { BACKEND: 'django.contrib.staticfiles.storage.StaticFilesStorage' };
const given = (storages: Json, more: Parameters<typeof settings>[0] = {}, django = '5.2') => ({
  given: { repository: { settings: settings({ STORAGES: storages, ...more }, { django }) } },
});
const media = (options: Json = {}, more: Parameters<typeof settings>[0] = {}) =>
  given({ default: { BACKEND: S3, OPTIONS: options }, staticfiles: STATIC }, more);

testRule(rule, {
  pass: {
    'S3 unless a developer asks for the disk': {
      given: {
        repository: {
          settings: settings({
            STORAGES: value({
              status: 'oneOf',
              values: [
                {
                  when: 'LOCALHOST is set',
                  byDefault: false,
                  value: { status: 'known', value: { default: STATIC, staticfiles: STATIC } },
                },
                {
                  when: 'LOCALHOST is not set',
                  byDefault: true,
                  value: { status: 'known', value: { default: { BACKEND: S3 }, staticfiles: STATIC } },
                },
              ],
            }),
          }),
        },
      },
    },
    'no ACL': media(),
    'a private one': media({ default_acl: 'private' }),
    'the option goes before the setting': media({ default_acl: 'private' }, { AWS_DEFAULT_ACL: 'public-read' }),
  },
  fail: {
    'an option': {
      ...media({ default_acl: 'public-read' }),
      reports: ["the default storage uploads with the ACL 'public-read': anybody can read what is uploaded"],
      severities: ['high'],
    },
    'the setting of all': {
      ...media({}, { AWS_DEFAULT_ACL: 'public-read' }),
      reports: ["the default storage uploads with the ACL 'public-read': anybody can read what is uploaded"],
    },
    'a parameter of the objects': {
      ...media({ object_parameters: { ACL: 'authenticated-read' } }),
      reports: ["the default storage uploads with the ACL 'authenticated-read': anybody can read what is uploaded"],
    },
    'static files only': {
      ...given({ default: STATIC, staticfiles: { BACKEND: S3, OPTIONS: { default_acl: 'public-read' } } }),
      reports: ["the staticfiles storage uploads with the ACL 'public-read': anybody can read what is uploaded"],
      severities: ['low'],
    },
    'the old setting of Django 4.2': {
      ...given(
        null,
        { DEFAULT_FILE_STORAGE: 'storages.backends.s3boto3.S3Boto3Storage', AWS_DEFAULT_ACL: 'public-read' },
        '4.2',
      ),
      reports: ["the default storage uploads with the ACL 'public-read': anybody can read what is uploaded"],
    },
  },
  unknown: {
    'a class of the project': {
      ...given({ default: { BACKEND: 'config.storages.Media' }, staticfiles: STATIC }),
      reasons: ['config.storages.Media is a class of the project: its default_acl was not read'],
    },
    'an ACL from the environment': {
      ...media({}, { AWS_DEFAULT_ACL: value({ status: 'fromEnv', variable: 'ACL', cast: 'str', required: true }) }),
      reasons: ['the ACL of the default storage could not be computed'],
    },
  },
  silent: {
    'the disk': given({ default: { BACKEND: 'django.core.files.storage.FileSystemStorage' }, staticfiles: STATIC }),
  },
});
