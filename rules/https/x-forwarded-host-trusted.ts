import {
  ask,
  type DeployedService,
  defineRule,
  type EvaluatedSettings,
  type Evidence,
  fail,
  type Json,
  notApplicable,
  pass,
  truthy,
  unknown,
} from '../../src/model/index.ts';
import type { ProxyConfig } from '../../src/model/repository/index.ts';
import { asks, contains } from '../shared/answers.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { overwrites } from '../shared/front.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { linkEvidence, liveSetting, look, nameOf } from '../shared/service.ts';

export default defineRule({
  id: 'x-forwarded-host-trusted',
  topic: 'https/django-settings',
  severity: 'medium',
  docs: {
    title: 'Do not take the host from a header that nobody sets',
    why: 'With USE_X_FORWARDED_HOST Django takes the host from X-Forwarded-Host. Load balancers of AWS set X-Forwarded-For, -Proto and -Port, and pass that one on as the client wrote it: links in mails to reset a password, redirects and cached pages can be pointed at another site.',
    how: 'Judged under the live settings of each service with a load balancer in front. It is high where ALLOWED_HOSTS lets every host through; with a strict list a forged host is refused with 400, and only hosts of the list can be played against each other: medium.',
    fix: 'Remove USE_X_FORWARDED_HOST: the load balancer keeps the Host header as it is.',
    silent: [
      'a proxy of the repository that sets X-Forwarded-Host itself (`proxy_set_header X-Forwarded-Host $host`)',
      'services without a load balancer that could be seen',
    ],
    example: {
      language: 'python',
      bad: '# before the service: an application load balancer\nUSE_X_FORWARDED_HOST = True',
      good: '# before the service: an application load balancer\nUSE_X_FORWARDED_HOST = False  # the default',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/settings/#use-x-forwarded-host',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html',
      'https://docs.djangoproject.com/en/stable/topics/security/#host-header-validation',
    ],
  },
  controls: { wellArchitected: ['SEC05'], cwe: ['348', '644'], owaspTop10_2021: ['A05'] },
  needs: ['deployment.services', 'repository.proxies'],
  subjects: ({ deployment }) => deployment.services,
  judge: (service, { repository }) => {
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    return 'open' in settings ? settings.open : judgeHeader(service, settings.value, repository.proxies);
  },
});

const NAME = 'USE_X_FORWARDED_HOST';

function judgeHeader(service: DeployedService, settings: EvaluatedSettings, proxies: readonly ProxyConfig[]) {
  const answer = asks(settings, NAME, truthy);
  const trust = liveSetting(settings, NAME);
  if (answer === 'never' || trust === undefined) return notApplicable(`${NAME} is off`);
  const evidence: readonly Evidence[] = [trust.evidence, linkEvidence(service)];
  const place = where(settingPlace(trust.setting, settings));
  if (answer !== 'always')
    return unknown(`${NAME} of ${nameOf(service)} could not be computed`, { evidence, ...place });
  const doors = look(service.frontDoors, `what stands before ${nameOf(service)} could not be seen`);
  if ('open' in doors) return doors.open;
  const proxy = proxies.find((one) => overwrites(one, 'x-forwarded-host'));
  if (proxy !== undefined) return pass(`${proxy.path} sets X-Forwarded-Host itself`, { evidence });
  if (doors.value.length === 0) return notApplicable(`no load balancer stands before ${nameOf(service)}`);
  const names = [...new Set(doors.value.map(({ loadBalancer }) => loadBalancer.LoadBalancerName))];
  const hosts = liveSetting(settings, 'ALLOWED_HOSTS');
  const any = hosts === undefined ? 'unknown' : ask(hosts.value, allowsAll);
  const what = `${nameOf(service)} takes its host from X-Forwarded-Host, which ${list(names)} passes on as the client wrote it`;
  return fail(
    any === 'always'
      ? `${what}, and ALLOWED_HOSTS lets every host through: links in its mails and redirects can be pointed anywhere`
      : `${what}: a client chooses among the hosts of ALLOWED_HOSTS`,
    {
      severity: any === 'always' ? 'high' : 'medium',
      evidence: [
        ...evidence,
        ...(hosts === undefined ? [] : [hosts.evidence]),
        seen('load balancers', names, 'elasticloadbalancing:DescribeLoadBalancers'),
      ],
      ...place,
      fix: fix(
        'Take the host from the Host header',
        text(`Remove ${NAME}; the load balancer passes the Host header on unchanged.`),
      ),
    },
  );
}

function allowsAll(value: Json): boolean | undefined {
  return contains(value, '*');
}
