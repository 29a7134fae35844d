import {
  type Answer,
  ask,
  type DeployedService,
  defineRule,
  type EvaluatedSettings,
  type Evidence,
  fail,
  type Json,
  notApplicable,
  part,
  pass,
  type Setting,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import type { Dependencies } from '../../src/model/repository/index.ts';
import { contains } from '../shared/answers.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { taskOf } from '../shared/live.ts';
import { cacheBackend, isLocalCache } from '../shared/local-cache.ts';
import { where } from '../shared/places.ts';
import { copiesEvidence, linkEvidence, liveSetting, look, mostCopies, nameOf } from '../shared/service.ts';
import { isRecord, setting, settingEvidence } from '../shared/settings.ts';
import { storage } from '../shared/storages.ts';

const BACKENDS = 'maintenance_mode.backends.';
const NAME = 'MAINTENANCE_MODE_STATE_BACKEND';

export default defineRule({
  id: 'maintenance-state-local',
  topic: 'databases/downtime-flag',
  severity: 'medium',
  docs: {
    title: 'Keep the maintenance switch where every copy sees it',
    why: 'django-maintenance-mode keeps its state in a file by default. With several copies the switch closes the one that happened to get the command: the others go on writing into the database that is being migrated, and the next deployment opens the site again.',
    how: 'For each service whose live settings install django-maintenance-mode the state backend is read: a local file, a cache that lives in the process, or the default storage on the local disk is wrong as soon as scaling may start a second copy.',
    fix: '`MAINTENANCE_MODE_STATE_BACKEND = "maintenance_mode.backends.CacheBackend"` on a shared Redis, or `DefaultStorageBackend` on S3.',
    silent: [
      'a single copy',
      'a switch that is a variable or setting (MAINTENANCE_MODE): it is the same in every copy',
      'a file on a volume that the copies share: unknown',
    ],
    example: {
      language: 'python',
      bad: '# ECS: up to 4 tasks\nINSTALLED_APPS += ["maintenance_mode"]\nMAINTENANCE_MODE_STATE_BACKEND = "maintenance_mode.backends.LocalFileBackend"  # the default',
      good: '# ECS: up to 4 tasks; CACHES["default"] is Redis\nINSTALLED_APPS += ["maintenance_mode"]\nMAINTENANCE_MODE_STATE_BACKEND = "maintenance_mode.backends.CacheBackend"',
    },
    references: ['https://github.com/fabiocaccamo/django-maintenance-mode#configuration-optional'],
  },
  controls: { wellArchitected: ['REL08'] },
  needs: ['deployment.services', 'repository.dependencies'],
  subjects: ({ deployment }): readonly Judged[] =>
    deployment.services.map((service) => ({ ref: part(service.ref, NAME), service })),
  judge: ({ service }, { repository }) => {
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    if ('open' in settings) return settings.open;
    const apps = setting(settings.value, 'INSTALLED_APPS');
    const installed = apps && ask(apps.value, (value) => contains(value, 'maintenance_mode'));
    if (apps === undefined || installed === 'never' || !isThere(installed, repository.dependencies))
      return notApplicable('django-maintenance-mode is not installed');
    if (installed !== 'always') return unknown(`INSTALLED_APPS of ${nameOf(service)} could not be computed`);
    const fixed = liveSetting(settings.value, 'MAINTENANCE_MODE');
    if (fixed !== undefined && ask(fixed.value, (value) => value === null) === 'never')
      return pass('MAINTENANCE_MODE decides, and is the same in every copy', { evidence: [fixed.evidence] });
    return judgeState(service, settings.value, apps);
  },
});

/** Where INSTALLED_APPS could not be computed, the package decides whether there is a question at all. */
function isThere(installed: Answer | undefined, { resolved }: Dependencies): boolean {
  return installed === 'always' || resolved['django-maintenance-mode'] !== undefined;
}

interface Judged extends Subject {
  readonly service: DeployedService;
}

function judgeState(service: DeployedService, settings: EvaluatedSettings, apps: Setting) {
  const chosen = setting(settings, NAME);
  if (chosen !== undefined && (chosen.value.status !== 'known' || typeof chosen.value.value !== 'string'))
    return unknown(`${NAME} of ${nameOf(service)} could not be computed`);
  const backend = chosen?.value.status === 'known' ? String(chosen.value.value) : `${BACKENDS}LocalFileBackend`;
  const local = localBy(backend, settings);
  const evidence: readonly Evidence[] = [
    chosen === undefined
      ? { label: NAME, value: backend, source: 'default of django-maintenance-mode' }
      : settingEvidence(chosen, settings),
    { ...settingEvidence(apps, settings), value: 'maintenance_mode' },
    linkEvidence(service),
  ];
  const place = where(settingPlace(chosen ?? apps, settings));
  if (local === undefined) return pass(`${backend} is the same for every copy`, { evidence });
  if (local === 'unknown')
    return unknown(`whether ${backend} is shared by all copies could not be told`, { evidence, ...place });
  if (service.copies.status === 'unavailable')
    return unknown(`how many copies of ${nameOf(service)} run could not be seen: ${service.copies.reason}`, {
      evidence,
    });
  const most = mostCopies(service.copies.value);
  const all = [...evidence, copiesEvidence(service, service.copies.value)];
  if (most <= 1) return pass(`${nameOf(service)} has one copy`, { evidence: all });
  if ((taskOf(service)?.container.mountPoints ?? []).length > 0 && local === 'file')
    return unknown(
      `the container mounts a volume: if MAINTENANCE_MODE_STATE_FILE_PATH lies on it, the copies share the state`,
      { evidence: all, ...place },
    );
  return fail(
    `the maintenance switch of ${nameOf(service)} is kept in ${WORDS[local]}, and it has up to ${most} copies: it closes only the one that got the command`,
    {
      evidence: all,
      ...place,
      fix: fix(
        'Keep the switch where all copies look',
        text(`${NAME} = "${BACKENDS}CacheBackend"  # with CACHES["default"] on Redis`),
        text(`Or ${NAME} = "${BACKENDS}DefaultStorageBackend" with the default storage on S3`),
      ),
    },
  );
}

const WORDS = { file: 'a file on its own disk', process: 'the memory of a process' } as const;

function localBy(backend: string, settings: EvaluatedSettings): 'file' | 'process' | 'unknown' | undefined {
  if (backend === `${BACKENDS}LocalFileBackend`) return 'file';
  if (backend === `${BACKENDS}CacheBackend`) return ofCache(settings);
  if (backend !== `${BACKENDS}DefaultStorageBackend`) return 'unknown';
  const media = storage(settings, 'default')?.backend;
  if (media === undefined) return 'unknown';
  return media === 'django.core.files.storage.FileSystemStorage' ? 'file' : undefined;
}

/** The cache that it names, else `maintenance_mode`, else `default`. */
function ofCache(settings: EvaluatedSettings): 'process' | 'file' | 'unknown' | undefined {
  const named = setting(settings, 'MAINTENANCE_MODE_CACHE_BACKEND')?.value;
  const caches = setting(settings, 'CACHES')?.value;
  const aliases: Json = caches?.status === 'known' ? caches.value : null;
  const alias =
    named?.status === 'known' && typeof named.value === 'string'
      ? named.value
      : isRecord(aliases) && 'maintenance_mode' in aliases
        ? 'maintenance_mode'
        : 'default';
  const backend = cacheBackend(settings, alias);
  if (backend === undefined) return 'unknown';
  const local = isLocalCache(backend);
  return local === undefined ? undefined : local === 'machine' ? 'file' : 'process';
}
