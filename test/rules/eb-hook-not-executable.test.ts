import rule from '../../rules/deployment/eb-hook-not-executable.ts';
import type { ElasticBeanstalk, PlatformHook } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { containerCommand, elasticBeanstalk, hook } from '../build/repository.ts';

const PATH = '.platform/hooks/predeploy/01_static.sh';
const given = (one: PlatformHook, more: Partial<ElasticBeanstalk> = {}) => ({
  given: { repository: { elasticBeanstalk: elasticBeanstalk({ hooks: [one], ...more }) } },
});
const script = 'cd /var/app/staging && python manage.py collectstatic';

testRule(rule, {
  pass: {
    executable: given(hook(PATH, script)),
    'made executable by a command': given(hook(PATH, script, { executable: false }), {
      containerCommands: [containerCommand('01', 'chmod +x .platform/hooks/predeploy/*')],
    }),
    'one command': given(hook(PATH, 'systemctl restart nginx', { stopsOnError: false })),
  },
  fail: {
    'not executable': {
      ...given(hook(PATH, script, { executable: false })),
      reports: [`${PATH} is not executable in git: Elastic Beanstalk cannot run it`],
      severities: ['medium'],
    },
    'no interpreter': {
      given: { repository: { elasticBeanstalk: elasticBeanstalk({ hooks: [withoutShebang()] }) } },
      reports: [`${PATH} does not begin with #!: the system does not know what to run it with`],
    },
    'goes on after errors': {
      ...given(hook(PATH, script, { stopsOnError: false })),
      reports: [`${PATH} goes on after a failed command: it has no \`set -e\``],
      severities: ['low'],
    },
  },
});

function withoutShebang(): PlatformHook {
  const { shebang: _, ...rest } = hook(PATH, script);
  return rest;
}
