import type { Answers } from '../answers.ts';
import { acmAnswers, certificate } from '../build/acm.ts';
import { applicationAutoScalingAnswers, scalableTarget, targetPolicy } from '../build/autoscaling.ts';
import { ec2Answers, ingress, instance, routeTable, securityGroup, subnet } from '../build/ec2.ts';
import { container, ecsAnswers, ecsCluster, ecsService, task, taskDefinition } from '../build/ecs.ts';
import {
  elbv2Answers,
  httpListener,
  httpsListener,
  loadBalancer,
  redirect,
  SOUND_ATTRIBUTES,
  target,
  targetGroup,
} from '../build/elbv2.ts';
import { iamAnswers, role, trustOf } from '../build/iam.ts';
import { alarm, cloudtrailAnswers, cloudwatchAnswers, logGroup, logsAnswers, trail } from '../build/monitoring.ts';
import { dbInstance, parameters, rdsAnswers } from '../build/rds.ts';
import { ALL_BLOCKED, bucket, s3Answers, s3controlAnswers } from '../build/s3.ts';
import { secret, secretsmanagerAnswers } from '../build/secretsmanager.ts';
import { managedNode, ssmAnswers } from '../build/ssm.ts';
import { digits } from '../build/where.ts';
import type { AccountOptions } from '../server.ts';

/** A unit is one application: what its parts are called differs, every fourth of each is not as it should be. */
const UNIT = 10;

/**
 * An account of about so many things, the same for the same number: in every ten a database, a load balancer, two
 * instances, a security group, a bucket, an ECS service, an alarm, a log group and a secret.
 */
export function generatedAccount(things: number): AccountOptions {
  const units = Array.from({ length: Math.max(1, Math.round(things / UNIT)) }, (_, index) => unit(index));
  return { answers: { ...compute(units), ...storage(units), ...entrances(units), ...watching(units), ...roles() } };
}

type Unit = ReturnType<typeof unit>;

function unit(index: number) {
  const name = `app-${String(index).padStart(4, '0')}`;
  const sound = index % 4 !== 0;
  const balancer = loadBalancer({ LoadBalancerName: name });
  const targets = targetGroup({ TargetGroupName: name, LoadBalancerArns: [balancer.LoadBalancerArn ?? ''] });
  const definition = taskDefinition(name, 1 + (index % 30), [
    container(sound ? {} : { image: `${name}:latest`, logConfiguration: undefined }),
  ]);
  const service = ecsService(targets.TargetGroupArn ?? '', {
    serviceName: name,
    taskDefinition: definition.taskDefinitionArn,
  });
  return {
    name,
    sound,
    balancer,
    targets,
    definition,
    service,
    group: `sg-${digits(name, 17)}`,
    instances: [`i-${digits(`${name}a`, 17)}`, `i-${digits(`${name}b`, 17)}`],
    resource: `service/shop/${name}`,
    parameterGroup: `group-${index % 5}`,
  };
}

function compute(units: readonly Unit[]): Answers {
  const nodes = units.flatMap(({ instances, name, group }) =>
    instances.map((InstanceId) => instance({ InstanceId, SecurityGroups: [{ GroupId: group, GroupName: name }] })),
  );
  return {
    ec2: ec2Answers({
      instances: nodes,
      securityGroups: units.map(({ group, name, sound }) =>
        securityGroup(group, name, [ingress(sound ? 8000 : 22, { cidr: sound ? '10.0.0.0/16' : '0.0.0.0/0' })]),
      ),
      subnets: [
        subnet('subnet-0a00000000000000a', 'a', '10.0.1.0/24'),
        subnet('subnet-0a00000000000000b', 'b', '10.0.2.0/24'),
      ],
      routeTables: [
        routeTable('rtb-0a000000000000001', 'nat-0a000000000000001', [
          'subnet-0a00000000000000a',
          'subnet-0a00000000000000b',
        ]),
      ],
    }),
    ssm: ssmAnswers({ nodes: nodes.map(({ InstanceId = '' }) => managedNode(InstanceId)) }),
    ecs: ecsAnswers({
      clusters: [ecsCluster()],
      services: units.map(({ service }) => service),
      taskDefinitions: units.map(({ definition }) => definition),
      tasks: units.flatMap(({ service, definition, name }) => [
        task(`${name}-1`, service, definition),
        task(`${name}-2`, service, definition),
      ]),
    }),
    'application-autoscaling': applicationAutoScalingAnswers({
      targets: units.filter(({ sound }) => sound).map(({ resource }) => scalableTarget(resource)),
      policies: units.filter(({ sound }) => sound).map(({ resource }) => targetPolicy(resource)),
    }),
  };
}

/** The two roles that all tasks have. */
function roles(): Answers {
  const trust = trustOf('ecs-tasks.amazonaws.com');
  return { iam: iamAnswers({ roles: [role('shop-task', { trust }), role('shop-execution', { trust })] }) };
}

function storage(units: readonly Unit[]): Answers {
  const groups = [...new Set(units.map(({ parameterGroup }) => parameterGroup))];
  return {
    rds: rdsAnswers({
      instances: units.map(({ name, sound, parameterGroup, group }) =>
        dbInstance({
          DBInstanceIdentifier: name,
          StorageEncrypted: sound,
          DBParameterGroups: [{ DBParameterGroupName: parameterGroup, ParameterApplyStatus: 'in-sync' }],
          VpcSecurityGroups: [{ VpcSecurityGroupId: group, Status: 'active' }],
        }),
      ),
      parameterGroups: Object.fromEntries(groups.map((name) => [name, parameters({})])),
    }),
    s3: s3Answers(units.map(({ name, sound }) => bucket(`${name}-media`, sound ? {} : { block: null, policy: null }))),
    s3control: s3controlAnswers(ALL_BLOCKED),
    secretsmanager: secretsmanagerAnswers(units.map(({ name }) => secret(`${name}/django`))),
  };
}

function entrances(units: readonly Unit[]): Answers {
  return {
    elbv2: elbv2Answers({
      loadBalancers: units.map(({ balancer }) => balancer),
      attributes: Object.fromEntries(units.filter(({ sound }) => sound).map(({ name }) => [name, SOUND_ATTRIBUTES])),
      listeners: units.flatMap(({ balancer, targets, sound }) => [
        httpsListener(balancer, targets.TargetGroupArn ?? '', sound ? {} : { SslPolicy: 'ELBSecurityPolicy-2016-08' }),
        httpListener(balancer, [redirect()]),
      ]),
      targetGroups: units.map(({ targets }) => targets),
      targets: Object.fromEntries(
        units.map(({ targets }) => [
          targets.TargetGroupArn ?? '',
          [target('10.0.1.30', 'a'), target('10.0.2.30', 'b')],
        ]),
      ),
    }),
    acm: acmAnswers([certificate({ InUseBy: units.map(({ balancer }) => balancer.LoadBalancerArn ?? '') })]),
  };
}

function watching(units: readonly Unit[]): Answers {
  return {
    cloudwatch: cloudwatchAnswers({
      alarms: units.map(({ name }) =>
        alarm(`${name}-cpu`, 'AWS/RDS', 'CPUUtilization', { DBInstanceIdentifier: name }),
      ),
    }),
    logs: logsAnswers(units.map(({ name }) => logGroup(`/ecs/${name}`))),
    cloudtrail: cloudtrailAnswers([trail()]),
  };
}
