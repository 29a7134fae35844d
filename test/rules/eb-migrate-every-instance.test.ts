import rule from '../../rules/databases/eb-migrate-every-instance.ts';
import { testRule } from '../../src/testing/index.ts';
import { containerCommand, elasticBeanstalk, hook, simple } from '../build/repository.ts';

const given = (more: Parameters<typeof elasticBeanstalk>[0]) => ({
  given: { repository: { elasticBeanstalk: elasticBeanstalk(more) } },
});
const MIGRATE = 'source $PYTHONPATH/activate && python manage.py migrate --noinput';

testRule(rule, {
  pass: {
    'on the leader': given({ containerCommands: [containerCommand('03_migrate', MIGRATE, { leaderOnly: true })] }),
    'leader_only goes before test': given({
      containerCommands: [containerCommand('03_migrate', MIGRATE, { leaderOnly: true, test: 'true' })],
    }),
    'a hook that asks for the leader': given({
      hooks: [
        hook(
          '.platform/hooks/predeploy/01.sh',
          'if [ "$EB_IS_COMMAND_LEADER" = true ]; then python manage.py migrate; fi',
          {
            script: {
              ...hook('x', '').script,
              text: 'if [ "$EB_IS_COMMAND_LEADER" = true ]; then python manage.py migrate; fi',
              commands: [simple('python manage.py migrate')],
            },
          },
        ),
      ],
    }),
  },
  fail: {
    'no leader_only, behind a good command': {
      ...given({
        containerCommands: [
          containerCommand('01_migrate', MIGRATE, { leaderOnly: true }),
          containerCommand('02_other', MIGRATE),
        ],
      }),
      reports: [
        '02_other in .ebextensions/django.config migrates on every instance at the same time: it has no leader_only',
      ],
      severities: ['high'],
    },
    'a test instead': {
      ...given({ containerCommands: [containerCommand('01_migrate', MIGRATE, { test: 'test -f /tmp/first' })] }),
      reports: [
        '01_migrate in .ebextensions/django.config migrates wherever `test -f /tmp/first` holds, which can be several instances: it has no leader_only',
      ],
      severities: ['medium'],
    },
    'errors ignored': {
      ...given({
        containerCommands: [containerCommand('01_migrate', MIGRATE, { leaderOnly: true, ignoreErrors: true })],
      }),
      reports: [
        '01_migrate in .ebextensions/django.config ignores errors of the migration: a failed one leaves new code on the old schema',
      ],
    },
    'migrate_or_rollback in a hook': {
      ...given({ hooks: [hook('.platform/hooks/postdeploy/99.sh', 'python manage.py migrate_or_rollback')] }),
      reports: ['.platform/hooks/postdeploy/99.sh migrates on every instance, and again on each one that is added'],
    },
  },
  silent: {
    'another command': given({ containerCommands: [containerCommand('02_static', 'python manage.py collectstatic')] }),
    'only a check': given({ hooks: [hook('.platform/hooks/predeploy/1.sh', 'python manage.py migrate --check')] }),
  },
});
