import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import type { ManagementRun } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { isMigrate } from '../shared/migrations.ts';
import { found } from '../shared/places.ts';

type Judged = Subject & { readonly run?: ManagementRun };

export default defineRule({
  id: 'migrate-in-app-code',
  topic: 'databases/migrations-race',
  severity: 'high',
  docs: {
    title: 'Keep migrations out of application code',
    why: 'Code that runs when the application is imported runs in every worker of every copy, at the same moment. Migrations there race, and a failing one takes the site down instead of stopping the deployment.',
    how: 'wsgi.py, asgi.py, AppConfig.ready and the hooks of gunicorn are read for calls of `migrate`.',
    fix: 'Move it to a step of the deployment.',
    silent: ['management commands and scripts that somebody runs'],
    example: {
      language: 'python',
      bad: 'class OrdersConfig(AppConfig):\n    name = "orders"\n\n    def ready(self):\n        call_command("migrate")',
      good: 'class OrdersConfig(AppConfig):\n    name = "orders"\n\n    def ready(self):\n        from . import signals',
    },
    references: ['https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.ready'],
  },
  controls: { cwe: ['362'], wellArchitected: ['REL08'] },
  needs: ['repository.migrateRuns', 'repository.project'],
  subjects: ({ repository }): readonly Judged[] => {
    const runs = repository.migrateRuns.filter(
      (run) => isMigrate(run) && run.phase === 'import' && run.role === 'production',
    );
    return runs.length === 0 ? [{ ref: repository.project.ref }] : runs.map((run) => ({ ref: run.ref, run }));
  },
  judge: ({ run }) => {
    if (run === undefined) return pass('no module that the application imports migrates');
    return fail(`${run.path} migrates when the application is imported: every worker of every copy does`, {
      evidence: [found(run.text, 'at import', run.location)],
      location: run.location,
      fix: fix('Make it a step of the deployment', text('python manage.py migrate --noinput')),
    });
  },
});
