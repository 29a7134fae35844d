import type { InstanceProfile, Role as SdkRole, ServerCertificateMetadata } from '@aws-sdk/client-iam';
import type { Subject } from '../subject.ts';
import type { Item } from './item.ts';
import type { PolicyDocument } from './s3.ts';

/** A role with its trust policy parsed; AWS's service-linked roles are left out. */
export type Role = Omit<Item<SdkRole, 'Arn' | 'RoleName'>, 'AssumeRolePolicyDocument'> & {
  readonly AssumeRolePolicyDocument: PolicyDocument;
};

/** What a role may do. `ref` is the role's. */
export interface RolePolicies extends Subject {
  readonly RoleName: string;
  readonly Arn: string;
  /** Who has it. */
  readonly usedAs: readonly RoleUse[];
  /** The policy that bounds what the others allow. */
  readonly PermissionsBoundary?: SdkRole['PermissionsBoundary'];
  readonly RoleLastUsed?: SdkRole['RoleLastUsed'];
  readonly attached: readonly {
    readonly PolicyName: string;
    readonly PolicyArn: string;
    readonly document: PolicyDocument;
  }[];
  readonly inline: readonly { readonly PolicyName: string; readonly document: PolicyDocument }[];
}

export type RoleUse = 'ecs task' | 'ecs execution' | 'instance' | 'eks node' | 'deploy';

export interface IamFacts {
  'iam.accountSummary': readonly (Subject & { readonly SummaryMap: Readonly<Record<string, number>> })[];
  'iam.roles': readonly Role[];
  /** Of the roles that tasks, instances and nodes have. */
  'iam.rolePolicies': readonly RolePolicies[];
  /** Of the roles that a deployment pipeline can assume: their trust policy names an OIDC provider. */
  'iam.deployRolePolicies': readonly RolePolicies[];
  'iam.instanceProfiles': readonly Item<InstanceProfile, 'Arn' | 'InstanceProfileName'>[];
  'iam.serverCertificates': readonly Item<ServerCertificateMetadata, 'Arn' | 'ServerCertificateName'>[];
}
