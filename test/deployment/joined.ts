import { deploymentDerivations, type EvaluateSettings } from '../../src/deployment/index.ts';
import type { EcsService, TaskDefinition } from '../../src/model/aws/index.ts';
import {
  collected,
  type Declaration,
  type DeployedEnvironment,
  type DeployedService,
  type DeploymentGraph,
  type Fact,
  type ScopedFact,
  unavailable,
} from '../../src/model/index.ts';
import type { Project } from '../../src/model/repository/index.ts';
import { liveSettings } from '../build/deployment.ts';
import { attributesOf, healthOf, listener, loadBalancer, targetGroup } from '../build/elasticloadbalancing.ts';
import { kubernetes } from '../build/pipeline.ts';
import { terraform } from '../build/process.ts';
import { dbInstance } from '../build/rds.ts';
import { ACCOUNT, arn, REGION, ref } from '../build/ref.ts';
import { item } from '../build/repository.ts';

const SCOPE = { account: ACCOUNT, region: REGION };
export const CLUSTER = arn('ecs', 'cluster/shop');
const FAMILY = arn('ecs', 'task-definition/shop-web');
export const service: EcsService = {
  ref: ref(arn('ecs', 'service/shop/shop-web'), 'shop-web'),
  serviceArn: arn('ecs', 'service/shop/shop-web'),
  serviceName: 'shop-web',
  clusterArn: CLUSTER,
  taskDefinition: `${FAMILY}:7`,
  desiredCount: 2,
  loadBalancers: [{ targetGroupArn: targetGroup().TargetGroupArn, containerName: 'web', containerPort: 8000 }],
  tags: [{ key: 'Environment', value: 'prod' }],
};
export const definition = (variables: Readonly<Record<string, string>>): TaskDefinition => ({
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
export const project: Project = {
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
export const db = dbInstance();
export const settings = liveSettings({
  DATABASES: { default: { ENGINE: 'django.db.backends.postgresql', HOST: db.Endpoint?.Address ?? '' } },
});

export type Given = Readonly<Record<string, Fact<unknown>>>;

/** A whole account and repository; a case replaces what it is about. */
export function join(given: Given = {}, evaluate: EvaluateSettings = () => collected(settings)) {
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
    'repository.kubernetes': collected(kubernetes()),
    'repository.terraform': collected(terraform()),
    ...given,
  };
  const scoped = (name: string): readonly ScopedFact<unknown>[] => [
    { scope: SCOPE, fact: facts[name] ?? collected([]) },
  ];
  const [services, environments, declarations, graph] = deploymentDerivations(evaluate);
  if (services === undefined || environments === undefined || declarations === undefined || graph === undefined)
    throw new Error('four derivations');
  const found = services.derive(Object.fromEntries(services.needs.map((name) => [name, scoped(name)])));
  const derived = [{ scope: {}, fact: found }];
  const declared = declarations.derive(
    Object.fromEntries(
      declarations.needs.map((name) => [name, name === 'deployment.services' ? derived : scoped(name)]),
    ),
  );
  const whole = graph.derive({
    'deployment.services': derived,
    'deployment.declarations': [{ scope: {}, fact: declared }],
    'rds.snapshots': scoped('rds.snapshots'),
    'rds.clusterSnapshots': scoped('rds.clusterSnapshots'),
  });
  return {
    services: found as Fact<readonly DeployedService[]>,
    environments: environments.derive({ 'deployment.services': derived }) as Fact<readonly DeployedEnvironment[]>,
    declarations: declared as Fact<readonly Declaration[]>,
    graph: whole as Fact<DeploymentGraph>,
  };
}

export function only(fact: Fact<readonly DeployedService[]>): DeployedService {
  const [first, ...rest] = fact.status === 'collected' ? fact.value : [];
  if (first === undefined || rest.length > 0) throw new Error('one service is expected');
  return first;
}
