import rule from '../../rules/media/media-on-ephemeral-disk.ts';
import { collected, type DeployedService } from '../../src/model/index.ts';
import type { Code, ElasticBeanstalk, FileFieldUse } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { beanstalkService, copies, denied, liveSettings, podService, service, task } from '../build/deployment.ts';
import { container, taskDefinition } from '../build/ecs.ts';
import { process } from '../build/process.ts';
import { code } from '../build/project.ts';
import { containerCommand, elasticBeanstalk, item } from '../build/repository.ts';
import { value } from '../build/settings.ts';

const photo: FileFieldUse = {
  ...item('shop/models.py', 12, 'Tea.photo'),
  model: 'Tea',
  field: 'photo',
  fieldType: 'ImageField',
  uploadTo: 'fixed',
};
const DISK = {
  STORAGES: { default: { BACKEND: 'django.core.files.storage.FileSystemStorage' } },
  MEDIA_ROOT: './media',
};
const S3 = { STORAGES: { default: { BACKEND: 'storages.backends.s3.S3Storage' } } };

interface Given {
  readonly services?: readonly DeployedService[];
  readonly code?: Code;
  readonly beanstalk?: ElasticBeanstalk;
}
const given = ({ services, code: own = code({ fileFields: [photo] }), beanstalk = elasticBeanstalk() }: Given) => ({
  given: {
    repository: { code: own, elasticBeanstalk: beanstalk },
    deployment: { services: services ?? [live(DISK)] },
  },
});
const live = (assigned: Parameters<typeof liveSettings>[0], more: Partial<DeployedService> = {}) =>
  service({ settings: collected(liveSettings(assigned)), copies: copies(1), ...more });

function mounted(
  volume: NonNullable<ReturnType<typeof taskDefinition>['volumes']>[number],
  containerPath = '/app/media',
) {
  const own = container({ mountPoints: [{ sourceVolume: volume.name ?? '', containerPath }] });
  return task({ container: own, definition: { volumes: [volume] } });
}
const claimed = (mountPath: string) =>
  podService(
    { settings: collected(liveSettings(DISK)), copies: copies(1) },
    {
      workload: { volumes: [{ name: 'media', kind: 'persistentVolumeClaim' }] },
      container: { volumeMounts: [{ name: 'media', mountPath }] },
    },
  );
const EFS = { name: 'media', efsVolumeConfiguration: { fileSystemId: 'fs-0media' } };
const LOST =
  'uploads to ECS service shop-web (Tea.photo) are kept on its own disk: they are gone with the next deployment';

testRule(rule, {
  pass: {
    S3: given({ services: [live(S3)] }),
    'EFS over MEDIA_ROOT': given({ services: [live(DISK, { live: mounted(EFS) })] }),
    'a claim of the pod': given({ services: [claimed('/app/media')] }),
    'EFS over an absolute MEDIA_ROOT': given({
      services: [live({ ...DISK, MEDIA_ROOT: '/srv/files/media' }, { live: mounted(EFS, '/srv/files/') })],
    }),
  },
  fail: {
    'one copy': { ...given({}), reports: [LOST], severities: ['high'] },
    'several copies': {
      ...given({ services: [live(DISK, { copies: copies(2, { steady: 6 }) })] }),
      reports: [`${LOST}, and each of up to 6 copies has only its own`],
      severities: ['critical'],
    },
    'EFS that is mounted elsewhere': {
      ...given({ services: [live(DISK, { live: mounted(EFS, '/var/cache') })] }),
      reports: [LOST],
    },
    'Elastic Beanstalk': {
      ...given({ services: [beanstalkService({ settings: collected(liveSettings(DISK)), copies: copies(1) })] }),
      reports: [
        'uploads to Elastic Beanstalk environment shop-prod (Tea.photo) are kept on its own disk: they are gone with the next deployment',
      ],
    },
    'a claim of the pod that is mounted elsewhere': {
      ...given({ services: [claimed('/var/cache')] }),
      reports: [
        'uploads to EKS workload shop-web (Tea.photo) are kept on its own disk: they are gone with the next deployment',
      ],
    },
    'code that saves': {
      ...given({
        code: code({
          uses: [{ ...item('shop/views.py', 4), name: 'django.core.files.storage.default_storage', count: 1 }],
        }),
      }),
      reports: [
        'uploads to ECS service shop-web (django.core.files.storage.default_storage) are kept on its own disk: they are gone with the next deployment',
      ],
    },
  },
  unknown: {
    'a class of the project': {
      ...given({ services: [live({ STORAGES: { default: { BACKEND: 'shop.storages.Media' } } })] }),
      reasons: ['where shop.storages.Media of ECS service shop-web keeps files could not be told'],
    },
    'the storages could not be computed': {
      ...given({ services: [live({ STORAGES: value({ status: 'unknown', reason: 'a call' }) })] }),
      reasons: ['the default storage of ECS service shop-web could not be computed'],
    },
    'a folder of the host': {
      ...given({ services: [live(DISK, { live: mounted({ name: 'media', host: { sourcePath: '/data' } }) })] }),
      reasons: [
        'a volume is mounted at /app/media: whether it keeps the uploads, and for all copies, could not be told',
      ],
    },
    'an extension that mounts a file system': {
      ...given({
        services: [beanstalkService({ settings: collected(liveSettings(DISK)) })],
        beanstalk: elasticBeanstalk({
          containerCommands: [containerCommand('01_mount', 'mount -t efs fs-0a1b /media')],
        }),
      }),
      reasons: ['.ebextensions/django.config mounts a file system: whether it covers MEDIA_ROOT could not be told'],
    },
    'the settings were denied': {
      ...given({ services: [live(DISK, { settings: denied })] }),
      reasons: ['the settings of ECS service shop-web could not be evaluated: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'no uploads': given({ code: code() }),
    'fields with a storage of their own': given({
      code: code({ fileFields: [{ ...photo, storage: 'shop.storages.private' }] }),
    }),
    'models of tests': given({ code: code({ fileFields: [{ ...photo, role: 'test' }] }) }),
    'a worker': given({ services: [live(DISK, { process: collected(process({ kind: 'celery-worker' })) })] }),
    'no copies': given({ services: [live(DISK, { copies: copies(0) })] }),
  },
});
