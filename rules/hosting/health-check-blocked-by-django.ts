import type { TargetGroup } from '../../src/model/aws/index.ts';
import {
  ask,
  defineRule,
  type EvaluatedSettings,
  type Evidence,
  fail,
  type Json,
  notApplicable,
  pass,
  unknown,
} from '../../src/model/index.ts';
import type { ProjectMiddleware } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { answersBefore, matchesCode, targetsAreHealthy } from '../shared/health-check.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { asksByHttp, codes, type Probe, probeEvidence, probes } from '../shared/probes.ts';
import { linkEvidence, liveSetting, look, nameOf } from '../shared/service.ts';

export default defineRule({
  id: 'health-check-blocked-by-django',
  topic: 'hosting/load-balancers',
  severity: 'high',
  docs: {
    title: 'Let Django answer the load balancer’s health check',
    why: 'The load balancer asks each target by its IP address and over plain HTTP. Django answers 400 (the address is not in ALLOWED_HOSTS) or 301 (SECURE_SSL_REDIRECT): the target counts as unhealthy, and the platform replaces healthy machines in a circle.',
    how: 'The answer to the probe is predicted from the live settings: a middleware of the project that answers the path before SecurityMiddleware and CommonMiddleware decides first; else CommonMiddleware refuses a host that is not allowed (also for a path in SECURE_REDIRECT_EXEMPT: the exemption does not help), then SecurityMiddleware redirects. It fails when the predicted status is not among those that the target group accepts. Targets that are healthy right now prove the prediction wrong: the verdict is then a pass. A target group that accepts 400 or every redirect hides the fault: medium.',
    fix: 'Put a small middleware that answers the health check before SecurityMiddleware; exempting the path is not enough.',
    silent: [
      'Elastic Beanstalk: its nginx stands between and may rewrite the host',
      'packages that answer or let the address through: django-health-check middleware, django-allow-cidr, django-ebhealthcheck',
      'ALLOWED_HOSTS that is completed when the process starts: unknown',
    ],
    example: {
      language: 'python',
      bad: '# target group: path /health/, matcher 200\nALLOWED_HOSTS = ["shop.example.com"]\nMIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n    "django.middleware.common.CommonMiddleware",\n]',
      good: '# target group: path /health/, matcher 200\nALLOWED_HOSTS = ["shop.example.com"]\nMIDDLEWARE = [\n    "shop.middleware.HealthCheckMiddleware",  # answers /health/ by itself\n    "django.middleware.security.SecurityMiddleware",\n    "django.middleware.common.CommonMiddleware",\n]',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
      'https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts',
      'https://docs.djangoproject.com/en/stable/ref/middleware/#middleware-ordering',
    ],
  },
  controls: { wellArchitected: ['REL06', 'REL11'], soc2: ['A1.1'], djangoCheck: ['security.W008'] },
  needs: ['deployment.services', 'repository.middleware'],
  subjects: ({ deployment }) => deployment.services.flatMap(probes),
  judge: (probe, { repository }) => {
    if ('blind' in probe) return unknown(probe.blind);
    const { service, group } = probe;
    if (service.platform !== 'ecs') return notApplicable('nginx of Elastic Beanstalk stands between');
    if (!asksByHttp(group)) return notApplicable(`the health check speaks ${group.HealthCheckProtocol ?? 'no HTTP'}`);
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    return 'open' in settings ? settings.open : predicted(probe, settings.value, repository.middleware);
  },
});

/** Middleware that answers a probe or lets its address through; what else they do is theirs. */
const HELPERS = /^(allow_cidr\.|ebhealthcheck\.|health_check\.|watchman\.|django_alive\.)/;

function predicted(probe: Probe, settings: EvaluatedSettings, own: readonly ProjectMiddleware[]) {
  const { group, service } = probe;
  const path = group.HealthCheckPath ?? '/';
  const chain = liveSetting(settings, 'MIDDLEWARE');
  const hosts = liveSetting(settings, 'ALLOWED_HOSTS');
  const redirect = liveSetting(settings, 'SECURE_SSL_REDIRECT');
  if (chain === undefined || hosts === undefined || redirect === undefined)
    return unknown('MIDDLEWARE is not among the settings');
  const evidence: readonly Evidence[] = [
    probeEvidence(group),
    hosts.evidence,
    redirect.evidence,
    linkEvidence(service),
  ];
  const place = where(settingPlace(hosts.setting, settings));
  const names =
    chain.value.status === 'known' && Array.isArray(chain.value.value)
      ? (chain.value.value as readonly Json[])
      : undefined;
  if (names === undefined) return unknown('MIDDLEWARE could not be computed', { evidence });
  const answer = answersBefore(names, own, path, HELPERS);
  if (answer === 'unknown')
    return unknown(`a middleware before SecurityMiddleware may answer ${path}: it could not be told`, { evidence });
  if (answer !== undefined) return pass(`${answer} answers ${path} before Django looks at the host`, { evidence });
  if (targetsAreHealthy(probe.door))
    return pass(`the targets of ${group.TargetGroupName} are healthy: something lets the probe through`, { evidence });
  const status = statusOf(names, hosts.value, redirect.value, group, settings);
  if (status === undefined) return unknown(`Django's answer to ${path} could not be predicted`, { evidence, ...place });
  if (matchesCode(codes(group), status)) return accepted(probe, status, evidence, place);
  return blocked(probe, status, evidence, place);
}

