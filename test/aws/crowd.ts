import { acmAnswers, certificate } from '../account/build/acm.ts';
import {
  applicationAutoScalingAnswers,
  autoScalingGroup,
  autoscalingAnswers,
  groupPolicy,
  scalableTarget,
  targetPolicy,
} from '../account/build/autoscaling.ts';
import { behavior, cloudfrontAnswers, distribution, s3Origin, viewerCertificate } from '../account/build/cloudfront.ts';
import {
  ec2Answers,
  instance,
  launchTemplateVersion,
  routeTable,
  securityGroup,
  subnet,
} from '../account/build/ec2.ts';
import { ecrAnswers, image, repository } from '../account/build/ecr.ts';
import { container, ecsAnswers, ecsCluster, ecsService, task, taskDefinition } from '../account/build/ecs.ts';
import { addon, eksAnswers, eksCluster, nodegroup } from '../account/build/eks.ts';
import {
  applicationVersion,
  ebEnvironment,
  elasticbeanstalkAnswers,
  platform,
} from '../account/build/elasticbeanstalk.ts';
import { classicLoadBalancer, elbAnswers, negotiationPolicy } from '../account/build/elb.ts';
import {
  elbv2Answers,
  forward,
  httpsListener,
  loadBalancer,
  pathRule,
  target,
  targetGroup,
} from '../account/build/elbv2.ts';
import { dbCluster, dbInstance, dbSnapshot, parameters, rdsAnswers } from '../account/build/rds.ts';
import { bucket, s3Answers, s3controlAnswers } from '../account/build/s3.ts';
import { secret, secretsmanagerAnswers } from '../account/build/secretsmanager.ts';
import { managedNode, parameter, patchState, ssmAnswers } from '../account/build/ssm.ts';
import { ACCOUNT, arn, daysAgo, digits, REGION } from '../account/build/where.ts';
import type { Answers } from '../account/index.ts';
import { AwsError } from '../account/index.ts';

/** Within the two weeks that are asked for, whenever the tests run. */
const LATELY = new Date(Date.now() - 86_400_000);

/** `n` of everything that an operation lists, joined as in a real account: nothing refers to what is not there. */
export function crowd(n: number): Answers {
  const each = <T>(make: (name: string, index: number) => T): T[] =>
    Array.from({ length: n }, (_, index) => make(`shop-${String(index).padStart(4, '0')}`, index));
  return {
    ...databases(each),
    ...compute(each),
    ...doors(each),
    ...containers(each),
    ...beanstalk(each),
    ...storage(each),
    ...account(each),
    ...watching(each),
  };
}

type Each = <T>(make: (name: string, index: number) => T) => T[];

