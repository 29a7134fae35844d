import { describe, expect, it } from 'vitest';
import { deploymentDerivations, type EvaluateSettings } from '../../src/deployment/index.ts';
import type { EcsService, TaskDefinition } from '../../src/model/aws/index.ts';
import {
  collected,
  type DeployedService,
  type DeploymentGraph,
  type Fact,
  type ScopedFact,
  unavailable,
} from '../../src/model/index.ts';
import type { Project } from '../../src/model/repository/index.ts';
import { liveSettings } from '../build/deployment.ts';
import { attributesOf, healthOf, listener, loadBalancer, targetGroup } from '../build/elasticloadbalancing.ts';
import { dbInstance } from '../build/rds.ts';
import { ACCOUNT, arn, REGION, ref } from '../build/ref.ts';
import { item } from '../build/repository.ts';

const SCOPE = { account: ACCOUNT, region: REGION };
const CLUSTER = arn('ecs', 'cluster/shop');
const FAMILY = arn('ecs', 'task-definition/shop-web');
const service: EcsService = {
  ref: ref(arn('ecs', 'service/shop/shop-web'), 'shop-web'),
  serviceArn: arn('ecs', 'service/shop/shop-web'),
  serviceName: 'shop-web',
  clusterArn: CLUSTER,
  taskDefinition: `${FAMILY}:7`,
  desiredCount: 2,
  loadBalancers: [{ targetGroupArn: targetGroup().TargetGroupArn, containerName: 'web', containerPort: 8000 }],
  tags: [{ key: 'Environment', value: 'prod' }],
};
const definition = (variables: Readonly<Record<string, string>>): TaskDefinition => ({
  ref: ref(FAMILY, 'shop-web'),
  taskDefinitionArn: `${FAMILY}:7`,
  family: 'shop-web',
  revision: 7,
  taskRoleArn: `arn:aws:iam::${ACCOUNT}:role/shop-task`,
  containerDefinitions: [
    {
      ref: ref(`${FAMILY}#web`, 'web'),
      name: 'web',
      image: 'shop:1',
      environment: Object.entries(variables).map(([name, value]) => ({ name, value })),
      secrets: [{ name: 'SECRET_KEY', valueFrom: 'arn:aws:secretsmanager:eu-west-1:1:secret:key' }],
    },
  ],
});
const project: Project = {
  ...item('manage.py'),
  root: '',
  importRoots: [''],
  wsgi: [],
  asgi: [],
  celery: [],
  apps: [],
  others: [],
  settingsModules: [
    {
      ...item('config/wsgi.py'),
      module: 'config.settings.production',
      source: 'wsgi',
      how: 'setdefault',
      file: 'config/settings/production.py',
      evidence: { text: '', location: { path: 'config/wsgi.py', line: 3 } },
    },
  ],
};

const MODULE = { DJANGO_SETTINGS_MODULE: 'config.settings.production' };
const db = dbInstance();
const settings = liveSettings({
  DATABASES: { default: { ENGINE: 'django.db.backends.postgresql', HOST: db.Endpoint?.Address ?? '' } },
});

type Given = Readonly<Record<string, Fact<unknown>>>;

/** A whole account and repository; a case replaces what it is about. */
function join(given: Given = {}, evaluate: EvaluateSettings = () => collected(settings)) {
  const facts: Given = {
    'ecs.services': collected([service]),
    'ecs.taskDefinitions': collected([definition(MODULE)]),
    'elasticloadbalancing.loadBalancers': collected([loadBalancer()]),
    'elasticloadbalancing.targetGroups': collected([targetGroup()]),
    'elasticloadbalancing.listeners': collected([listener()]),
    'elasticloadbalancing.attributes': collected([attributesOf(loadBalancer())]),
    'elasticloadbalancing.targetHealth': collected([healthOf(targetGroup(), {})]),
    'rds.instances': collected([db]),
    'repository.project': collected(project),
    'repository.processes': collected([]),
    'repository.ecsTaskDefinitions': collected([]),
    'repository.elasticBeanstalk': unavailable('none'),
    ...given,
  };
  const scoped = (name: string): readonly ScopedFact<unknown>[] => [
    { scope: SCOPE, fact: facts[name] ?? collected([]) },
  ];
  const [services, graph] = deploymentDerivations(evaluate);
  if (services === undefined || graph === undefined) throw new Error('two derivations are expected');
  const found = services.derive(Object.fromEntries(services.needs.map((name) => [name, scoped(name)])));
  const whole = graph.derive({ 'deployment.services': [{ scope: {}, fact: found }] });
  return { services: found as Fact<readonly DeployedService[]>, graph: whole as Fact<DeploymentGraph> };
}

