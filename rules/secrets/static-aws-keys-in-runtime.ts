import {
  type DeployedService,
  defineRule,
  type EvaluatedSettings,
  type Evidence,
  fail,
  type Json,
  notApplicable,
  pass,
  type ServiceVariable,
  type Setting,
  type Verdict,
} from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { computeRole } from '../shared/compute-role.ts';
import { list } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';
import { found, where } from '../shared/places.ts';
import { linkEvidence, look, nameOf } from '../shared/service.ts';
import { assignedAt, isRecord, setting } from '../shared/settings.ts';

/** AWS_ACCESS_KEY_ID, AWS_S3_ACCESS_KEY_ID, DJANGO_AWS_ACCESS_KEY_ID, AWS_SES_ACCESS_KEY_ID. */
const KEY_ID = /(^|_)AWS_([A-Z0-9]+_)*ACCESS_KEY(_ID)?$/;
const SECRET_KEY = /(^|_)AWS_([A-Z0-9]+_)*SECRET_(ACCESS_)?KEY$/;
/** Settings of Django libraries that hand a key to boto3: django-storages, django-ses, anymail, celery with SQS. */
const SETTINGS = /^AWS_(S3_|SES_)?ACCESS_KEY_ID$|^AWS_S3_ACCESS_KEY$/;
const LONG_LIVED = /^AKIA[A-Z0-9]{12,}$/;
const TEMPORARY = /^ASIA/;

