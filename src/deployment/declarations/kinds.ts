import type { FactName } from '../../model/index.ts';

/** How the three languages name one kind of resource, and which of its attributes bears the name that AWS shows. */
export interface ResourceKind {
  readonly fact: FactName;
  /** The member of the AWS object. */
  readonly member: string;
  readonly call: string;
  readonly terraform: readonly string[];
  readonly attribute: string;
  readonly cloudformation?: string;
  readonly property?: string;
}

type Row = readonly [
  fact: FactName,
  member: string,
  call: string,
  terraform: string,
  attribute: string,
  cloudformation?: string,
  property?: string,
];

const ROWS = [
  [
    'rds.instances',
    'DBInstanceIdentifier',
    'rds:DescribeDBInstances',
    'aws_db_instance aws_rds_cluster_instance',
    'identifier',
    'AWS::RDS::DBInstance',
    'DBInstanceIdentifier',
  ],
  [
    'rds.clusters',
    'DBClusterIdentifier',
    'rds:DescribeDBClusters',
    'aws_rds_cluster',
    'cluster_identifier',
    'AWS::RDS::DBCluster',
    'DBClusterIdentifier',
  ],
  ['rds.proxies', 'DBProxyName', 'rds:DescribeDBProxies', 'aws_db_proxy', 'name', 'AWS::RDS::DBProxy', 'DBProxyName'],
  [
    'elasticloadbalancing.loadBalancers',
    'LoadBalancerName',
    'elasticloadbalancing:DescribeLoadBalancers',
    'aws_lb aws_alb',
    'name',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    'Name',
  ],
  [
    'elasticloadbalancing.targetGroups',
    'TargetGroupName',
    'elasticloadbalancing:DescribeTargetGroups',
    'aws_lb_target_group aws_alb_target_group',
    'name',
    'AWS::ElasticLoadBalancingV2::TargetGroup',
    'Name',
  ],
  ['s3.buckets', 'Name', 's3:ListBuckets', 'aws_s3_bucket', 'bucket', 'AWS::S3::Bucket', 'BucketName'],
  [
    'ecs.clusters',
    'clusterName',
    'ecs:DescribeClusters',
    'aws_ecs_cluster',
    'name',
    'AWS::ECS::Cluster',
    'ClusterName',
  ],
  [
    'ecs.services',
    'serviceName',
    'ecs:DescribeServices',
    'aws_ecs_service',
    'name',
    'AWS::ECS::Service',
    'ServiceName',
  ],
  [
    'ecs.taskDefinitions',
    'family',
    'ecs:DescribeTaskDefinition',
    'aws_ecs_task_definition',
    'family',
    'AWS::ECS::TaskDefinition',
    'Family',
  ],
  [
    'ecr.repositories',
    'repositoryName',
    'ecr:DescribeRepositories',
    'aws_ecr_repository',
    'name',
    'AWS::ECR::Repository',
    'RepositoryName',
  ],
  [
    'elasticache.replicationGroups',
    'ReplicationGroupId',
    'elasticache:DescribeReplicationGroups',
    'aws_elasticache_replication_group',
    'replication_group_id',
    'AWS::ElastiCache::ReplicationGroup',
    'ReplicationGroupId',
  ],
  [
    'elasticache.cacheClusters',
    'CacheClusterId',
    'elasticache:DescribeCacheClusters',
    'aws_elasticache_cluster',
    'cluster_id',
    'AWS::ElastiCache::CacheCluster',
    'ClusterName',
  ],
  [
    'elasticache.serverlessCaches',
    'ServerlessCacheName',
    'elasticache:DescribeServerlessCaches',
    'aws_elasticache_serverless_cache',
    'name',
    'AWS::ElastiCache::ServerlessCache',
    'ServerlessCacheName',
  ],
  [
    'logs.groups',
    'logGroupName',
    'logs:DescribeLogGroups',
    'aws_cloudwatch_log_group',
    'name',
    'AWS::Logs::LogGroup',
    'LogGroupName',
  ],
  [
    'cloudwatch.alarms',
    'AlarmName',
    'cloudwatch:DescribeAlarms',
    'aws_cloudwatch_metric_alarm',
    'alarm_name',
    'AWS::CloudWatch::Alarm',
    'AlarmName',
  ],
  [
    'ec2.securityGroups',
    'GroupName',
    'ec2:DescribeSecurityGroups',
    'aws_security_group',
    'name',
    'AWS::EC2::SecurityGroup',
    'GroupName',
  ],
  ['iam.roles', 'RoleName', 'iam:ListRoles', 'aws_iam_role', 'name', 'AWS::IAM::Role', 'RoleName'],
  [
    'autoscaling.groups',
    'AutoScalingGroupName',
    'autoscaling:DescribeAutoScalingGroups',
    'aws_autoscaling_group',
    'name',
    'AWS::AutoScaling::AutoScalingGroup',
    'AutoScalingGroupName',
  ],
  [
    'ec2.launchTemplateVersions',
    'LaunchTemplateName',
    'ec2:DescribeLaunchTemplateVersions',
    'aws_launch_template',
    'name',
    'AWS::EC2::LaunchTemplate',
    'LaunchTemplateName',
  ],
  ['eks.clusters', 'name', 'eks:DescribeCluster', 'aws_eks_cluster', 'name', 'AWS::EKS::Cluster', 'Name'],
  [
    'eks.nodegroups',
    'nodegroupName',
    'eks:DescribeNodegroup',
    'aws_eks_node_group',
    'node_group_name',
    'AWS::EKS::Nodegroup',
    'NodegroupName',
  ],
  [
    'elasticbeanstalk.environments',
    'EnvironmentName',
    'elasticbeanstalk:DescribeEnvironments',
    'aws_elastic_beanstalk_environment',
    'name',
    'AWS::ElasticBeanstalk::Environment',
    'EnvironmentName',
  ],
  [
    'secretsmanager.secrets',
    'Name',
    'secretsmanager:ListSecrets',
    'aws_secretsmanager_secret',
    'name',
    'AWS::SecretsManager::Secret',
    'Name',
  ],
  ['ssm.parameters', 'Name', 'ssm:DescribeParameters', 'aws_ssm_parameter', 'name', 'AWS::SSM::Parameter', 'Name'],
  [
    'acm.certificateDetails',
    'DomainName',
    'acm:DescribeCertificate',
    'aws_acm_certificate',
    'domain_name',
    'AWS::CertificateManager::Certificate',
    'DomainName',
  ],
] as const satisfies readonly Row[];

/** Every kind whose name stands in both the account and a declaration. */
export const KINDS: readonly ResourceKind[] = ROWS.map(
  ([fact, member, call, terraform, attribute, cloudformation, property]) => ({
    fact,
    member,
    call,
    terraform: terraform.split(' '),
    attribute,
    ...(cloudformation === undefined ? {} : { cloudformation }),
    ...(property === undefined ? {} : { property }),
  }),
);

export const DECLARABLE = ROWS.map(([fact]) => fact);
