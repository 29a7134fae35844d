import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { asks } from '../shared/answers.ts';
import { fix, text } from '../shared/fix.ts';
import { hasMigrations, inProduction, isMigrate } from '../shared/migrations.ts';
import { found } from '../shared/places.ts';
import { isRecord } from '../shared/settings.ts';

export default defineRule({
  id: 'no-migration-step',
  topic: 'databases/migrations-eb',
  severity: 'medium',
  docs: {
    title: 'Make migrations a part of the deployment',
    why: 'Where a person migrates by hand, one day nobody does: new code meets the old schema, and pages fail until somebody remembers.',
    how: 'Dockerfiles, start scripts, .ebextensions, platform hooks, Procfile, task definitions, manifests and workflows are searched for a migration. If none is there, and everything that deploys could be read, it is a failure; where a start command, a workflow of another repository or the deployment itself could not be read, the verdict is unknown.',
    fix: 'Add a leader_only container_command, an ECS run-task, a Kubernetes Job or a release phase that migrates.',
    silent: ['projects without migrations or without a database'],
    example: {
      language: 'yaml',
      bad: '# .github/workflows/deploy.yml, and nowhere a migration\n- run: eb deploy shop-production',
      good: '# .ebextensions/migrate.config\ncontainer_commands:\n  migrate:\n    command: python manage.py migrate --noinput\n    leader_only: true',
    },
    references: ['https://docs.djangoproject.com/en/stable/howto/deployment/checklist/'],
  },
  controls: { wellArchitected: ['REL08'], soc2: ['CC8.1'] },
  needs: [
    'repository.project',
    'repository.migrations',
    'repository.settings',
    'repository.migrateRuns',
    'repository.opaqueCommands',
    'repository.workflows',
  ],
  subjects: ({ repository }): readonly Subject[] => [{ ref: repository.project.ref }],
  judge: (_, { repository }) => {
    const { migrateRuns, settings, opaqueCommands, workflows } = repository;
    if (!hasMigrations(repository.migrations)) return notApplicable('no app of the project has migrations');
    const databases = asks(settings, 'DATABASES', (value) => isRecord(value) && Object.keys(value).length > 0);
    if (databases === 'never') return notApplicable('no database is configured');
    const run = migrateRuns.find((one) => isMigrate(one) && inProduction(one));
    if (run !== undefined)
      return pass(`${run.path} migrates`, { evidence: [found(run.text, run.phase, run.location)] });
    const [opaque] = opaqueCommands;
    if (opaque !== undefined) {
      return unknown(
        `nothing that could be read migrates; ${opaque.path} starts something that could not be followed: ${opaque.reason}`,
      );
    }
    if (!workflows.some(({ jobs }) => jobs.some(({ steps }) => steps.some(({ deploys }) => deploys !== undefined)))) {
      return unknown(
        'nothing in the repository migrates, and nothing in it deploys: what deploys it elsewhere decides',
      );
    }
    const external = workflows.flatMap((workflow) => workflow.external)[0];
    if (external !== undefined)
      return unknown(`nothing that could be read migrates; ${external.what} is not in the repository`);
    return fail('no artefact of the deployment runs migrations: new code can meet the old schema', {
      location: repository.project.location,
      fix: fix('Add a step that migrates once', text('python manage.py migrate --noinput')),
    });
  },
});
