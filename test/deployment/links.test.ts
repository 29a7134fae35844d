import { describe, expect, it } from 'vitest';
import type { AwsItem } from '../../src/model/aws/index.ts';
import { collected, type DeployedService, type Edge, type Fact, unavailable } from '../../src/model/index.ts';
import { distribution } from '../build/cloudfront.ts';
import { liveSettings } from '../build/deployment.ts';
import { repository } from '../build/ecs.ts';
import { loadBalancer } from '../build/elasticloadbalancing.ts';
import { ACCOUNT, arn, REGION, ref } from '../build/ref.ts';
import { db, definition, type Given, join, only, service } from './joined.ts';

const MODULE = { DJANGO_SETTINGS_MODULE: 'config.settings.production' };
const denied = unavailable('denied', 'some:Action');

/** A container with more than its environment. */
function running(more: Partial<AwsItem<'ecs.taskDefinitions'>['containerDefinitions'][number]>): Given {
  const whole = definition(MODULE);
  const [web] = whole.containerDefinitions;
  if (web === undefined) throw new Error('the definition has a container');
  return { 'ecs.taskDefinitions': collected([{ ...whole, containerDefinitions: [{ ...web, ...more }] }]) };
}

function reasons(links: Fact<readonly { readonly edge: Edge }[]>): readonly string[] {
  return links.status === 'collected' ? links.value.map(({ edge }) => edge.reason) : [links.reason];
}

function joined(given: Given): DeployedService {
  return only(join(given).services);
}

describe('a secret', () => {
  const secret: AwsItem<'secretsmanager.secrets'> = {
    ref: ref(arn('secretsmanager', 'secret:shop/key-AbCdEf'), 'shop/key'),
    ARN: arn('secretsmanager', 'secret:shop/key-AbCdEf'),
    Name: 'shop/key',
  };
  const given = (valueFrom: string): Given => ({
    ...running({ secrets: [{ name: 'SECRET_KEY', valueFrom }] }),
    'secretsmanager.secrets': collected([secret]),
  });

  it.each([
    ['its whole ARN', secret.ARN],
    ['its ARN without the random letters', arn('secretsmanager', 'secret:shop/key')],
    ['a key of its JSON', `${secret.ARN}:SECRET_KEY::`],
  ])('is found by %s', (_, valueFrom) => {
    expect(joined(given(valueFrom)).secrets).toMatchObject({
      value: [{ variable: 'SECRET_KEY', secret: { edge: { reason: 'SECRET_KEY is read from secret shop/key' } } }],
    });
  });

  it('that nothing bears the name of is a link without an end', () => {
    const { secrets } = joined(given(arn('secretsmanager', 'secret:shop/gone-AbCdEf')));
    expect(secrets).toMatchObject({ status: 'collected', value: [{ store: 'secretsmanager' }] });
    expect(secrets.status === 'collected' && secrets.value[0]?.secret).toBeUndefined();
  });

  it('is never missing where the list was denied', () => {
    expect(joined({ ...given(secret.ARN), 'secretsmanager.secrets': denied }).secrets).toEqual(denied);
  });
});