function databases(each: Each): Answers {
  const clusters = each((name) =>
    dbCluster({
      DBClusterIdentifier: name,
      DBClusterArn: arn('rds', `cluster:${name}`),
      DBClusterParameterGroup: name,
    }),
  );
  const instances = each((name) =>
    dbInstance({
      DBInstanceIdentifier: name,
      DBParameterGroups: [{ DBParameterGroupName: name, ParameterApplyStatus: 'in-sync' }],
    }),
  );
  return {
    rds: {
      ...rdsAnswers({
        clusters,
        instances,
        parameterGroups: Object.fromEntries(each((name) => [name, parameters({ 'rds.force_ssl': '1' }).slice(0, 3)])),
        clusterParameterGroups: Object.fromEntries(each((name) => [name, parameters({}).slice(0, 3)])),
        snapshots: each((name) => dbSnapshot({ DBSnapshotIdentifier: name })),
        clusterSnapshots: each((name) => ({
          DBClusterSnapshotIdentifier: name,
          DBClusterSnapshotArn: arn('rds', `cluster-snapshot:${name}`),
          SnapshotType: 'manual',
        })),
        proxies: each((name) => ({
          DBProxyName: name,
          DBProxyArn: arn('rds', `db-proxy:${name}`),
          Endpoint: `${name}.proxy`,
        })),
        proxyTargets: Object.fromEntries(
          each((name) => [name, each((target) => ({ RdsResourceId: target, Type: 'RDS_INSTANCE' as const }))]),
        ),
        pendingMaintenance: each((name) => ({
          ResourceIdentifier: arn('rds', `db:${name}`),
          PendingMaintenanceActionDetails: [{ Action: 'system-update' }],
        })),
        eventSubscriptions: each((name) => ({ CustSubscriptionId: name, SnsTopicArn: arn('sns', name) })),
      }),
    },
    elasticache: {
      DescribeReplicationGroups: {
        ReplicationGroups: each((name) => ({
          ReplicationGroupId: name,
          ARN: arn('elasticache', `replicationgroup:${name}`),
        })),
      },
      DescribeCacheClusters: {
        CacheClusters: each((name) => ({ CacheClusterId: name, ARN: arn('elasticache', `cluster:${name}`) })),
      },
      DescribeServerlessCaches: {
        ServerlessCaches: each((name) => ({
          ServerlessCacheName: name,
          ARN: arn('elasticache', `serverlesscache:${name}`),
        })),
      },
    },
    backup: {
      ListProtectedResources: {
        Results: each((name) => ({ ResourceArn: arn('rds', `db:${name}`), ResourceType: 'RDS' })),
      },
      ListRecoveryPointsByResource: ({ ResourceArn = '' }) => ({
        RecoveryPoints: each((name, index) => ({
          RecoveryPointArn: `${ResourceArn}:${name}`,
          CreationDate: daysAgo(index),
          Status: 'COMPLETED' as const,
        })),
      }),
    },
  };
}

