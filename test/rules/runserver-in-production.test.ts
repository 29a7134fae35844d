import rule from '../../rules/hosting/runserver-in-production.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { process } from '../build/process.ts';
import { project } from '../build/project.ts';

const given = (...processes: readonly AppProcess[]) => ({ given: { repository: { processes, project: project() } } });
const runserver = (more: Partial<AppProcess> = {}) =>
  process({
    kind: 'runserver',
    text: 'python manage.py runserver 0.0.0.0:8000',
    words: ['python', 'manage.py', 'runserver', '0.0.0.0:8000'],
    ...more,
  });

testRule(rule, {
  pass: { gunicorn: given(process()), 'an ASGI server': given(process({ kind: 'uvicorn' })) },
  fail: {
    'the development server in the image': {
      ...given(process(), runserver()),
      reports: ['Dockerfile starts the development server in production (python manage.py runserver 0.0.0.0:8000)'],
      severities: ['critical'],
    },
  },
  silent: {
    'docker-compose of the developer': given(
      runserver({ path: 'docker-compose.yml', artefact: 'compose', production: false }),
    ),
    'only a worker': given(process({ kind: 'celery-worker' })),
  },
});
