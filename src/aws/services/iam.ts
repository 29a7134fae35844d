import {
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListServerCertificatesCommand,
} from '@aws-sdk/client-iam';
import type { PolicyDocument, Role, RolePolicies, RoleUse } from '../../model/aws/index.ts';
import type { Collector, Context, ServiceModule } from '../collector.ts';
import { must } from '../collector.ts';
import { policyDocument } from '../policy-document.ts';
import { awaitedLater, once } from '../streams.ts';

const PAGE = { MaxItems: 1000 };
const GONE = { absent: ['NoSuchEntityException'] };

function next(page: { readonly IsTruncated?: boolean | undefined; readonly Marker?: string | undefined }) {
  return page.IsTruncated === true ? { Marker: must(page.Marker, 'Marker') } : undefined;
}

const accountSummary: Collector<'iam.accountSummary'> = async function* ({ ask, account, ref, arn }) {
  const answer = await ask(GetAccountSummaryCommand, {});
  yield [{ ref: ref(arn('iam', 'root'), `account ${account}`), SummaryMap: must(answer.SummaryMap, 'SummaryMap') }];
};

const roles: Collector<'iam.roles'> = async function* ({ pages, ref }) {
  for await (const page of pages(ListRolesCommand, PAGE, next)) {
    yield must(page.Roles, 'Roles').flatMap((role) => {
      const Arn = must(role.Arn, 'Arn');
      if (must(role.Path, 'Path').startsWith('/aws-service-role/')) return [];
      const RoleName = must(role.RoleName, 'RoleName');
      const trust = must(role.AssumeRolePolicyDocument, 'AssumeRolePolicyDocument');
      const AssumeRolePolicyDocument = policyDocument(trust, `the trust policy of role ${RoleName}`);
      return [{ ...role, ref: ref(Arn, RoleName), Arn, RoleName, AssumeRolePolicyDocument }];
    });
  }
};

/** A role that somebody has, and as what. */
interface UsedRole {
  readonly Arn: string;
  readonly usedAs: readonly RoleUse[];
}

/** Everybody who has a role is known before its policies are read: it is one item with all its uses. */
const rolePolicies: Collector<'iam.rolePolicies'> = async function* (context) {
  const uses = new Map<string, Set<RoleUse>>();
  const use = (Arn: string | undefined, as: RoleUse) => {
    if (Arn !== undefined) uses.set(Arn, (uses.get(Arn) ?? new Set()).add(as));
  };
  for await (const definitions of context.from('ecs.taskDefinitions')) {
    for (const definition of definitions) {
      use(definition.taskRoleArn, 'ecs task');
      use(definition.executionRoleArn, 'ecs execution');
    }
  }
  for (const Arn of await instanceRoles(context)) use(Arn, 'instance');
  for await (const groups of context.from('eks.nodegroups'))
    for (const group of groups) use(group.nodeRole, 'eks node');
  const used = [...uses].map(([Arn, as]): UsedRole => ({ Arn, usedAs: [...as].toSorted() }));
  yield* policiesOfAll(context, once(used));
};

/** Instances name a profile, and the profile has the role. */
async function instanceRoles({ from }: Context): Promise<readonly string[]> {
  const profiles = new Set<string>();
  for await (const batch of from('ec2.instances')) {
    for (const { IamInstanceProfile } of batch) if (IamInstanceProfile?.Arn) profiles.add(IamInstanceProfile.Arn);
  }
  const found: string[] = [];
  for await (const batch of from('iam.instanceProfiles')) {
    for (const { Arn, Roles = [] } of batch) {
      if (profiles.has(Arn)) found.push(...Roles.map((role) => must(role.Arn, 'Arn')));
    }
  }
  return found;
}

const deployRolePolicies: Collector<'iam.deployRolePolicies'> = (context) => {
  const trusted = async function* () {
    for await (const batch of context.from('iam.roles')) {
      yield batch.filter(trustsPipeline).map(({ Arn }): UsedRole => ({ Arn, usedAs: ['deploy'] }));
    }
  };
  return policiesOfAll(context, trusted());
};

/** The trust of a pipeline is a web identity of an OIDC provider; pods of EKS have one too, with their cluster's issuer. */
function trustsPipeline({ AssumeRolePolicyDocument }: Role): boolean {
  return AssumeRolePolicyDocument.Statement.some(({ Effect, Principal }) => {
    if (Effect !== 'Allow' || Principal === undefined || Principal === '*') return false;
    return [Principal['Federated'] ?? []]
      .flat()
      .some((provider) => provider.includes(':oidc-provider/') && !provider.includes('oidc.eks.'));
  });
}

function policiesOfAll(context: Context, roles: AsyncIterable<readonly UsedRole[]>) {
  return context.each(
    roles,
    (role) => policiesOf(context, role),
    ({ Arn }) => context.ref(Arn, roleName(Arn)),
  );
}

