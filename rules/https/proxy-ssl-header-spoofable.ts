import {
  ask,
  type DeployedService,
  defineRule,
  type Evidence,
  type Facts,
  type FrontDoor,
  fail,
  notApplicable,
  pass,
  type Severity,
  unknown,
  type Verdict,
} from '../../src/model/index.ts';
import type { ProxyConfig } from '../../src/model/repository/index.ts';
import { ENVIRONMENT_TYPE, isWorker, withOptions } from '../shared/eb.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { overwrites } from '../shared/front.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { inWords, revoke } from '../shared/security-groups.ts';
import { linkEvidence, liveSetting, look, nameOf } from '../shared/service.ts';
import { admissions, type Exposed, exposureOf, TARGET_FACTS, type TargetFacts, targetsOf } from '../shared/targets.ts';

const NEEDS = ['deployment.services', 'repository.proxies', ...TARGET_FACTS] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

export default defineRule({
  id: 'proxy-ssl-header-spoofable',
  topic: 'https/redirect',
  severity: 'high',
  docs: {
    title: 'Believe X-Forwarded-Proto only from a proxy that sets it',
    why: 'SECURE_PROXY_SSL_HEADER makes Django take a request for a secure one because a header says so. Where clients reach the application without a proxy that overwrites the header, anybody can write it: plain HTTP passes for HTTPS, secure cookies and HSTS are sent over it, and the CSRF check of the referer is off.',
    how: 'Judged for each live service whose settings set SECURE_PROXY_SSL_HEADER. An application load balancer overwrites the header, so the question is who gets around it: targets whose security groups admit public addresses are high where they have a public address, medium where they only stand in a public subnet. A network load balancer passes on whatever the client sends: high. So does the nginx of a single Elastic Beanstalk instance, which sets the forwarded addresses but not the protocol.',
    fix: 'Admit the security group of the load balancer only (see app-reachable-around-lb), or unset SECURE_PROXY_SSL_HEADER.',
    silent: [
      'settings without SECURE_PROXY_SSL_HEADER',
      'a proxy of the repository that sets X-Forwarded-Proto itself',
      'an application load balancer that nobody gets around',
      'services without a load balancer, worker environments, and classic load balancers',
    ],
    example: {
      language: 'hcl',
      bad: '# settings: SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n# security group of the tasks behind the load balancer; the service has assign_public_ip = true\ningress {\n  protocol    = "tcp"\n  from_port   = 8000\n  to_port     = 8000\n  cidr_blocks = ["0.0.0.0/0"]\n}',
      good: '# settings: SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n# security group of the tasks behind the load balancer\ningress {\n  protocol        = "tcp"\n  from_port       = 8000\n  to_port         = 8000\n  security_groups = [aws_security_group.load_balancer.id]\n}',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.proxy.html',
    ],
  },
  controls: { wellArchitected: ['SEC05'], cwe: ['348', '290'], owaspTop10_2021: ['A05'] },
  needs: NEEDS,
  subjects: ({ deployment }) => deployment.services,
  judge: (service, facts) => {
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    if ('open' in settings) return settings.open;
    const header = liveSetting(settings.value, 'SECURE_PROXY_SSL_HEADER');
    if (header === undefined) return unknown('SECURE_PROXY_SSL_HEADER is not among the settings');
    const unset = ask(header.value, (value) => value === null);
    const place = where(settingPlace(header.setting, settings.value));
    if (unset === 'always') return notApplicable('SECURE_PROXY_SSL_HEADER is not set');
    if (unset !== 'never') return unknown(`SECURE_PROXY_SSL_HEADER of ${nameOf(service)} could not be computed`, place);
    return judgeTrust({ service, evidence: [header.evidence, linkEvidence(service)], place }, facts);
  },
});

interface Trusting {
  readonly service: DeployedService;
  readonly evidence: readonly Evidence[];
  readonly place: ReturnType<typeof where>;
}

function judgeTrust(trusting: Trusting, facts: Needed): Verdict {
  const { service, evidence } = trusting;
  const proxy = proxyOf(facts.repository.proxies, service);
  if (proxy !== undefined) return pass(`${proxy.path} sets X-Forwarded-Proto itself`, { evidence });
  const doors = look(service.frontDoors, `what stands before ${nameOf(service)} could not be seen`);
  if ('open' in doors) return doors.open;
  if (doors.value.length === 0) return withoutDoor(trusting);
  const network = doors.value.find(({ loadBalancer }) => loadBalancer.Type === 'network');
  if (network !== undefined) return passedThrough(trusting, network);
  return around(trusting, doors.value, facts);
}

