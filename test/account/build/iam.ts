import type { InstanceProfile, Role, ServerCertificateMetadata } from '@aws-sdk/client-iam';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { ACCOUNT, daysAgo, digits } from './where.ts';

/** A role and the policies that are on it. */
export interface RoleThings {
  readonly name: string;
  /** The trust policy. */
  readonly trust: object;
  /** ARNs; those of AWS's own policies start with `arn:aws:iam::aws:policy/`. */
  readonly attached: readonly string[];
  readonly inline: Readonly<Record<string, object>>;
}

export function role(name: string, differs: Partial<RoleThings> = {}): RoleThings {
  return { name, trust: trustOf('ec2.amazonaws.com'), attached: [], inline: {}, ...differs };
}

export function trustOf(service: string): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  };
}

/** GitHub's workflows of one repository, or of whatever `subject` says; `null` leaves the condition out. */
export function trustGitHub(subject: string | null, audience: string | null = 'sts.amazonaws.com'): object {
  const issuer = 'token.actions.githubusercontent.com';
  const equals = audience === null ? {} : { StringEquals: { [`${issuer}:aud`]: audience } };
  const like = subject === null ? {} : { StringLike: { [`${issuer}:sub`]: subject } };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { ...equals, ...like },
      },
    ],
  };
}

export const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
export const SSM_CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

/** What AWS's own policies say, as far as the fixtures use them. */
const MANAGED: Readonly<Record<string, object>> = {
  [ADMINISTRATOR]: allow(['*'], '*'),
  'arn:aws:iam::aws:policy/AmazonS3FullAccess': allow(['s3:*', 's3-object-lambda:*'], '*'),
  [SSM_CORE]: allow(
    [
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:OpenDataChannel',
      'ec2messages:GetMessages',
    ],
    '*',
  ),
  'arn:aws:iam::aws:policy/AWSElasticBeanstalkWebTier': allow(
    ['s3:Get*', 's3:List*', 's3:PutObject', 'logs:CreateLogStream'],
    '*',
  ),
  'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy': allow(
    ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    '*',
  ),
  'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy': allow(['ec2:DescribeInstances', 'eks:DescribeCluster'], '*'),
};

export function allow(Action: readonly string[] | string, Resource: readonly string[] | string): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] };
}

export interface IamThings {
  readonly roles?: readonly RoleThings[];
  /** The account's own policies, by ARN. */
  readonly policies?: Readonly<Record<string, object>>;
  /** Roles by the instance profile's name. */
  readonly instanceProfiles?: Readonly<Record<string, string>>;
  readonly serverCertificates?: readonly ServerCertificateMetadata[];
  readonly summary?: Readonly<Record<string, number>>;
}

const SUMMARY = {
  AccountMFAEnabled: 1,
  AccountAccessKeysPresent: 0,
  AccountSigningCertificatesPresent: 0,
  Users: 2,
  MFADevices: 2,
  Roles: 12,
};

export function iamAnswers(things: IamThings): NonNullable<Answers['iam']> {
  const { roles = [], policies = {}, instanceProfiles = {}, serverCertificates = [], summary = SUMMARY } = things;
  const find = (name: string | undefined) =>
    roles.find((item) => item.name === name) ?? noSuch(`The role with name ${name ?? ''} cannot be found.`);
  const document = (arn: string | undefined) =>
    policies[arn ?? ''] ?? MANAGED[arn ?? ''] ?? noSuch(`Policy ${arn ?? ''} was not found.`);
  return {
    GetAccountSummary: { SummaryMap: { ...summary } },
    ListRoles: { Roles: roles.map(roleOf) },
    GetRole: ({ RoleName }) => ({ Role: roleOf(find(RoleName)) }),
    ListAttachedRolePolicies: ({ RoleName }) => ({
      AttachedPolicies: find(RoleName).attached.map((PolicyArn) => ({
        PolicyArn,
        PolicyName: PolicyArn.split('/').pop(),
      })),
    }),
    ListRolePolicies: ({ RoleName }) => ({ PolicyNames: Object.keys(find(RoleName).inline) }),
    GetRolePolicy: ({ RoleName, PolicyName = '' }) => ({
      RoleName,
      PolicyName,
      PolicyDocument: encoded(
        find(RoleName).inline[PolicyName] ?? noSuch(`The role policy with name ${PolicyName} cannot be found.`),
      ),
    }),
    GetPolicy: ({ PolicyArn }) => {
      document(PolicyArn);
      return {
        Policy: {
          PolicyName: PolicyArn?.split('/').pop(),
          PolicyId: `ANPA${digits(PolicyArn ?? '', 17).toUpperCase()}`,
          Arn: PolicyArn,
          Path: '/',
          DefaultVersionId: 'v1',
          AttachmentCount: 1,
          IsAttachable: true,
          CreateDate: daysAgo(900),
          UpdateDate: daysAgo(900),
        },
      };
    },
    GetPolicyVersion: ({ PolicyArn }) => ({
      PolicyVersion: {
        Document: encoded(document(PolicyArn)),
        VersionId: 'v1',
        IsDefaultVersion: true,
        CreateDate: daysAgo(900),
      },
    }),
    ListInstanceProfiles: {
      InstanceProfiles: Object.entries(instanceProfiles).map(([name, roleName]) =>
        instanceProfile(name, roleOf(find(roleName))),
      ),
    },
    ListServerCertificates: { ServerCertificateMetadataList: [...serverCertificates] },
  };
}

/** IAM hands out documents with every character escaped. */
function encoded(document: object): string {
  return encodeURIComponent(JSON.stringify(document));
}

function roleOf({ name, trust }: RoleThings): Role {
  return {
    Path: '/',
    RoleName: name,
    RoleId: `AROA${digits(name, 17).toUpperCase()}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    CreateDate: daysAgo(400),
    AssumeRolePolicyDocument: encoded(trust),
    MaxSessionDuration: 3600,
  };
}

function instanceProfile(name: string, of: Role): InstanceProfile {
  return {
    Path: '/',
    InstanceProfileName: name,
    InstanceProfileId: `AIPA${digits(name, 17).toUpperCase()}`,
    Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/${name}`,
    CreateDate: daysAgo(400),
    Roles: [of],
  };
}

function noSuch(message: string): never {
  throw new AwsError('NoSuchEntity', message, 404);
}
