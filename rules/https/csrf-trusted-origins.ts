import type { EvaluatedSettings, Json, Severity, Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, part, pass, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { alternatives, isArray, python, setting, settingEvidence } from '../shared/settings.ts';
import { compareVersions } from '../shared/versions.ts';

/** Hosts under which anybody can have a name of their own. */
const SHARED =
  /\*\.(herokuapp\.com|elasticbeanstalk\.com|amazonaws\.com|cloudfront\.net|vercel\.app|netlify\.app|azurewebsites\.net|appspot\.com|run\.app|ngrok(-free)?\.(io|app)|github\.io|fly\.dev|onrender\.com|up\.railway\.app|pythonanywhere\.com)$/i;

interface Origin extends Subject {
  readonly origin: Json;
}

export default defineRule({
  id: 'csrf-trusted-origins',
  topic: 'https/django-settings',
  severity: 'medium',
  docs: {
    title: 'Trust exact HTTPS origins for CSRF',
    why: 'Pages of a trusted origin may send forms to the site. A wildcard over a domain where anybody can have a name, or an origin over plain HTTP, lets strangers do that; an entry without a scheme stops Django 4 and later at start.',
    how: 'Each entry is judged: no scheme (high, check 4_0.E001), every host or a wildcard on a shared domain (high), plain HTTP (medium).',
    fix: '`CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]`.',
    silent: ['origins on localhost, which only a developer serves', 'entries that an environment variable brings'],
    example: {
      language: 'python',
      bad: 'CSRF_TRUSTED_ORIGINS = ["https://*.elasticbeanstalk.com"]',
      good: 'CSRF_TRUSTED_ORIGINS = ["https://shop.example.com"]',
    },
    references: ['https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins'],
  },
  controls: { cwe: ['352'], owaspTop10_2021: ['A01'], djangoCheck: ['4_0.E001'] },
  needs: ['repository.settings'],
  subjects: ({ repository }) => origins(repository.settings),
  judge: ({ origin }, { repository: { settings } }) => {
    const one = setting(settings, 'CSRF_TRUSTED_ORIGINS');
    const details =
      one === undefined ? {} : { evidence: [settingEvidence(one, settings)], ...where(settingPlace(one, settings)) };
    if (typeof origin !== 'string') return unknown('the origin could not be computed', details);
    return verdict(origin, settings, details);
  },
});

/** The list that production has: a plain one, or the one that holds by default. */
function origins(settings: EvaluatedSettings): readonly Origin[] {
  const one = setting(settings, 'CSRF_TRUSTED_ORIGINS');
  if (one === undefined) return [];
  const value = alternatives(one.value).find(({ byDefault }) => byDefault)?.value;
  if (value?.status !== 'known' || !isArray(value.value)) return [];
  const seen = new Map(value.value.map((origin) => [python(origin), origin]));
  return [...seen].map(([name, origin]) => ({ ref: part(one.ref, name), origin }));
}

function verdict(origin: string, settings: EvaluatedSettings, details: Pick<Verdict, 'evidence'>): Verdict {
  const bad = (message: string, severity: Severity, better: string): Verdict =>
    fail(`CSRF_TRUSTED_ORIGINS ${message}`, {
      ...details,
      severity,
      fix: fix('Name the exact origin', text(`CSRF_TRUSTED_ORIGINS = ["${better}"]`)),
    });
  if (!origin.includes('://')) {
    if (compareVersions(settings.django, '4.0') < 0) return pass('a host, as Django before 4.0 wants it', details);
    return bad(`has '${origin}' without a scheme: Django refuses to start (4_0.E001)`, 'high', `https://${origin}`);
  }
  const host = origin.slice(origin.indexOf('://') + 3);
  if (/^(localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(host)) return pass('an origin of the developer', details);
  if (host === '*' || host === '*.*')
    return bad(`trusts every origin ('${origin}'): CSRF protection is off`, 'high', 'https://app.example.com');
  if (SHARED.test(host)) {
    return bad(
      `trusts '${origin}', a domain on which anybody can have a host`,
      'high',
      origin.replace('*', 'your-app'),
    );
  }
  if (origin.startsWith('http://')) {
    return bad(
      `trusts '${origin}' over plain HTTP, where anybody on the way can answer for it`,
      'medium',
      `https://${host}`,
    );
  }
  return pass(`'${origin}' is an exact HTTPS origin or a wildcard of an own domain`, details);
}
