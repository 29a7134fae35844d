import {
  type Answer,
  ask,
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
import type { MiddlewareAnswer, ProjectMiddleware } from '../../src/model/repository/index.ts';
import { asks } from '../shared/answers.ts';
import { fix, text } from '../shared/fix.ts';
import { answeredBy, HEALTH_PACKAGES, matchesCode } from '../shared/health-check.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { isClosed } from '../shared/maintenance.ts';
import { found, where } from '../shared/places.ts';
import { asksByHttp, codes, type Probe, probeEvidence, probes } from '../shared/probes.ts';
import { linkEvidence, liveSetting, look, nameOf } from '../shared/service.ts';
import { isArray, isRecord, setting } from '../shared/settings.ts';

const PACKAGE = 'maintenance_mode.middleware.MaintenanceModeMiddleware';

export default defineRule({
  id: 'maintenance-kills-health-check',
  topic: 'databases/downtime-flag',
  severity: 'high',
  docs: {
    title: 'Let the health check through while the site is closed',
    why: 'When maintenance mode answers the health check with 503, the load balancer takes every target out and the platform replaces them one after the other: the visitors see an error of the load balancer instead of the page, and the machine that runs the migration is shut down under it.',
    how: 'The middleware that closes the site (a middleware of the project that answers because of a MAINTENANCE or DOWNTIME setting, or that of django-maintenance-mode) is looked up in the live MIDDLEWARE. The health check path of each live target group must be answered by a middleware before it, be exempt in its own condition, or match `MAINTENANCE_MODE_IGNORE_URLS`; else its status must be one that the target group accepts.',
    fix: 'Put the middleware that answers the health check first, or add the path to `MAINTENANCE_MODE_IGNORE_URLS`.',
    silent: [
      'a fixed answer of a listener rule: it does not touch health checks',
      'conditions of the middleware that look at the path in a way that could not be read: unknown',
      'a middleware that answers with a status that the target group accepts',
    ],
    example: {
      language: 'python',
      bad: '# target group: health check of /health/, codes 200\nMIDDLEWARE = [\n    "core.middleware.MaintenanceMiddleware",  # answers 503 if settings.MAINTENANCE_MODE\n    "core.middleware.HealthCheckMiddleware",  # answers /health/ with 200\n]',
      good: '# target group: health check of /health/, codes 200\nMIDDLEWARE = [\n    "core.middleware.HealthCheckMiddleware",  # answers /health/ with 200\n    "core.middleware.MaintenanceMiddleware",  # answers 503 if settings.MAINTENANCE_MODE\n]',
    },
    references: [
      'https://github.com/fabiocaccamo/django-maintenance-mode#configuration-optional',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
      'https://docs.djangoproject.com/en/stable/topics/http/middleware/#middleware-order-and-layering',
    ],
  },
  controls: { wellArchitected: ['REL08', 'REL11'] },
  needs: ['deployment.services', 'repository.middleware'],
  subjects: ({ deployment }) => deployment.services.flatMap(probes),
  judge: (probe, { repository }) => {
    if ('blind' in probe) return unknown(probe.blind);
    const { service, group } = probe;
    if (!asksByHttp(group)) return notApplicable(`the health check speaks ${group.HealthCheckProtocol ?? 'no HTTP'}`);
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    if ('open' in settings) return settings.open;
    const chain = liveSetting(settings.value, 'MIDDLEWARE')?.value;
    const names = chain?.status === 'known' && isArray(chain.value) ? chain.value : undefined;
    if (names === undefined) return unknown(`MIDDLEWARE of ${nameOf(service)} could not be computed`);
    const closing = closes(names, repository.middleware);
    if (closing === undefined) return notApplicable('no middleware closes the site');
    return judgeClosing(probe, settings.value, names, repository.middleware, closing);
  },
});

/** The first middleware that closes the site. */
interface Closing {
  readonly at: number;
  readonly dotted: string;
  /** Of the project's own. */
  readonly own?: { readonly middleware: ProjectMiddleware; readonly answer: MiddlewareAnswer };
}

function closes(names: readonly Json[], own: readonly ProjectMiddleware[]): Closing | undefined {
  for (const [at, dotted] of names.entries()) {
    if (typeof dotted !== 'string') continue;
    if (dotted === PACKAGE) return { at, dotted };
    const middleware = own.find((one) => one.dotted === dotted);
    const answer = middleware?.answers.find((one) => isClosed(middleware, one));
    if (middleware !== undefined && answer !== undefined) return { at, dotted, own: { middleware, answer } };
  }
  return undefined;
}

function judgeClosing(
  probe: Probe,
  settings: EvaluatedSettings,
  names: readonly Json[],
  own: readonly ProjectMiddleware[],
  closing: Closing,
) {
  const { service, group } = probe;
  const path = group.HealthCheckPath ?? '/';
  const evidence: readonly Evidence[] = [probeEvidence(group), closedBy(closing, settings), linkEvidence(service)];
  const before = answeredBy(names.slice(0, closing.at), own, path, HEALTH_PACKAGES);
  if (before === 'unknown')
    return unknown(`a middleware before ${closing.dotted} may answer ${path}: it could not be told`, { evidence });
  if (before !== undefined) return pass(`${before} answers ${path} before ${closing.dotted} is asked`, { evidence });
  const exempt = closing.own === undefined ? ignored(settings, path) : exempted(closing.own, path);
  if (exempt === 'always') return pass(`${closing.dotted} lets ${path} through`, { evidence });
  if (exempt !== 'never')
    return unknown(`whether ${closing.dotted} lets ${path} through could not be told`, { evidence });
  const status = closing.own === undefined ? statusOf(settings) : closing.own.answer.status;
  if (status === undefined)
    return unknown(`the status with which ${closing.dotted} answers could not be seen`, { evidence });
  if (matchesCode(codes(group), status))
    return pass(`${closing.dotted} answers ${status}, which target group ${group.TargetGroupName} accepts`, {
      evidence,
    });
  return fail(
    `while the site is closed ${closing.dotted} answers the health check ${path} of ${nameOf(service)} with ${status}, and target group ${group.TargetGroupName} accepts ${codes(group)}: every target is taken out and replaced`,
    {
      confidence: closing.own === undefined ? 'medium' : 'high',
      evidence,
      ...placeOf(closing, settings),
      fix: fix(
        'Let the health check through',
        closing.own === undefined
          ? text(`MAINTENANCE_MODE_IGNORE_URLS = [r"^${path}$"]`)
          : text(`Put a middleware that answers ${path} before ${closing.dotted} in MIDDLEWARE.`),
      ),
    },
  );
}

function closedBy({ dotted, own }: Closing, settings: EvaluatedSettings): Evidence {
  if (own !== undefined) return found(`${dotted} answers when`, own.answer.when, own.answer.location);
  const chain = setting(settings, 'MIDDLEWARE');
  const location = chain?.trace.at(-1);
  return location === undefined
    ? { label: 'MIDDLEWARE', value: dotted, source: settings.module }
    : found('MIDDLEWARE', dotted, location);
}

function placeOf({ own }: Closing, settings: EvaluatedSettings) {
  const chain = setting(settings, 'MIDDLEWARE');
  return where(own?.answer.location ?? (chain && settingPlace(chain, settings)));
}

/** Its own condition names the path, or it has answered the path on a line before. */
function exempted({ middleware, answer }: NonNullable<Closing['own']>, path: string): Answer {
  const earlier = middleware.answers.filter(({ location }) => location.line < answer.location.line);
  const self = answeredBy([middleware.dotted], [{ ...middleware, answers: earlier }], path, HEALTH_PACKAGES);
  if (self !== undefined) return self === 'unknown' ? 'unknown' : 'always';
  const { when } = answer;
  if (when.includes(path) && path !== '/') return 'always';
  return /path|exempt|allow|ignore|skip|health|url/i.test(when.replaceAll(/\w*(MAINTENANCE|DOWNTIME)\w*/gi, ''))
    ? 'unknown'
    : 'never';
}

/** django-maintenance-mode: `re.match` of each pattern with the path, and users that it lets through. */
function ignored(settings: EvaluatedSettings, path: string): Answer {
  if (asks(settings, 'MAINTENANCE_MODE_IGNORE_ANONYMOUS_USER', truthy) === 'always') return 'always';
  if (asks(settings, 'MAINTENANCE_MODE_IGNORE_IP_ADDRESSES', (value) => !isEmpty(value)) !== 'never') return 'unknown';
  const patterns = setting(settings, 'MAINTENANCE_MODE_IGNORE_URLS')?.value ?? { status: 'known', value: null };
  return ask(patterns, (value) => {
    if (!isArray(value)) return isEmpty(value) ? false : undefined;
    const answers = value.map((one) => startsWith(one, path));
    if (answers.includes(true)) return true;
    return answers.includes(undefined) ? undefined : false;
  });
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (isArray(value) && value.length === 0);
}

function startsWith(pattern: Json, path: string): boolean | undefined {
  const text = isRecord(pattern) ? pattern['$regex'] : pattern;
  if (typeof text !== 'string' || /\(\?[PaiLmsux(]|\\[AZ]/.test(text)) return undefined;
  try {
    return new RegExp(`^(?:${text})`).test(path);
  } catch {
    return undefined;
  }
}

function statusOf(settings: EvaluatedSettings): number | undefined {
  if (asks(settings, 'MAINTENANCE_MODE_REDIRECT_URL', isEmpty) !== 'always') return 302;
  const status = setting(settings, 'MAINTENANCE_MODE_STATUS_CODE')?.value;
  if (status === undefined) return 503;
  return status.status === 'known' && typeof status.value === 'number' ? status.value : undefined;
}
