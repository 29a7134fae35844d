import rule from '../../rules/hosting/gunicorn-single-worker.ts';
import type { AppProcess, GunicornOptions } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { gunicorn, option, process } from '../build/process.ts';
import { elasticBeanstalk, text, variable } from '../build/repository.ts';

const ONE = { workers: option.usual(1), threads: option.usual(1), worker_class: option.usual('sync') };
const given = (more: Partial<GunicornOptions>, about: Partial<AppProcess> = {}, environment = elasticBeanstalk()) => ({
  given: {
    repository: { processes: [process({ gunicorn: gunicorn(more), ...about })], elasticBeanstalk: environment },
  },
});
const REPORT = 'Dockerfile starts gunicorn with one worker and one thread: requests wait for each other';

testRule(rule, {
  pass: {
    'two workers': given({ ...ONE, workers: option.chosen(2) }),
    'four threads': given({ ...ONE, threads: option.chosen(4) }),
    'threads, whatever the configuration computes': given({
      workers: option.unknown('cpu_count() * 2 + 1'),
      threads: option.chosen(4),
    }),
    'WEB_CONCURRENCY of Elastic Beanstalk': given(
      ONE,
      {},
      elasticBeanstalk({ environment: [variable('WEB_CONCURRENCY', text('3'))] }),
    ),
  },
  fail: {
    'the defaults': { ...given(ONE), reports: [REPORT], severities: ['medium'] },
    'one each in many copies': { ...given(ONE, { replicas: 3 }), reports: [REPORT], severities: ['info'] },
  },
  unknown: {
    'computed in gunicorn.conf.py': {
      ...given({ ...ONE, workers: option.unknown('cpu_count() * 2 + 1') }),
      reasons: ['the number of workers of Dockerfile could not be computed: cpu_count() * 2 + 1'],
    },
  },
  silent: {
    greenlets: given({ ...ONE, worker_class: option.chosen('gevent') }),
    'a container for development': given(ONE, { production: false }),
  },
});
