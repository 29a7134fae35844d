import rule from '../../rules/hosting/gunicorn-worker-tmp-dir.ts';
import type { AppProcess, Effective } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { gunicorn, option, process } from '../build/process.ts';

const given = (folder: Effective<string | null>, more: Partial<AppProcess> = {}) => ({
  given: { repository: { processes: [process({ gunicorn: gunicorn({ worker_tmp_dir: folder }), ...more })] } },
});

testRule(rule, {
  pass: { 'in memory': given(option.chosen('/dev/shm')) },
  fail: {
    'the default': {
      ...given(option.usual(null)),
      reports: ['Dockerfile keeps the heartbeats of gunicorn on disk (/tmp)'],
    },
    'on a disk': {
      ...given(option.chosen('/app/tmp')),
      reports: ['Dockerfile keeps the heartbeats of gunicorn on disk (/app/tmp)'],
    },
  },
  unknown: {
    computed: { ...given(option.unknown('os.environ')), reasons: ['worker_tmp_dir could not be computed: os.environ'] },
  },
  silent: { 'on an instance': given(option.usual(null), { artefact: 'procfile' }) },
});
