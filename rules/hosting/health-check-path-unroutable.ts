import {
  ask,
  defineRule,
  type EvaluatedSettings,
  type Evidence,
  type Facts,
  fail,
  type Json,
  notApplicable,
  pass,
  truthy,
  unknown,
} from '../../src/model/index.ts';
import type { ProxyConfig } from '../../src/model/repository/index.ts';
import { asks } from '../shared/answers.ts';
import { cli, ebOptions, fix, text } from '../shared/fix.ts';
import { answeredBy, HEALTH_PACKAGES, matchesCode, targetsAreHealthy } from '../shared/health-check.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { beanstalkOf } from '../shared/live.ts';
import { found, where } from '../shared/places.ts';
import { asksByHttp, codes, type Probe, probeEvidence, probes } from '../shared/probes.ts';
import { type Resolution, resolve } from '../shared/routes.ts';
import { linkEvidence, liveSetting, look, nameOf } from '../shared/service.ts';
import { isArray, setting } from '../shared/settings.ts';

const NEEDS = ['deployment.services', 'repository.urls', 'repository.middleware', 'repository.proxies'] as const;
type Repository = Facts<(typeof NEEDS)[number]>['repository'];

export default defineRule({
  id: 'health-check-path-unroutable',
  topic: 'hosting/load-balancers',
  severity: 'high',
  docs: {
    title: 'Ask for a health check path that the application has',
    why: 'A health check of a path that no route answers gets 404, one without its trailing slash a redirect: the target never becomes healthy, and the platform replaces it again and again.',
    how: 'The health check path of each live target group is looked up in the URLs of the repository, as far as they can be read, and in the middleware that answers by itself. No route, or one that only exists with a trailing slash (Django redirects with 301), is a failure unless the target group accepts that status; one that accepts 404 says nothing, and is medium. Targets that are healthy now prove the prediction wrong.',
    fix: 'Make the path of the target group and the route the same, with the trailing slash.',
    silent: [
      'paths below an include or a router that is not in the repository, i18n_patterns and FORCE_SCRIPT_NAME: unknown',
      'paths that nginx answers itself',
      'packages whose middleware answers: django-health-check, watchman, django-alive',
      'health checks that open a connection and ask nothing',
    ],
    example: {
      language: 'python',
      bad: '# target group: path /health, matcher 200\nurlpatterns = [path("health/", health)]',
      good: '# target group: path /health/, matcher 200\nurlpatterns = [path("health/", health)]',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
      'https://docs.djangoproject.com/en/stable/ref/settings/#append-slash',
      'https://docs.djangoproject.com/en/stable/topics/http/urls/#how-django-processes-a-request',
    ],
  },
  controls: { wellArchitected: ['REL06'] },
  needs: NEEDS,
  subjects: ({ deployment }) => deployment.services.flatMap(probes),
  judge: (probe, { repository }) => {
    if ('blind' in probe) return unknown(probe.blind);
    const { service, group } = probe;
    if (!asksByHttp(group)) return notApplicable(`the health check speaks ${group.HealthCheckProtocol ?? 'no HTTP'}`);
    const proxy = answeredByProxy(repository.proxies, pathOf(probe));
    if (proxy !== undefined) return notApplicable(`${proxy.path} answers ${pathOf(probe)} before Django is asked`);
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    return 'open' in settings ? settings.open : judgePath(probe, settings.value, repository);
  },
});

function pathOf({ group }: Probe): string {
  return group.HealthCheckPath ?? '/';
}

function answeredByProxy(proxies: readonly ProxyConfig[], path: string): ProxyConfig | undefined {
  const own = (one: ProxyConfig['locations'][number]) => {
    const asked = one.path.replace(/^(=|\^~)\s*/, '');
    return (one.action === 'return' || one.action === 'static') && asked !== '/' && path.startsWith(asked);
  };
  return proxies.find(({ role, locations }) => role === 'production' && locations.some(own));
}