function roleName(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}

async function policiesOf(context: Context, { Arn, usedAs }: UsedRole): Promise<RolePolicies | undefined> {
  const RoleName = roleName(Arn);
  try {
    const [{ Role }, attached, inline] = await Promise.all([
      context.ask(GetRoleCommand, { RoleName }),
      attachedTo(context, RoleName),
      embeddedIn(context, RoleName),
    ]);
    const { PermissionsBoundary, RoleLastUsed } = must(Role, 'Role');
    const known = { ref: context.ref(Arn, RoleName), RoleName, Arn, usedAs, attached, inline };
    return {
      ...known,
      ...(PermissionsBoundary === undefined ? {} : { PermissionsBoundary }),
      ...(RoleLastUsed === undefined ? {} : { RoleLastUsed }),
    };
  } catch (error) {
    // The role was deleted while something still names it.
    if (error instanceof Error && error.cause instanceof Error && GONE.absent.includes(error.cause.name))
      return undefined;
    throw error;
  }
}

async function attachedTo(context: Context, RoleName: string): Promise<RolePolicies['attached']> {
  const attached: Promise<RolePolicies['attached'][number]>[] = [];
  for await (const page of context.pages(ListAttachedRolePoliciesCommand, { ...PAGE, RoleName }, next)) {
    attached.push(...must(page.AttachedPolicies, 'AttachedPolicies').map(managed(context)).map(awaitedLater));
  }
  return await Promise.all(attached);
}

async function embeddedIn(context: Context, RoleName: string): Promise<RolePolicies['inline']> {
  const inline: Promise<RolePolicies['inline'][number]>[] = [];
  for await (const page of context.pages(ListRolePoliciesCommand, { ...PAGE, RoleName }, next)) {
    inline.push(...must(page.PolicyNames, 'PolicyNames').map(embedded(context, RoleName)).map(awaitedLater));
  }
  return await Promise.all(inline);
}

function managed({ ask }: Context) {
  return async (policy: { readonly PolicyName?: string | undefined; readonly PolicyArn?: string | undefined }) => {
    const PolicyArn = must(policy.PolicyArn, 'PolicyArn');
    const PolicyName = must(policy.PolicyName, 'PolicyName');
    const { Policy } = await ask(GetPolicyCommand, { PolicyArn });
    const VersionId = must(Policy?.DefaultVersionId, 'Policy.DefaultVersionId');
    const { PolicyVersion } = await ask(GetPolicyVersionCommand, { PolicyArn, VersionId });
    const text = must(PolicyVersion?.Document, 'PolicyVersion.Document');
    return { PolicyName, PolicyArn, document: policyDocument(text, `policy ${PolicyName}`) };
  };
}

function embedded({ ask }: Context, RoleName: string) {
  return async (PolicyName: string): Promise<{ PolicyName: string; document: PolicyDocument }> => {
    const { PolicyDocument: text } = await ask(GetRolePolicyCommand, { RoleName, PolicyName });
    const what = `policy ${PolicyName} of role ${RoleName}`;
    return { PolicyName, document: policyDocument(must(text, 'PolicyDocument'), what) };
  };
}

const instanceProfiles: Collector<'iam.instanceProfiles'> = async function* ({ pages, ref }) {
  for await (const page of pages(ListInstanceProfilesCommand, PAGE, next)) {
    yield must(page.InstanceProfiles, 'InstanceProfiles').map((profile) => {
      const Arn = must(profile.Arn, 'Arn');
      const InstanceProfileName = must(profile.InstanceProfileName, 'InstanceProfileName');
      // The trust policies of the roles are read with the roles.
      const Roles = must(profile.Roles, 'Roles').map(({ AssumeRolePolicyDocument: _, ...role }) => role);
      return { ...profile, Roles, ref: ref(Arn, InstanceProfileName), Arn, InstanceProfileName };
    });
  }
};

const serverCertificates: Collector<'iam.serverCertificates'> = async function* ({ pages, ref }) {
  for await (const page of pages(ListServerCertificatesCommand, PAGE, next)) {
    yield must(page.ServerCertificateMetadataList, 'ServerCertificateMetadataList').map((certificate) => {
      const Arn = must(certificate.Arn, 'Arn');
      const ServerCertificateName = must(certificate.ServerCertificateName, 'ServerCertificateName');
      return { ...certificate, ref: ref(Arn, ServerCertificateName), Arn, ServerCertificateName };
    });
  }
};

export const iam: ServiceModule<'iam'> = {
  client: (config) => new IAMClient(config),
  collectors: {
    'iam.accountSummary': accountSummary,
    'iam.roles': roles,
    'iam.rolePolicies': rolePolicies,
    'iam.deployRolePolicies': deployRolePolicies,
    'iam.instanceProfiles': instanceProfiles,
    'iam.serverCertificates': serverCertificates,
  },
};
