import { describe, expect, it } from 'vitest';
import type { EvaluateSettings } from '../../src/deployment/index.ts';
import { collected, unavailable } from '../../src/model/index.ts';
import { scalableTarget } from '../build/ecs.ts';
import { loadBalancer } from '../build/elasticloadbalancing.ts';
import { dbSnapshot } from '../build/rds.ts';
import { ACCOUNT } from '../build/ref.ts';
import { CLUSTER, db, definition, type Given, join, only, service, settings } from './joined.ts';

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

it('tells how many copies scaling may ask for, and how many a deployment adds', () => {
  const target = scalableTarget({ ResourceId: 'service/shop/shop-web', MaxCapacity: 5 });

  expect(only(join({ 'application-autoscaling.targets': collected([target]) }).services)).toMatchObject({
    copies: { value: { desired: 2, steady: 5, maximum: 10 } },
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

it('has the snapshots of its databases, and no others', () => {
  const { DBInstanceIdentifier } = db;
  const own = dbSnapshot({ DBSnapshotIdentifier: 'own', DBInstanceIdentifier });
  const other = dbSnapshot({ DBSnapshotIdentifier: 'other', DBInstanceIdentifier: 'elsewhere' });
  const abroad = { ...own, ref: { ...own.ref, id: 'abroad', region: 'us-east-1' } };
  const { graph } = join({ 'rds.snapshots': collected([own, other, abroad]) });
  const resources = graph.status === 'collected' ? graph.value.resources : undefined;

  expect([own, other, abroad].filter(({ ref }) => resources?.has(ref.id))).toEqual([own]);
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

it('has its services by environment, production first', () => {
  const { environments } = join();
  expect(environments).toMatchObject({
    status: 'collected',
    value: [{ name: 'production', reason: 'shop-web: its tag Environment', services: [{ platform: 'ecs' }] }],
  });
});