/** nginx of the repository that stands before this service: Elastic Beanstalk's own, or one in its task. */
function proxyOf(proxies: readonly ProxyConfig[], { platform }: DeployedService): ProxyConfig | undefined {
  return proxies.find(
    (one) =>
      overwrites(one, 'x-forwarded-proto') &&
      (one.artefact === 'elastic-beanstalk') === (platform === 'elastic beanstalk'),
  );
}

function withoutDoor({ service, evidence, place }: Trusting): Verdict {
  const { live } = service;
  if (live.platform !== 'elastic beanstalk') return notApplicable(`no load balancer stands before ${nameOf(service)}`);
  if (isWorker(live.environment)) return notApplicable(`${nameOf(service)} reads a queue: no client asks it`);
  const known = look(live.settings, `the configuration settings of ${nameOf(service)} could not be seen`);
  if ('open' in known) return known.open;
  return withOptions(live.environment, [known.value], ({ is, evidence: shown }) => {
    if (!is(ENVIRONMENT_TYPE, 'SingleInstance'))
      return notApplicable('its load balancer is a classic one, which sets the header');
    return fail(
      `${nameOf(service)} is a single instance without a load balancer and trusts X-Forwarded-Proto: its nginx passes on what the client writes`,
      { confidence: 'medium', evidence: [...evidence, ...shown(ENVIRONMENT_TYPE)], ...place, fix: unsetFix() },
    );
  });
}

function passedThrough({ service, evidence, place }: Trusting, { loadBalancer }: FrontDoor): Verdict {
  return fail(
    `${nameOf(service)} trusts X-Forwarded-Proto and ${loadBalancer.LoadBalancerName} is a network load balancer, which passes on what the client writes: plain HTTP passes for HTTPS`,
    {
      confidence: 'medium',
      evidence: [...evidence, seen('Type', loadBalancer.Type, 'elasticloadbalancing:DescribeLoadBalancers')],
      ...place,
      fix: unsetFix(),
    },
  );
}

function unsetFix() {
  return fix(
    'Do not trust a header that nobody sets',
    text('SECURE_PROXY_SSL_HEADER = None'),
    text(
      'Or put a proxy before it that overwrites the header: an application load balancer, or nginx with `proxy_set_header X-Forwarded-Proto $scheme;`',
    ),
  );
}

function around(trusting: Trusting, doors: readonly FrontDoor[], facts: TargetFacts): Verdict {
  const { service, evidence } = trusting;
  const targets = doors.map(({ targetGroup }) => targetsOf(targetGroup, facts));
  if (targets.some((one) => one === undefined))
    return unknown(`what the load balancers of ${nameOf(service)} send requests to could not be seen`, { evidence });
  const { direct, near, missing } = exposureOf(
    targets.flatMap((one) => one ?? []),
    facts,
  );
  if (direct.length > 0) return spoofable(trusting, direct, 'high');
  if (near.length > 0) return spoofable(trusting, near, 'medium');
  if (missing.length > 0)
    return unknown(`the security group ${list(missing)} of ${nameOf(service)} could not be seen`, { evidence });
  const names = doors.map(({ loadBalancer }) => loadBalancer.LoadBalancerName);
  return pass(`only ${list([...new Set(names)])} reaches ${nameOf(service)}, and overwrites X-Forwarded-Proto`, {
    evidence,
  });
}

function spoofable({ service, evidence, place }: Trusting, exposed: readonly Exposed[], severity: Severity): Verdict {
  const openings = [...new Map(exposed.flatMap((one) => one.openings).map((one) => [inWords(one), one])).values()];
  const how =
    severity === 'high'
      ? 'anybody can write the header and go around the load balancer'
      : 'one public address lets anybody write the header';
  return fail(
    `${nameOf(service)} trusts X-Forwarded-Proto and ${list(openings.map(inWords))}: ${how}, so that plain HTTP passes for HTTPS`,
    {
      severity,
      evidence: [
        ...evidence,
        seen('admitted public addresses', openings.map(inWords), 'ec2:DescribeSecurityGroups'),
        seen(
          'reached without the load balancer',
          exposed.map(({ target }) => `${target.name}:${target.port}`),
          'elasticloadbalancing:DescribeTargetHealth',
        ),
      ],
      ...place,
      fix: fix(
        'Close the way around the load balancer',
        text('Admit the security group of the load balancer first, then revoke what is open: no downtime.'),
        ...admissions(exposed, balancersOf(service), service.ref.region),
        ...openings.map((opening) => revoke(opening, service.ref.region)),
      ),
    },
  );
}

/** The security groups of its load balancers. */
function balancersOf({ frontDoors }: DeployedService): readonly string[] {
  const doors = frontDoors.status === 'collected' ? frontDoors.value : [];
  return [...new Set(doors.flatMap(({ loadBalancer }) => loadBalancer.SecurityGroups ?? []))];
}
