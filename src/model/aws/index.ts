import type { AcmFacts } from './acm.ts';
import type { ApplicationAutoScalingFacts, AutoScalingFacts } from './autoscaling.ts';
import type { BackupFacts } from './backup.ts';
import type { CloudFrontFacts } from './cloudfront.ts';
import type { Ec2Facts } from './ec2.ts';
import type { EcrFacts } from './ecr.ts';
import type { EcsFacts } from './ecs.ts';
import type { Route53Facts, Wafv2Facts } from './edge.ts';
import type { EksFacts } from './eks.ts';
import type { ElastiCacheFacts } from './elasticache.ts';
import type { ElasticBeanstalkFacts } from './elasticbeanstalk.ts';
import type { ElasticLoadBalancingFacts } from './elasticloadbalancing.ts';
import type { IamFacts } from './iam.ts';
import type {
  CloudTrailFacts,
  CloudWatchFacts,
  GuardDutyFacts,
  LogsFacts,
  SnsFacts,
  SyntheticsFacts,
} from './monitoring.ts';
import type { RdsFacts } from './rds.ts';
import type { S3Facts } from './s3.ts';
import type { SecretsManagerFacts } from './secretsmanager.ts';
import type { SesFacts } from './ses.ts';
import type { SsmFacts } from './ssm.ts';
import type { StsFacts } from './sts.ts';

/**
 * Facts read from the account: the SDK's own shapes, minus secrets. Every fact is a list, so that the records of several
 * regions and accounts join by concatenation. Dates are `Date`s.
 */
export interface AwsFacts
  extends AcmFacts,
    ApplicationAutoScalingFacts,
    AutoScalingFacts,
    BackupFacts,
    CloudFrontFacts,
    CloudTrailFacts,
    CloudWatchFacts,
    Ec2Facts,
    EcrFacts,
    EcsFacts,
    EksFacts,
    ElastiCacheFacts,
    ElasticBeanstalkFacts,
    ElasticLoadBalancingFacts,
    GuardDutyFacts,
    IamFacts,
    LogsFacts,
    RdsFacts,
    Route53Facts,
    S3Facts,
    SecretsManagerFacts,
    SesFacts,
    SnsFacts,
    SsmFacts,
    StsFacts,
    SyntheticsFacts,
    Wafv2Facts {}

export type AwsFactName = keyof AwsFacts;
/** What a fact's list holds. */
export type AwsItem<N extends AwsFactName> = AwsFacts[N][number];

export * from './acm.ts';
export * from './autoscaling.ts';
export * from './backup.ts';
export * from './cloudfront.ts';
export * from './ec2.ts';
export * from './ecr.ts';
export * from './ecs.ts';
export * from './edge.ts';
export * from './eks.ts';
export * from './elasticache.ts';
export * from './elasticbeanstalk.ts';
export * from './elasticloadbalancing.ts';
export * from './iam.ts';
export * from './item.ts';
export * from './monitoring.ts';
export * from './rds.ts';
export * from './redacted.ts';
export * from './s3.ts';
export * from './secretsmanager.ts';
export * from './ses.ts';
export * from './ssm.ts';
export * from './sts.ts';
