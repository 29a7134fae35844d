import {
  type DeployedService,
  defineRule,
  type EvaluatedSettings,
  fail,
  type Json,
  notApplicable,
  pass,
  unknown,
} from '../../src/model/index.ts';
import { type Comparison, compared, comparisons, environmentEvidence } from '../shared/environments.ts';
import { list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { describeValue, setting, settingEvidence } from '../shared/settings.ts';

export default defineRule({
  id: 'staging-settings-differ',
  topic: 'comparison/settings',
  severity: 'medium',
  docs: {
    title: 'Compute the same settings on staging as in production',
    why: 'Code that is tried under other middleware, another cache or storage backend, eager tasks or DEBUG is not the code that production runs.',
    how: 'The settings of a web service of each environment, computed under its own live variables, are compared where the difference changes what code does: DEBUG, INSTALLED_APPS, MIDDLEWARE, the backends of CACHES, STORAGES, DATABASES, SESSION_ENGINE, templates, authentication, Celery’s eager mode, the SECURE_ switches, ATOMIC_REQUESTS, time zone and translation. Only values that are known on both sides are compared.',
    fix: 'Let one settings module serve both, and let variables carry what has to differ: hosts, keys, addresses.',
    silent: [
      'hosts, keys, addresses, e-mail, Sentry’s environment, HSTS: they differ by right',
      'values that one of the sides does not know',
      'applications and middleware that only staging has, when they only look: debug_toolbar, silk',
    ],
    example: {
      language: 'python',
      bad: '# variables: ENVIRONMENT=production of the one service, ENVIRONMENT=staging of the other\nCELERY_TASK_ALWAYS_EAGER = env("ENVIRONMENT") == "staging"',
      good: '# variables: ENVIRONMENT=production of the one service, ENVIRONMENT=staging of the other\nCELERY_TASK_ALWAYS_EAGER = False',
    },
    references: ['https://12factor.net/dev-prod-parity', 'https://docs.djangoproject.com/en/stable/ref/settings/'],
  },
  controls: { wellArchitected: ['OPS06'], soc2: ['CC8.1'] },
  needs: ['deployment.environments'],
  subjects: ({ deployment }) => comparisons(deployment.environments),
  judge: (subject) => compared(subject, differences),
});

/** The part of each setting that changes what code does. */
const WHOLE = (value: Json) => value;
const COMPARED: Readonly<Record<string, (value: Json) => Json | undefined>> = {
  DEBUG: WHOLE,
  INSTALLED_APPS: WHOLE,
  MIDDLEWARE: WHOLE,
  CACHES: (value) => membersOf(value, 'BACKEND'),
  STORAGES: (value) => membersOf(value, 'BACKEND'),
  DATABASES: (value) => membersOf(value, 'ENGINE', 'ATOMIC_REQUESTS'),
  SESSION_ENGINE: WHOLE,
  AUTHENTICATION_BACKENDS: WHOLE,
  CELERY_TASK_ALWAYS_EAGER: WHOLE,
  SECURE_SSL_REDIRECT: WHOLE,
  SECURE_PROXY_SSL_HEADER: WHOLE,
  SESSION_COOKIE_SECURE: WHOLE,
  CSRF_COOKIE_SECURE: WHOLE,
  USE_TZ: WHOLE,
  TIME_ZONE: WHOLE,
  USE_I18N: WHOLE,
  ROOT_URLCONF: WHOLE,
};

function differences(comparison: Comparison) {
  const { production, other } = comparison;
  const [model, own] = [production.services, other.services].map(webOf);
  if (model === undefined || own === undefined) return notApplicable('no web service stands on both sides');
  const open = [model, own].find(({ settings }) => settings.status === 'unavailable');
  if (model.settings.status === 'unavailable' || own.settings.status === 'unavailable') {
    const reason = open?.settings.status === 'unavailable' ? open.settings.reason : '';
    return unknown(`the settings of ${open?.ref.name ?? 'a service'} could not be computed: ${reason}`);
  }
  const [there, here] = [model.settings.value, own.settings.value];
  const names = Object.keys(COMPARED).filter(
    (name) => partOf(there, name) !== undefined && partOf(here, name) !== undefined,
  );
  const differ = names.filter((name) => partOf(there, name) !== partOf(here, name));
  const evidence = [
    ...differ.flatMap((name) => sides(comparison, name, there, here)),
    ...environmentEvidence(comparison),
  ];
  if (names.length === 0)
    return unknown(`no setting is known on both ${production.name} and ${other.name}`, { evidence });
  if (differ.length === 0)
    return pass(`${other.name} computes ${names.length} settings as production does`, { evidence });
  return fail(
    `${other.name} computes ${list(differ)} otherwise than production: what is tried there is not what runs`,
    {
      evidence,
      fix: fix(
        'Let one settings module serve both',
        text(
          `Move what differs (${list(differ)}) into the shared module, or read it from a variable with production’s value as its default.`,
        ),
      ),
    },
  );
}

/** What answers requests: behind a load balancer, else the only service. */
function webOf(services: readonly DeployedService[]): DeployedService | undefined {
  const fronted = services.filter(({ frontDoors }) => frontDoors.status === 'collected' && frontDoors.value.length > 0);
  return fronted[0] ?? (services.length === 1 ? services[0] : undefined);
}

/** As text to compare; undefined where it is not known as a whole. */
function partOf(settings: EvaluatedSettings, name: string): string | undefined {
  const value = setting(settings, name)?.value;
  if (value?.status !== 'known') return undefined;
  const part = COMPARED[name]?.(withoutLookers(value.value));
  const written = JSON.stringify(part);
  return part === undefined || written.includes('"$unknown"') ? undefined : written;
}

const LOOKERS = /^(debug_toolbar|silk|django_extensions|template_profiler_panel)\b/;

function withoutLookers(value: Json): Json {
  return Array.isArray(value)
    ? (value as readonly Json[]).filter((one) => typeof one !== 'string' || !LOOKERS.test(one))
    : value;
}

function membersOf(value: Json, ...names: readonly string[]): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const aliases = Object.entries(value as { readonly [key: string]: Json });
  return Object.fromEntries(
    aliases
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([alias, config]) => [alias, Object.fromEntries(names.map((name) => [name, memberOf(config, name)]))]),
  );
}

function memberOf(config: Json, name: string): Json {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return null;
  return (config as { readonly [key: string]: Json })[name] ?? ('$unknown' in config ? { $unknown: '' } : null);
}

function sides({ production, other }: Comparison, name: string, there: EvaluatedSettings, here: EvaluatedSettings) {
  return [
    { environment: production.name, settings: there },
    { environment: other.name, settings: here },
  ].flatMap(({ environment, settings }) => {
    const found = setting(settings, name);
    if (found === undefined) return [];
    return [
      { ...settingEvidence(found, settings), label: `${environment} ${name}`, value: describeValue(found.value) },
    ];
  });
}
