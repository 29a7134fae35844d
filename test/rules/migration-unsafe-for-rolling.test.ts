import rule from '../../rules/databases/migration-unsafe-for-rolling.ts';
import type { DeployedService, EvaluatedSettings, LiveParts, Rollouts } from '../../src/model/index.ts';
import { unavailable } from '../../src/model/index.ts';
import type { Dependencies, Migration, MigrationOperation, Workflow } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { autoScalingGroup } from '../build/autoscaling.ts';
import { beanstalkService, podService, service, task } from '../build/deployment.ts';
import { ecsService } from '../build/ecs.ts';
import { environment } from '../build/elasticbeanstalk.ts';
import { job, runs, workflow } from '../build/pipeline.ts';
import { project } from '../build/project.ts';
import { at, dependencies, item, resolved } from '../build/repository.ts';
import { settings } from '../build/settings.ts';

const COMMIT = '3f2a1b0c'.repeat(5);
const OLD = 'orders/migrations/0001_initial.py';
const NEW = 'orders/migrations/0002_more.py';

type Operations = readonly Partial<MigrationOperation>[] | undefined;

function migration(path: string, operations: Operations): Migration {
  const name = path.split('/').at(-1)?.slice(0, -3) ?? '';
  const whole = operations?.map((one, index) => ({
    operation: '',
    stateOnly: false,
    location: at(path, 8 + index),
    ...one,
  }));
  return {
    ...item(path),
    app: path.split('/').at(-3) ?? '',
    name,
    ...(whole === undefined ? {} : { operations: whole }),
    atomic: true,
    initial: name === '0001_initial',
    leaf: true,
  };
}

interface More {
  readonly files?: readonly Migration[];
  readonly base?: readonly string[] | 'none';
  readonly rollouts?: Rollouts;
  readonly settings?: EvaluatedSettings;
  readonly dependencies?: Dependencies;
  readonly workflows?: readonly Workflow[];
}

function given(operations: Operations, more: More = {}) {
  const all = more.files ?? [
    migration(OLD, [{ operation: 'CreateModel', model: 'Order' }]),
    migration(NEW, operations),
  ];
  const named = { ref: 'origin/main', commit: COMMIT, migrations: [OLD] };
  return {
    given: {
      repository: {
        base: more.base === 'none' ? {} : { named: { ...named, migrations: more.base ?? [OLD] } },
        migrations: [{ app: 'orders', path: 'orders', migrations: all }],
        project: project(),
        settings: more.settings ?? postgresql,
        dependencies: more.dependencies ?? dependencies(),
        workflows: more.workflows ?? [],
      },
      deployment: { rollouts: more.rollouts ?? { services: [service()] } },
    },
  };
}

const engine = (ENGINE: string) => settings({ DATABASES: { default: { ENGINE } } });
const postgresql = engine('django.db.backends.postgresql');
const live = (...services: readonly DeployedService[]): More => ({ rollouts: { services } });
const ecs = (deploymentConfiguration: object): More =>
  live(service({ live: task({ service: ecsService({ deploymentConfiguration }) }) }));
const policy = (DeploymentPolicy: string | undefined, EnvironmentType = 'LoadBalanced'): More =>
  live(
    beanstalkService({}, environment(), {
      'aws:elasticbeanstalk:command/DeploymentPolicy': DeploymentPolicy,
      'aws:elasticbeanstalk:environment/EnvironmentType': EnvironmentType,
    }),
  );
const deploying = (...steps: readonly string[]): More => ({
  workflows: [
    workflow([job('deploy', [...steps.map((one) => runs(one)), runs('eb deploy', { deploys: 'eb deploy' })])]),
  ],
});

const instances: LiveParts = {
  platform: 'auto scaling',
  group: autoScalingGroup(),
  launchTemplate: unavailable('denied'),
};
const remove: Partial<MigrationOperation> = { operation: 'RemoveField', model: 'Order', field: 'total' };
const add: Partial<MigrationOperation> = {
  operation: 'AddField',
  model: 'Order',
  field: 'note',
  fieldType: 'models.CharField',
  null: false,
  hasDefault: false,
  hasDbDefault: false,
};
const ROLLING = 'ECS service shop-web keeps old copies while new ones start (ROLLING)';
const removed = (meanwhile = ROLLING) =>
  `${NEW}: RemoveField Order.total: the old code still names the column of total in every query of Order; ${meanwhile}`;
const unseen = (why: string) => removed(`whether old copies serve meanwhile could not be seen (${why})`);

