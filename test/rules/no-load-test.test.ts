import rule from '../../rules/performance/no-load-test.ts';
import type { RepositoryFile } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { job, runs, workflow } from '../build/pipeline.ts';
import { project } from '../build/project.ts';
import { dependencies, file, files } from '../build/repository.ts';
import { attestation } from '../build/uptime.ts';

const given = (list: readonly RepositoryFile[], command = 'pytest') => ({
  given: {
    repository: {
      files: files(list),
      workflows: [workflow([job('ci', [runs(command)])])],
      dependencies: dependencies(),
      project: project(),
    },
  },
});

testRule(rule, {
  pass: {
    'a locustfile': given([file('perf/locustfile.py')]),
    'a folder of k6': given([file('k6/checkout.js')]),
    'attested to live elsewhere': { ...given([]), context: { attestations: [attestation('load-test')] } },
    'a command in a workflow': given([], 'k6 run checkout.js'),
  },
  fail: {
    none: { ...given([file('orders/views.py')]), reports: ['no load test is in the repository'], severities: ['info'] },
    'attested until yesterday': {
      ...given([]),
      context: { attestations: [attestation('load-test', { until: '2026-11-24' })] },
      reports: ['no load test is in the repository; the attestation in djaudit.yml:4 expired on 2026-11-24'],
    },
    'a fixture loader is none': {
      ...given([file('orders/load_data.py')]),
      reports: ['no load test is in the repository'],
    },
  },
});