describe('an image', () => {
  const uri = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/shop`;

  it('is of the repository whose URI it has, whatever its tag', () => {
    const given = { ...running({ image: `${uri}:1` }), 'ecr.repositories': collected([repository()]) };
    expect(joined(given).images).toMatchObject({
      value: [{ image: `${uri}:1`, repository: { edge: { reason: 'its image is of ECR repository shop' } } }],
    });
  });

  it('of a repository with a longer name is not its', () => {
    const given = { ...running({ image: `${uri}-worker:1` }), 'ecr.repositories': collected([repository()]) };
    expect(joined(given).images).toEqual(collected([{ image: `${uri}-worker:1` }]));
  });

  it('could not be told when ECR was denied', () => {
    expect(joined({ ...running({ image: `${uri}:1` }), 'ecr.repositories': denied }).images).toEqual(denied);
  });
});

describe('an alarm', () => {
  const alarm = (name: string, dimensions: Readonly<Record<string, string>>): AwsItem<'cloudwatch.alarms'> => ({
    ref: ref(arn('cloudwatch', `alarm:${name}`), name),
    AlarmArn: arn('cloudwatch', `alarm:${name}`),
    AlarmName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  });

  it('watches what its dimensions name', () => {
    const alarms = [
      alarm('cpu', { ClusterName: 'shop', ServiceName: 'shop-web' }),
      alarm('5xx', { LoadBalancer: loadBalancer().LoadBalancerArn.replace(/^.*:loadbalancer\//, '') }),
      alarm('disk', { DBInstanceIdentifier: db.DBInstanceIdentifier }),
      alarm('other', { DBInstanceIdentifier: 'another' }),
      alarm('cluster', { ClusterName: 'shop' }),
    ];
    const found = joined({ 'cloudwatch.alarms': collected(alarms) }).alarms;
    expect(reasons(found).map((reason) => reason.split(' ')[1])).toEqual(['cpu', '5xx', 'disk']);
  });
});

it('links a log group that a container names', () => {
  const group = { ref: ref(arn('logs', 'log-group:/ecs/web'), '/ecs/web'), logGroupName: '/ecs/web' };
  const given = {
    ...running({ logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': { value: '/ecs/web' } } } }),
    'logs.groups': collected([group]),
  };
  expect(reasons(joined(given).logGroups)).toEqual(['awslogs-group of container web is /ecs/web']);
});

describe('the names of a service', () => {
  const balancer = loadBalancer();
  const zone = 'ZONE';
  const record = (Name: string, DNSName: string): AwsItem<'route53.recordSets'> => ({
    ref: ref(`${arn('route53', 'hostedzone/ZONE', '')}#${Name} A`, Name, 'global'),
    Name,
    Type: 'A',
    HostedZoneId: zone,
    AliasTarget: { DNSName, HostedZoneId: 'Z', EvaluateTargetHealth: false },
  });
  const hosts =
    (...ALLOWED_HOSTS: readonly string[]) =>
    () =>
      collected(liveSettings({ ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS: ['https://*.example.com'] }));
  const domainsOf = (given: Given, ...names: readonly string[]) => {
    const { domains } = only(join(given, hosts(...names)).services);
    if (domains.status === 'unavailable') throw new Error(domains.reason);
    return domains.value;
  };

  it('are those of people: no wildcard for all, no address, no name of AWS', () => {
    const names = domainsOf({}, '*', '10.0.0.1', 'Shop.example.com', '.elb.amazonaws.com', 'localhost');
    expect(names.map(({ name }) => name)).toEqual(['.example.com', 'shop.example.com']);
  });

  it('lead through their record to the load balancer', () => {
    const records = collected([record('shop.example.com.', `dualstack.${balancer.DNSName ?? ''}.`)]);
    const [, shop] = domainsOf({ 'route53.recordSets': records }, 'shop.example.com');
    if (shop === undefined) throw new Error('two names');
    expect(reasons(shop.records)).toEqual(['shop.example.com is the name of record shop.example.com A']);
    expect(reasons(shop.loadBalancers)).toEqual([
      `record shop.example.com A names load balancer ${balancer.LoadBalancerName}`,
    ]);
  });

  it('are covered by a wildcard record only without one of their own', () => {
    const wild = record('\\052.example.com.', 'other.elb.amazonaws.com.');
    const [, shop] = domainsOf({ 'route53.recordSets': collected([wild]) }, 'shop.example.com');
    expect(shop?.records).toMatchObject({ value: [{ to: wild }] });
    const own = record('shop.example.com.', 'other.elb.amazonaws.com.');
    const [, again] = domainsOf({ 'route53.recordSets': collected([wild, own]) }, 'shop.example.com');
    expect(again?.records).toMatchObject({ value: [{ to: own }] });
  });

  it('could not be told when Route 53 was denied', () => {
    expect(domainsOf({ 'route53.recordSets': denied }, 'shop.example.com')[1]?.records).toEqual(denied);
  });

  it('are aliases of a distribution before the load balancer', () => {
    const cdn = distribution({
      Aliases: { Quantity: 1, Items: ['shop.example.com'] },
      Origins: { Quantity: 1, Items: [{ Id: 'alb', DomainName: balancer.DNSName ?? '' }] },
    });
    const given = { 'cloudfront.distributions': collected([cdn]) };
    const [, shop] = domainsOf(given, 'shop.example.com');
    expect(shop === undefined ? [] : reasons(shop.distributions)).toEqual([
      `shop.example.com is an alias of distribution ${cdn.Id}`,
    ]);
    expect(reasons(joined(given).distributions)).toEqual([
      `origin ${balancer.DNSName ?? ''} of distribution ${cdn.Id} is load balancer ${balancer.LoadBalancerName}`,
    ]);
  });
});

it('keeps one link to a cache for each variable that names it', () => {
  const host = 'shop.abc.ng.0001.euw1.cache.amazonaws.com';
  const group: AwsItem<'elasticache.replicationGroups'> = {
    ref: ref(arn('elasticache', 'replicationgroup:shop'), 'shop'),
    ARN: arn('elasticache', 'replicationgroup:shop'),
    ReplicationGroupId: 'shop',
    NodeGroups: [{ PrimaryEndpoint: { Address: host, Port: 6379 } }],
  };
  const { caches } = joined({
    'ecs.taskDefinitions': collected([
      definition({ ...MODULE, REDIS_URL: `redis://${host}:6379/0`, CELERY_BROKER_URL: `redis://${host}:6379/1` }),
    ]),
    'elasticache.replicationGroups': collected([group]),
  });
  expect(caches).toMatchObject({ value: [{ variable: 'REDIS_URL' }, { variable: 'CELERY_BROKER_URL' }] });
});

it('names both sides of every edge', () => {
  const { graph } = join({ 'ecs.services': collected([service]) });
  if (graph.status === 'unavailable') throw new Error(graph.reason);
  expect(graph.value.edges.length).toBeGreaterThan(2);
  for (const { reason, evidence } of graph.value.edges) {
    expect(evidence.length, reason).toBeGreaterThanOrEqual(2);
    for (const { source } of evidence)
      expect(source, reason).toMatch(/^([a-z0-9]+:[A-Z]\w+|.+:\d+|config\.settings\..+)$/);
  }
});
