import type { EvaluatedSettings, Json, Subject } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import type { FileFieldUse } from '../../src/model/repository/index.ts';
import { list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { found, where } from '../shared/places.ts';
import { setting, settingEvidence } from '../shared/settings.ts';
import { isOwnClass, isS3, type Storage, storage } from '../shared/storages.ts';

interface Judged extends Subject {
  readonly storage: Storage;
}

export default defineRule({
  id: 'storages-file-overwrite',
  topic: 'media/django-storages',
  severity: 'medium',
  docs: {
    title: 'Keep uploads of the same name apart',
    why: 'The S3 storage of django-storages overwrites by default, unlike the one of Django. The second user who uploads `invoice.pdf` replaces the file of the first, who then sees a stranger’s document.',
    how: 'The `file_overwrite` of the media storage is computed, and the `upload_to` of every FileField of the project is read. It is a failure where a field builds names that two uploads can share.',
    fix: '`file_overwrite = False` (AWS_S3_FILE_OVERWRITE), or an `upload_to` that makes names unique.',
    silent: [
      'storages of static files, which overwrite on purpose',
      'fields whose upload_to is a function',
      'projects without FileField and ImageField',
    ],
    example: {
      language: 'python',
      bad: '# the media storage is storages.backends.s3.S3Storage\n# models: invoice = models.FileField(upload_to="invoices/")\nAWS_S3_FILE_OVERWRITE = True  # the default',
      good: '# the media storage is storages.backends.s3.S3Storage\n# models: invoice = models.FileField(upload_to="invoices/")\nAWS_S3_FILE_OVERWRITE = False',
    },
    references: ['https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html'],
  },
  controls: { wellArchitected: ['REL09'] },
  needs: ['repository.settings', 'repository.code'],
  subjects: ({ repository: { settings } }): readonly Judged[] => {
    const one = storage(settings, 'default');
    return one === undefined || !(isS3(one.backend) || isOwnClass(one.backend))
      ? []
      : [{ ref: { kind: 'setting', id: 'STORAGES#default' }, storage: one }];
  },
  judge: ({ storage: one }, { repository: { settings, code } }) => {
    const details = {
      evidence: [settingEvidence(one.setting, settings)],
      ...where(settingPlace(one.setting, settings)),
    };
    const fields = code.fileFields.filter(collides);
    const [first] = fields;
    if (first === undefined) return notApplicable('no field of the project builds names that two uploads can share');
    if (isOwnClass(one.backend))
      return unknown(`${one.backend ?? ''} is a class of the project: its file_overwrite was not read`, details);
    const overwrites = overwrite(one, settings);
    if (overwrites === undefined) return unknown('file_overwrite could not be computed', details);
    if (!overwrites) return pass('the media storage keeps uploads of the same name apart', details);
    return fail(
      `the media storage overwrites uploads of the same name: ${list(fields.map(({ model, field }) => `${model}.${field}`))}`,
      {
        ...details,
        evidence: [
          ...details.evidence,
          found(`${first.model}.${first.field}`, `upload_to is ${first.uploadTo}`, first.location),
        ],
        fix: fix('Keep them apart', text('file_overwrite = False  # AWS_S3_FILE_OVERWRITE = False')),
      },
    );
  },
});

function collides({ uploadTo, storage: own, role }: FileFieldUse): boolean {
  return role === 'production' && own === undefined && (uploadTo === 'none' || uploadTo === 'fixed');
}

function overwrite(one: Storage, settings: EvaluatedSettings): boolean | undefined {
  const explicit: Json | undefined = one.options?.['file_overwrite'];
  if (explicit !== undefined) return typeof explicit === 'boolean' ? explicit : undefined;
  const common = setting(settings, 'AWS_S3_FILE_OVERWRITE')?.value;
  if (common === undefined) return one.options === undefined ? undefined : true;
  return common.status === 'known' && typeof common.value === 'boolean' ? common.value : undefined;
}
