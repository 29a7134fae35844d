import type { AwsItem, ConfigurationSettings, Environment } from '../../src/model/aws/index.ts';
import { arn, ref } from './ref.ts';

/** A web environment of production on a current platform. */
export function environment(given: Partial<Environment> = {}): Environment {
  const name = given.EnvironmentName ?? 'shop-prod';
  return {
    ref: ref(arn('elasticbeanstalk', `environment/shop/${name}`), name),
    EnvironmentArn: arn('elasticbeanstalk', `environment/shop/${name}`),
    EnvironmentId: 'e-abcdefghij',
    EnvironmentName: name,
    ApplicationName: 'shop',
    VersionLabel: 'app-3f2a1b0',
    SolutionStackName: '64bit Amazon Linux 2023 v4.3.0 running Python 3.12',
    PlatformArn: 'arn:aws:elasticbeanstalk:eu-west-1::platform/Python 3.12 running on 64bit Amazon Linux 2023/4.3.0',
    CNAME: `${name}.eba-abcdefgh.eu-west-1.elasticbeanstalk.com`,
    Status: 'Ready',
    Health: 'Green',
    HealthStatus: 'Ok',
    Tier: { Name: 'WebServer', Type: 'Standard', Version: '1.0' },
    ...given,
  };
}

const DEFAULTS: Readonly<Record<string, string>> = {
  'aws:elasticbeanstalk:environment/EnvironmentType': 'LoadBalanced',
  'aws:elasticbeanstalk:environment/LoadBalancerType': 'application',
  'aws:elasticbeanstalk:environment/ServiceRole': 'aws-elasticbeanstalk-service-role',
  'aws:autoscaling:asg/MinSize': '2',
  'aws:autoscaling:asg/MaxSize': '6',
  'aws:elasticbeanstalk:command/DeploymentPolicy': 'RollingWithAdditionalBatch',
  'aws:elasticbeanstalk:healthreporting:system/SystemType': 'enhanced',
  'aws:elasticbeanstalk:managedactions/ManagedActionsEnabled': 'true',
  'aws:elasticbeanstalk:managedactions:platformupdate/UpdateLevel': 'minor',
  'aws:elasticbeanstalk:cloudwatch:logs/StreamLogs': 'true',
  'aws:elasticbeanstalk:cloudwatch:logs/RetentionInDays': '90',
  'aws:elbv2:listener:443/SSLPolicy': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
  'aws:rds:dbinstance/HasCoupledDatabase': 'false',
};

/** The settings in effect: those of a good environment, changed by `namespace/name`; undefined takes one away. */
export function settingsOf(
  environment: Environment,
  given: Readonly<Record<string, string | undefined>> = {},
  guarded: ConfigurationSettings['OptionSettings'] = [],
): ConfigurationSettings {
  const options = Object.entries({ ...DEFAULTS, ...given }).flatMap(([key, value]) => {
    const slash = key.lastIndexOf('/');
    if (value === undefined) return [];
    return [{ Namespace: key.slice(0, slash), OptionName: key.slice(slash + 1), value }];
  });
  return {
    ref: environment.ref,
    ApplicationName: environment.ApplicationName,
    EnvironmentName: environment.EnvironmentName,
    OptionSettings: [...options, ...guarded],
  };
}

type Platform = AwsItem<'elasticbeanstalk.platforms'>;

/** The platform version of `environment()`. */
export function platform(given: Partial<Platform> = {}): Platform {
  const id = given.PlatformArn ?? environment().PlatformArn ?? '';
  return {
    ref: ref(id, 'Python 3.12 running on 64bit Amazon Linux 2023/4.3.0'),
    PlatformArn: id,
    PlatformName: 'Python 3.12 running on 64bit Amazon Linux 2023',
    PlatformVersion: '4.3.0',
    PlatformBranchName: 'Python 3.12 running on 64bit Amazon Linux 2023',
    PlatformBranchLifecycleState: 'Supported',
    PlatformLifecycleState: 'Recommended',
    DateCreated: new Date('2026-11-01T00:00:00Z'),
    DateUpdated: new Date('2026-11-01T00:00:00Z'),
    PlatformStatus: 'Ready',
    OperatingSystemName: 'Amazon Linux',
    OperatingSystemVersion: '2023',
    ...given,
  };
}
