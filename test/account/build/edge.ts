import type { ProtectedResource, RecoveryPointByResource } from '@aws-sdk/client-backup';
import type { GetEmailIdentityCommandOutput } from '@aws-sdk/client-sesv2';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { arn, daysAgo } from './where.ts';

/** Load balancers that are behind the firewall, by ARN. */
export function wafv2Answers(covered: readonly string[]): NonNullable<Answers['wafv2']> {
  return {
    GetWebACLForResource: ({ ResourceArn = '' }) => (covered.includes(ResourceArn) ? { WebACL: WEB_ACL } : {}),
  };
}

const VISIBILITY = { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: 'shop' };
const WEB_ACL = {
  Name: 'shop',
  Id: '0a1b2c3d-0000-4000-8000-00000000aac1',
  ARN: arn('wafv2', 'regional/webacl/shop/0a1b2c3d-0000-4000-8000-00000000aac1'),
  DefaultAction: { Allow: {} },
  Description: '',
  Rules: [
    {
      Name: 'common',
      Priority: 0,
      Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet' } },
      OverrideAction: { None: {} },
      VisibilityConfig: { ...VISIBILITY, MetricName: 'common' },
    },
  ],
  VisibilityConfig: VISIBILITY,
  Capacity: 700,
  ManagedByFirewallManager: false,
};

type Identity = Omit<GetEmailIdentityCommandOutput, '$metadata'>;

/** A domain that is verified and signs. */
export function emailIdentity(differs: Partial<Identity> = {}): Identity {
  return {
    IdentityType: 'DOMAIN',
    FeedbackForwardingStatus: true,
    VerifiedForSendingStatus: true,
    VerificationStatus: 'SUCCESS',
    DkimAttributes: {
      SigningEnabled: true,
      Status: 'SUCCESS',
      Tokens: ['a', 'b', 'c'],
      SigningAttributesOrigin: 'AWS_SES',
    },
    MailFromAttributes: {
      MailFromDomain: 'mail.example.com',
      MailFromDomainStatus: 'SUCCESS',
      BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
    },
    Policies: {},
    Tags: [],
    ...differs,
  };
}

/** @param production false: the sandbox, which sends to verified addresses only */
export function sesAnswers(
  identities: Readonly<Record<string, Identity>>,
  production = true,
): NonNullable<Answers['sesv2']> {
  return {
    ListEmailIdentities: {
      EmailIdentities: Object.entries(identities).map(
        ([IdentityName, { IdentityType, VerifiedForSendingStatus, VerificationStatus }]) => ({
          IdentityName,
          IdentityType,
          SendingEnabled: VerifiedForSendingStatus,
          VerificationStatus,
        }),
      ),
    },
    GetEmailIdentity: ({ EmailIdentity = '' }) => {
      const found = identities[EmailIdentity];
      if (found === undefined)
        throw new AwsError('NotFoundException', `Email identity ${EmailIdentity} does not exist.`, 404);
      return found;
    },
    GetAccount: {
      DedicatedIpAutoWarmupEnabled: false,
      EnforcementStatus: 'HEALTHY',
      ProductionAccessEnabled: production,
      SendQuota: { Max24HourSend: production ? 50_000 : 200, MaxSendRate: production ? 14 : 1, SentLast24Hours: 120 },
      SendingEnabled: true,
      SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    },
  };
}

/** @param resources ARNs of what AWS Backup protects */
export function backupAnswers(
  resources: readonly string[],
  points: Readonly<Record<string, readonly RecoveryPointByResource[]>> = {},
): NonNullable<Answers['backup']> {
  const protectedResource = (ResourceArn: string): ProtectedResource => ({
    ResourceArn,
    ResourceType: 'RDS',
    LastBackupTime: daysAgo(1),
  });
  return {
    ListProtectedResources: { Results: resources.map(protectedResource) },
    ListRecoveryPointsByResource: ({ ResourceArn = '' }) => ({ RecoveryPoints: [...(points[ResourceArn] ?? [])] }),
  };
}
