import type {
  ApplicationVersionDescription,
  ConfigurationOptionSetting,
  EnvironmentDescription,
  EnvironmentResourceDescription,
  ManagedAction,
  PlatformBranchSummary,
  PlatformDescription,
} from '@aws-sdk/client-elastic-beanstalk';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { arn, chosen, daysAgo, digits, REGION } from './where.ts';

const BRANCH = 'Python 3.13 running on 64bit Amazon Linux 2023';

export function platformArn(branch: string, version: string): string {
  return `arn:aws:elasticbeanstalk:${REGION}::platform/${branch}/${version}`;
}

export function ebEnvironment(differs: Partial<EnvironmentDescription> = {}): EnvironmentDescription {
  const name = differs.EnvironmentName ?? 'shop-production';
  const application = differs.ApplicationName ?? 'shop';
  return {
    EnvironmentName: name,
    EnvironmentId: `e-${digits(name, 10)}`,
    ApplicationName: application,
    VersionLabel: 'v41',
    SolutionStackName: '64bit Amazon Linux 2023 v4.7.2 running Python 3.13',
    PlatformArn: platformArn(BRANCH, '4.7.2'),
    EndpointURL: `awseb-e-${digits(name, 1)}-123456789.${REGION}.elb.amazonaws.com`,
    CNAME: `${name}.eba-${digits(name, 8)}.${REGION}.elasticbeanstalk.com`,
    DateCreated: daysAgo(300),
    DateUpdated: daysAgo(2),
    Status: 'Ready',
    AbortableOperationInProgress: false,
    Health: 'Green',
    HealthStatus: 'Ok',
    Tier: { Name: 'WebServer', Type: 'Standard', Version: '1.0' },
    EnvironmentLinks: [],
    EnvironmentArn: arn('elasticbeanstalk', `environment/${application}/${name}`),
    ...differs,
  };
}

/** A sound environment's options, as DescribeConfigurationSettings lists them: what was set and what was not. */
const SOUND_OPTIONS: Readonly<Record<string, string>> = {
  'aws:autoscaling:asg/MinSize': '2',
  'aws:autoscaling:asg/MaxSize': '6',
  'aws:autoscaling:asg/Availability Zones': 'Any 2',
  'aws:autoscaling:asg/Cooldown': '360',
  'aws:autoscaling:launchconfiguration/DisableIMDSv1': 'true',
  'aws:autoscaling:launchconfiguration/IamInstanceProfile': 'shop-web',
  'aws:autoscaling:launchconfiguration/InstanceType': 't4g.medium',
  'aws:autoscaling:launchconfiguration/SecurityGroups': 'sg-0a000000000000001',
  'aws:autoscaling:launchconfiguration/SSHSourceRestriction': 'tcp,22,22,0.0.0.0/0',
  'aws:autoscaling:launchconfiguration/RootVolumeType': 'gp3',
  'aws:autoscaling:trigger/MeasureName': 'CPUUtilization',
  'aws:autoscaling:trigger/Unit': 'Percent',
  'aws:autoscaling:trigger/UpperThreshold': '60',
  'aws:autoscaling:trigger/LowerThreshold': '25',
  'aws:autoscaling:updatepolicy:rollingupdate/RollingUpdateEnabled': 'true',
  'aws:autoscaling:updatepolicy:rollingupdate/RollingUpdateType': 'Health',
  'aws:ec2:instances/InstanceTypes': 't4g.medium',
  'aws:ec2:vpc/VPCId': 'vpc-0a000000000000001',
  'aws:ec2:vpc/Subnets': 'subnet-0a00000000000000a,subnet-0a00000000000000b',
  'aws:ec2:vpc/ELBSubnets': 'subnet-0b00000000000000a,subnet-0b00000000000000b',
  'aws:ec2:vpc/AssociatePublicIpAddress': 'false',
  'aws:elasticbeanstalk:application/Application Healthcheck URL': '/healthz',
  'aws:elasticbeanstalk:cloudwatch:logs/StreamLogs': 'true',
  'aws:elasticbeanstalk:cloudwatch:logs/DeleteOnTerminate': 'false',
  'aws:elasticbeanstalk:cloudwatch:logs/RetentionInDays': '90',
  'aws:elasticbeanstalk:command/DeploymentPolicy': 'RollingWithAdditionalBatch',
  'aws:elasticbeanstalk:command/BatchSize': '50',
  'aws:elasticbeanstalk:command/BatchSizeType': 'Percentage',
  'aws:elasticbeanstalk:command/Timeout': '600',
  'aws:elasticbeanstalk:command/IgnoreHealthCheck': 'false',
  'aws:elasticbeanstalk:container:python/WSGIPath': 'shop.wsgi:application',
  'aws:elasticbeanstalk:container:python/NumProcesses': '3',
  'aws:elasticbeanstalk:container:python/NumThreads': '4',
  'aws:elasticbeanstalk:environment/EnvironmentType': 'LoadBalanced',
  'aws:elasticbeanstalk:environment/LoadBalancerType': 'application',
  'aws:elasticbeanstalk:environment/ServiceRole': 'arn:aws:iam::111122223333:role/aws-elasticbeanstalk-service-role',
  'aws:elasticbeanstalk:environment:process:default/HealthCheckPath': '/healthz',
  'aws:elasticbeanstalk:environment:process:default/MatcherHTTPCode': '200',
  'aws:elasticbeanstalk:environment:process:default/Port': '80',
  'aws:elasticbeanstalk:environment:process:default/Protocol': 'HTTP',
  'aws:elasticbeanstalk:environment:process:default/DeregistrationDelay': '30',
  'aws:elasticbeanstalk:environment:proxy/ProxyServer': 'nginx',
  'aws:elasticbeanstalk:healthreporting:system/SystemType': 'enhanced',
  'aws:elasticbeanstalk:hostmanager/LogPublicationControl': 'false',
  'aws:elasticbeanstalk:managedactions/ManagedActionsEnabled': 'true',
  'aws:elasticbeanstalk:managedactions/PreferredStartTime': 'Sun:03:00',
  'aws:elasticbeanstalk:managedactions:platformupdate/UpdateLevel': 'minor',
  'aws:elasticbeanstalk:managedactions:platformupdate/InstanceRefreshEnabled': 'true',
  'aws:elasticbeanstalk:xray/XRayEnabled': 'false',
  'aws:elbv2:listener:443/ListenerEnabled': 'true',
  'aws:elbv2:listener:443/Protocol': 'HTTPS',
  'aws:elbv2:listener:443/SSLPolicy': 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
  'aws:elbv2:listener:443/SSLCertificateArns':
    'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-00000000c001',
  'aws:elbv2:listener:default/ListenerEnabled': 'true',
  'aws:elbv2:listener:default/Protocol': 'HTTP',
  'aws:elbv2:loadbalancer/AccessLogsS3Enabled': 'true',
  'aws:elbv2:loadbalancer/IdleTimeout': '60',
  'aws:rds:dbinstance/HasCoupledDatabase': 'false',
  'aws:elasticbeanstalk:application:environment/DJANGO_SETTINGS_MODULE': 'shop.settings.production',
  'aws:elasticbeanstalk:application:environmentsecrets/SECRET_KEY': arn(
    'secretsmanager',
    `secret:shop/django-${digits('shop/django', 6)}`,
  ),
};

