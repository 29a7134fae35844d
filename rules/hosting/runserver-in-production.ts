import { defineRule, fail, pass } from '../../src/model/index.ts';
import { type AppProcess, isApplicationServer } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

export default defineRule({
  id: 'runserver-in-production',
  topic: 'hosting/gunicorn',
  severity: 'critical',
  docs: {
    title: 'Serve production with an application server',
    why: 'The development server went through no security audit and no load test, as its own documentation says. It reloads code, and `runserver_plus` brings a Python console that anybody who sees an error page can try to open.',
    how: 'The commands of the artefacts that production runs are followed to the program that serves.',
    fix: '`gunicorn config.wsgi:application --bind 0.0.0.0:8080`, or an ASGI server.',
    silent: ['docker-compose files, Dockerfiles and scripts for local work, unless production refers to them'],
    example: {
      language: 'dockerfile',
      bad: 'CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]',
      good: 'CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000"]',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver',
      'https://docs.djangoproject.com/en/stable/howto/deployment/',
    ],
  },
  controls: { wellArchitected: ['SEC06'], cwe: ['489'], owaspTop10_2021: ['A05'], owaspAsvs_4_0_3: ['14.1'] },
  needs: ['repository.processes', 'repository.project'],
  subjects: ({ repository }) =>
    repository.processes.filter(
      ({ production, kind }) => production && (kind === 'runserver' || isApplicationServer(kind)),
    ),
  judge: (process, { repository }) => {
    const evidence = [found(process.name ?? process.kind, process.text, process.location)];
    if (process.kind !== 'runserver') return pass(`${process.path} serves with ${process.kind}`, { evidence });
    return fail(`${process.path} starts the development server in production (${process.text})`, {
      evidence,
      location: process.location,
      fix: fix('Start an application server', text(better(process, repository.project.wsgi[0]?.name))),
    });
  },
});

function better({ words }: AppProcess, wsgi: string | undefined): string {
  const address = words.find((word) => /:\d+$|^\d{2,5}$/.test(word)) ?? '0.0.0.0:8000';
  return `gunicorn ${wsgi ?? 'config.wsgi'}:application --bind ${/^\d+$/.test(address) ? `0.0.0.0:${address}` : address}`;
}
