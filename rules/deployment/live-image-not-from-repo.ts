import {
  type DeployedService,
  defineRule,
  type Evidence,
  type Facts,
  fail,
  notApplicable,
  pass,
  unknown,
} from '../../src/model/index.ts';
import type { GitHead, GitHistory } from '../../src/model/repository/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';
import { linkEvidence, nameOf } from '../shared/service.ts';
import { at, day, daysSince } from '../shared/time.ts';

const NEEDS = ['deployment.services', 'repository.history', 'repository.files', 'ecr.images', 'ecs.tasks'] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

/** Where a service says which commit it runs. */
interface Revision {
  readonly commit: string;
  readonly label: string;
  readonly value: string;
  readonly source: string;
}

export default defineRule({
  id: 'live-image-not-from-repo',
  topic: 'deployment/continuous-deployment',
  severity: 'medium',
  docs: {
    title: 'Run what the repository holds',
    why: 'When what runs was built from a branch that nobody merged, the next deployment silently takes it away; when it was built weeks ago, fixes that were merged are not live, and everybody believes that they are.',
    how: 'The commit that the running service names (the tag of its image, a variable such as GIT_SHA, the label of the Elastic Beanstalk version) is looked up among the ancestors of the checked-out head. None of them, though the history is whole and the image older than the head: medium. More than `days` (14) between that commit and the head: low.',
    fix: 'Tag images with the commit and deploy from continuous integration, from the default branch only.',
    silent: [
      'shallow clones, and images that are newer than the checked-out head: unknown',
      'tags that hold no commit (`latest`, a date, a number): ecs-mutable-image-tag judges those',
      'environments that are known not to be production: they may run a branch on purpose',
    ],
    example: {
      language: 'text',
      bad: 'image of the live service:  shop:4f1d2c9a, pushed on 2026-11-20\ngit log of the whole clone: 9b3e7d21 2026-11-24 Charge VAT by country\n                            c07a5e88 2026-11-19 Add the page of orders',
      good: 'image of the live service:  shop:9b3e7d21, pushed on 2026-11-24\ngit log of the whole clone: 9b3e7d21 2026-11-24 Charge VAT by country\n                            c07a5e88 2026-11-19 Add the page of orders',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
      'https://github.com/opencontainers/image-spec/blob/main/annotations.md',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/eb3-deploy.html',
    ],
  },
  controls: { wellArchitected: ['OPS05', 'OPS06'], soc2: ['CC8.1'] },
  needs: NEEDS,
  options: {
    days: {
      type: 'integer',
      default: 14,
      minimum: 1,
      maximum: 365,
      describe: 'Days that production may be behind the head.',
    },
  },
  subjects: ({ deployment }) => deployment.services,
  judge: (service, facts, { options }) => {
    const { environment } = service;
    if (environment !== undefined && environment.name !== 'production')
      return notApplicable(`${nameOf(service)} is ${environment.name} (${environment.reason})`);
    const revision = revisionOf(service);
    if (revision === undefined) return notApplicable(`nothing in ${nameOf(service)} names the commit that it runs`);
    const { history, files } = facts.repository;
    const evidence = [
      seen(revision.label, revision.value, revision.source),
      seen('head of the checkout', headInWords(files.git), '.git'),
      linkEvidence(service),
    ];
    const commit = history.ancestors.find((id) => id.startsWith(revision.commit));
    if (commit !== undefined) return behind(service, commit, facts, options.days, evidence);
    return elsewhere(service, revision, facts, evidence);
  },
});

/** At least seven hexadecimal digits with a letter among them, so that no date and no build number is one. */
const COMMIT = /(?:^|[-_.])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])([0-9a-f]{7,40})$/;
const VARIABLES =
  /^(GIT|COMMIT|SOURCE|IMAGE|BUILD|RELEASE|SENTRY)_?(GIT_)?(SHA|COMMIT|COMMIT_SHA|REVISION|VERSION|HASH|RELEASE)$/;

