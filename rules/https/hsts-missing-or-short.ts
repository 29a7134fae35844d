import type { EvaluatedSettings, Json, Setting, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, truthy, unknown } from '../../src/model/index.ts';
import { asks, contains } from '../shared/answers.ts';
import { count } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { hstsInFront, tlsProxy } from '../shared/front.ts';
import { judgeSetting, notFollowed, settingPlace } from '../shared/judge-setting.ts';
import { outcome, whenText } from '../shared/outcome.ts';
import { found, place, where } from '../shared/places.ts';
import { alternatives, isHole, named, settingEvidence } from '../shared/settings.ts';

const YEAR = 31_536_000;
const SECURITY = 'django.middleware.security.SecurityMiddleware';

export default defineRule({
  id: 'hsts-missing-or-short',
  topic: 'https/django-settings',
  severity: 'medium',
  docs: {
    title: 'Tell browsers to stay on HTTPS, for a year',
    why: 'Without Strict-Transport-Security the first request of every visit may go over plain HTTP, where somebody on the way can answer it instead of the redirect.',
    how: 'SECURE_HSTS_SECONDS is computed for production. Shorter than a year is low, and so is SECURE_HSTS_PRELOAD with values that the preload list refuses. No header from Django is a failure where the repository also holds the proxy that ends TLS and that does not add it; otherwise a load balancer or CloudFront may add it, and the verdict is unknown.',
    fix: 'Set `SECURE_HSTS_SECONDS` to 3600, then 86400, then 31536000, once nothing of the domain needs plain HTTP any more.',
    silent: [
      'SecurityMiddleware is missing: security-middleware says so',
      'the header is added by nginx, an Application Load Balancer or CloudFront in the repository',
    ],
    example: {
      language: 'python',
      bad: 'SECURE_HSTS_SECONDS = 3600',
      good: 'SECURE_HSTS_SECONDS = 31536000',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/settings/#secure-hsts-seconds',
      'https://docs.djangoproject.com/en/stable/ref/middleware/#http-strict-transport-security',
      'https://hstspreload.org/#submission-requirements',
    ],
  },
  controls: {
    wellArchitected: ['SEC09'],
    cwe: ['319', '523'],
    owaspTop10_2021: ['A05'],
    djangoCheck: ['security.W004', 'security.W005', 'security.W021'],
    owaspAsvs_4_0_3: ['14.4.5'],
  },
  needs: ['repository.settings', 'repository.proxies', 'repository.terraform'],
  subjects: ({ repository }) => named(repository.settings, 'SECURE_HSTS_SECONDS', 'SECURE_HSTS_PRELOAD'),
  judge: (one, { repository }) => {
    const { settings } = repository;
    if (asks(settings, 'MIDDLEWARE', (list) => contains(list, SECURITY)) === 'never') {
      return notApplicable('SecurityMiddleware, which sends the header, is not installed');
    }
    const gap = notFollowed(one, settings);
    if (gap !== undefined) return unknown(`${one.name} cannot be told: ${gap}`);
    if (one.name === 'SECURE_HSTS_PRELOAD') return preload(one, settings);
    const off = outcome(one.value, (value) => (truthy(value) === undefined ? undefined : !truthy(value)));
    if (off.status !== 'holds') return long(one, settings);
    const front = hstsInFront(repository.proxies, repository.terraform);
    if (front !== undefined) {
      return pass('the header is added in front of Django', {
        evidence: [found('Strict-Transport-Security', 'added', front)],
      });
    }
    return missing(one, settings, whenText(off), tlsProxy(repository.proxies));
  },
});

function missing(one: Setting, settings: EvaluatedSettings, when: string, proxy: ReturnType<typeof tlsProxy>): Verdict {
  const evidence = [settingEvidence(one, settings)];
  const here = where(settingPlace(one, settings));
  if (proxy === undefined) {
    const reason = `Django sends no Strict-Transport-Security${when}; the load balancer or CloudFront in front of it may add the header: its listener attributes decide, or SECURE_HSTS_SECONDS`;
    return unknown(reason, { evidence, ...here });
  }
  const ends = found('ends TLS without the header', place(proxy.location), proxy.location);
  return fail(`neither Django${when} nor ${proxy.path} sends Strict-Transport-Security`, {
    evidence: [...evidence, ends],
    ...here,
    fix: fix('Send the header, first for an hour', text('SECURE_HSTS_SECONDS = 3600  # then 86400, then 31536000')),
  });
}

function long(one: Setting, settings: EvaluatedSettings): Verdict {
  return judgeSetting(
    one,
    settings,
    (value) => (isHole(value) ? undefined : typeof value === 'number' && value < YEAR),
    {
      good: 'browsers are told to stay on HTTPS for a year or more',
      wrong: (when) => ({
        message: `SECURE_HSTS_SECONDS is ${seconds(one)}${when}: browsers forget to stay on HTTPS after ${duration(one)}`,
        severity: 'low',
        fix: fix('Raise it to a year when the shorter value has held', text(`SECURE_HSTS_SECONDS = ${YEAR}`)),
      }),
    },
  );
}

function preload(one: Setting, settings: EvaluatedSettings): Verdict {
  const on = outcome(one.value, (value) => (isHole(value) ? undefined : value === true));
  if (on.status === 'open') return unknown(`SECURE_HSTS_PRELOAD cannot be told: ${on.reason}`);
  if (on.status === 'clear') return notApplicable('the site does not ask to be preloaded');
  const refused = [
    ...(isLong(settings) === 'never' ? [`SECURE_HSTS_SECONDS is below ${YEAR}`] : []),
    ...(asks(settings, 'SECURE_HSTS_INCLUDE_SUBDOMAINS', (value) => value === true) === 'never'
      ? ['SECURE_HSTS_INCLUDE_SUBDOMAINS is not True']
      : []),
  ];
  const evidence = [settingEvidence(one, settings)];
  if (refused.length === 0) return pass('the header can be preloaded', { evidence });
  return fail(`SECURE_HSTS_PRELOAD asks for the preload list, which refuses the header: ${refused.join(', ')}`, {
    severity: 'low',
    evidence: [...evidence, ...named(settings, 'SECURE_HSTS_SECONDS').map((other) => settingEvidence(other, settings))],
    ...where(settingPlace(one, settings)),
    fix: fix('Meet the terms of the list, or do not ask for it', text('SECURE_HSTS_PRELOAD = False')),
  });
}

function isLong(settings: EvaluatedSettings) {
  return asks(settings, 'SECURE_HSTS_SECONDS', (value: Json) => (isHole(value) ? undefined : Number(value) >= YEAR));
}

/** What production has unless a variable says otherwise. */
function seconds({ value }: Setting): number | undefined {
  const usual = alternatives(value).find(({ byDefault }) => byDefault)?.value;
  return usual?.status === 'known' && typeof usual.value === 'number' ? usual.value : undefined;
}

function duration(one: Setting): string {
  const given = seconds(one) ?? 0;
  if (given < 7200) return count(Math.round(given / 60), 'minute');
  return given < 172_800 ? `${Math.round(given / 3600)} hours` : `${Math.round(given / 86_400)} days`;
}
