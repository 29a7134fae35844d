import type { EvaluatedSettings, Json, Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { isRecord, python, setting, settingEvidence } from '../shared/settings.ts';
import { isOwnClass, isS3, type Storage, storage } from '../shared/storages.ts';

const PUBLIC = new Set(['public-read', 'public-read-write', 'authenticated-read']);

interface Judged extends Subject {
  readonly alias: 'default' | 'staticfiles';
  readonly storage: Storage;
}

export default defineRule({
  id: 'storages-public-acl',
  topic: 'media/django-storages',
  severity: 'high',
  docs: {
    title: 'Upload media without a public ACL',
    why: 'With `public-read` every upload can be read by anybody who knows or guesses its address, also the invoice and the identity card, whatever the bucket policy says.',
    how: 'AWS_DEFAULT_ACL and the `default_acl` and `object_parameters` options of the S3 storages are computed for production. A public ACL on the media storage is high, on a storage of static files low.',
    fix: '`default_acl = None`, the default: objects stay private, and the site signs their addresses or serves them through CloudFront.',
    silent: ['storages that are not S3'],
    example: {
      language: 'python',
      bad: '# the media storage is storages.backends.s3.S3Storage\nAWS_DEFAULT_ACL = "public-read"',
      good: '# the media storage is storages.backends.s3.S3Storage\nAWS_DEFAULT_ACL = None  # the default',
    },
    references: [
      'https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl',
    ],
  },
  controls: { awsFsbp: ['S3.12'], wellArchitected: ['SEC08'], soc2: ['C1.1'], cwe: ['732'], owaspTop10_2021: ['A01'] },
  needs: ['repository.settings'],
  subjects: ({ repository: { settings } }) =>
    (['default', 'staticfiles'] as const).flatMap((alias): readonly Judged[] => {
      const found = storage(settings, alias);
      return found === undefined
        ? []
        : [{ ref: { kind: 'setting', id: `STORAGES#${alias}`, name: `storage ${alias}` }, alias, storage: found }];
    }),
  judge: ({ alias, storage: one }, { repository: { settings } }) => {
    const details = { evidence: evidence(one, settings), ...where(settingPlace(one.setting, settings)) };
    if (one.backend === undefined) return unknown(`the backend of the ${alias} storage could not be computed`, details);
    const own = isOwnClass(one.backend);
    if (!isS3(one.backend) && !own) return notApplicable(`${one.backend} has no ACL`);
    return verdict(alias, one, own, acl(one, settings), details);
  },
});

function verdict(
  alias: string,
  one: Storage,
  own: boolean,
  given: Json | undefined,
  details: Pick<Verdict, 'evidence'>,
): Verdict {
  if (typeof given === 'string' && PUBLIC.has(given)) {
    return fail(`the ${alias} storage uploads with the ACL ${python(given)}: anybody can read what is uploaded`, {
      ...details,
      severity: alias === 'default' ? 'high' : 'low',
      confidence: own ? 'medium' : 'high',
      fix: fix('Keep objects private', text('default_acl = None  # AWS_DEFAULT_ACL = None')),
    });
  }
  if (own) return unknown(`${one.backend ?? ''} is a class of the project: its default_acl was not read`, details);
  if (one.options === undefined || (typeof given === 'object' && given !== null)) {
    return unknown(`the ACL of the ${alias} storage could not be computed`, details);
  }
  return pass(
    `the ${alias} storage uploads with ${given === undefined || given === null ? 'no ACL: objects are private' : `the ACL ${python(given)}`}`,
    details,
  );
}

/** The option goes before the setting, which is the default of all S3 storages. */
function acl(one: Storage, settings: EvaluatedSettings): Json | undefined {
  const parameters = one.options?.['object_parameters'];
  const explicit = one.options?.['default_acl'] ?? (isRecord(parameters) ? parameters['ACL'] : undefined);
  if (explicit !== undefined) return explicit;
  const common = setting(settings, 'AWS_DEFAULT_ACL')?.value;
  return common?.status === 'known' ? common.value : common === undefined ? undefined : { $unknown: 'AWS_DEFAULT_ACL' };
}

function evidence(one: Storage, settings: EvaluatedSettings) {
  const common = setting(settings, 'AWS_DEFAULT_ACL');
  return [one.setting, ...(common === undefined ? [] : [common])].map((each) => settingEvidence(each, settings));
}