export default defineRule({
  id: 'static-aws-keys-in-runtime',
  topic: 'secrets',
  severity: 'high',
  docs: {
    title: 'Let the role of the service sign its requests, not a key of a user',
    why: 'A key of an IAM user never ends. It stands in the environment, in error reports and in the laptop of whoever made it, and works from anywhere until somebody thinks of deleting it. A role gives keys that end within hours and never leave the instance or task.',
    how: 'The variables of the running service are searched for access keys of AWS by name, and the settings under them for keys that are handed to boto3. A key that stands in the repository is critical. Variables go before the role: a role that is there too is not used.',
    fix: 'Give the role what the key may do, remove the variables and the settings that hand them on, deploy, then deactivate and delete the key.',
    silent: [
      'temporary keys (`ASIA…`) that a wrapper exports',
      'keys of a store that is not AWS (AWS_S3_ENDPOINT_URL and the like)',
      'settings that read a variable which the service does not have: boto3 then uses the role',
    ],
    example: {
      language: 'python',
      bad: '# task definition: AWS_ACCESS_KEY_ID (AKIA…), AWS_SECRET_ACCESS_KEY, MEDIA_BUCKET\nAWS_ACCESS_KEY_ID = env("AWS_ACCESS_KEY_ID")\nAWS_SECRET_ACCESS_KEY = env("AWS_SECRET_ACCESS_KEY")\nAWS_STORAGE_BUCKET_NAME = env("MEDIA_BUCKET")',
      good: '# task definition: taskRoleArn, MEDIA_BUCKET\nAWS_STORAGE_BUCKET_NAME = env("MEDIA_BUCKET")',
    },
    references: [
      'https://boto3.amazonaws.com/v1/documentation/api/latest/guide/credentials.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    ],
  },
  controls: {
    cisAws: cis('instance-roles', 'key-rotation'),
    wellArchitected: ['SEC02'],
    soc2: ['CC6.1'],
    cwe: ['798', '522'],
    owaspTop10_2021: ['A07'],
  },
  needs: ['deployment.services'],
  subjects: ({ deployment }) => deployment.services,
  judge: (service) => {
    const variables = look(service.variables, `the variables of ${nameOf(service)} are not all visible`);
    if ('open' in variables) return variables.open;
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    if ('open' in settings) return settings.open;
    const written = writtenKey(settings.value, variables.value);
    const ids = variables.value.filter((one) => KEY_ID.test(one.name) && !SECRET_KEY.test(one.name) && isThere(one));
    const endpoint = foreignEndpoint(settings.value, variables.value);
    if (endpoint !== undefined && (ids.length > 0 || written !== undefined))
      return notApplicable(`the keys of ${nameOf(service)} are those of ${endpoint}`);
    if (written !== undefined) return inRepository(service, written);
    const lasting = ids.filter(({ value = '' }) => !TEMPORARY.test(value));
    if (lasting.length > 0) return inEnvironment(service, lasting, settings.value, variables.value);
    if (ids.length > 0)
      return notApplicable(`${list(ids.map(({ name }) => name))} of ${nameOf(service)} are temporary keys`);
    return pass(`${nameOf(service)} has no key of a user in its environment`, {
      evidence: [
        { label: 'role', value: computeRole(service) ?? '(none seen)', source: callOf(service) },
        linkEvidence(service),
      ],
    });
  },
});

/** An empty variable is none for boto3. */
function isThere({ value, redacted }: ServiceVariable): boolean {
  return value !== '' && redacted?.length !== 'empty';
}

/** A key that the code holds itself: no variable of the service has it. */
function writtenKey(settings: EvaluatedSettings, variables: readonly ServiceVariable[]): Setting | undefined {
  return settings.settings.find(({ name, value, trace }) => {
    if (!SETTINGS.test(name) || trace.length === 0 || value.status !== 'known') return false;
    const key: Json = value.value;
    return typeof key === 'string' && LONG_LIVED.test(key) && !variables.some((one) => one.value === key);
  });
}

const ENDPOINTS = ['AWS_S3_ENDPOINT_URL', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'];

/** Where else the keys are for; any endpoint that is not AWS's. */
function foreignEndpoint(settings: EvaluatedSettings, variables: readonly ServiceVariable[]): string | undefined {
  const ofSettings = ENDPOINTS.flatMap((name) => {
    const value = setting(settings, name)?.value;
    return value?.status === 'known' && typeof value.value === 'string' ? value.value : [];
  });
  const ofVariables = variables.filter(({ name }) => /ENDPOINT/.test(name) && /S3|AWS|STORAGE|SPACES|MINIO/.test(name));
  const all = [...ofSettings, ...ofVariables.flatMap(({ value }) => value ?? []), ...ofStorages(settings)];
  return all.find((url) => url !== '' && !/\.amazonaws\.com(\.cn)?(?:[:/]|$)/.test(url));
}

function ofStorages(settings: EvaluatedSettings): readonly string[] {
  const storages = setting(settings, 'STORAGES')?.value;
  if (storages?.status !== 'known' || !isRecord(storages.value)) return [];
  return Object.values(storages.value).flatMap((one) => {
    const options = isRecord(one) ? one['OPTIONS'] : undefined;
    const url = isRecord(options) ? options['endpoint_url'] : undefined;
    return typeof url === 'string' ? url : [];
  });
}

function inRepository(service: DeployedService, written: Setting): Verdict {
  const place = assignedAt(written);
  return fail(
    `${written.name} of ${nameOf(service)} is a key of a user that stands in the repository: whoever has a clone has it, for ever`,
    {
      severity: 'critical',
      evidence: [...(place === undefined ? [] : [found(written.name, shown(written), place)]), linkEvidence(service)],
      ...where(place),
      fix: replaceBy(service, 'Take the key as leaked: deactivate it first, then look in CloudTrail what it did. '),
    },
  );
}

/** An id is no secret, and says which key to delete. */
function shown({ value }: Setting): string {
  const key = value.status === 'known' && typeof value.value === 'string' ? value.value : '';
  return `${key.slice(0, 4)}…${key.slice(-4)}`;
}

function inEnvironment(
  service: DeployedService,
  ids: readonly ServiceVariable[],
  settings: EvaluatedSettings,
  variables: readonly ServiceVariable[],
): Verdict {
  const role = computeRole(service);
  const secrets = variables.filter(({ name }) => SECRET_KEY.test(name)).map(({ name }) => name);
  const names = [...ids.map(({ name }) => name), ...secrets];
  const reads = settings.environment.filter(({ name }) => names.includes(name));
  const evidence: readonly Evidence[] = [
    ...ids.map(({ name, value, valueFrom }) => ({
      label: `variable ${name}`,
      value: valueFrom ?? (value === undefined ? 'set, not shown' : `${value.slice(0, 4)}…${value.slice(-4)}`),
      source: callOf(service),
    })),
    ...reads.map((one) => found(`reads ${one.name}`, one.setting ?? 'in the settings', one)),
    { label: 'role', value: role ?? '(none seen)', source: callOf(service) },
    linkEvidence(service),
  ];
  const instead = role === undefined ? 'give it a role instead' : `its role ${role} is there, and goes unused`;
  return fail(`${nameOf(service)} runs with a key of a user that never ends (${list(names)}): ${instead}`, {
    evidence,
    ...where(reads[0]),
    fix: replaceBy(service, ''),
  });
}

function callOf({ platform }: DeployedService): string {
  return platform === 'elastic beanstalk'
    ? 'elasticbeanstalk:DescribeConfigurationSettings'
    : platform === 'ecs'
      ? 'ecs:DescribeTaskDefinition'
      : 'deployment';
}

function replaceBy(service: DeployedService, first: string) {
  const role = computeRole(service) ?? 'ROLE';
  return fix(
    `Let the role sign for ${service.ref.name ?? service.ref.id}`,
    text(
      `${first}Give the role what the key may do; remove the variables, and access_key, secret_key and AWS_ACCESS_KEY_ID from the settings; deploy; see that uploads and mail work; then deactivate the key for a week and delete it.`,
    ),
    cli('iam attach-role-policy', { 'role-name': role, 'policy-arn': 'POLICY_OF_THE_USER' }),
    cli('iam update-access-key', { 'access-key-id': 'KEY_ID', 'user-name': 'USER', status: 'Inactive' }),
  );
}
