import type { AwsFactName } from '../model/aws/index.ts';

/** How a fact is read. The allow-list, the IAM policy and the plan are made of these and of nothing else. */
export interface Declaration {
  /** The module of `services/` that collects it: one for each SDK client. */
  readonly service: ServiceName;
  /** The operations that are sent, in the API's own names. */
  readonly calls: readonly string[];
  /** The facts whose items it asks about. It starts with their first page and is unavailable where they are. */
  readonly needs?: readonly AwsFactName[];
  /** Facts that say which items belong to the deployment; used where the plan has them anyway. */
  readonly hints?: readonly AwsFactName[];
  /** Asked in us-east-1 too, because CloudFront keeps there what it uses. */
  readonly edge?: true;
}

/** The services, by module; `prefix` is IAM's, `global` ones answer for the account as a whole. */
export const SERVICES = {
  acm: { prefix: 'acm' },
  'application-autoscaling': { prefix: 'application-autoscaling' },
  autoscaling: { prefix: 'autoscaling' },
  backup: { prefix: 'backup' },
  cloudfront: { prefix: 'cloudfront', global: true },
  cloudtrail: { prefix: 'cloudtrail' },
  cloudwatch: { prefix: 'cloudwatch' },
  ec2: { prefix: 'ec2' },
  ecr: { prefix: 'ecr' },
  ecs: { prefix: 'ecs' },
  eks: { prefix: 'eks' },
  elasticache: { prefix: 'elasticache' },
  elasticbeanstalk: { prefix: 'elasticbeanstalk' },
  elb: { prefix: 'elasticloadbalancing' },
  elbv2: { prefix: 'elasticloadbalancing' },
  guardduty: { prefix: 'guardduty' },
  iam: { prefix: 'iam', global: true },
  logs: { prefix: 'logs' },
  rds: { prefix: 'rds' },
  route53: { prefix: 'route53', global: true },
  s3: { prefix: 's3', global: true },
  s3control: { prefix: 's3', global: true },
  secretsmanager: { prefix: 'secretsmanager' },
  sesv2: { prefix: 'ses' },
  sns: { prefix: 'sns' },
  ssm: { prefix: 'ssm' },
  sts: { prefix: 'sts', global: true },
  synthetics: { prefix: 'synthetics' },
  wafv2: { prefix: 'wafv2' },
} as const satisfies Record<string, { readonly prefix: string; readonly global?: true }>;
export type ServiceName = keyof typeof SERVICES;

/** Where the deployment's buckets and hosts are named, besides the repository. */
const LIVE_NAMES = [
  'ecs.taskDefinitions',
  'elasticbeanstalk.configurationSettings',
  'cloudfront.distributions',
] as const;

/** Everything that a role may do, and what bounds it. */
const ROLE_CALLS = [
  'GetRole',
  'ListAttachedRolePolicies',
  'ListRolePolicies',
  'GetRolePolicy',
  'GetPolicy',
  'GetPolicyVersion',
] as const;

const perBucket = <const C extends string>(...calls: readonly C[]) =>
  ({ service: 's3', calls, needs: ['s3.buckets'], hints: LIVE_NAMES }) as const;

