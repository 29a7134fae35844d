import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import type { FileIndex, ManagementRun, RepositoryFile } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { inProduction } from '../shared/migrations.ts';
import { found } from '../shared/places.ts';

type Judged = Subject & ({ readonly run: ManagementRun } | { readonly ignored: RepositoryFile });

const MIGRATION = /(^|\/)migrations\/\d{4}_\w+\.py$/;

export default defineRule({
  id: 'makemigrations-in-deploy',
  topic: 'databases/migrations-race',
  severity: 'high',
  docs: {
    title: 'Commit migrations, never make them while deploying',
    why: 'Migrations made on a server exist nowhere else: the next server makes others under the same name, histories part, and a change that nobody reviewed alters the production database.',
    how: '`makemigrations` in what production runs or builds is judged; with `--check` or `--dry-run` it passes. Migrations that git ignores are the same defect.',
    fix: 'Run `makemigrations` while developing, commit the files, and let CI run `makemigrations --check --dry-run`.',
    silent: ['continuous integration and scripts for developers'],
    example: {
      language: 'sh',
      bad: '# entrypoint.sh\npython manage.py makemigrations --noinput\npython manage.py migrate --noinput',
      good: '# a step of the tests; the files in migrations/ are committed\npython manage.py makemigrations --check --dry-run',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/topics/migrations/#version-control',
      'https://docs.djangoproject.com/en/stable/ref/django-admin/#makemigrations',
    ],
  },
  controls: { wellArchitected: ['REL08'], soc2: ['CC8.1'], cwe: ['362'] },
  needs: ['repository.migrateRuns', 'repository.files'],
  subjects: ({ repository }): readonly Judged[] => [
    ...repository.migrateRuns
      .filter((run) => run.command === 'makemigrations' && (isCheck(run) || inProduction(run)))
      .map((run) => ({ ref: run.ref, run })),
    ...ignoredMigrations(repository.files).map((ignored) => ({ ref: ignored.ref, ignored })),
  ],
  judge: (subject) => {
    if ('ignored' in subject) {
      return fail(`${subject.ignored.path} is ignored by git: production makes its own migrations or lacks them`, {
        location: { path: subject.ignored.path, line: 1 },
        fix: fix('Commit it', text(`git add -f ${subject.ignored.path}  # and take migrations/ out of .gitignore`)),
      });
    }
    const { run } = subject;
    const details = { evidence: [found(run.text, run.phase, run.location)], location: run.location };
    if (isCheck(run)) return pass(`${run.path} checks that migrations are committed`, details);
    return fail(`${run.path} makes migrations while deploying (${run.text})`, {
      ...details,
      fix: fix('Commit the migrations and only check here', text('python manage.py makemigrations --check --dry-run')),
    });
  },
});

function isCheck({ options }: ManagementRun): boolean {
  return options.includes('--check') || options.includes('--dry-run');
}

/** One of them is enough to say it. */
function ignoredMigrations({ files, git }: FileIndex): readonly RepositoryFile[] {
  if (git === undefined) return [];
  return files.filter(({ path, ignored, tracked }) => ignored && !tracked && MIGRATION.test(path)).slice(0, 1);
}
