import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { inContainer, productionGunicorns } from '../shared/processes.ts';

const TMPFS = /^\/(dev\/shm|run|var\/run)(\/|$)/;

export default defineRule({
  id: 'gunicorn-worker-tmp-dir',
  topic: 'hosting/gunicorn',
  severity: 'low',
  docs: {
    title: 'Keep the heartbeat files of gunicorn in memory',
    why: 'Each worker touches a file to show that it lives. On the disk-backed file system of a container that call can block for seconds, and gunicorn kills the worker although it works.',
    how: 'Containers whose command is gunicorn are judged by `worker_tmp_dir`; a hint, never more than low.',
    fix: '`--worker-tmp-dir /dev/shm`.',
    silent: ['gunicorn outside of containers'],
    example: {
      language: 'dockerfile',
      bad: 'CMD ["gunicorn", "config.wsgi", "--workers", "2"]',
      good: 'CMD ["gunicorn", "config.wsgi", "--workers", "2", "--worker-tmp-dir", "/dev/shm"]',
    },
    references: [
      'https://docs.gunicorn.org/en/stable/faq.html#how-do-i-avoid-gunicorn-excessively-blocking-in-os-fchmod',
    ],
  },
  controls: { wellArchitected: ['REL06'] },
  needs: ['repository.processes'],
  subjects: ({ repository }) => productionGunicorns(repository.processes).filter(inContainer),
  judge: (process) => {
    const folder = process.gunicorn?.worker_tmp_dir;
    if (folder === undefined) return notApplicable('no gunicorn');
    const details = {
      evidence: [found('command', process.text, process.location)],
      location: folder.location ?? process.location,
    };
    if (folder.status === 'unknown') return unknown(`worker_tmp_dir could not be computed: ${folder.reason}`, details);
    if (folder.value !== null && TMPFS.test(folder.value))
      return pass(`${process.path} keeps heartbeats in ${folder.value}`, details);
    return fail(`${process.path} keeps the heartbeats of gunicorn on disk (${folder.value ?? '/tmp'})`, {
      ...details,
      fix: fix('Keep them in memory', text('--worker-tmp-dir /dev/shm')),
    });
  },
});