export const DECLARATIONS = {
  'acm.certificates': { service: 'acm', calls: ['ListCertificates'], edge: true },
  'acm.certificateDetails': { service: 'acm', calls: ['DescribeCertificate'], needs: ['acm.certificates'], edge: true },

  'application-autoscaling.targets': { service: 'application-autoscaling', calls: ['DescribeScalableTargets'] },
  'application-autoscaling.policies': { service: 'application-autoscaling', calls: ['DescribeScalingPolicies'] },
  'application-autoscaling.activities': { service: 'application-autoscaling', calls: ['DescribeScalingActivities'] },

  'autoscaling.groups': { service: 'autoscaling', calls: ['DescribeAutoScalingGroups'] },
  'autoscaling.policies': { service: 'autoscaling', calls: ['DescribePolicies'], needs: ['autoscaling.groups'] },

  'backup.protectedResources': { service: 'backup', calls: ['ListProtectedResources'] },
  'backup.recoveryPoints': {
    service: 'backup',
    calls: ['ListRecoveryPointsByResource'],
    needs: ['backup.protectedResources'],
  },

  'cloudfront.distributions': { service: 'cloudfront', calls: ['ListDistributions'] },
  'cloudfront.distributionConfigs': {
    service: 'cloudfront',
    calls: ['GetDistributionConfig'],
    needs: ['cloudfront.distributions'],
  },

  'cloudtrail.trails': { service: 'cloudtrail', calls: ['DescribeTrails'] },
  'cloudtrail.trailStatuses': { service: 'cloudtrail', calls: ['GetTrailStatus'], needs: ['cloudtrail.trails'] },

  'cloudwatch.alarms': { service: 'cloudwatch', calls: ['DescribeAlarms'] },
  'cloudwatch.compositeAlarms': { service: 'cloudwatch', calls: ['DescribeAlarms'] },
  'cloudwatch.databaseMetrics': { service: 'cloudwatch', calls: ['GetMetricData'], needs: ['rds.instances'] },
  'cloudwatch.serviceMetrics': { service: 'cloudwatch', calls: ['GetMetricData'], needs: ['ecs.services'] },
  'cloudwatch.loadBalancerMetrics': {
    service: 'cloudwatch',
    calls: ['GetMetricData'],
    needs: ['elasticloadbalancing.loadBalancers'],
  },
  'cloudwatch.groupMetrics': { service: 'cloudwatch', calls: ['GetMetricData'], needs: ['autoscaling.groups'] },

  'ec2.instances': { service: 'ec2', calls: ['DescribeInstances'] },
  'ec2.securityGroups': { service: 'ec2', calls: ['DescribeSecurityGroups'] },
  'ec2.subnets': { service: 'ec2', calls: ['DescribeSubnets'] },
  'ec2.routeTables': { service: 'ec2', calls: ['DescribeRouteTables'] },
  'ec2.launchTemplateVersions': {
    service: 'ec2',
    calls: ['DescribeLaunchTemplateVersions'],
    needs: ['autoscaling.groups'],
  },
  'ec2.instanceTypes': {
    service: 'ec2',
    calls: ['DescribeInstanceTypes'],
    needs: ['ec2.instances', 'rds.instances'],
  },

  'ecr.repositories': { service: 'ecr', calls: ['DescribeRepositories'] },
  'ecr.registryScanning': { service: 'ecr', calls: ['GetRegistryScanningConfiguration'] },
  'ecr.images': { service: 'ecr', calls: ['DescribeImages'], needs: ['ecr.repositories', 'ecs.tasks'] },
  'ecr.imageScanFindings': { service: 'ecr', calls: ['DescribeImageScanFindings'], needs: ['ecr.images'] },

  'ecs.clusters': { service: 'ecs', calls: ['ListClusters', 'DescribeClusters'] },
  'ecs.services': { service: 'ecs', calls: ['ListServices', 'DescribeServices'], needs: ['ecs.clusters'] },
  'ecs.taskDefinitions': { service: 'ecs', calls: ['DescribeTaskDefinition'], needs: ['ecs.services'] },
  'ecs.tasks': { service: 'ecs', calls: ['ListTasks', 'DescribeTasks'], needs: ['ecs.clusters'] },

  'eks.clusters': { service: 'eks', calls: ['ListClusters', 'DescribeCluster'] },
  'eks.nodegroups': { service: 'eks', calls: ['ListNodegroups', 'DescribeNodegroup'], needs: ['eks.clusters'] },
  'eks.addons': { service: 'eks', calls: ['ListAddons', 'DescribeAddon'], needs: ['eks.clusters'] },
  'eks.clusterVersions': { service: 'eks', calls: ['DescribeClusterVersions'] },

  'elasticache.replicationGroups': { service: 'elasticache', calls: ['DescribeReplicationGroups'] },
  'elasticache.cacheClusters': { service: 'elasticache', calls: ['DescribeCacheClusters'] },
  'elasticache.serverlessCaches': { service: 'elasticache', calls: ['DescribeServerlessCaches'] },

  'elasticbeanstalk.environments': { service: 'elasticbeanstalk', calls: ['DescribeEnvironments'] },
  'elasticbeanstalk.configurationSettings': {
    service: 'elasticbeanstalk',
    calls: ['DescribeConfigurationSettings'],
    needs: ['elasticbeanstalk.environments'],
  },
  'elasticbeanstalk.resources': {
    service: 'elasticbeanstalk',
    calls: ['DescribeEnvironmentResources'],
    needs: ['elasticbeanstalk.environments'],
  },
  'elasticbeanstalk.platforms': {
    service: 'elasticbeanstalk',
    calls: ['DescribePlatformVersion'],
    needs: ['elasticbeanstalk.environments'],
  },
  'elasticbeanstalk.platformBranches': { service: 'elasticbeanstalk', calls: ['ListPlatformBranches'] },
  'elasticbeanstalk.managedActions': {
    service: 'elasticbeanstalk',
    calls: ['DescribeEnvironmentManagedActions'],
    needs: ['elasticbeanstalk.environments'],
  },
  'elasticbeanstalk.applicationVersions': {
    service: 'elasticbeanstalk',
    calls: ['DescribeApplicationVersions'],
    needs: ['elasticbeanstalk.environments'],
  },

  'elasticloadbalancing.loadBalancers': { service: 'elbv2', calls: ['DescribeLoadBalancers'] },
  'elasticloadbalancing.attributes': {
    service: 'elbv2',
    calls: ['DescribeLoadBalancerAttributes'],
    needs: ['elasticloadbalancing.loadBalancers'],
  },
  'elasticloadbalancing.listeners': {
    service: 'elbv2',
    calls: ['DescribeListeners'],
    needs: ['elasticloadbalancing.loadBalancers'],
  },
  'elasticloadbalancing.listenerAttributes': {
    service: 'elbv2',
    calls: ['DescribeListenerAttributes'],
    needs: ['elasticloadbalancing.listeners'],
  },
  'elasticloadbalancing.listenerCertificates': {
    service: 'elbv2',
    calls: ['DescribeListenerCertificates'],
    needs: ['elasticloadbalancing.listeners'],
  },
  'elasticloadbalancing.rules': {
    service: 'elbv2',
    calls: ['DescribeRules'],
    needs: ['elasticloadbalancing.listeners'],
  },
  'elasticloadbalancing.targetGroups': { service: 'elbv2', calls: ['DescribeTargetGroups'] },
  'elasticloadbalancing.targetGroupAttributes': {
    service: 'elbv2',
    calls: ['DescribeTargetGroupAttributes'],
    needs: ['elasticloadbalancing.targetGroups'],
  },
  'elasticloadbalancing.targetHealth': {
    service: 'elbv2',
    calls: ['DescribeTargetHealth'],
    needs: ['elasticloadbalancing.targetGroups'],
  },
  'elasticloadbalancing.sslPolicies': { service: 'elbv2', calls: ['DescribeSSLPolicies'] },
  'elasticloadbalancing.classicLoadBalancers': { service: 'elb', calls: ['DescribeLoadBalancers'] },
  'elasticloadbalancing.classicAttributes': {
    service: 'elb',
    calls: ['DescribeLoadBalancerAttributes'],
    needs: ['elasticloadbalancing.classicLoadBalancers'],
  },
  'elasticloadbalancing.classicPolicies': {
    service: 'elb',
    calls: ['DescribeLoadBalancerPolicies'],
    needs: ['elasticloadbalancing.classicLoadBalancers'],
  },

  'guardduty.detectors': { service: 'guardduty', calls: ['ListDetectors', 'GetDetector'] },

  'iam.accountSummary': { service: 'iam', calls: ['GetAccountSummary'] },
  'iam.roles': { service: 'iam', calls: ['ListRoles'] },
  'iam.deployRolePolicies': {
    service: 'iam',
    calls: ROLE_CALLS,
    needs: ['iam.roles'],
  },
  'iam.rolePolicies': {
    service: 'iam',
    calls: ROLE_CALLS,
    needs: ['iam.instanceProfiles', 'ec2.instances', 'ecs.taskDefinitions', 'eks.nodegroups'],
  },
  'iam.instanceProfiles': { service: 'iam', calls: ['ListInstanceProfiles'] },
  'iam.serverCertificates': { service: 'iam', calls: ['ListServerCertificates'] },

  'logs.groups': { service: 'logs', calls: ['DescribeLogGroups'] },

  'rds.instances': { service: 'rds', calls: ['DescribeDBInstances'] },
  'rds.clusters': { service: 'rds', calls: ['DescribeDBClusters'] },
  'rds.parameters': {
    service: 'rds',
    calls: ['DescribeDBParameters', 'DescribeDBClusterParameters'],
    needs: ['rds.instances', 'rds.clusters'],
  },
  'rds.snapshots': { service: 'rds', calls: ['DescribeDBSnapshots'] },
  'rds.clusterSnapshots': { service: 'rds', calls: ['DescribeDBClusterSnapshots'] },
  'rds.snapshotAttributes': {
    service: 'rds',
    calls: ['DescribeDBSnapshotAttributes'],
    needs: ['rds.snapshots'],
  },
  'rds.clusterSnapshotAttributes': {
    service: 'rds',
    calls: ['DescribeDBClusterSnapshotAttributes'],
    needs: ['rds.clusterSnapshots'],
  },
  'rds.certificates': { service: 'rds', calls: ['DescribeCertificates'] },
  'rds.majorEngineVersions': { service: 'rds', calls: ['DescribeDBMajorEngineVersions'] },
  'rds.pendingMaintenance': { service: 'rds', calls: ['DescribePendingMaintenanceActions'] },
  'rds.proxies': { service: 'rds', calls: ['DescribeDBProxies'] },
  'rds.proxyTargets': { service: 'rds', calls: ['DescribeDBProxyTargets'], needs: ['rds.proxies'] },
  'rds.eventSubscriptions': { service: 'rds', calls: ['DescribeEventSubscriptions'] },

  'route53.zones': { service: 'route53', calls: ['ListHostedZones'] },
  'route53.recordSets': {
    service: 'route53',
    calls: ['ListResourceRecordSets'],
    needs: ['route53.zones'],
    hints: LIVE_NAMES,
  },
  'route53.healthChecks': { service: 'route53', calls: ['ListHealthChecks'] },

  's3.buckets': { service: 's3', calls: ['ListBuckets'] },
  's3.accountPublicAccessBlock': { service: 's3control', calls: ['GetPublicAccessBlock'] },
  's3.namedBuckets': {
    service: 's3',
    calls: ['GetBucketLocation'],
    needs: ['s3.buckets', 'ecs.taskDefinitions', 'elasticbeanstalk.configurationSettings'],
  },
  's3.locations': perBucket('GetBucketLocation'),
  's3.publicAccessBlocks': perBucket('GetPublicAccessBlock'),
  's3.policies': perBucket('GetBucketPolicy'),
  's3.policyStatuses': perBucket('GetBucketPolicyStatus'),
  's3.acls': perBucket('GetBucketAcl'),
  's3.ownershipControls': perBucket('GetBucketOwnershipControls'),
  's3.encryption': perBucket('GetBucketEncryption'),
  's3.versioning': perBucket('GetBucketVersioning'),
  's3.lifecycles': perBucket('GetBucketLifecycleConfiguration'),

  'secretsmanager.secrets': { service: 'secretsmanager', calls: ['ListSecrets'] },
  'secretsmanager.secretDetails': {
    service: 'secretsmanager',
    calls: ['DescribeSecret'],
    needs: ['secretsmanager.secrets', 'ecs.taskDefinitions'],
  },
  'secretsmanager.secretVersions': {
    service: 'secretsmanager',
    calls: ['ListSecretVersionIds'],
    needs: ['secretsmanager.secrets', 'ecs.taskDefinitions'],
  },

  'ses.identities': { service: 'sesv2', calls: ['ListEmailIdentities', 'GetEmailIdentity'] },
  'ses.account': { service: 'sesv2', calls: ['GetAccount'] },

  'sns.subscriptions': {
    service: 'sns',
    calls: ['ListSubscriptionsByTopic'],
    needs: ['cloudwatch.alarms'],
  },

  'ssm.instances': { service: 'ssm', calls: ['DescribeInstanceInformation'] },
  'ssm.patchStates': { service: 'ssm', calls: ['DescribeInstancePatchStates'], needs: ['ssm.instances'] },
  'ssm.sessionDocument': { service: 'ssm', calls: ['GetDocument'] },
  'ssm.sessionDocumentMetadata': { service: 'ssm', calls: ['DescribeDocument'] },
  'ssm.parameters': { service: 'ssm', calls: ['DescribeParameters'] },

  'sts.identity': { service: 'sts', calls: ['GetCallerIdentity'] },

  'synthetics.canaries': { service: 'synthetics', calls: ['DescribeCanaries'] },

  'wafv2.webAclsForResources': {
    service: 'wafv2',
    calls: ['GetWebACLForResource'],
    needs: ['elasticloadbalancing.loadBalancers'],
  },
} as const satisfies Readonly<Record<AwsFactName, Declaration>>;

/** The facts that the module of a service collects. */
export type FactOf<S extends ServiceName> = {
  [N in AwsFactName]: (typeof DECLARATIONS)[N]['service'] extends S ? N : never;
}[AwsFactName];

export function declarationOf(fact: AwsFactName): Declaration {
  return DECLARATIONS[fact];
}

const COUNTS = new Map<string, number>();
for (const { service, calls } of Object.values<Declaration>(DECLARATIONS)) {
  for (const call of calls) COUNTS.set(`${service}:${call}`, (COUNTS.get(`${service}:${call}`) ?? 0) + 1);
}

/** Whether several facts are read from this operation: its answers are then kept, so that nothing is asked twice. */
export function isShared(operation: string): boolean {
  return (COUNTS.get(operation) ?? 0) > 1;
}

export function isGlobal(service: ServiceName): boolean {
  return 'global' in SERVICES[service];
}

/** `rds:DescribeDBInstances`: how an operation is called in the allow-list. */
export function operationsOf(fact: AwsFactName): readonly string[] {
  const { service, calls } = declarationOf(fact);
  return calls.map((call) => `${service}:${call}`);
}