function revisionOf(service: DeployedService): Revision | undefined {
  const { live } = service;
  if (live.platform === 'elastic beanstalk') {
    const { VersionLabel = '' } = live.environment;
    // `eb deploy` names a version app-<commit>-<date>.
    const commit = /^app-([0-9a-f]{4,40})(?:-|$)/.exec(VersionLabel)?.[1] ?? commitIn(VersionLabel);
    return commit === undefined
      ? ofVariables(service)
      : { commit, label: 'VersionLabel', value: VersionLabel, source: 'elasticbeanstalk:DescribeEnvironments' };
  }
  if (live.platform !== 'ecs' || live.task.status === 'unavailable') return ofVariables(service);
  const { image } = live.task.value.container;
  const tag = /:([\w.-]+)(?:@|$)/.exec(image.replace(/^[^/]*\//, ''))?.[1] ?? '';
  const commit = commitIn(tag);
  return commit === undefined
    ? ofVariables(service)
    : { commit, label: 'image', value: image, source: 'ecs:DescribeTaskDefinition' };
}

function ofVariables({ variables }: DeployedService): Revision | undefined {
  if (variables.status === 'unavailable') return undefined;
  return variables.value.flatMap(({ name, value = '' }): readonly Revision[] => {
    const commit = VARIABLES.test(name) ? commitIn(value) : undefined;
    return commit === undefined
      ? []
      : [{ commit, label: `variable ${name}`, value, source: 'the variables of the service' }];
  })[0];
}

function commitIn(text: string): string | undefined {
  return COMMIT.exec(text.toLowerCase())?.[1];
}

function headInWords(git: GitHead | undefined): string {
  return (
    [git?.commit?.slice(0, 10), git?.branch, git?.committedAt?.slice(0, 10)].filter(Boolean).join(' · ') || '(none)'
  );
}

function behind(
  service: DeployedService,
  commit: string,
  { repository }: Needed,
  most: number,
  evidence: readonly Evidence[],
) {
  const { committedAt } = repository.history;
  const [then, now] = [committedAt[commit], repository.files.git?.committedAt];
  const all = [...evidence, seen('committed', then, `.git, ${commit.slice(0, 10)}`)];
  if (then === undefined || now === undefined)
    return pass(`${nameOf(service)} runs a commit of this history`, { evidence: all });
  const days = daysSince(then, day(now));
  const commits = newer(repository.history, then);
  if (days <= most)
    return pass(`${nameOf(service)} runs ${commit.slice(0, 10)}, ${days} days before the head`, { evidence: all });
  return fail(
    `${nameOf(service)} runs ${commit.slice(0, 10)} of ${day(then)}: ${commits} newer commits of the head, up to ${day(now)}, are not live`,
    { severity: 'low', evidence: all, fix: deploy(service) },
  );
}

function newer({ committedAt }: GitHistory, then: string): number {
  return Object.values(committedAt).filter((moment) => at(moment) > at(then)).length;
}

function elsewhere(service: DeployedService, { commit }: Revision, facts: Needed, evidence: readonly Evidence[]) {
  const { history, files } = facts.repository;
  if (!history.complete)
    return unknown(
      `whether ${nameOf(service)} runs a commit of this history cannot be told: the history ends before its root (git fetch --unshallow)`,
      { evidence },
    );
  const pushed = pushedAt(service, facts);
  const head = files.git?.committedAt;
  const all = [...evidence, seen('pushed or deployed', pushed, 'ecr:DescribeImages')];
  if (pushed === undefined || head === undefined || at(pushed) >= at(head))
    return unknown(
      `${nameOf(service)} runs ${commit}, which is no ancestor of the checked-out head; it may be newer than this clone: git pull, then scan again`,
      { evidence: all },
    );
  return fail(
    `${nameOf(service)} runs ${commit}, which is no commit of this history, although the image is older than its head: the next deployment from here takes away what it holds`,
    { evidence: all, fix: deploy(service) },
  );
}

/** When what runs was made: of the image by its digest, or of the deployment. */
function pushedAt({ live }: DeployedService, { ecr, ecs }: Needed): Date | undefined {
  if (live.platform === 'elastic beanstalk') return live.environment.DateUpdated;
  if (live.platform !== 'ecs' || live.task.status === 'unavailable') return undefined;
  const { definition, container } = live.task.value;
  const digests = ecs.tasks
    .filter(({ taskDefinitionArn }) => taskDefinitionArn === definition.taskDefinitionArn)
    .flatMap(({ containers = [] }) =>
      containers.flatMap(({ name, imageDigest }) => (name === container.name ? (imageDigest ?? []) : [])),
    );
  return ecr.images.find(({ imageDigest }) => digests.includes(imageDigest))?.imagePushedAt;
}

function deploy({ live, ref }: DeployedService) {
  return fix(
    'Deploy the head from continuous integration',
    text(
      'Build once per commit of the default branch, tag the image with it, and deploy that tag: then anybody can read what runs.',
    ),
    ...(live.platform === 'ecs'
      ? [
          cli(
            'ecs update-service',
            { cluster: live.service.clusterArn, service: live.service.serviceName, 'task-definition': 'NEW_REVISION' },
            ref.region,
          ),
        ]
      : []),
  );
}