const COMMON = 'django.middleware.common.CommonMiddleware';
const SECURITY = 'django.middleware.security.SecurityMiddleware';

/** 400 by the host check comes before the redirect: SecurityMiddleware asks for the host to build the address. */
function statusOf(
  names: readonly Json[],
  hosts: Parameters<typeof ask>[0],
  redirect: Parameters<typeof ask>[0],
  group: TargetGroup,
  settings: EvaluatedSettings,
): number | undefined {
  const allowed = ask(hosts, allowsAddress);
  const redirects =
    names.includes(SECURITY) && group.HealthCheckProtocol === 'HTTP'
      ? ask(redirect, (value) => value === true)
      : 'never';
  const exempt = redirects === 'never' ? false : isExempt(settings, group.HealthCheckPath ?? '/');
  if (exempt === undefined || redirects === 'sometimes' || redirects === 'unknown')
    return allowed === 'never' && names.includes(COMMON) ? 400 : undefined;
  const asksForHost = names.includes(COMMON) || (redirects === 'always' && !exempt);
  if (asksForHost && allowed !== 'always') return allowed === 'never' ? 400 : undefined;
  return redirects === 'always' && !exempt ? 301 : 200;
}

/** Whether a host that is an IP address is let through; a part that is only known at run time may be the address. */
function allowsAddress(value: Json): boolean | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value as readonly Json[];
  if (items.includes('*')) return true;
  if (items.some((item) => typeof item !== 'string')) return undefined;
  return false;
}

/** Django searches the patterns in the path without its leading slash. */
function isExempt(settings: EvaluatedSettings, path: string): boolean | undefined {
  const patterns = liveSetting(settings, 'SECURE_REDIRECT_EXEMPT')?.value;
  if (patterns?.status !== 'known' || !Array.isArray(patterns.value)) return undefined;
  const answers = (patterns.value as readonly Json[]).map((pattern) => matches(pattern, path.replace(/^\//, '')));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** Python's pattern, where JavaScript reads it alike. */
function matches(pattern: Json, path: string): boolean | undefined {
  if (typeof pattern !== 'string' || /\(\?[PaiLmsux(]|\\[AZ]/.test(pattern)) return undefined;
  try {
    return new RegExp(pattern).test(path);
  } catch {
    return undefined;
  }
}

type Place = ReturnType<typeof where>;

function accepted(probe: Probe, status: number, evidence: readonly Evidence[], place: Place) {
  if (status === 200)
    return pass(`Django answers the health check of ${probe.group.TargetGroupName} with 200`, { evidence });
  return fail(
    `target group ${probe.group.TargetGroupName} accepts ${codes(probe.group)}, and ${nameOf(probe.service)} answers its health check with ${status}: an application that fails looks healthy`,
    { severity: 'medium', evidence, ...place, fix: middlewareFix(probe) },
  );
}

function blocked(probe: Probe, status: number, evidence: readonly Evidence[], place: Place) {
  const why = status === 400 ? 'the target’s address is not in ALLOWED_HOSTS' : 'SECURE_SSL_REDIRECT redirects it';
  return fail(
    `${nameOf(probe.service)} answers the health check ${probe.group.HealthCheckPath ?? '/'} of target group ${probe.group.TargetGroupName} with ${status} (${why}), which accepts ${codes(probe.group)}: its targets never become healthy`,
    { confidence: 'medium', evidence, ...place, fix: middlewareFix(probe) },
  );
}

function middlewareFix({ group }: Probe) {
  const path = group.HealthCheckPath ?? '/';
  return fix(
    'Answer the health check before Django looks at the host',
    text(
      `class HealthCheckMiddleware:\n    def __init__(self, get_response):\n        self.get_response = get_response\n\n    def __call__(self, request):\n        if request.path == "${path}":\n            return HttpResponse("ok")\n        return self.get_response(request)`,
    ),
    text(
      'Put it first in MIDDLEWARE. An entry in SECURE_REDIRECT_EXEMPT is not enough: CommonMiddleware checks the host of exempt paths too.',
    ),
  );
}
