import type { EvaluatedSettings, Json, Setting, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { releaseOf } from '../shared/packages.ts';
import { where } from '../shared/places.ts';
import { alternatives, describeValue, isRecord, named, setting, settingEvidence } from '../shared/settings.ts';
import { compareVersions } from '../shared/versions.ts';

const ALIAS: Readonly<Record<string, string>> = { DEFAULT_FILE_STORAGE: 'default', STATICFILES_STORAGE: 'staticfiles' };
const USUAL = new Set([
  'django.core.files.storage.FileSystemStorage',
  'django.contrib.staticfiles.storage.StaticFilesStorage',
]);

export default defineRule({
  id: 'removed-storage-settings',
  topic: 'media/django-storages',
  severity: 'high',
  docs: {
    title: 'Say in STORAGES where files go',
    why: 'Django 5.1 took DEFAULT_FILE_STORAGE and STATICFILES_STORAGE away. Assigning them does nothing and warns nobody: uploads that should go to S3 go to the disk of the container and are gone with it.',
    how: 'An assigned old setting is judged by the Django that production installs: from 5.1 on high (low where STORAGES names a backend of its own), in 4.2 and 5.0 low, as it is deprecated.',
    fix: 'Move the values into STORAGES.',
    silent: [
      'Django before 4.2',
      "values that are Django's own defaults",
      'STORAGES that takes its backend from the old setting',
    ],
    example: {
      language: 'python',
      bad: 'DEFAULT_FILE_STORAGE = "storages.backends.s3.S3Storage"',
      good: 'STORAGES = {\n    "default": {"BACKEND": "storages.backends.s3.S3Storage"},\n    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},\n}',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/releases/5.1/#features-removed-in-5-1',
      'https://docs.djangoproject.com/en/stable/ref/settings/#storages',
    ],
  },
  controls: { wellArchitected: ['REL09'], cwe: ['1104'] },
  needs: ['repository.settings', 'repository.dependencies'],
  subjects: ({ repository }) =>
    named(repository.settings, ...Object.keys(ALIAS)).filter(({ trace }) => trace.length > 0),
  judge: (one, { repository: { settings, dependencies } }) => {
    const details = { evidence: [settingEvidence(one, settings)], ...where(settingPlace(one, settings)) };
    const django = dependencies.resolved['django'];
    const version = django === undefined ? undefined : (django.version ?? releaseOf('django', django)?.cycle);
    if (version === undefined)
      return unknown(`whether Django still reads ${one.name} hangs on its version, which is not told`, details);
    if (compareVersions(version, '4.2') < 0) return pass(`Django ${version} reads ${one.name}`, details);
    const alias = ALIAS[one.name] ?? '';
    if (one.value.status === 'known' && typeof one.value.value === 'string' && USUAL.has(one.value.value)) {
      return pass(`${one.name} is Django's own default anyway`, details);
    }
    return verdict(one, alias, version, settings, details);
  },
});

function verdict(
  one: Setting,
  alias: string,
  version: string,
  settings: EvaluatedSettings,
  details: Pick<Verdict, 'evidence'>,
): Verdict {
  const repair = {
    ...details,
    fix: fix('Move it into STORAGES', text(`STORAGES = {"${alias}": {"BACKEND": ${describeValue(one.value)}}, …}`)),
  };
  if (compareVersions(version, '5.1') < 0) {
    return fail(`${one.name} is deprecated in Django ${version} and ignored from 5.1 on`, {
      ...repair,
      severity: 'low',
    });
  }
  const backends = backendsOf(settings, alias);
  if (backends === undefined)
    return unknown(`${one.name} does nothing in Django ${version}, and STORAGES could not be computed`, details);
  const own = backends.filter((backend) => !USUAL.has(backend));
  if (own.length > 0 && one.value.status === 'known' && own.every((backend) => backend === stored(one)))
    return pass(`STORAGES has the backend of ${one.name}`, details);
  if (own.length > 0) {
    return fail(`${one.name} does nothing in Django ${version}: STORAGES says ${own.join(' or ')}`, {
      ...repair,
      severity: 'low',
    });
  }
  return fail(
    `${one.name} does nothing in Django ${version}: files go to the local disk${one.value.status === 'known' ? ` instead of ${describeValue(one.value)}` : ''}`,
    repair,
  );
}

function stored({ value }: Setting): Json | undefined {
  return value.status === 'known' ? value.value : undefined;
}

/** The backends that STORAGES may name; undefined when it could not be computed at all. */
function backendsOf(settings: EvaluatedSettings, alias: string): readonly string[] | undefined {
  const value = setting(settings, 'STORAGES')?.value;
  if (value === undefined) return [];
  const known = alternatives(value).flatMap((one) => (one.value.status === 'known' ? [one.value.value] : []));
  if (known.length === 0) return undefined;
  const backends = known.flatMap((storages) => {
    const entry = isRecord(storages) ? storages[alias] : undefined;
    const backend = isRecord(entry) ? entry['BACKEND'] : undefined;
    return typeof backend === 'string' ? [backend] : [];
  });
  return [...new Set(backends)];
}