testRule(rule, {
  pass: {
    'a nullable field': given([{ ...add, null: true }]),
    'a default that the database keeps': given([{ ...add, hasDbDefault: true }]),
    'a column that the database computes': given([{ ...add, fieldType: 'models.GeneratedField' }]),
    'an index that locks nobody out': given([{ operation: 'AddIndexConcurrently', model: 'Order' }]),
    'an index on another database': given([{ operation: 'AddIndex', model: 'Order' }], {
      settings: engine('django.db.backends.mysql'),
    }),
    'the state alone': given([{ ...remove, stateOnly: true }]),
    'a model that is new itself': given([
      { operation: 'CreateModel', model: 'Parcel' },
      { ...add, model: 'parcel' },
      { operation: 'AddIndex', model: 'parcel' },
    ]),
    'a field that came and went since': given([
      { ...add, null: true },
      { ...remove, field: 'note' },
    ]),
    'data that can be put back': given([{ operation: 'RunPython', reversible: true }]),
  },
  fail: {
    'a column goes': { ...given([remove]), reports: [removed()], severities: ['medium'] },
    'a column goes that only the state gained': {
      ...given([{ ...add, field: 'total', stateOnly: true }, remove]),
      reports: [removed()],
    },
    'a table goes': {
      ...given([{ operation: 'DeleteModel', model: 'Order' }]),
      reports: [`${NEW}: DeleteModel Order: the old code still queries the table of Order; ${ROLLING}`],
    },
    'a column gets another name': {
      ...given([{ operation: 'RenameField', model: 'Order', field: 'total', newName: 'amount' }]),
      reports: [
        `${NEW}: RenameField Order.total: the old code still queries Order by the column of total, now amount; ${ROLLING}`,
      ],
    },
    'a model gets another name': {
      ...given([{ operation: 'RenameModel', model: 'Order', newName: 'Purchase' }]),
      reports: [`${NEW}: RenameModel Order: the old code still queries the table of Order, now Purchase; ${ROLLING}`],
    },
    'a table gets another name': {
      ...given([{ operation: 'AlterModelTable', model: 'Order' }]),
      reports: [
        `${NEW}: AlterModelTable Order: the old code still queries the table of Order by its old name; ${ROLLING}`,
      ],
    },
    'a column that old code does not fill': {
      ...given([add]),
      reports: [
        `${NEW}: AddField Order.note: the old code inserts rows of Order without note, which is NOT NULL; ${ROLLING}`,
      ],
      severities: ['medium'],
    },
    'a default that the column does not keep': {
      ...given([{ ...add, hasDefault: true }]),
      reports: [
        `${NEW}: AddField Order.note: the old code inserts rows of Order without note, which is NOT NULL (its default is Django's, the column keeps none); ${ROLLING}`,
      ],
      severities: ['low'],
    },
    'an index that is built under a lock': {
      ...given([{ operation: 'AddIndex', model: 'Order' }]),
      reports: [
        `${NEW}: AddIndex Order: PostgreSQL lets nobody write to the table of Order until the index is built; ${ROLLING}`,
      ],
      severities: ['medium'],
    },
    'the database is a URL of the environment, and psycopg is installed': {
      ...given([{ operation: 'AddIndex', model: 'Order' }], {
        settings: settings({}),
        dependencies: dependencies([resolved('psycopg', '3.2.1')]),
      }),
      reports: [
        `${NEW}: AddIndex Order: PostgreSQL lets nobody write to the table of Order until the index is built; ${ROLLING}`,
      ],
    },
    'there is no way back': {
      ...given([{ operation: 'RunPython', reversible: false }]),
      reports: [
        `${NEW}: RunPython: it has no reverse_code: migrate cannot go back to what the old code expects; ${ROLLING}`,
      ],
      severities: ['low'],
    },
    'the worst is named, and how many there are': {
      ...given([{ operation: 'RunPython', reversible: false }, { operation: 'AddIndex', model: 'Order' }, remove]),
      reports: [removed().replace('total:', 'total (and 2 more operations):')],
      severities: ['medium'],
    },
    'something unclear beside it': { ...given([{ operation: 'RunSQL' }, remove]), reports: [removed()] },
    'each new migration by itself': {
      ...given([], {
        files: [migration(NEW, [remove]), migration('orders/migrations/0003_x.py', [{ ...remove, field: 'tax' }])],
      }),
      reports: [removed(), removed().replace('0002_more', '0003_x').replaceAll('total', 'tax')],
    },
    'the account was not scanned': {
      ...given([remove], { rollouts: {} }),
      reports: [unseen('the account was not scanned')],
      severities: ['low'],
    },
    'nothing live was found': {
      ...given([remove], live()),
      reports: [unseen('no live service was found that runs this repository')],
      severities: ['low'],
    },
    'the policy of Elastic Beanstalk is not listed': {
      ...given([remove], policy(undefined)),
      reports: [unseen('Elastic Beanstalk environment shop-prod: AWS lists no DeploymentPolicy')],
      severities: ['low'],
    },
    'the options of Elastic Beanstalk were denied': {
      ...given([remove], live(blind())),
      reports: [unseen('Elastic Beanstalk environment shop-prod: denied')],
      severities: ['low'],
    },
    'an Auto Scaling group': {
      ...given([remove], live(service({ platform: 'auto scaling', live: instances }))),
      reports: [unseen('Auto Scaling group shop-web: nothing says how its instances are replaced')],
      severities: ['low'],
    },
    'blue/green': {
      ...given([remove], ecs({ strategy: 'BLUE_GREEN', minimumHealthyPercent: 0, maximumPercent: 100 })),
      reports: [removed(ROLLING.replace('ROLLING', 'BLUE_GREEN'))],
      severities: ['medium'],
    },
    'ECS starts new tasks first': {
      ...given([remove], ecs({ minimumHealthyPercent: 0, maximumPercent: 200 })),
      reports: [removed()],
    },
    'Elastic Beanstalk rolls': {
      ...given([remove], policy('RollingWithAdditionalBatch')),
      reports: [
        removed(
          'Elastic Beanstalk environment shop-prod keeps old copies while new ones start (RollingWithAdditionalBatch)',
        ),
      ],
    },
    'a single instance is replaced by another': {
      ...given([remove], policy('Immutable', 'SingleInstance')),
      reports: [removed('Elastic Beanstalk environment shop-prod keeps old copies while new ones start (Immutable)')],
    },
    'Kubernetes rolls where nothing is said': {
      ...given([remove], live(podService())),
      reports: [removed('EKS workload shop-web keeps old copies while new ones start (RollingUpdate)')],
    },
    'one of several services rolls': {
      ...given([remove], live(podService({}, { workload: { strategy: 'Recreate' } }), service())),
      reports: [removed()],
    },
    'staged migrations': {
      ...given([remove], { dependencies: staged('django-syzygy') }),
      reports: [removed()],
      severities: ['low'],
    },
    'a backend that takes its locks with care': {
      ...given([remove], { dependencies: staged('django-pg-zero-downtime-migrations'), rollouts: {} }),
      reports: [unseen('the account was not scanned')],
      severities: ['info'],
    },
    'the site is closed meanwhile': {
      ...given([remove], deploying('python manage.py maintenance_mode on')),
      reports: [removed('the deployment closes the site meanwhile, a rollback does not')],
      severities: ['info'],
    },
    'the workflow only opens the site': {
      ...given([remove], deploying('python manage.py maintenance_mode off')),
      reports: [removed()],
      severities: ['medium'],
    },
  },
  unknown: {
    'the list is built in code': { ...given(undefined), reasons: [`the operations of ${NEW} could not be read`] },
    'an operation is built in code': {
      ...given([{ operation: '' }]),
      reasons: [`${NEW}: an operation that is built in code`],
    },
    'SQL of its own': { ...given([{ operation: 'RunSQL' }]), reasons: [`${NEW}: RunSQL: its statements are not read`] },
    'an operation of a package': {
      ...given([{ operation: 'SafeRemoveField', model: 'Order' }]),
      reasons: [`${NEW}: SafeRemoveField, which is no operation of Django`],
    },
    'a field is altered': {
      ...given([{ operation: 'AlterField', model: 'Order', field: 'total' }]),
      reasons: [`${NEW}: AlterField Order.total: whether it narrows the column depends on what it was`],
    },
    'a field whose class is not there': {
      ...given([{ operation: 'AddField', model: 'Order', field: 'total' }]),
      reasons: [`${NEW}: AddField Order.total: whether the column may be NULL could not be read`],
    },
  },
  silent: {
    'no base is named': given([remove], { base: 'none' }),
    'everything is deployed': given([remove], { base: [OLD, NEW] }),
    'the app was moved': given([remove], { base: [`src/${OLD}`, `src/${NEW}`] }),
    'all tasks are stopped first': given([remove], ecs({ minimumHealthyPercent: 0, maximumPercent: 100 })),
    'all instances at once': given([remove], policy('AllAtOnce')),
    'one instance that is updated in place': given([remove], policy('Rolling', 'SingleInstance')),
    'pods are recreated': given([remove], live(podService({}, { workload: { strategy: 'Recreate' } }))),
  },
});

function staged(name: string): Dependencies {
  return dependencies([resolved(name, '1.0')]);
}

function blind(): DeployedService {
  const own = environment();
  return beanstalkService({
    live: { platform: 'elastic beanstalk', environment: own, settings: unavailable('denied') },
  });
}