function compute(each: Each): Answers {
  const ids = each((name) => `i-${digits(name, 17)}`);
  return {
    ec2: ec2Answers({
      instances: ids.map((InstanceId, index) =>
        instance({
          InstanceId,
          InstanceType: (['t4g.medium', 't4g.small', 'm7g.large'] as const)[index % 3],
          IamInstanceProfile: { Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/shop-0000`, Id: 'AIPA' },
        }),
      ),
      securityGroups: each((name) => securityGroup(`sg-${digits(name, 17)}`, name, [])),
      subnets: each((name, index) => subnet(`subnet-${digits(name, 17)}`, 'a', `10.0.${index % 250}.0/24`)),
      routeTables: each((name) => routeTable(`rtb-${digits(name, 17)}`, undefined, [])),
      launchTemplateVersions: each((name) =>
        launchTemplateVersion({ LaunchTemplateId: `lt-${digits(name, 17)}`, LaunchTemplateName: name }),
      ),
    }),
    autoscaling: autoscalingAnswers({
      groups: each((name) =>
        autoScalingGroup({
          AutoScalingGroupName: name,
          AutoScalingGroupARN: arn('autoscaling', `autoScalingGroup:x:autoScalingGroupName/${name}`),
          LaunchTemplate: { LaunchTemplateId: `lt-${digits(name, 17)}`, LaunchTemplateName: name, Version: '$Default' },
        }),
      ),
      policies: each((name) => groupPolicy(name)),
    }),
    ssm: ssmAnswers({
      nodes: ids.map((id) => managedNode(id)),
      patchStates: ids.map((id) => patchState(id)),
      parameters: each((name) => parameter(`/${name}/KEY`)),
      sessionInputs: { cloudWatchLogGroupName: '/ssm' },
    }),
  };
}

function doors(each: Each): Answers {
  const balancers = each((name) =>
    loadBalancer({
      LoadBalancerName: name,
      LoadBalancerArn: arn('elasticloadbalancing', `loadbalancer/app/${name}/${digits(name, 16)}`),
    }),
  );
  const groups = each((name) =>
    targetGroup({
      TargetGroupName: name,
      TargetGroupArn: arn('elasticloadbalancing', `targetgroup/${name}/${digits(name, 16)}`),
    }),
  );
  const [group = targetGroup()] = groups;
  const behind = group.TargetGroupArn ?? '';
  const certificates = each((name) => certificate({ id: name, DomainName: `${name}.example.com` }));
  const listeners = balancers.flatMap((balancer) => [
    httpsListener(balancer, behind, {
      Certificates: certificates.slice(0, 3).map(({ CertificateArn }) => ({ CertificateArn })),
    }),
    httpsListener(balancer, behind, { Port: 8443 }),
  ]);
  return {
    acm: acmAnswers(certificates),
    elbv2: elbv2Answers({
      loadBalancers: balancers,
      listeners,
      rules: Object.fromEntries(
        listeners.map((listener) => [listener.ListenerArn, [pathRule(listener, 10, ['/media/*'], forward(behind))]]),
      ),
      targetGroups: groups,
      targets: Object.fromEntries(groups.map(({ TargetGroupArn = '' }) => [TargetGroupArn, [target('10.0.1.1', 'a')]])),
    }),
    elb: elbAnswers({
      loadBalancers: each((name) => classicLoadBalancer({ LoadBalancerName: name })),
      policies: Object.fromEntries(
        each((name) => [name, [negotiationPolicy('tls', 'ELBSecurityPolicy-TLS-1-2-2017-01', [])]]),
      ),
    }),
    cloudfront: cloudfrontAnswers(
      each((name) =>
        distribution({
          id: `E${digits(name, 13).toUpperCase()}`,
          aliases: [`${name}.example.com`],
          origins: [s3Origin(name)],
          fallback: behavior(name),
          certificate: viewerCertificate('0a1b'),
        }),
      ),
    ),
    route53: {
      ListHostedZones: {
        HostedZones: each((name) => ({
          Id: `/hostedzone/${name}`,
          Name: `${name}.example.com.`,
          CallerReference: name,
        })),
        Marker: '',
        IsTruncated: false,
        MaxItems: 100,
      },
      ListResourceRecordSets: ({ HostedZoneId = '', StartRecordName, MaxItems = 300 }, { pageSize = 300 }) => {
        const zone = HostedZoneId.split('/').pop() ?? '';
        const sets = ['a', 'b', 'c'].map((host) => ({
          Name: `${host}.${zone}.example.com.`,
          Type: 'A' as const,
          TTL: 60,
          ResourceRecords: [{ Value: '10.0.0.1' }],
        }));
        const from = StartRecordName === undefined ? 0 : sets.findIndex(({ Name }) => Name === StartRecordName);
        const size = Math.min(Number(MaxItems), pageSize);
        const following = sets[from + size];
        return {
          ResourceRecordSets: sets.slice(from, from + size),
          IsTruncated: following !== undefined,
          ...(following === undefined ? {} : { NextRecordName: following.Name, NextRecordType: following.Type }),
          MaxItems: size,
        };
      },
      ListHealthChecks: {
        HealthChecks: each((name) => ({
          Id: name,
          CallerReference: name,
          HealthCheckVersion: 1,
          HealthCheckConfig: { Type: 'HTTPS' as const, FullyQualifiedDomainName: `${name}.example.com` },
        })),
        Marker: '',
        IsTruncated: false,
        MaxItems: 100,
      },
    },
    wafv2: { GetWebACLForResource: {} },
  };
}

function containers(each: Each): Answers {
  const clusters = each((name) => ecsCluster(name));
  const [first = ecsCluster()] = clusters;
  const cluster = first.clusterName ?? '';
  const definitions = each((name) =>
    taskDefinition(name, 3, [
      container({
        name: 'web',
        image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${name}@sha256:${digits(name, 64)}`,
        secrets: [{ name: 'SECRET_KEY', valueFrom: secret(name).ARN ?? '' }],
      }),
    ]),
  );
  const services = each((name, index) =>
    ecsService(
      arn('elasticloadbalancing', 'targetgroup/x/1'),
      {
        serviceName: name,
        serviceArn: arn('ecs', `service/${cluster}/${name}`),
        taskDefinition: definitions[index]?.taskDefinitionArn,
        deployments: [],
      },
      cluster,
    ),
  );
  return {
    ecs: ecsAnswers({
      clusters,
      services,
      taskDefinitions: definitions,
      tasks: services.flatMap((service, index) =>
        definitions.slice(index, index + 1).map((definition) => task(service.serviceName ?? '', service, definition)),
      ),
    }),
    ecr: ecrAnswers({
      repositories: each((name) => repository(name)),
      images: each((name) => image(name, { imageDigest: `sha256:${digits(name, 64)}` })),
    }),
    eks: eksAnswers({
      clusters: each((name) => eksCluster(name)),
      nodegroups: each((name) =>
        nodegroup('shop-0000', { nodegroupName: name, nodegroupArn: arn('eks', `nodegroup/shop-0000/${name}/x`) }),
      ),
      addons: each((name) => addon('shop-0000', name)),
    }),
    'application-autoscaling': applicationAutoScalingAnswers({
      targets: services.map(({ serviceName = '' }) => scalableTarget(`service/${cluster}/${serviceName}`)),
      policies: services.map(({ serviceName = '' }) => targetPolicy(`service/${cluster}/${serviceName}`)),
      activities: services.map(({ serviceName = '' }) => ({
        ActivityId: serviceName,
        ServiceNamespace: 'ecs' as const,
        ResourceId: `service/${cluster}/${serviceName}`,
        ScalableDimension: 'ecs:service:DesiredCount' as const,
        Description: 'Setting desired count to 3.',
        Cause: 'monitor alarm',
        StartTime: LATELY,
        StatusCode: 'Successful' as const,
      })),
    }),
  };
}

function beanstalk(each: Each): Answers {
  const environments = each((name) =>
    ebEnvironment({
      EnvironmentName: name,
      VersionLabel: `app-${name}`,
      EnvironmentId: `e-${digits(name, 10)}`,
      EnvironmentArn: arn('elasticbeanstalk', `environment/shop/${name}`),
    }),
  );
  const platforms = [...new Set(environments.map(({ PlatformArn = '' }) => PlatformArn))];
  return {
    elasticbeanstalk: elasticbeanstalkAnswers({
      environments,
      platforms: platforms.map((PlatformArn) => platform({ PlatformArn })),
      versions: environments.map(({ ApplicationName = '', VersionLabel = '' }) =>
        applicationVersion(ApplicationName, VersionLabel),
      ),
    }),
  };
}

function storage(each: Each): Answers {
  return {
    s3: s3Answers(each((name) => bucket(name))),
    s3control: s3controlAnswers({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    }),
    secretsmanager: {
      ...secretsmanagerAnswers(each((name) => secret(name))),
      ListSecretVersionIds: ({ SecretId }) => ({
        ARN: SecretId,
        Versions: ['AWSCURRENT', 'AWSPREVIOUS', 'older'].map((stage) => ({ VersionId: stage, VersionStages: [stage] })),
      }),
    },
  };
}

function account(each: Each): Answers {
  const trust = encodeURIComponent(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRoleWithWebIdentity',
          Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
        },
      ],
    }),
  );
  const policy = encodeURIComponent(
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] }),
  );
  const role = (RoleName: string) => ({
    Path: '/',
    RoleName,
    RoleId: 'AROA',
    Arn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}`,
    CreateDate: daysAgo(100),
    AssumeRolePolicyDocument: trust,
  });
  return {
    iam: {
      GetAccountSummary: { SummaryMap: { AccountMFAEnabled: 1 } },
      ListRoles: { Roles: each(role) },
      ListAttachedRolePolicies: {
        AttachedPolicies: each((PolicyName) => ({
          PolicyName,
          PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/${PolicyName}`,
        })).slice(0, 3),
      },
      ListRolePolicies: { PolicyNames: ['inline-a', 'inline-b', 'inline-c'] },
      GetRole: ({ RoleName = '' }) => ({ Role: role(RoleName) }),
      GetRolePolicy: ({ RoleName = '', PolicyName = '' }) => ({ RoleName, PolicyName, PolicyDocument: policy }),
      GetPolicy: ({ PolicyArn = '' }) => ({ Policy: { Arn: PolicyArn, DefaultVersionId: 'v3' } }),
      GetPolicyVersion: { PolicyVersion: { Document: policy, VersionId: 'v3', IsDefaultVersion: true } },
      ListInstanceProfiles: {
        InstanceProfiles: each((InstanceProfileName) => ({
          Path: '/',
          InstanceProfileName,
          InstanceProfileId: 'AIPA',
          Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/${InstanceProfileName}`,
          CreateDate: daysAgo(100),
          Roles: [role(InstanceProfileName)],
        })),
      },
      ListServerCertificates: {
        ServerCertificateMetadataList: each((ServerCertificateName) => ({
          Path: '/',
          ServerCertificateName,
          ServerCertificateId: 'ASCA',
          Arn: `arn:aws:iam::${ACCOUNT}:server-certificate/${ServerCertificateName}`,
        })),
      },
    },
    guardduty: {
      ListDetectors: { DetectorIds: each((name) => name) },
      GetDetector: { ServiceRole: `arn:aws:iam::${ACCOUNT}:role/guardduty`, Status: 'ENABLED' },
    },
    sesv2: {
      ListEmailIdentities: {
        EmailIdentities: each((IdentityName) => ({
          IdentityName: `${IdentityName}.example.com`,
          IdentityType: 'DOMAIN' as const,
        })),
      },
      GetEmailIdentity: { IdentityType: 'DOMAIN', VerifiedForSendingStatus: true },
      GetAccount: { ProductionAccessEnabled: true, SendingEnabled: true },
    },
  };
}

function watching(each: Each): Answers {
  return {
    cloudwatch: {
      DescribeAlarms: {
        MetricAlarms: each((AlarmName) => ({
          AlarmName,
          AlarmArn: arn('cloudwatch', `alarm:${AlarmName}`),
          AlarmActions: [arn('sns', AlarmName)],
        })),
        CompositeAlarms: each((AlarmName) => ({
          AlarmName: `any-${AlarmName}`,
          AlarmArn: arn('cloudwatch', `alarm:any-${AlarmName}`),
        })),
      },
      GetMetricData: ({ MetricDataQueries = [] }) => ({
        MetricDataResults: MetricDataQueries.map(({ Id }) => ({
          Id,
          Label: 'x',
          Timestamps: [daysAgo(1)],
          Values: [1],
          StatusCode: 'Complete' as const,
        })),
      }),
    },
    logs: {
      DescribeLogGroups: {
        logGroups: each((logGroupName) => ({
          logGroupName,
          logGroupArn: arn('logs', `log-group:${logGroupName}`),
          retentionInDays: 30,
        })),
      },
    },
    cloudtrail: {
      DescribeTrails: {
        trailList: each((Name) => ({ Name, TrailARN: arn('cloudtrail', `trail/${Name}`), HomeRegion: REGION })),
      },
      GetTrailStatus: { IsLogging: true },
    },
    sns: {
      ListSubscriptionsByTopic: ({ TopicArn = '' }) => {
        if (!TopicArn.startsWith('arn:')) throw new AwsError('InvalidParameter', 'Invalid parameter: TopicArn', 400);
        return {
          Subscriptions: ['a', 'b', 'c'].map((name) => ({
            TopicArn,
            SubscriptionArn: `${TopicArn}:${name}`,
            Protocol: 'email',
            Endpoint: `${name}@example.com`,
          })),
        };
      },
    },
    synthetics: { DescribeCanaries: { Canaries: each((Name) => ({ Name, Id: Name })) } },
  };
}
