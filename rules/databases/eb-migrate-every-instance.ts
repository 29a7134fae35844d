import type { Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import type { ContainerCommand, PlatformHook } from '../../src/model/repository/index.ts';
import { insertAfter } from '../shared/edit.ts';
import { fix, text } from '../shared/fix.ts';
import { migrates } from '../shared/migrations.ts';
import { found } from '../shared/places.ts';

type Judged = Subject & ({ readonly entry: ContainerCommand } | { readonly hook: PlatformHook });

const LEADER = /EB_IS_COMMAND_LEADER|leader_only|\/tmp\/leader/;

export default defineRule({
  id: 'eb-migrate-every-instance',
  topic: 'databases/migrations-eb',
  severity: 'high',
  docs: {
    title: 'Migrate on one instance of Elastic Beanstalk',
    why: 'container_commands and platform hooks run on every instance at the same time. Two migrations at once deadlock or fail half-way; hooks run again whenever an instance is added, in the middle of the day.',
    how: 'container_commands that migrate need `leader_only: true` (high; medium when a `test` decides). Platform hooks that migrate need a test of the leader, which hooks do not document. `ignoreErrors: true` on a migration is high: the new code then runs on the old schema.',
    fix: '`container_commands: {03_migrate: {command: "source $PYTHONPATH/activate && python manage.py migrate --noinput", leader_only: true}}`.',
    silent: [
      '`.config` is missing in the name of the file: Elastic Beanstalk does not read it',
      'instances that are replaced by scaling do not migrate with leader_only: they need not',
    ],
    example: {
      language: 'yaml',
      bad: 'container_commands:\n  migrate:\n    command: python manage.py migrate',
      good: 'container_commands:\n  migrate:\n    command: python manage.py migrate --noinput\n    leader_only: true',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-container-commands',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html',
    ],
  },
  controls: { wellArchitected: ['REL08'], soc2: ['CC8.1'], cwe: ['362'] },
  needs: ['repository.elasticBeanstalk'],
  subjects: ({ repository: { elasticBeanstalk } }): readonly Judged[] => [
    ...[...elasticBeanstalk.containerCommands, ...elasticBeanstalk.extensions.flatMap(({ commands }) => commands)]
      .filter(({ command }) => command.commands.some(migrates))
      .filter((entry, index, all) => all.findIndex(({ ref }) => ref.id === entry.ref.id) === index)
      .map((entry) => ({ ref: entry.ref, entry })),
    ...elasticBeanstalk.hooks
      .filter(({ script }) => script.commands.some(migrates))
      .map((hook) => ({ ref: hook.ref, hook })),
  ],
  judge: (subject) => ('entry' in subject ? ofCommand(subject.entry) : ofHook(subject.hook)),
});

function ofCommand(entry: ContainerCommand): Verdict {
  const { name, path, leaderOnly, ignoreErrors, test, command } = entry;
  const details = { evidence: [found(name, command.text, entry.location)], location: entry.location };
  if (ignoreErrors) {
    return fail(`${name} in ${path} ignores errors of the migration: a failed one leaves new code on the old schema`, {
      ...details,
      fix: fix('Let a failed migration stop the deployment', text(`${name}: delete ignoreErrors`)),
    });
  }
  if (leaderOnly) return pass(`${name} in ${path} migrates on the leader only`, details);
  const where =
    test === undefined
      ? 'on every instance at the same time'
      : `wherever \`${test}\` holds, which can be several instances`;
  return fail(`${name} in ${path} migrates ${where}: it has no leader_only`, {
    ...details,
    severity: test === undefined ? 'high' : 'medium',
    fix: fix('Run it on the leader', insertAfter(command.location, '\n    leader_only: true', 'unsafe')),
  });
}

function ofHook(hook: PlatformHook): Verdict {
  const run = hook.script.commands.find(migrates);
  const location = run?.location ?? hook.location;
  const details = { evidence: [found(hook.path, run?.words.join(' ') ?? hook.script.text, location)], location };
  if (LEADER.test(`${hook.script.text} ${run?.when ?? ''}`)) {
    return pass(`${hook.path} asks for the leader before it migrates`, { ...details, confidence: 'medium' });
  }
  return fail(`${hook.path} migrates on every instance, and again on each one that is added`, {
    ...details,
    fix: fix(
      'Migrate in a container_command of the leader',
      text(
        'container_commands:\n  03_migrate:\n    command: "source $PYTHONPATH/activate && python manage.py migrate --noinput"\n    leader_only: true',
      ),
    ),
  });
}
