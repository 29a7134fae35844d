import rule from '../../rules/deployment/eb-confighooks-missing.ts';
import type { PlatformHook } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { elasticBeanstalk, hook } from '../build/repository.ts';

const given = (...hooks: readonly PlatformHook[]) => ({
  given: { repository: { elasticBeanstalk: elasticBeanstalk({ hooks }) } },
});
const COLLECT = 'python manage.py collectstatic --noinput';

testRule(rule, {
  pass: {
    'the same under another name': given(
      hook('.platform/hooks/predeploy/01_static.sh', COLLECT),
      hook('.platform/confighooks/predeploy/static.sh', COLLECT),
    ),
  },
  fail: {
    'no twin': {
      ...given(hook('.platform/hooks/predeploy/01_static.sh', COLLECT)),
      reports: [
        '.platform/hooks/predeploy/01_static.sh has no twin in .platform/confighooks/predeploy: a changed environment property deploys without it',
      ],
    },
    'a twin of another stage': {
      ...given(
        hook('.platform/hooks/prebuild/01_npm.sh', 'npm ci && npm run build'),
        hook('.platform/confighooks/predeploy/static.sh', COLLECT),
      ),
      reports: [
        '.platform/hooks/prebuild/01_npm.sh has no twin in .platform/confighooks/prebuild: a changed environment property deploys without it',
      ],
    },
  },
  silent: {
    'a notification': given(hook('.platform/hooks/postdeploy/99_slack.sh', 'curl -X POST https://hooks.example.com')),
  },
});
