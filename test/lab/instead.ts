import type { Answers } from '../account/answers.ts';
import { AwsError } from '../account/answers.ts';
import { eksVersions } from '../account/baseline/eks.ts';
import { rdsCertificates, rdsMajorVersions } from '../account/baseline/rds.ts';
import {
  ebEnvironment,
  ebOptions,
  elasticbeanstalkAnswers,
  platform,
  platformArn,
} from '../account/build/elasticbeanstalk.ts';

/**
 * What moto 5.2 lacks, answered in front of it. Elastic Beanstalk: its list is hard-coded (solution stack "None") and
 * everything else is missing. The lifecycles and RDS's authorities: missing.
 */
export function inFrontOfMoto(state: 'good' | 'bad'): Answers {
  return {
    elasticbeanstalk:
      state === 'good'
        ? elasticbeanstalkAnswers({
            environments: [ebEnvironment()],
            options: { 'shop-production': ebOptions() },
            platforms: [platform()],
          })
        : oldBeanstalk(),
    rds: {
      DescribeCertificates: { Certificates: rdsCertificates('eu-west-1') },
      DescribeDBMajorEngineVersions: { DBMajorEngineVersions: rdsMajorVersions() },
      DescribePendingMaintenanceActions: { PendingMaintenanceActions: [] },
    },
    backup: { ListProtectedResources: { Results: [] } },
    // Without a route, moto answers with the list of the bucket's objects.
    s3: { GetBucketPolicyStatus: policyStatus },
    eks: { DescribeClusterVersions: { clusterVersions: eksVersions() } },
    ssm: {
      DescribeInstanceInformation: { InstanceInformationList: [] },
      DescribeInstancePatchStates: { InstancePatchStates: [] },
      // 5,075 parameters of AWS's own, which an account does not list.
      DescribeParameters: { Parameters: [] },
    },
    elasticache: { DescribeServerlessCaches: { ServerlessCaches: [] } },
    synthetics: { DescribeCanaries: { Canaries: [] } },
    sesv2: {
      ListEmailIdentities: { EmailIdentities: [] },
      GetAccount: { ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: 'HEALTHY' },
    },
  };
}

function oldBeanstalk(): NonNullable<Answers['elasticbeanstalk']> {
  const branch = 'Python 3.8 running on 64bit Amazon Linux 2';
  const PlatformArn = platformArn(branch, '3.3.6');
  const old = {
    ApplicationName: 'bad',
    PlatformArn,
    SolutionStackName: '64bit Amazon Linux 2 v3.3.6 running Python 3.8',
  };
  return elasticbeanstalkAnswers({
    environments: [
      ebEnvironment({ EnvironmentName: 'bad', EnvironmentId: 'e-bad0000001', ...old }),
      ebEnvironment({ EnvironmentName: 'bad-alone', EnvironmentId: 'e-bad0000002', ...old }),
    ],
    options: {
      bad: ebOptions({
        'aws:elasticbeanstalk:managedactions/ManagedActionsEnabled': 'false',
        'aws:elasticbeanstalk:command/DeploymentPolicy': 'AllAtOnce',
        'aws:elasticbeanstalk:healthreporting:system/SystemType': 'basic',
      }),
      'bad-alone': ebOptions({ 'aws:elasticbeanstalk:environment/EnvironmentType': 'SingleInstance' }),
    },
    platforms: [
      platform({
        PlatformBranchName: branch,
        PlatformVersion: '3.3.6',
        PlatformArn,
        PlatformBranchLifecycleState: 'Retired',
        PlatformLifecycleState: undefined,
      }),
    ],
  });
}

function policyStatus({ Bucket }: { readonly Bucket?: string | undefined }) {
  if (Bucket === 'bad-media') return { PolicyStatus: { IsPublic: true } };
  throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404);
}
