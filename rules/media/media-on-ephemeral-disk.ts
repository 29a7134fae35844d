import {
  type DeployedService,
  defineRule,
  type EvaluatedSettings,
  type Evidence,
  type Facts,
  fail,
  type LiveParts,
  notApplicable,
  pass,
  unknown,
} from '../../src/model/index.ts';
import type { Code, ElasticBeanstalk } from '../../src/model/repository/index.ts';
import { isWorker } from '../shared/celery.ts';
import { list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { type DeployedTask, taskOf } from '../shared/live.ts';
import { found, where } from '../shared/places.ts';
import { copiesEvidence, linkEvidence, look, mostCopies, nameOf } from '../shared/service.ts';
import { setting, settingEvidence } from '../shared/settings.ts';
import { isOwnClass, storage } from '../shared/storages.ts';

const NEEDS = ['deployment.services', 'repository.code', 'repository.elasticBeanstalk'] as const;
type Repository = Facts<(typeof NEEDS)[number]>['repository'];

export default defineRule({
  id: 'media-on-ephemeral-disk',
  topic: 'media/django-storages',
  severity: 'high',
  docs: {
    title: 'Keep uploads outside of the container',
    why: 'What visitors upload lies on the disk of one container or instance, and is gone with the next deployment, scale-in or health replacement. With several copies each of them shows only its own half of the pictures.',
    how: 'Judged for each live service of a project that stores uploads (a FileField or ImageField without a storage of its own, or a use of `default_storage`): the default storage under the live settings must not be the local disk or the memory, unless a volume that outlives the container (EFS) covers MEDIA_ROOT. More than one copy makes it critical.',
    fix: '`STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage"}` with a bucket of its own.',
    silent: [
      'projects that store no uploads',
      'an EFS volume of the task over MEDIA_ROOT',
      'Elastic Beanstalk whose extensions mount a file system, and volumes of the host: unknown',
      'storage classes of the project: unknown',
    ],
    example: {
      language: 'python',
      bad: '# models: photo = models.ImageField(); the task has no EFS volume\nSTORAGES = {\n    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},\n    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},\n}',
      good: '# models: photo = models.ImageField()\nSTORAGES = {\n    "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": "shop-media"}},\n    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},\n}',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/topics/files/',
      'https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html',
    ],
  },
  controls: { wellArchitected: ['REL09', 'REL10'], soc2: ['A1.2'] },
  needs: NEEDS,
  subjects: ({ deployment, repository }) =>
    uploads(repository.code).length === 0 ? [] : deployment.services.filter((service) => !isWorker(service)),
  judge: (service, { repository }) => {
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    return 'open' in settings ? settings.open : judgeStorage(service, settings.value, repository);
  },
});

/** Where the project hands files to the default storage. */
function uploads({ fileFields, uses }: Code): readonly Evidence[] {
  return [
    ...fileFields
      .filter((field) => field.role === 'production' && field.storage === undefined)
      .map(({ model, field, fieldType, location }) => found(`${model}.${field}`, fieldType, location)),
    ...uses
      .filter(({ name }) => name === 'django.core.files.storage.default_storage')
      .map(({ name, location }) => found('uses', name, location)),
  ];
}

const LOCAL = /^django\.core\.files\.storage\.(filesystem\.|memory\.)?(FileSystemStorage|InMemoryStorage)$/;

function judgeStorage(service: DeployedService, settings: EvaluatedSettings, repository: Repository) {
  const media = storage(settings, 'default');
  if (media?.backend === undefined) return unknown(`the default storage of ${nameOf(service)} could not be computed`);
  const files = uploads(repository.code);
  const evidence: readonly Evidence[] = [
    { ...settingEvidence(media.setting, settings), value: media.backend },
    ...files.slice(0, 3),
    linkEvidence(service),
  ];
  const place = where(settingPlace(media.setting, settings));
  if (!LOCAL.test(media.backend))
    return isOwnClass(media.backend)
      ? unknown(`where ${media.backend} of ${nameOf(service)} keeps files could not be told`, { evidence, ...place })
      : pass(`${nameOf(service)} keeps uploads in ${media.backend}`, { evidence });
  const root = rootOf(settings, media.options?.['location']);
  const volume = volumeOf(service, root, repository.elasticBeanstalk);
  if (volume === 'outlives')
    return pass(`a volume that outlives the containers of ${nameOf(service)} holds ${root ?? 'MEDIA_ROOT'}`, {
      evidence,
    });
  if (volume !== 'none') return unknown(volume, { evidence, ...place });
  return lost(service, files, evidence, place);
}

function rootOf(settings: EvaluatedSettings, location: unknown): string | undefined {
  if (typeof location === 'string') return location;
  const root = setting(settings, 'MEDIA_ROOT')?.value;
  return root?.status === 'known' && typeof root.value === 'string' ? root.value : undefined;
}

/** `outlives`, `none`, or why it cannot be told. */
function volumeOf(service: DeployedService, root: string | undefined, beanstalk: ElasticBeanstalk): string {
  if (service.live.platform === 'elastic beanstalk') return mountedBy(beanstalk);
  if (service.live.platform === 'eks') return claimed(service.live, root);
  const task = taskOf(service);
  return task === undefined ? `the volumes of ${nameOf(service)} could not be seen` : mounted(task, root);
}

/** A claim outlives the pod; whether several pods may share it is the storage class's. */
function claimed({ workload, container }: LiveParts & { platform: 'eks' }, root: string | undefined): string {
  const kept = container.volumeMounts.filter(({ name }) =>
    workload.volumes.some((volume) => volume.name === name && volume.kind === 'persistentVolumeClaim'),
  );
  if (kept.some(({ mountPath }) => covers(mountPath, root))) return 'outlives';
  return workload.templated ? `${workload.path} is a template: its volumes could not all be seen` : 'none';
}

function mounted({ container, definition }: DeployedTask, root: string | undefined): string {
  const volumes = (container.mountPoints ?? []).flatMap(({ sourceVolume, containerPath = '' }) => {
    const volume = definition.volumes?.find(({ name }) => name === sourceVolume);
    const shared = volume?.efsVolumeConfiguration !== undefined;
    const elsewhere =
      volume?.host?.sourcePath !== undefined ||
      volume?.dockerVolumeConfiguration !== undefined ||
      volume?.fsxWindowsFileServerVolumeConfiguration !== undefined;
    return shared || elsewhere ? [{ containerPath, shared }] : [];
  });
  const over = volumes.filter(({ containerPath }) => covers(containerPath, root));
  if (over.some(({ shared }) => shared)) return 'outlives';
  const [other] = over.length > 0 ? over : root === undefined ? volumes : [];
  if (other === undefined) return 'none';
  return `a volume is mounted at ${other.containerPath}: whether it keeps the uploads, and for all copies, could not be told`;
}

/** The interpreter gives paths below the project's folder as `./media`: where the image has that folder is not known. */
function covers(mount: string, root: string | undefined): boolean {
  if (root === undefined || root === '') return false;
  const folder = mount.replace(/\/$/, '');
  if (root.startsWith('/')) return root === folder || root.startsWith(`${folder}/`);
  const [first = ''] = root.replace(/^\.?\/?/, '').split('/');
  return first !== '' && folder.split('/').includes(first);
}

const FILE_SYSTEM = /\b(efs|nfs4?|amazon-efs-utils)\b/i;

function mountedBy({ extensions, hooks, containerCommands }: ElasticBeanstalk): string {
  const mount =
    extensions.find(
      ({ packages, commands, resources }) =>
        Object.values(packages).some((names) => names.some((name) => FILE_SYSTEM.test(name))) ||
        commands.some(({ command }) => FILE_SYSTEM.test(command.text)) ||
        resources.some(({ type }) => type.includes('EFS')),
    ) ??
    hooks.find(({ script }) => FILE_SYSTEM.test(script.text)) ??
    containerCommands.find(({ command }) => FILE_SYSTEM.test(command.text));
  return mount === undefined
    ? 'none'
    : `${mount.path} mounts a file system: whether it covers MEDIA_ROOT could not be told`;
}

function lost(
  service: DeployedService,
  files: readonly Evidence[],
  evidence: readonly Evidence[],
  place: ReturnType<typeof where>,
) {
  const copies = service.copies.status === 'collected' ? service.copies.value : undefined;
  const most = copies === undefined ? undefined : mostCopies(copies);
  if (most === 0) return notApplicable(`${nameOf(service)} has no copies`);
  const several = most !== undefined && most > 1;
  const what = list(
    files.map(({ label, value }) => (label === 'uses' ? value : label)),
    3,
  );
  return fail(
    `uploads to ${nameOf(service)} (${what}) are kept on its own disk: they are gone with the next deployment${several ? `, and each of up to ${most} copies has only its own` : ''}`,
    {
      severity: several ? 'critical' : 'high',
      evidence: copies === undefined ? evidence : [...evidence, copiesEvidence(service, copies)],
      ...place,
      fix: fix(
        'Keep uploads in S3',
        text(
          'STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": env("MEDIA_BUCKET")}}',
        ),
        text('Copy what is there before the next deployment: it takes the files with it.'),
      ),
    },
  );
}
