import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { asks, contains } from '../shared/answers.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { settingEvidence } from '../shared/settings.ts';
import { type Storage, storage } from '../shared/storages.ts';

interface Judged extends Subject {
  readonly storage: Storage;
}

/** Of Django, WhiteNoise and django-storages: every one that is no manifest keeps the names. */
const PLAIN =
  /^(django\.contrib\.staticfiles\.storage\.StaticFilesStorage|whitenoise\.storage\.CompressedStaticFilesStorage|storages\.backends\.\w+\.\w+)$/;

/** Backends whose class says that it hashes, as Django's, WhiteNoise's and the storages' packages name theirs. */
const MANIFEST = /Manifest\w*Storage$|Cached\w*Storage$/;

export default defineRule({
  id: 'static-no-hashing',
  topic: 'static/whitenoise',
  severity: 'low',
  docs: {
    title: 'Give static files names that change with their content',
    why: 'Without a hash in the name browsers and CDNs keep the old stylesheet after a deployment, or must ask for every file on every page because nothing may be cached for long.',
    how: 'The backend of the static files storage is computed for production; manifest storages pass. A class of the project or of another package is unknown.',
    fix: '`STORAGES["staticfiles"]["BACKEND"] = "whitenoise.storage.CompressedManifestStaticFilesStorage"`.',
    silent: ['projects without the staticfiles app', 'front ends whose bundler hashes the names (webpack, Vite)'],
    example: {
      language: 'python',
      bad: 'STORAGES = {\n    "default": {"BACKEND": "storages.backends.s3.S3Storage"},\n    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},\n}',
      good: 'STORAGES = {\n    "default": {"BACKEND": "storages.backends.s3.S3Storage"},\n    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},\n}',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/#manifeststaticfilesstorage',
      'https://whitenoise.readthedocs.io/en/stable/django.html#add-compression-and-caching-support',
    ],
  },
  controls: { wellArchitected: ['PERF'] },
  needs: ['repository.settings'],
  subjects: ({ repository: { settings } }): readonly Judged[] => {
    const one = storage(settings, 'staticfiles');
    return one === undefined ? [] : [{ ref: { kind: 'setting', id: 'STORAGES#staticfiles' }, storage: one }];
  },
  judge: ({ storage: one }, { repository: { settings } }) => {
    const apps = (name: string) => asks(settings, 'INSTALLED_APPS', (list) => contains(list, name));
    if (apps('django.contrib.staticfiles') === 'never') return notApplicable('the staticfiles app is not installed');
    const details = {
      evidence: [settingEvidence(one.setting, settings)],
      ...where(settingPlace(one.setting, settings)),
    };
    if (one.backend !== undefined && MANIFEST.test(one.backend))
      return pass(`${one.backend} names files by their content`, details);
    if (['webpack_loader', 'django_vite'].some((name) => apps(name) === 'always'))
      return notApplicable('the bundler of the front end hashes the names');
    if (one.backend === undefined) return unknown('the backend of the static files could not be computed', details);
    if (!PLAIN.test(one.backend))
      return unknown(`whether ${one.backend} names files by their content is for its class to say`, details);
    return fail(`static files keep their names with ${one.backend}: caches show the old ones after a deployment`, {
      ...details,
      fix: fix(
        'Name them by content',
        text('STORAGES["staticfiles"]["BACKEND"] = "whitenoise.storage.CompressedManifestStaticFilesStorage"'),
      ),
    });
  },
});