/** @param differs options by `namespace/name`; undefined takes one away */
export function ebOptions(differs: Readonly<Record<string, string | undefined>> = {}): ConfigurationOptionSetting[] {
  return Object.entries({ ...SOUND_OPTIONS, ...differs }).flatMap(([path, Value]) => {
    if (Value === undefined) return [];
    const at = path.indexOf('/', 'aws:'.length);
    const Namespace = path.slice(0, at);
    const resource = Namespace.startsWith('aws:autoscaling:asg') ? { ResourceName: 'AWSEBAutoScalingGroup' } : {};
    return [{ ...resource, Namespace, OptionName: path.slice(at + 1), Value }];
  });
}

export function platform(differs: Partial<PlatformDescription> = {}): PlatformDescription {
  const branch = differs.PlatformBranchName ?? BRANCH;
  const version = differs.PlatformVersion ?? '4.7.2';
  return {
    PlatformArn: platformArn(branch, version),
    PlatformOwner: 'AWSElasticBeanstalk',
    PlatformName: branch,
    PlatformVersion: version,
    SolutionStackName: `64bit Amazon Linux 2023 v${version} running Python 3.13`,
    PlatformStatus: 'Ready',
    DateCreated: daysAgo(20),
    DateUpdated: daysAgo(20),
    PlatformCategory: 'Python',
    Description: `64bit Amazon Linux 2023 v${version} running Python 3.13`,
    Maintainer: 'aws-elasticbeanstalk-platforms@amazon.com',
    OperatingSystemName: 'Amazon Linux',
    OperatingSystemVersion: '2023',
    ProgrammingLanguages: [{ Name: 'Python', Version: '3.13' }],
    Frameworks: [],
    CustomAmiList: [],
    SupportedTierList: ['WebServer/Standard', 'Worker/SQS/HTTP'],
    SupportedAddonList: ['Log/S3', 'WorkerDaemon/SQSD'],
    PlatformLifecycleState: 'Recommended',
    PlatformBranchName: branch,
    PlatformBranchLifecycleState: 'Supported',
    ...differs,
  };
}

function branch(BranchName: string, LifecycleState: string): PlatformBranchSummary {
  return {
    PlatformName: 'Python',
    BranchName,
    LifecycleState,
    BranchOrder: 100,
    SupportedTierList: ['WebServer/Standard', 'Worker/SQS/HTTP'],
  };
}