function only(fact: Fact<readonly DeployedService[]>): DeployedService {
  const [first, ...rest] = fact.status === 'collected' ? fact.value : [];
  if (first === undefined || rest.length > 0) throw new Error('one service is expected');
  return first;
}

describe('a service runs the repository', () => {
  it('because its settings module is one of the repository', () => {
    expect(only(join().services)).toMatchObject({
      platform: 'ecs',
      environment: { name: 'production', reason: 'its tag Environment' },
      repository: { reason: 'its DJANGO_SETTINGS_MODULE config.settings.production is a module of the repository' },
    });
  });

  it.each<[string, Given]>([
    [
      'another module',
      { 'ecs.taskDefinitions': collected([definition({ DJANGO_SETTINGS_MODULE: 'other.settings' })]) },
    ],
    ['no module and no declaration', { 'ecs.taskDefinitions': collected([definition({})]) }],
  ])('is not guessed: %s', (_, given) => {
    expect(join(given).services).toEqual(collected([]));
    expect(join(given).graph).toMatchObject({ value: { edges: [] } });
  });
});

it('evaluates the settings under its own variables, secrets present', () => {
  const asked: Parameters<EvaluateSettings>[0][] = [];
  join({}, (request) => {
    asked.push(request);
    return collected(settings);
  });

  expect(asked).toEqual([
    {
      module: 'config.settings.production',
      variables: [
        { name: 'DJANGO_SETTINGS_MODULE', value: 'config.settings.production', source: 'ecs environment' },
        { name: 'SECRET_KEY', source: 'ecs secret', valueFrom: 'arn:aws:secretsmanager:eu-west-1:1:secret:key' },
      ],
    },
  ]);
});

it('links the database whose endpoint the settings name, and says so', () => {
  const { databases } = only(join().services);

  expect(databases).toMatchObject({
    status: 'collected',
    value: [
      { alias: 'default', database: { edge: { reason: "HOST of DATABASES['default'] is the endpoint of shop-prod" } } },
    ],
  });
});

it('has what stands before it, and all that belongs to it', () => {
  const { services, graph } = join();
  const resources = graph.status === 'collected' ? graph.value.resources : undefined;

  expect(only(services).frontDoors).toMatchObject({
    status: 'collected',
    value: [{ loadBalancer: { LoadBalancerName: 'shop' } }],
  });
  expect([...(resources ?? [])]).toEqual(
    expect.arrayContaining([
      service.serviceArn,
      CLUSTER,
      loadBalancer().LoadBalancerArn,
      db.DBInstanceArn,
      'sg-0db',
      `arn:aws:iam::${ACCOUNT}:role/shop-task`,
    ]),
  );
});

describe('what could not be seen is never an absence', () => {
  it('of the databases', () => {
    const given = { 'rds.instances': unavailable('denied: rds:DescribeDBInstances', 'rds:DescribeDBInstances') };

    expect(only(join(given).services).databases).toEqual(given['rds.instances']);
  });

  it('of the task definition', () => {
    const denied = unavailable('denied: ecs:DescribeTaskDefinition', 'ecs:DescribeTaskDefinition');

    expect(join({ 'ecs.taskDefinitions': denied }).services).toEqual(denied);
  });

  it('of a platform, beside what the other one runs', () => {
    const denied = unavailable(
      'denied: elasticbeanstalk:DescribeEnvironments',
      'elasticbeanstalk:DescribeEnvironments',
    );

    expect(join({ 'elasticbeanstalk.environments': denied }).services).toMatchObject({ gaps: [denied] });
  });

  it('of every platform', () => {
    const denied = unavailable('denied: ecs:ListServices', 'ecs:ListServices');

    expect(join({ 'ecs.services': denied }).services).toEqual(denied);
  });
});
