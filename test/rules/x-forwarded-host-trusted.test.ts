import rule from '../../rules/https/x-forwarded-host-trusted.ts';
import { collected, type DeployedService } from '../../src/model/index.ts';
import type { ProxyConfig } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { beanstalkService, denied, liveSettings, service } from '../build/deployment.ts';
import { proxy } from '../build/process.ts';
import { value } from '../build/settings.ts';

const ON = { USE_X_FORWARDED_HOST: true };
const given = (services: readonly DeployedService[], proxies: readonly ProxyConfig[] = []) => ({
  given: { repository: { proxies }, deployment: { services } },
});
const live = (assigned: Parameters<typeof liveSettings>[0], more: Partial<DeployedService> = {}) =>
  service({ settings: collected(liveSettings(assigned)), ...more });
const nginx = (header: string) => proxy({ setHeaders: { 'x-forwarded-host': header } });
const PASSED = 'takes its host from X-Forwarded-Host, which shop passes on as the client wrote it';

testRule(rule, {
  pass: { 'nginx sets the header': given([live(ON)], [nginx('$host')]) },
  fail: {
    'a strict list of hosts': {
      ...given([live(ON)]),
      reports: [`ECS service shop-web ${PASSED}: a client chooses among the hosts of ALLOWED_HOSTS`],
      severities: ['medium'],
    },
    'every host': {
      ...given([live({ ...ON, ALLOWED_HOSTS: ['*'] })]),
      reports: [
        `ECS service shop-web ${PASSED}, and ALLOWED_HOSTS lets every host through: links in its mails and redirects can be pointed anywhere`,
      ],
      severities: ['high'],
    },
    'nginx that passes it on': {
      ...given([live(ON)], [nginx('$http_x_forwarded_host')]),
      reports: [`ECS service shop-web ${PASSED}: a client chooses among the hosts of ALLOWED_HOSTS`],
    },
    'nginx of Elastic Beanstalk does not know the header': {
      ...given([beanstalkService({ settings: collected(liveSettings(ON)) })]),
      reports: [`Elastic Beanstalk environment shop-prod ${PASSED}: a client chooses among the hosts of ALLOWED_HOSTS`],
    },
  },
  unknown: {
    'it could not be computed': {
      ...given([live({ USE_X_FORWARDED_HOST: value({ status: 'unknown', reason: 'a call' }) })]),
      reasons: ['USE_X_FORWARDED_HOST of ECS service shop-web could not be computed'],
    },
    'what stands before was denied': {
      ...given([live(ON, { frontDoors: denied })]),
      reasons: ['what stands before ECS service shop-web could not be seen: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'it is off': given([live({ USE_X_FORWARDED_HOST: false })]),
    'Django’s default': given([live({})]),
    'no load balancer': given([live(ON, { frontDoors: collected([]) })]),
  },
});
