import type { EvaluatedSettings, Severity, Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { byDefault, deployCheck } from '../shared/deploy-checks.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { describeValue, setting, settingEvidence } from '../shared/settings.ts';

interface Header {
  readonly setting: string;
  /** Django's checks of it: any of them that fires is a failure. */
  readonly checks: readonly string[];
  readonly severity: Severity;
  readonly consequence: string;
  readonly better: string;
}

const HEADERS: readonly Header[] = [
  {
    setting: 'SECURE_CONTENT_TYPE_NOSNIFF',
    checks: ['security.W006'],
    severity: 'low',
    consequence: 'browsers may run an uploaded file as a script',
    better: 'True',
  },
  {
    setting: 'X_FRAME_OPTIONS',
    checks: ['security.W019'],
    severity: 'info',
    consequence: 'Django asks for DENY unless the site frames itself',
    better: "'DENY'",
  },
  {
    setting: 'SECURE_REFERRER_POLICY',
    checks: ['security.W022', 'security.E023'],
    severity: 'low',
    consequence:
      'addresses of pages, with what stands in them, go to other sites, or Django refuses to start on a word that is no policy',
    better: "'same-origin'",
  },
  {
    setting: 'SECURE_CROSS_ORIGIN_OPENER_POLICY',
    checks: ['security.E024'],
    severity: 'low',
    consequence: 'the word is no policy: browsers ignore it',
    better: "'same-origin'",
  },
  {
    setting: 'SECURE_CSP',
    checks: ['security.E026', 'security.W027'],
    severity: 'medium',
    consequence: 'the policy is no dict, or its nonces never reach the templates: it does not protect',
    better: '{"default-src": [CSP.SELF]}',
  },
];

interface Judged extends Subject {
  readonly header: Header;
}

export default defineRule({
  id: 'security-headers',
  topic: 'https/django-settings',
  severity: 'low',
  docs: {
    title: 'Keep the security headers that Django sends',
    why: 'Django sends nosniff, X-Frame-Options, a referrer policy and an opener policy by default. A setting that switches one off, or a word that browsers do not know, quietly takes that protection away.',
    how: 'The settings are computed for production and judged by the conditions of Django itself (security.W006, W019, W022, E023, E024, and E026, W027 from Django 6.0). A frame option other than DENY is only advice.',
    fix: 'Delete the line: the default is the safe value.',
    silent: ['SecurityMiddleware or XFrameOptionsMiddleware is missing: security-middleware says so'],
    example: {
      language: 'python',
      bad: 'SECURE_CONTENT_TYPE_NOSNIFF = False',
      good: 'SECURE_CONTENT_TYPE_NOSNIFF = True  # the default',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/checks/#security',
      'https://docs.djangoproject.com/en/stable/ref/middleware/#security-middleware',
    ],
  },
  controls: {
    cwe: ['693', '1021'],
    owaspTop10_2021: ['A05'],
    djangoCheck: HEADERS.flatMap(({ checks }) => checks),
  },
  needs: ['repository.settings'],
  subjects: ({ repository: { settings } }) =>
    HEADERS.flatMap((header): readonly Judged[] => {
      const one = setting(settings, header.setting);
      return one === undefined || (header.setting === 'SECURE_CSP' && one.trace.length === 0)
        ? []
        : [{ ref: one.ref, header }];
    }),
  judge: ({ header }, { repository: { settings } }) => verdict(header, settings),
});

function verdict(header: Header, settings: EvaluatedSettings): Verdict {
  const one = setting(settings, header.setting);
  if (one === undefined) return notApplicable('this Django has no such setting');
  const details = { evidence: [settingEvidence(one, settings)], ...where(settingPlace(one, settings)) };
  const answers = header.checks.map((id) => [id, deployCheck(id, byDefault(settings))] as const);
  const fires = answers.find(([, answer]) => answer === 'always');
  if (fires !== undefined) {
    return fail(`${header.setting} is ${describeValue(one.value)}: ${header.consequence} (${fires[0]})`, {
      ...details,
      severity: header.severity,
      fix: fix('Go back to the default', text(`${header.setting} = ${header.better}`)),
    });
  }
  const open = answers.find(([, answer]) => answer !== 'never');
  if (open !== undefined)
    return unknown(`${header.setting} could not be computed: ${describeValue(one.value)}`, details);
  return pass(`${header.setting} is as Django asks`, details);
}
