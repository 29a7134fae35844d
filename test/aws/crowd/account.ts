import { ACCOUNT, arn, daysAgo, REGION } from '../../account/build/where.ts';
import type { Answers } from '../../account/index.ts';
import { AwsError } from '../../account/index.ts';
import type { Each } from './each.ts';

export function account(each: Each): Answers {
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

export function watching(each: Each): Answers {
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
