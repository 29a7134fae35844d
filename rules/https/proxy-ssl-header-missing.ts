import {
  ask,
  type DeployedService,
  defineRule,
  type Evidence,
  type FrontDoor,
  fail,
  notApplicable,
  pass,
  unknown,
} from '../../src/model/index.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { linkEvidence, liveSetting, look, nameOf } from '../shared/service.ts';

export default defineRule({
  id: 'proxy-ssl-header-missing',
  topic: 'https/redirect',
  severity: 'high',
  docs: {
    title: 'Tell Django which header says that the request came by HTTPS',
    why: 'Where the load balancer ends TLS, Django sees plain HTTP. With SECURE_SSL_REDIRECT it redirects every request to itself without end; without it, HSTS is never sent, absolute links are http, and the CSRF check refuses forms sent over HTTPS.',
    how: 'Judged for each service behind an application load balancer with an HTTPS listener and targets that speak HTTP, under its live variables. A missing SECURE_PROXY_SSL_HEADER is high where SECURE_SSL_REDIRECT is on (an endless redirect), else medium.',
    fix: 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https"): the load balancer overwrites that header on every request.',
    silent: [
      'targets that speak HTTPS themselves',
      'gunicorn whose forwarded_allow_ips covers the load balancer: it sets the scheme itself',
      'services without a listener for HTTPS',
    ],
    example: {
      language: 'python',
      bad: '# load balancer: HTTPS listener, target group with protocol HTTP\nSECURE_SSL_REDIRECT = True',
      good: '# load balancer: HTTPS listener, target group with protocol HTTP\nSECURE_SSL_REDIRECT = True\nSECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html',
    ],
  },
  controls: { wellArchitected: ['SEC09'], cwe: ['319'], djangoCheck: ['security.W008'] },
  needs: ['deployment.services'],
  subjects: ({ deployment }) => deployment.services,
  judge: (service) => {
    const doors = look(service.frontDoors, `what stands before ${nameOf(service)} could not be seen`);
    if ('open' in doors) return doors.open;
    const door = doors.value.find(endsTls);
    if (door === undefined) {
      const blind = doors.value.find(({ listeners }) => listeners.status === 'unavailable');
      if (blind !== undefined)
        return unknown(`the listeners of ${blind.loadBalancer.LoadBalancerName} could not be seen`);
      return notApplicable('no load balancer ends TLS before it and speaks HTTP to it');
    }
    return judgeBehind(service, door);
  },
});

function endsTls({ listeners, targetGroup, loadBalancer }: FrontDoor): boolean {
  if (listeners.status === 'unavailable' || loadBalancer.Type !== 'application') return false;
  return targetGroup.Protocol === 'HTTP' && listeners.value.some(({ Protocol }) => Protocol === 'HTTPS');
}

function judgeBehind(service: DeployedService, door: FrontDoor) {
  const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
  if ('open' in settings) return settings.open;
  const header = liveSetting(settings.value, 'SECURE_PROXY_SSL_HEADER');
  const redirect = liveSetting(settings.value, 'SECURE_SSL_REDIRECT');
  if (header === undefined || redirect === undefined)
    return unknown('SECURE_PROXY_SSL_HEADER is not among the settings');
  const evidence: readonly Evidence[] = [
    header.evidence,
    redirect.evidence,
    seen('protocol to the targets', door.targetGroup.Protocol, 'elasticloadbalancing:DescribeTargetGroups'),
    linkEvidence(service),
  ];
  const unset = ask(header.value, (value) => value === null);
  if (unset === 'never') return pass('SECURE_PROXY_SSL_HEADER is set', { evidence });
  const place = where(settingPlace(header.setting, settings.value));
  if (unset !== 'always') return unknown('SECURE_PROXY_SSL_HEADER could not be computed', { evidence, ...place });
  const scheme = schemeFromServer(service);
  if (scheme === 'set') return pass('gunicorn sets the scheme from X-Forwarded-Proto itself', { evidence });
  if (scheme === 'unknown')
    return unknown('whether gunicorn trusts the load balancer (forwarded_allow_ips) could not be computed', {
      evidence,
      ...place,
    });
  return missing(service, door, ask(redirect.value, (value) => value === true) === 'always', evidence, place);
}

/** gunicorn trusts the headers of the addresses in forwarded_allow_ips; its default is the machine itself. */
function schemeFromServer({ process, variables }: DeployedService): 'set' | 'not set' | 'unknown' {
  const names = variables.status === 'collected' ? variables.value.map(({ name }) => name) : [];
  if (names.includes('FORWARDED_ALLOW_IPS')) return 'unknown';
  if (process.status === 'unavailable') return 'not set';
  const trusted = trustedProxies(process.value);
  if (trusted === undefined) return 'unknown';
  return trusted.split(',').some((address) => address.trim() === '*' || address.includes('/')) ? 'set' : 'not set';
}

function trustedProxies({ gunicorn, server }: AppProcess): string | undefined {
  if (gunicorn !== undefined) {
    return gunicorn.forwarded_allow_ips.status === 'known' ? gunicorn.forwarded_allow_ips.value : undefined;
  }
  const option = server?.options['forwarded-allow-ips'];
  return typeof option === 'string' ? option : '';
}

function missing(
  service: DeployedService,
  { loadBalancer }: FrontDoor,
  redirects: boolean,
  evidence: readonly Evidence[],
  place: ReturnType<typeof where>,
) {
  const what = `${loadBalancer.LoadBalancerName} ends TLS before ${nameOf(service)} and SECURE_PROXY_SSL_HEADER is not set`;
  return fail(
    redirects
      ? `${what}: with SECURE_SSL_REDIRECT on, every request is redirected to itself without end`
      : `${what}: Django takes every request for plain HTTP, so HSTS is never sent, links are http and forms over HTTPS fail the CSRF check`,
    {
      severity: redirects ? 'high' : 'medium',
      confidence: service.process.status === 'collected' ? 'high' : 'medium',
      evidence,
      ...place,
      fix: fix(
        'Trust the header that the load balancer overwrites',
        text('SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")'),
        text('Only where nobody can reach the application around the load balancer: see app-reachable-around-lb.'),
      ),
    },
  );
}
