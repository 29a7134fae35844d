import rule from '../../rules/databases/no-migration-step.ts';
import type { AppMigrations, ManagementRun, OpaqueCommand, Workflow } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { job, runs, workflow } from '../build/pipeline.ts';
import { project } from '../build/project.ts';
import { at, command, item, managementRun } from '../build/repository.ts';
import { settings } from '../build/settings.ts';

const orders: AppMigrations = {
  app: 'orders',
  path: 'orders/migrations',
  migrations: [
    {
      ...item('orders/migrations/0001_initial.py'),
      app: 'orders',
      name: '0001_initial',
      atomic: true,
      initial: true,
      leaf: true,
    },
  ],
};
const deploying = workflow([job('deploy', [runs('eb deploy', { deploys: 'eb deploy' })])]);
const given = (
  migrateRuns: readonly ManagementRun[],
  more: {
    workflows?: readonly Workflow[];
    opaqueCommands?: readonly OpaqueCommand[];
    migrations?: readonly AppMigrations[];
  } = {},
) => ({
  given: {
    repository: {
      project: project(),
      migrations: [orders],
      settings: settings({ DATABASES: { default: { ENGINE: 'django.db.backends.postgresql' } } }),
      workflows: [deploying],
      opaqueCommands: [],
      migrateRuns,
      ...more,
    },
  },
});

testRule(rule, {
  pass: { 'a step of the deployment': given([managementRun()]) },
  fail: {
    'nothing migrates, and the deployment is in the repository': {
      ...given([managementRun({ phase: 'ci' })]),
      reports: ['no artefact of the deployment runs migrations: new code can meet the old schema'],
    },
  },
  unknown: {
    'nothing deploys here': {
      ...given([], { workflows: [] }),
      reasons: ['nothing in the repository migrates, and nothing in it deploys: what deploys it elsewhere decides'],
    },
    'a start command that cannot be followed': {
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
      reasons: [
        'nothing that could be read migrates; Dockerfile starts something that could not be followed: /start is not in the repository',
      ],
    },
    'a workflow of another repository': {
      ...given([], {
        workflows: [
          { ...deploying, external: [{ what: 'acme/ci/.github/workflows/deploy.yml@v1', location: at('x') }] },
        ],
      }),
      reasons: [
        'nothing that could be read migrates; acme/ci/.github/workflows/deploy.yml@v1 is not in the repository',
      ],
    },
  },
  silent: { 'no migrations': given([], { migrations: [] }) },
});
