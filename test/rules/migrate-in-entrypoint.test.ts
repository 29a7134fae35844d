import rule from '../../rules/databases/migrate-in-entrypoint.ts';
import { testRule } from '../../src/testing/index.ts';
import { dependencies, managementRun, resolved } from '../build/repository.ts';

const given = (more: Parameters<typeof managementRun>[0], packages: readonly string[] = []) => ({
  given: {
    repository: {
      migrateRuns: [managementRun(more)],
      dependencies: dependencies(packages.map((name) => resolved(name, '1.0'))),
    },
  },
});
const START = { path: 'entrypoint.sh', artefact: 'dockerfile', phase: 'start', once: false } as const;

testRule(rule, {
  pass: {
    'a task of its own': given({ phase: 'deploy', once: true }),
    'one container is chosen': given({ ...START, once: true, onceBecause: 'a Job' }),
  },
  fail: {
    'at every start': {
      ...given(START),
      reports: ['entrypoint.sh migrates at every start of a container'],
      severities: ['medium'],
    },
    'of three copies': {
      ...given({ ...START, replicas: 3 }),
      reports: ['entrypoint.sh migrates at every start of a container, of which there are 3'],
      severities: ['high'],
    },
    'in an init container of a Deployment': {
      ...given({ ...START, path: 'k8s/web.yaml', phase: 'init-container', replicas: 2 }),
      reports: ['k8s/web.yaml migrates at every start of a container, of which there are 2'],
    },
    'only when asked': {
      ...given({ ...START, when: 'RUN_MIGRATIONS = 1' }),
      reports: ['entrypoint.sh migrates at every start of a container when RUN_MIGRATIONS = 1'],
      severities: ['low'],
    },
    'under a lock': {
      ...given({ ...START, replicas: 3 }, ['django-migrate-with-lock']),
      reports: [
        'entrypoint.sh migrates at every start of a container, of which there are 3 under the lock of django-migrate-with-lock',
      ],
      severities: ['low'],
    },
  },
  silent: {
    'docker-compose of the developer': given({
      ...START,
      path: 'docker-compose.yml',
      artefact: 'compose',
      production: false,
    }),
    'a test run': given({ phase: 'ci' }),
    'only a check': given({ ...START, options: ['--check'] }),
  },
});
