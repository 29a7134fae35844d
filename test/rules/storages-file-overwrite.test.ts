import rule from '../../rules/media/storages-file-overwrite.ts';
import type { Json } from '../../src/model/index.ts';
import type { FileFieldUse } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { code } from '../build/project.ts';
import { item } from '../build/repository.ts';
import { settings } from '../build/settings.ts';

const field = (uploadTo: FileFieldUse['uploadTo'], more: Partial<FileFieldUse> = {}): FileFieldUse => ({
  ...item('orders/models.py', 12, 'Invoice.pdf'),
  model: 'Invoice',
  field: 'pdf',
  fieldType: 'models.FileField',
  uploadTo,
  ...more,
});
const given = (
  options: Json,
  fields: readonly FileFieldUse[],
  more: Parameters<typeof settings>[0] = {},
  backend = 'storages.backends.s3.S3Storage',
) => ({
  given: {
    repository: {
      settings: settings({ STORAGES: { default: { BACKEND: backend, OPTIONS: options } }, ...more }),
      code: code({ fileFields: fields }),
    },
  },
});

testRule(rule, {
  pass: {
    'kept apart by the option': given({ file_overwrite: false }, [field('fixed')]),
    'kept apart by the setting': given({}, [field('none')], { AWS_S3_FILE_OVERWRITE: false }),
  },
  fail: {
    'the default overwrites': {
      ...given({}, [field('callable'), field('fixed')]),
      reports: ['the media storage overwrites uploads of the same name: Invoice.pdf'],
    },
  },
  unknown: {
    'a class of the project': {
      ...given({}, [field('fixed')], {}, 'config.storages.Media'),
      reasons: ['config.storages.Media is a class of the project: its file_overwrite was not read'],
    },
  },
  silent: {
    'names made by a function or by date': given({}, [field('callable'), field('dated')]),
    'a field with its own storage': given({}, [field('fixed', { storage: 'private' })]),
    'the disk': given({}, [field('fixed')], {}, 'django.core.files.storage.FileSystemStorage'),
  },
});
