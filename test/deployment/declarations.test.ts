import { describe, expect, it } from 'vitest';
import { attributeKey, collected, type Declaration, type Fact, unavailable } from '../../src/model/index.ts';
import type { TerraformBlock } from '../../src/model/repository/index.ts';
import { listener, loadBalancer } from '../build/elasticloadbalancing.ts';
import { resource, terraform, tf } from '../build/process.ts';
import { dbInstance } from '../build/rds.ts';
import { item } from '../build/repository.ts';
import { type Given, join } from './joined.ts';

function declared(given: Given): readonly Declaration[] {
  const found: Fact<readonly Declaration[]> = join(given).declarations;
  if (found.status === 'unavailable') throw new Error(found.reason);
  return found.value;
}

function blocks(...resources: readonly TerraformBlock[]): Given {
  return { 'repository.terraform': collected(terraform({ resources })) };
}

const db = dbInstance();

describe('a Terraform block declares', () => {
  it('what bears the name that it gives, at the lines of its attributes', () => {
    const [found, ...others] = declared(
      blocks(resource('aws_db_instance.main', { identifier: tf(db.DBInstanceIdentifier), multi_az: tf(false) })),
    );
    expect(others).toEqual([]);
    expect(found?.edge).toMatchObject({
      kind: 'declared in',
      reason: `identifier of aws_db_instance.main is ${db.DBInstanceIdentifier}`,
    });
    expect(found?.resource.id).toBe(db.DBInstanceArn);
    expect(found?.home.attributes[attributeKey('MultiAZ')]).toMatchObject({ path: 'terraform/main.tf', line: 7 });
  });

  it('what bears the Name tag that it gives, when it gives no name', () => {
    const tagged = dbInstance({ TagList: [{ Key: 'Name', Value: 'main database' }] });
    const [found] = declared({
      'rds.instances': collected([tagged]),
      ...blocks(resource('aws_db_instance.main', { tags: tf({ Name: 'main database' }) })),
    });
    expect(found?.edge.reason).toBe('the tag Name of aws_db_instance.main is main database');
  });

  it('the listener of its load balancer with its port', () => {
    const balancer = loadBalancer();
    const [, found] = declared({
      'elasticloadbalancing.listeners': collected([listener({ Port: 443 }), listener({ Port: 80 })]),
      ...blocks(
        resource('aws_lb.web', { name: tf(balancer.LoadBalancerName) }),
        resource('aws_lb_listener.plain', { load_balancer_arn: tf(null, ['aws_lb.web']), port: tf(80) }),
      ),
    });
    expect(found?.resource.id).toBe(`${balancer.LoadBalancerArn}#80`);
  });

  it.each<[string, Given]>([
    ['another name', blocks(resource('aws_db_instance.main', { identifier: tf('other') }))],
    ['no name and no tag', blocks(resource('aws_db_instance.main', {}))],
    [
      'a name that another block in another place gives too',
      blocks(resource('aws_db_instance.main', { identifier: tf(db.DBInstanceIdentifier) }), {
        ...resource('aws_db_instance.copy', { identifier: tf(db.DBInstanceIdentifier) }),
        ...item('other/main.tf', 3),
      }),
    ],
    [
      'a tag that two resources bear',
      {
        'rds.instances': collected(
          ['one', 'two'].map((DBInstanceIdentifier) =>
            dbInstance({ DBInstanceIdentifier, TagList: [{ Key: 'Name', Value: 'main' }] }),
          ),
        ),
        ...blocks(resource('aws_db_instance.main', { tags: tf({ Name: 'main' }) })),
      },
    ],
  ])('nothing by %s', (_, given) => {
    expect(declared(given)).toEqual([]);
  });
});

describe('a CloudFormation resource declares', () => {
  const template = (properties: Readonly<Record<string, string>>): Given => ({
    'repository.cloudformation': collected([
      {
        ...item('stack.yml'),
        origin: 'cloudformation',
        parameters: [],
        resources: [
          {
            ...item('stack.yml', 12, 'Database'),
            logicalId: 'Database',
            type: 'AWS::RDS::DBInstance',
            properties,
            propertyLocations: { MultiAZ: { path: 'stack.yml', line: 15 } },
            references: [],
          },
        ],
      },
    ]),
  });

  it('what bears its name', () => {
    const [found] = declared(template({ DBInstanceIdentifier: db.DBInstanceIdentifier }));
    expect(found?.edge.reason).toBe(`the DBInstanceIdentifier of Database is ${db.DBInstanceIdentifier}`);
    expect(found?.home).toMatchObject({ location: { line: 12 }, attributes: { multiaz: { line: 15 } } });
  });

  it("what bears CloudFormation's tag", () => {
    const made = dbInstance({ TagList: [{ Key: 'aws:cloudformation:logical-id', Value: 'Database' }] });
    const [found] = declared({ 'rds.instances': collected([made]), ...template({}) });
    expect(found?.edge.reason).toBe('the logical id of Database is Database');
  });
});

it('are unknown where the repository was not read', () => {
  const given = { 'repository.terraform': unavailable('the repository was not scanned') };
  expect(join(given).declarations).toMatchObject({ status: 'unavailable' });
});
