import type { Answers } from '../../answers.ts';
import { ADMINISTRATOR, allow, iamAnswers, role, trustGitHub, trustOf } from '../../build/iam.ts';
import {
  alarm,
  cloudtrailAnswers,
  cloudwatchAnswers,
  guarddutyAnswers,
  logGroup,
  logsAnswers,
  trail,
  trailStatus,
} from '../../build/monitoring.ts';

/** Roles that may do everything, and nobody who watches. */
export function identity(): Answers {
  return {
    iam: iamAnswers({
      summary: {
        AccountMFAEnabled: 0,
        AccountAccessKeysPresent: 1,
        AccountSigningCertificatesPresent: 0,
        Users: 9,
        MFADevices: 1,
        Roles: 7,
      },
      instanceProfiles: { 'legacy-web': 'legacy-web' },
      serverCertificates: [
        {
          Path: '/',
          ServerCertificateName: 'old-shop',
          ServerCertificateId: 'ASCAEXAMPLEEXAMPLE001',
          Arn: 'arn:aws:iam::111122223333:server-certificate/old-shop',
          UploadDate: new Date('2024-01-01'),
          Expiration: new Date('2026-12-01'),
        },
      ],
      policies: { 'arn:aws:iam::111122223333:policy/everything': allow('*', '*') },
      roles: [
        role('legacy-web', { attached: [ADMINISTRATOR] }),
        role('shop-task', {
          trust: trustOf('ecs-tasks.amazonaws.com'),
          attached: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'],
          inline: { more: allow(['s3:*', 'iam:PassRole'], '*') },
        }),
        role('shop-execution', {
          trust: trustOf('ecs-tasks.amazonaws.com'),
          attached: ['arn:aws:iam::111122223333:policy/everything'],
        }),
        role('eks-node', { attached: ['arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy'] }),
        role('deploy', { trust: trustGitHub(null, null), attached: [ADMINISTRATOR] }),
        role('deploy-organization', {
          trust: trustGitHub('repo:example/*'),
          inline: { pass: allow(['iam:PassRole', 'ecs:*'], '*') },
        }),
        role('deploy-anybody', { trust: trustGitHub('*') }),
      ],
    }),
    // An alarm of another load balancer, and one of the right metric that tells nobody.
    cloudwatch: cloudwatchAnswers({
      alarms: [
        alarm('elsewhere-5xx', 'AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', {
          LoadBalancer: 'app/elsewhere/0123456789abcdef',
        }),
        alarm(
          'legacy-cpu',
          'AWS/EC2',
          'CPUUtilization',
          { AutoScalingGroupName: 'awseb-e-legacyprod-AWSEBAutoScalingGroup' },
          { ActionsEnabled: false, AlarmActions: [] },
        ),
      ],
      metrics: {
        'CPUUtilization/public': Array.from({ length: 168 }, () => 92),
        'CPUCreditBalance/public': Array.from({ length: 168 }, () => 4),
      },
    }),
    logs: logsAnswers([logGroup('/ecs/shop', { retentionInDays: undefined })]),
    cloudtrail: cloudtrailAnswers(
      [
        trail({ Name: 'one-region', IsMultiRegionTrail: false, LogFileValidationEnabled: false }),
        trail({ Name: 'stopped' }),
      ],
      { stopped: trailStatus(false) },
    ),
    guardduty: guarddutyAnswers(),
  };
}
