import type { Severity } from '../../src/model/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import type { ManagementRun } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { inProduction, isMigrate, lockPackage } from '../shared/migrations.ts';
import { found } from '../shared/places.ts';

export default defineRule({
  id: 'migrate-in-entrypoint',
  topic: 'databases/migrations-ecs',
  severity: 'high',
  docs: {
    title: 'Migrate once for a deployment, not at every container start',
    why: 'Each container that starts migrates: several at once in a deployment, one more whenever the service scales out or a container restarts. Two migrations at once deadlock, and a slow one makes the health check kill the container in the middle of it.',
    how: 'Migrations in the chain of commands that starts a service are judged by the copies that the artefact asks for: more than one is high, not said medium, one low. A condition that somebody must switch on, or a package that takes a lock, is low.',
    fix: 'Run `python manage.py migrate` as a task of its own before the new version starts: ECS run-task, a Kubernetes Job, a release phase.',
    silent: ['Jobs, Helm hooks and release phases', 'docker-compose files and scripts for development'],
    example: {
      language: 'sh',
      bad: '# entrypoint.sh of the image\npython manage.py migrate --noinput\nexec gunicorn config.wsgi',
      good: '# a step of the deployment, before the service is updated\naws ecs run-task --cluster shop --task-definition web \\\n  --overrides \'{"containerOverrides":[{"name":"web","command":["python","manage.py","migrate","--noinput"]}]}\'\n# entrypoint.sh of the image\nexec gunicorn config.wsgi',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/topics/migrations/',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/standalone-tasks.html',
    ],
  },
  controls: { wellArchitected: ['REL08'], soc2: ['CC8.1'], cwe: ['362'] },
  needs: ['repository.migrateRuns', 'repository.dependencies'],
  subjects: ({ repository }) =>
    repository.migrateRuns.filter(
      (run) => isMigrate(run) && inProduction(run) && run.artefact !== 'elastic-beanstalk' && run.phase !== 'import',
    ),
  judge: (run, { repository }) => {
    const evidence = [
      found(run.text, run.phase, run.location),
      ...run.via.slice(0, 1).map((place) => found('started by', place.path, place)),
    ];
    const details = { evidence, location: run.location };
    if (run.phase !== 'start' && run.phase !== 'init-container')
      return pass(`${run.path} migrates as a step of its own`, details);
    if (run.once) return pass(`${run.path} migrates once: ${run.onceBecause ?? 'it is guarded'}`, details);
    const lock = lockPackage(repository.dependencies.resolved);
    const why = lock === undefined ? (run.when === undefined ? '' : ` when ${run.when}`) : ` under the lock of ${lock}`;
    return fail(`${run.path} migrates at every start of a container${copies(run)}${why}`, {
      ...details,
      severity: severity(run, lock),
      fix: fix(
        'Make it a step of the deployment',
        text(
          'aws ecs run-task … --overrides \'{"containerOverrides":[{"name":"web","command":["python","manage.py","migrate","--noinput"]}]}\'',
        ),
      ),
    });
  },
});

function copies({ replicas }: ManagementRun): string {
  return replicas === undefined ? '' : `, of which there ${replicas === 1 ? 'is 1' : `are ${replicas}`}`;
}

function severity({ replicas, when }: ManagementRun, lock: string | undefined): Severity {
  if (lock !== undefined || when !== undefined || replicas === 1) return 'low';
  return replicas === undefined ? 'medium' : 'high';
}
