import type { EvaluatedSettings, Location, Severity, SubjectRef, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { byDefault, deployCheck } from '../shared/deploy-checks.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { found, where } from '../shared/places.ts';
import { describeValue, setting, settingEvidence } from '../shared/settings.ts';

interface Check {
  readonly id: string;
  readonly settings: readonly string[];
  readonly severity: Severity;
  readonly problem: string;
  readonly better: string;
}

const ASYNC = 'DJANGO_ALLOW_ASYNC_UNSAFE';

/** The checks that no rule of its own covers. */
const CHECKS: readonly Check[] = [
  {
    id: 'caches.E001',
    settings: ['CACHES'],
    severity: 'high',
    problem: 'has no default cache: the first use of the cache fails',
    better: 'CACHES = {"default": {…}}',
  },
  {
    id: 'caches.W002',
    settings: ['CACHES'],
    severity: 'medium',
    problem:
      'keeps a file cache where media or static files are served from: visitors can read it, and entries are unpickled',
    better: 'LOCATION outside of MEDIA_ROOT and STATIC_ROOT',
  },
  {
    id: 'caches.W003',
    settings: ['CACHES'],
    severity: 'low',
    problem: 'has a file cache with a relative path: it hangs on the working directory',
    better: 'an absolute LOCATION',
  },
  {
    id: 'staticfiles.E001',
    settings: ['STATICFILES_DIRS'],
    severity: 'medium',
    problem: 'is no list or tuple: collectstatic refuses to run',
    better: 'STATICFILES_DIRS = [BASE_DIR / "assets"]',
  },
  {
    id: 'staticfiles.E002',
    settings: ['STATICFILES_DIRS', 'STATIC_ROOT'],
    severity: 'medium',
    problem: 'contains STATIC_ROOT: collectstatic refuses to run',
    better: 'STATIC_ROOT = BASE_DIR / "staticfiles"',
  },
  {
    id: 'staticfiles.E003',
    settings: ['STATICFILES_DIRS'],
    severity: 'medium',
    problem: 'has a prefix that ends with a slash: collectstatic refuses to run',
    better: '("img", path)',
  },
  {
    id: 'staticfiles.E005',
    settings: ['STORAGES'],
    severity: 'high',
    problem: 'has no staticfiles storage: every page with static files fails',
    better: 'STORAGES = {"default": {…}, "staticfiles": {…}}',
  },
  {
    id: 'urls.E006',
    settings: ['STATIC_URL', 'MEDIA_URL'],
    severity: 'medium',
    problem: 'does not end with a slash: Django refuses to start',
    better: 'STATIC_URL = "/static/"',
  },
  {
    id: 'sites.E101',
    settings: ['SITE_ID'],
    severity: 'medium',
    problem: 'is no integer: Django refuses to start',
    better: 'SITE_ID = 1',
  },
  {
    id: 'translation.E001',
    settings: ['LANGUAGE_CODE'],
    severity: 'medium',
    problem: 'is no language code: Django refuses to start',
    better: 'LANGUAGE_CODE = "en-us"',
  },
  {
    id: 'mail.W001',
    settings: ['MAILERS'],
    severity: 'medium',
    problem: 'has no default entry: sending mail fails',
    better: 'MAILERS = {"default": {…}}',
  },
  {
    id: 'mail.E001',
    settings: ['MAILERS'],
    severity: 'high',
    problem: 'has a default backend for development: no mail leaves',
    better: 'MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}',
  },
  {
    id: 'models.W042',
    settings: ['DEFAULT_AUTO_FIELD'],
    severity: 'info',
    problem: 'is not set',
    better: 'DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"',
  },
  {
    id: 'async.E001',
    settings: [],
    severity: 'high',
    problem: `${ASYNC} switches off the guard against database calls in asynchronous code`,
    better: `delete ${ASYNC}`,
  },
];

interface Judged {
  readonly ref: SubjectRef;
  readonly check: Check;
}

export default defineRule({
  id: 'django-system-checks',
  topic: 'deployment/continuous-deployment',
  severity: 'medium',
  docs: {
    title: "Mend what Django's own checks report",
    why: 'Django knows settings that cannot work, or that expose a cache. `manage.py check --deploy` says so, but only where it is run with the settings and the variables of production.',
    how: 'The conditions of Django are evaluated on the settings that production computes, without running anything; the id of the check is the id of the subject. The security checks belong to rules of their own.',
    fix: 'Change the setting as the finding says, and run `python manage.py check --deploy` in the pipeline.',
    silent: ['checks that need models, templates or a database', 'checks of other Django versions'],
    example: { language: 'python', bad: 'STATIC_URL = "/assets"  # urls.E006', good: 'STATIC_URL = "/assets/"' },
    references: ['https://docs.djangoproject.com/en/stable/ref/checks/'],
  },
  controls: { djangoCheck: CHECKS.map(({ id }) => id) },
  needs: ['repository.settings', 'repository.processes'],
  subjects: ({ repository: { settings } }) =>
    CHECKS.filter((check) => concerns(check, settings)).map(
      (check): Judged => ({ ref: { kind: 'setting', id: check.id, name: check.settings[0] ?? ASYNC }, check }),
    ),
  judge: ({ check }, { repository }) =>
    check.id === 'async.E001' ? asyncUnsafe(check, repository.processes) : verdict(check, repository.settings),
});

/** A setting that this Django does not have, or that nobody assigned and that is right by default, is no subject. */
function concerns({ id, settings: names }: Check, settings: EvaluatedSettings): boolean {
  if (names.length === 0) return true;
  if (id === 'models.W042') return deployCheck(id, settings) !== 'never';
  return names.some((name) => (setting(settings, name)?.trace.length ?? 0) > 0);
}

function verdict(check: Check, settings: EvaluatedSettings): Verdict {
  const parts = check.settings.flatMap((name) => setting(settings, name) ?? []);
  const [one] = parts;
  const assigned = parts.find(({ trace }) => trace.length > 0) ?? one;
  const evidence = parts.map((setting) => settingEvidence(setting, settings));
  const details = { evidence, ...(assigned === undefined ? {} : where(settingPlace(assigned, settings))) };
  const answer = deployCheck(check.id, byDefault(settings));
  if (answer === 'never') return pass(`Django does not report ${check.id}`, details);
  if (check.id === 'models.W042') {
    const reason =
      'DEFAULT_AUTO_FIELD is not set: Django reports models.W042 unless every app or model chooses its key, which the settings do not show';
    return unknown(reason, details);
  }
  const names = check.settings.join(' or ');
  if (answer !== 'always')
    return unknown(
      `${names} could not be computed: ${one === undefined ? 'missing' : describeValue(one.value)}`,
      details,
    );
  return fail(`${names} ${check.problem} (${check.id})`, {
    ...details,
    severity: check.severity,
    fix: fix(`Mend ${check.id}`, text(check.better)),
  });
}

function asyncUnsafe(check: Check, processes: readonly AppProcess[]): Verdict {
  const entry = processes
    .filter(({ production }) => production)
    .flatMap(({ environment }) => environment)
    .find(({ name, value }) => name === ASYNC && !(value.status === 'known' && value.text === ''));
  if (entry === undefined) return pass(`no artefact sets ${ASYNC}`);
  const location: Location = entry.location;
  return fail(`${check.problem} (async.E001)`, {
    severity: check.severity,
    evidence: [found(ASYNC, 'set', location)],
    location,
    fix: fix('Mend async.E001', text(check.better)),
  });
}