function judgePath(probe: Probe, settings: EvaluatedSettings, { urls, middleware }: Repository) {
  const { service, door, group } = probe;
  const path = pathOf(probe);
  const chain = liveSetting(settings, 'MIDDLEWARE')?.value;
  const names = chain?.status === 'known' && isArray(chain.value) ? chain.value : undefined;
  const root = setting(settings, 'ROOT_URLCONF');
  const evidence: readonly Evidence[] = [probeEvidence(group), linkEvidence(service)];
  if (names === undefined) return unknown(`MIDDLEWARE of ${nameOf(service)} could not be computed`, { evidence });
  const answer = answeredBy(names, middleware, path, HEALTH_PACKAGES);
  if (answer === 'unknown') return unknown(`a middleware may answer ${path}: it could not be told`, { evidence });
  if (answer !== undefined) return pass(`${answer} answers ${path}`, { evidence });
  if (targetsAreHealthy(door))
    return pass(`the targets of ${group.TargetGroupName} are healthy: ${path} is answered`, { evidence });
  if (root === undefined || ask(root.value, (value) => value === urls.root) !== 'always')
    return unknown(`ROOT_URLCONF of ${nameOf(service)} is not ${urls.root ?? 'the one that was read'}`, { evidence });
  if (asks(settings, 'FORCE_SCRIPT_NAME', (value) => value === null || value === '') !== 'always')
    return unknown(`FORCE_SCRIPT_NAME shifts the paths of ${nameOf(service)}`, { evidence });
  const place = where(settingPlace(root, settings));
  return verdict(probe, resolve(urls, path), redirects(names, settings), { evidence, ...place });
}

/** Whether Django sends a path without its slash to the one with it. */
function redirects(names: readonly Json[], settings: EvaluatedSettings): boolean {
  const appends = liveSetting(settings, 'APPEND_SLASH');
  return (
    names.includes('django.middleware.common.CommonMiddleware') &&
    (appends === undefined || ask(appends.value, truthy) === 'always')
  );
}

type Details = { readonly evidence: readonly Evidence[] } & ReturnType<typeof where>;

function verdict(probe: Probe, resolution: Resolution, slash: boolean, details: Details) {
  const { service, group } = probe;
  const path = pathOf(probe);
  if (resolution.status === 'found') {
    const { route } = resolution;
    return pass(`/${route.pattern} answers ${path}`, {
      evidence: [...details.evidence, found('route', `/${route.pattern}`, route.location)],
    });
  }
  if (resolution.status === 'open')
    return unknown(`whether ${path} exists could not be told: ${resolution.reason}`, details);
  const moved = resolution.status === 'slash' && slash;
  const status = moved ? 301 : 404;
  const wanted = resolution.status === 'slash' ? `${path}/` : undefined;
  const route =
    resolution.status === 'slash' ? [found('route', `/${resolution.route.pattern}`, resolution.route.location)] : [];
  const all = { ...details, evidence: [...details.evidence, ...route], confidence: 'medium' as const };
  if (matchesCode(codes(group), status))
    return fail(
      `target group ${group.TargetGroupName} accepts ${codes(group)}, and ${nameOf(service)} answers ${path} with ${status}: the check says nothing about the application`,
      { ...all, severity: 'medium', fix: pathFix(probe, wanted) },
    );
  const what = moved ? `redirects ${path} to ${wanted ?? ''} (301)` : `has no route for ${path} (404)`;
  return fail(
    `${nameOf(service)} ${what}, and the health check of target group ${group.TargetGroupName} accepts ${codes(group)}: its targets never become healthy`,
    { ...all, fix: pathFix(probe, wanted) },
  );
}

const EB_PATH = { namespace: 'aws:elasticbeanstalk:environment:process:default', name: 'HealthCheckPath' } as const;

function pathFix(probe: Probe, wanted: string | undefined) {
  const { service, group } = probe;
  const asked = pathOf(probe).replace(/^\//, '');
  if (wanted === undefined)
    return fix(
      'Give the application the route that is asked for',
      text(`path("${asked}", health)  # in the root URLs; or let the target group ask for a path that exists`),
    );
  const beanstalk = beanstalkOf(service);
  return fix(
    'Ask for the path with its slash',
    beanstalk === undefined
      ? cli(
          'elbv2 modify-target-group',
          { 'target-group-arn': group.TargetGroupArn, 'health-check-path': wanted },
          group.ref.region,
        )
      : ebOptions(beanstalk.EnvironmentName, service.ref.region, [{ ...EB_PATH, value: wanted }]),
  );
}
