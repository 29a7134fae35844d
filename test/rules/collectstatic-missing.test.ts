import rule from '../../rules/static/collectstatic-missing.ts';
import type { Dockerfile, ManagementRun, OpaqueCommand } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { command, dockerfile, elasticBeanstalk, item, managementRun } from '../build/repository.ts';
import { settings } from '../build/settings.ts';

const MANIFEST = 'whitenoise.storage.CompressedManifestStaticFilesStorage';
const given = (
  migrateRuns: readonly ManagementRun[],
  more: { dockerfiles?: readonly Dockerfile[]; opaqueCommands?: readonly OpaqueCommand[] } = {},
  backend = MANIFEST,
) => ({
  given: {
    repository: {
      settings: settings({
        INSTALLED_APPS: ['django.contrib.staticfiles'],
        STORAGES: { staticfiles: { BACKEND: backend } },
      }),
      elasticBeanstalk: elasticBeanstalk({ present: false }),
      dockerfiles: [dockerfile()],
      opaqueCommands: [],
      migrateRuns,
      ...more,
    },
  },
});
const collect = managementRun({
  command: 'collectstatic',
  path: 'Dockerfile',
  phase: 'build',
  text: 'python manage.py collectstatic',
});

testRule(rule, {
  pass: { 'in the image build': given([collect]) },
  fail: {
    'nowhere, with a manifest': {
      ...given([managementRun()]),
      reports: [`no artefact runs collectstatic, and static files go through ${MANIFEST}`],
    },
    'only for developers': {
      ...given([{ ...collect, production: false }]),
      reports: [`no artefact runs collectstatic, and static files go through ${MANIFEST}`],
    },
  },
  unknown: {
    'nothing builds it here': {
      ...given([], { dockerfiles: [] }),
      reasons: [
        'nothing in the repository builds or deploys it: what does decides, and build packs run collectstatic themselves',
      ],
    },
    'a script that is not there': {
      ...given([], {
        opaqueCommands: [
          {
            ...item('Dockerfile'),
            artefact: 'dockerfile',
            command: command('/start'),
            reason: '/start is not in the repository',
          },
        ],
      }),
      reasons: ['nothing that could be read runs collectstatic; Dockerfile: /start is not in the repository'],
    },
  },
  silent: { 'the plain storage': given([], {}, 'django.contrib.staticfiles.storage.StaticFilesStorage') },
});
