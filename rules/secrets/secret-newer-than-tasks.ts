import type { AwsItem, EcsTask } from '../../src/model/aws/index.ts';
import { defineRule, type Facts, fail, notApplicable, pass, type Subject, unknown } from '../../src/model/index.ts';
import { count, list, seen } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';

const NEEDS = [
  'ecs.tasks',
  'ecs.taskDefinitions',
  'secretsmanager.secrets',
  'secretsmanager.secretVersions',
  'ssm.parameters',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

/** A secret or a parameter that containers get when they start. */
interface Injected extends Subject {
  readonly what: string;
  /** When its value became what it is now. */
  readonly changed: Date | undefined;
  readonly rotates: boolean;
  readonly call: string;
  readonly isNamedBy: (valueFrom: string) => boolean;
}

export default defineRule({
  id: 'secret-newer-than-tasks',
  topic: 'secrets/secrets-manager',
  severity: 'medium',
  docs: {
    title: 'Restart tasks after their secrets have changed',
    why: 'ECS injects secrets when a container starts and never again: tasks that are older than the value work with the old one, and fail the moment that it is withdrawn, usually at night.',
    how: 'For each secret and parameter that running task definitions inject, the date of the current value (the version AWSCURRENT; LastModifiedDate of a parameter) is compared with the start of the running tasks. High when the secret rotates by itself: the old password may be invalid already. References that pin a version or another stage are left out. LastChangedDate is not used, it moves with tags.',
    fix: 'Force a new deployment of the service after each change, or let the application read the secret at run time.',
    silent: ['secrets that the application reads by itself at run time', 'secrets that no running task injects'],
    example: {
      language: 'json',
      bad: '"Versions": [{ "VersionStages": ["AWSCURRENT"], "CreatedDate": "2026-11-20T03:00:00Z" }]\n"tasks": [{ "group": "service:web", "startedAt": "2026-11-18T09:12:00Z" }]',
      good: '"Versions": [{ "VersionStages": ["AWSCURRENT"], "CreatedDate": "2026-11-20T03:00:00Z" }]\n"tasks": [{ "group": "service:web", "startedAt": "2026-11-20T03:05:00Z" }]',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html',
    ],
  },
  controls: { wellArchitected: ['REL08', 'SEC02'], soc2: ['CC6.1'] },
  needs: NEEDS,
  subjects: (facts) => [...secrets(facts), ...parameters(facts)],
  judge: (secret, { ecs }) => {
    const revisions = ecs.taskDefinitions.filter(({ containerDefinitions }) =>
      containerDefinitions.some((one) =>
        (one.secrets ?? []).some(({ valueFrom }) => secret.isNamedBy(valueFrom ?? '')),
      ),
    );
    const arns = new Set(revisions.map(({ taskDefinitionArn }) => taskDefinitionArn));
    const tasks = ecs.tasks.filter((task) => arns.has(task.taskDefinitionArn));
    if (tasks.length === 0) return notApplicable(`no running task injects ${secret.what}`);
    const { changed } = secret;
    const evidence = [
      seen('current value since', changed, secret.call),
      seen('oldest task since', oldest(tasks), 'ecs:DescribeTasks'),
    ];
    if (changed === undefined) return unknown(`when ${secret.what} got its value could not be seen`, { evidence });
    const stale = tasks.filter(({ startedAt }) => startedAt !== undefined && startedAt < changed);
    if (stale.length === 0) return pass(`every running task started after ${secret.what} got its value`, { evidence });
    const families = [...new Set(revisions.map(({ family }) => family))];
    return fail(
      `${count(stale.length, 'running task')} of ${list(families)} still ${stale.length === 1 ? 'uses' : 'use'} the value that ${secret.what} had before ${changed.toISOString().slice(0, 16).replace('T', ' ')} UTC: ${secret.rotates ? 'it rotates, and the old password may be invalid already' : 'they fail when the old value is withdrawn'}; deploy anew`,
      { severity: secret.rotates ? 'high' : 'medium', evidence, fix: redeploy(stale) },
    );
  },
});

function oldest(tasks: readonly EcsTask[]): Date | undefined {
  return tasks.flatMap(({ startedAt }) => startedAt ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0];
}

function secrets({ secretsmanager }: Needed): readonly Injected[] {
  return secretsmanager.secretVersions.map(({ ref, ARN, Versions }) => {
    const secret = secretsmanager.secrets.find((one) => one.ARN === ARN);
    return {
      ref,
      what: `the secret ${secret?.Name ?? ref.name ?? ARN}`,
      changed: Versions.find(({ VersionStages }) => VersionStages?.includes('AWSCURRENT'))?.CreatedDate,
      rotates: secret?.RotationEnabled === true,
      call: 'secretsmanager:ListSecretVersionIds',
      isNamedBy: (valueFrom) => namesSecret(valueFrom, ARN),
    };
  });
}

/** `<ARN>`, `<ARN>:key::`; with a stage or a version after that, the reference is pinned. The six characters may be missing. */
function namesSecret(valueFrom: string, arn: string): boolean {
  const [base, [, stage = '', version = '']] = [
    valueFrom.split(':').slice(0, 7).join(':'),
    valueFrom.split(':').slice(7),
  ] as const;
  const same = base === arn || arn.replace(/-[A-Za-z0-9]{6}$/, '') === base;
  return same && (stage === '' || stage === 'AWSCURRENT') && version === '';
}

function parameters({ ssm }: Needed): readonly Injected[] {
  return ssm.parameters.map((parameter: AwsItem<'ssm.parameters'>) => ({
    ref: parameter.ref,
    what: `the parameter ${parameter.Name}`,
    changed: parameter.LastModifiedDate,
    rotates: false,
    call: 'ssm:DescribeParameters',
    isNamedBy: (valueFrom) =>
      valueFrom === parameter.Name || valueFrom.endsWith(`:parameter/${parameter.Name.replace(/^\//, '')}`),
  }));
}

function redeploy(tasks: readonly EcsTask[]) {
  const services = new Map(
    tasks.flatMap(({ group, clusterArn, ref }) =>
      group?.startsWith('service:')
        ? [[`${clusterArn} ${group}`, { clusterArn, name: group.slice('service:'.length), region: ref.region }]]
        : [],
    ),
  );
  return fix(
    'Start the tasks anew',
    text(
      'A rolling deployment without downtime. Do it after each change of the secret, or let the rotation trigger it (EventBridge).',
    ),
    ...[...services.values()].map(({ clusterArn, name, region }) =>
      cli('ecs update-service', { cluster: clusterArn, service: name, 'force-new-deployment': true }, region),
    ),
  );
}
