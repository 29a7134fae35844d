import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { asks, contains } from '../shared/answers.ts';
import { fix, text } from '../shared/fix.ts';
import { settingsFile } from '../shared/judge-setting.ts';
import { inProduction } from '../shared/migrations.ts';
import { found } from '../shared/places.ts';
import { assignedAt, settingEvidence } from '../shared/settings.ts';
import { storage } from '../shared/storages.ts';

export default defineRule({
  id: 'collectstatic-missing',
  topic: 'static/whitenoise',
  severity: 'medium',
  docs: {
    title: 'Run collectstatic in the build or the deployment',
    why: 'A manifest storage raises ValueError for every file that was not collected: each page with `{% static %}` answers 500. WhiteNoise and S3 without it serve nothing, or yesterday’s files.',
    how: 'Where static files go through a manifest, WhiteNoise or S3, one artefact of production must run `collectstatic`: the image build, a start script, .ebextensions, a platform hook or a workflow.',
    fix: '`RUN python manage.py collectstatic --noinput` in the image.',
    silent: [
      'projects without the staticfiles app, or that serve no static files by these ways',
      'Heroku and its build packs, which run it themselves',
    ],
    example: {
      language: 'dockerfile',
      bad: '# settings: the staticfiles storage is whitenoise.storage.CompressedManifestStaticFilesStorage\nCOPY . .\nCMD ["gunicorn", "config.wsgi"]',
      good: '# settings: the staticfiles storage is whitenoise.storage.CompressedManifestStaticFilesStorage\nCOPY . .\nRUN python manage.py collectstatic --noinput\nCMD ["gunicorn", "config.wsgi"]',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/#django.contrib.staticfiles.storage.ManifestStaticFilesStorage.manifest_strict',
      'https://docs.djangoproject.com/en/stable/howto/static-files/deployment/',
    ],
  },
  controls: { wellArchitected: ['REL08'], cwe: ['755'] },
  needs: [
    'repository.settings',
    'repository.migrateRuns',
    'repository.opaqueCommands',
    'repository.elasticBeanstalk',
    'repository.dockerfiles',
  ],
  subjects: (): readonly Subject[] => [{ ref: { kind: 'setting', id: 'STATIC_ROOT', name: 'static files' } }],
  judge: (_, { repository }) => {
    const { settings, migrateRuns, opaqueCommands, elasticBeanstalk, dockerfiles } = repository;
    if (asks(settings, 'INSTALLED_APPS', (list) => contains(list, 'django.contrib.staticfiles')) === 'never') {
      return notApplicable('the staticfiles app is not installed');
    }
    const one = storage(settings, 'staticfiles');
    const whitenoise = asks(settings, 'MIDDLEWARE', (list) =>
      contains(list, 'whitenoise.middleware.WhiteNoiseMiddleware'),
    );
    const needed = whitenoise === 'always' || /Manifest|S3|whitenoise/i.test(one?.backend ?? '');
    if (!needed || one === undefined) return notApplicable('static files go through no manifest, WhiteNoise or S3');
    const run = migrateRuns.find((each) => each.command === 'collectstatic' && inProduction(each));
    if (run !== undefined)
      return pass(`${run.path} runs collectstatic`, { evidence: [found(run.text, run.phase, run.location)] });
    const [opaque] = opaqueCommands;
    if (opaque !== undefined)
      return unknown(`nothing that could be read runs collectstatic; ${opaque.path}: ${opaque.reason}`);
    if (!dockerfiles.some(({ production }) => production) && !elasticBeanstalk.present) {
      return unknown(
        'nothing in the repository builds or deploys it: what does decides, and build packs run collectstatic themselves',
      );
    }
    return fail(`no artefact runs collectstatic, and static files go through ${one.backend ?? 'WhiteNoise'}`, {
      evidence: [settingEvidence(one.setting, settings)],
      location: assignedAt(one.setting) ?? { path: settingsFile(settings) ?? 'manage.py', line: 1 },
      fix: fix('Collect them while the image is built', text('RUN python manage.py collectstatic --noinput')),
    });
  },
});
