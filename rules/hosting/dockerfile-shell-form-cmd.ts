import { defineRule, fail, notApplicable, pass } from '../../src/model/index.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { inContainer } from '../shared/processes.ts';

export default defineRule({
  id: 'dockerfile-shell-form-cmd',
  topic: 'hosting/docker',
  severity: 'medium',
  docs: {
    title: 'Let the server be the first process of its container',
    why: 'A shell in front of the server does not pass SIGTERM on. On every deployment the container then runs on until the stop timeout and is killed, with the requests that it was answering.',
    how: 'The chain from the container to the server is followed through CMD, ENTRYPOINT and start scripts. It breaks where a shell starts the server without `exec`.',
    fix: '`CMD ["gunicorn", …]`; in scripts `exec gunicorn …` or `exec "$@"`.',
    silent: [
      '`sh -c "exec …"`',
      'an init such as tini or dumb-init that signals the whole group',
      'processes outside of containers',
    ],
    example: {
      language: 'dockerfile',
      bad: 'CMD python manage.py collectstatic && gunicorn config.wsgi',
      good: 'CMD ["gunicorn", "config.wsgi"]',
    },
    references: [
      'https://docs.docker.com/reference/build-checks/json-args-recommended/',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html',
    ],
  },
  controls: { wellArchitected: ['REL08', 'REL11'] },
  needs: ['repository.processes'],
  subjects: ({ repository }) =>
    repository.processes.filter(
      (process) => process.production && inContainer(process) && process.kind !== 'runserver',
    ),
  judge: (process) => {
    const details = {
      evidence: [found(process.name ?? process.kind, process.text, process.location)],
      location: process.location,
    };
    if (process.receivesSignals === undefined)
      return notApplicable('it is not known to be the first process of a container');
    if (process.receivesSignals)
      return pass(`${process.kind} in ${process.path} gets the signals of its container`, details);
    return fail(
      `${process.kind} in ${process.path} does not get SIGTERM: ${process.signalNote ?? 'a shell stands in front of it'}`,
      {
        ...details,
        confidence: 'medium',
        fix: fix('Replace the shell', text(better(process))),
      },
    );
  },
});

function better({ via, words }: AppProcess): string {
  const last = via.at(-1);
  return last?.path.endsWith('.sh') === true ? `exec ${words.join(' ')}` : `CMD ${JSON.stringify(words)}`;
}