/** AWS's own list, as far as Python goes. */
const BRANCHES: readonly PlatformBranchSummary[] = [
  branch('Python 3.14 running on 64bit Amazon Linux 2023', 'Supported'),
  branch(BRANCH, 'Supported'),
  branch('Python 3.12 running on 64bit Amazon Linux 2023', 'Supported'),
  branch('Python 3.9 running on 64bit Amazon Linux 2023', 'Deprecated'),
  branch('Python 3.8 running on 64bit Amazon Linux 2', 'Retired'),
];

export interface EbThings {
  readonly environments?: readonly EnvironmentDescription[];
  /** By the environment's name. */
  readonly options?: Readonly<Record<string, readonly ConfigurationOptionSetting[]>>;
  readonly resources?: Readonly<Record<string, EnvironmentResourceDescription>>;
  readonly platforms?: readonly PlatformDescription[];
  readonly managedActions?: Readonly<Record<string, readonly ManagedAction[]>>;
  readonly versions?: readonly ApplicationVersionDescription[];
}

export function applicationVersion(ApplicationName: string, VersionLabel: string): ApplicationVersionDescription {
  return {
    ApplicationVersionArn: arn('elasticbeanstalk', `applicationversion/${ApplicationName}/${VersionLabel}`),
    ApplicationName,
    VersionLabel,
    Description: '',
    SourceBundle: {
      S3Bucket: `elasticbeanstalk-${REGION}-111122223333`,
      S3Key: `${ApplicationName}/${VersionLabel}.zip`,
    },
    DateCreated: daysAgo(2),
    DateUpdated: daysAgo(2),
    Status: 'Processed',
  };
}

export function elasticbeanstalkAnswers(things: EbThings): NonNullable<Answers['elasticbeanstalk']> {
  const { environments = [], platforms = [], versions = [] } = things;
  const nameOf = (id: string | undefined, name: string | undefined) =>
    environments.find((item) => item.EnvironmentId === id || item.EnvironmentName === name) ??
    missing(name ?? id ?? '');
  return {
    DescribeEnvironments: ({ EnvironmentNames, ApplicationName, IncludeDeleted }) => ({
      Environments: chosen(environments, ({ EnvironmentName }) => EnvironmentName, EnvironmentNames).filter(
        (item) =>
          (ApplicationName === undefined || item.ApplicationName === ApplicationName) &&
          (IncludeDeleted !== false || item.Status !== 'Terminated'),
      ),
    }),
    DescribeConfigurationSettings: ({ EnvironmentName = '', ApplicationName }) => {
      const environment = nameOf(undefined, EnvironmentName);
      return {
        ConfigurationSettings: [
          {
            SolutionStackName: environment.SolutionStackName,
            PlatformArn: environment.PlatformArn,
            ApplicationName,
            EnvironmentName,
            DeploymentStatus: 'deployed',
            DateCreated: environment.DateCreated,
            DateUpdated: environment.DateUpdated,
            OptionSettings: [...(things.options?.[EnvironmentName] ?? ebOptions())],
          },
        ],
      };
    },
    DescribeEnvironmentResources: ({ EnvironmentId, EnvironmentName }) => {
      const { EnvironmentName: name = '' } = nameOf(EnvironmentId, EnvironmentName);
      const none = {
        AutoScalingGroups: [],
        Instances: [],
        LaunchConfigurations: [],
        LaunchTemplates: [],
        LoadBalancers: [],
        Triggers: [],
        Queues: [],
      };
      return { EnvironmentResources: { EnvironmentName: name, ...none, ...things.resources?.[name] } };
    },
    DescribePlatformVersion: ({ PlatformArn }) => {
      const found = platforms.find((item) => item.PlatformArn === PlatformArn);
      if (found === undefined)
        throw new AwsError('InvalidParameterValue', `No platform version ${PlatformArn ?? ''} found.`, 400);
      return { PlatformDescription: found };
    },
    ListPlatformBranches: { PlatformBranchSummaryList: [...BRANCHES] },
    DescribeEnvironmentManagedActions: ({ EnvironmentId, EnvironmentName }) => ({
      ManagedActions: [
        ...(things.managedActions?.[nameOf(EnvironmentId, EnvironmentName).EnvironmentName ?? ''] ?? []),
      ],
    }),
    DescribeApplicationVersions: ({ ApplicationName, VersionLabels }) => ({
      ApplicationVersions: chosen(versions, ({ VersionLabel }) => VersionLabel, VersionLabels).filter(
        (version) => ApplicationName === undefined || version.ApplicationName === ApplicationName,
      ),
    }),
  };
}

function missing(name: string): never {
  throw new AwsError('InvalidParameterValue', `No Environment found for EnvironmentName = '${name}'.`, 400);
}
