import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import type { AppProcess, ElasticBeanstalk } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { productionGunicorns } from '../shared/processes.ts';

const ASYNC = /gevent|eventlet|tornado|uvicorn|asgi/i;

export default defineRule({
  id: 'gunicorn-single-worker',
  topic: 'hosting/gunicorn',
  severity: 'medium',
  docs: {
    title: 'Give gunicorn more than one worker or thread',
    why: 'With one worker and one thread, the default, each request waits for the one before it: one slow report or upload, and the health check behind it times out as well.',
    how: 'Workers and threads are merged as gunicorn merges them: command line, GUNICORN_CMD_ARGS, configuration file, WEB_CONCURRENCY, default. One of each is medium, and only advice where an artefact asks for three copies or more.',
    fix: '`gunicorn --workers 2 --threads 4 …`, or WEB_CONCURRENCY; then count the database connections again.',
    silent: [
      'asynchronous workers, which serve many requests at once',
      'Elastic Beanstalk without a Procfile: the platform chooses',
    ],
    example: {
      language: 'dockerfile',
      bad: 'CMD ["gunicorn", "config.wsgi"]',
      good: 'CMD ["gunicorn", "config.wsgi", "--workers", "2", "--threads", "4"]',
    },
    references: [
      'https://gunicorn.org/reference/settings/#workers',
      'https://docs.gunicorn.org/en/stable/settings.html#workers',
    ],
  },
  controls: { wellArchitected: ['REL07', 'PERF'], cwe: ['770'] },
  needs: ['repository.processes', 'repository.elasticBeanstalk'],
  subjects: ({ repository }) => productionGunicorns(repository.processes),
  judge: (process, { repository: { elasticBeanstalk } }) => {
    const { gunicorn } = process;
    if (gunicorn === undefined) return notApplicable('no gunicorn');
    const details = { evidence: [found('command', process.text, process.location)], location: process.location };
    const { workers, threads, worker_class } = gunicorn;
    if (worker_class.status === 'known' && ASYNC.test(worker_class.value))
      return notApplicable(`${worker_class.value} serves many requests at once`);
    if (workers.status === 'unknown' && !(threads.status === 'known' && threads.value > 1)) {
      return unknown(`the number of workers of ${process.path} could not be computed: ${workers.reason}`, details);
    }
    if (!isOne(workers) || !isOne(threads))
      return pass(`${process.path} starts gunicorn with more than one worker or thread`, details);
    if (workers.status === 'known' && workers.source === 'default' && platformConcurrency(elasticBeanstalk))
      return pass('Elastic Beanstalk sets WEB_CONCURRENCY', details);
    return fail(`${process.path} starts gunicorn with one worker and one thread: requests wait for each other`, {
      ...details,
      severity: (process.replicas ?? 1) >= 3 ? 'info' : 'medium',
      fix: fix('Serve several requests at once', text(more(process))),
    });
  },
});

function isOne(option: { readonly status: string; readonly value?: number }): boolean {
  return option.status === 'known' && option.value === 1;
}

function platformConcurrency({ environment }: ElasticBeanstalk): boolean {
  return environment.some(({ name }) => name === 'WEB_CONCURRENCY');
}

function more({ words }: AppProcess): string {
  const [program = 'gunicorn', ...rest] = words;
  return [program, '--workers 2', '--threads 4', ...rest].join(' ');
}
