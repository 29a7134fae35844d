import rule from '../../rules/hosting/dockerfile-shell-form-cmd.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { process } from '../build/process.ts';

const given = (more: Partial<AppProcess>) => ({ given: { repository: { processes: [process(more)] } } });

testRule(rule, {
  pass: {
    'the exec form': given({}),
    'a script that ends in exec': given({ path: 'start.sh', receivesSignals: true }),
  },
  fail: {
    'a script without exec': {
      ...given({ receivesSignals: false, signalNote: 'start.sh:9 runs gunicorn without exec' }),
      reports: ['gunicorn in Dockerfile does not get SIGTERM: start.sh:9 runs gunicorn without exec'],
    },
    'a worker behind a shell': {
      ...given({ kind: 'celery-worker', receivesSignals: false }),
      reports: ['celery-worker in Dockerfile does not get SIGTERM: a shell stands in front of it'],
    },
  },
  silent: {
    'an instance': given({ artefact: 'systemd', receivesSignals: false }),
    'a container for development': given({ production: false, receivesSignals: false }),
  },
});
