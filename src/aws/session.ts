import { UserError } from '../model/user-error.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { type Credentials, callerCredentials, keysOf, roleCredentials } from './credentials.ts';
import type { ServiceName } from './declarations.ts';
import { endpointOf } from './endpoint.ts';
import { CallFailed } from './errors.ts';
import { partitionOf } from './partition.ts';
import { type Environment, nearNames, type ProfileFiles, readProfiles } from './profiles.ts';
import { refusal, unusable } from './session-errors.ts';

export interface SessionRequest {
  readonly env: Environment;
  readonly profile: string | undefined;
  /** The first of `--region`, when it names one. */
  readonly region: string | undefined;
  readonly externalId: string | undefined;
  readonly askMfaCode: ((serial: string) => Promise<string>) | undefined;
}

/** The caller, before any account is asked anything. */
export interface Session {
  readonly profile: string | undefined;
  readonly region: string;
  /** The profile signs in by SSO. */
  readonly sso: boolean;
  readonly credentials: Credentials;
  readonly endpointOf: (service: ServiceName) => string | undefined;
  /** The credentials of `--role-arn`. */
  readonly assume: (roleArn: string) => Credentials;
}

/** Who answers: an account, with the connection to it. */
export interface OpenAccount {
  readonly id: string;
  readonly arn: string;
  readonly partition: string;
  readonly connection: Connection;
}

/**
 * Finds the credentials and the region, without a request.
 * @throws UserError unknown profile, half-set keys, no credentials, no region
 */
export async function openSession(request: SessionRequest): Promise<Session> {
  const { env, externalId, askMfaCode } = request;
  const files = await readProfiles(env);
  const profile = request.profile ?? (keysOf(env) === undefined ? env['AWS_PROFILE'] : undefined);
  checkProfile(profile, files);
  checkKeys(env, request.profile);
  const region = regionOf(request, files, profile);
  const sts = endpointOf(env, 'sts');
  const credentials = callerCredentials({ env, files, profile: request.profile, region, endpoint: sts, askMfaCode });
  const keys = files.profiles.get(profile ?? 'default');
  return {
    profile,
    region,
    sso: keys !== undefined && ('sso_session' in keys || 'sso_start_url' in keys),
    credentials,
    endpointOf: (service) => endpointOf(env, service),
    assume: (roleArn) => roleCredentials(credentials, roleArn, { externalId, region, endpoint: sts }),
  };
}

/** @throws UserError when STS does not say who is calling */
export async function openAccount(
  session: Session,
  roleArn: string | undefined,
  options: Omit<ConnectionOptions, 'credentials' | 'endpointOf'>,
): Promise<OpenAccount> {
  const credentials = roleArn === undefined ? session.credentials : session.assume(roleArn);
  const { profile, region, sso } = session;
  const where = { profile, roleArn, region, sso, endpoint: session.endpointOf('sts') };
  const guarded: Credentials = async () => {
    try {
      return await credentials();
    } catch (error) {
      throw unusable(error, where);
    }
  };
  const connection = new Connection({ ...options, credentials: guarded, endpointOf: session.endpointOf });
  try {
    const identity = await whoAmI(connection, session.region);
    return { ...identity, partition: partitionOf(identity.arn), connection };
  } catch (error) {
    connection.close();
    throw refusal(error, where);
  }
}

async function whoAmI(connection: Connection, region: string): Promise<{ readonly id: string; readonly arn: string }> {
  const { GetCallerIdentityCommand, sts } = await import('./services/sts.ts');
  const target = { service: 'sts', region, client: sts.client } as const;
  const { Account, Arn } = await connection.ask(target, GetCallerIdentityCommand, {});
  if (Account === undefined || Arn === undefined) {
    throw new CallFailed('sts:GetCallerIdentity', new Error('the answer names no account'));
  }
  return { id: Account, arn: Arn };
}

function checkProfile(profile: string | undefined, { profiles, config }: ProfileFiles): void {
  if (profile === undefined || profiles.has(profile)) return;
  const near = nearNames(profile, profiles.keys());
  const others = near.length > 0 ? `did you mean ${near.join(' or ')}?` : listed([...profiles.keys()]);
  throw new UserError(`there is no AWS profile "${profile}" in ${config}`, others);
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'aws configure sso';
  return `choose one of: ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`;
}

function checkKeys(env: Environment, profile: string | undefined): void {
  const [id, secret] = [env['AWS_ACCESS_KEY_ID'], env['AWS_SECRET_ACCESS_KEY']].map(Boolean);
  if (profile !== undefined || id === secret) return;
  const [there, missing] = id === true ? ['ID', 'SECRET_ACCESS_KEY'] : ['SECRET', 'ACCESS_KEY_ID'];
  const name = there === 'ID' ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY';
  throw new UserError(
    `half of the AWS credentials is missing: ${name} is set and AWS_${missing} is not`,
    `set AWS_${missing} too, or unset ${name}`,
  );
}

function regionOf({ env, region }: SessionRequest, { profiles }: ProfileFiles, profile: string | undefined): string {
  const inProfile = profiles.get(profile ?? 'default')?.['region'];
  const found = region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || inProfile);
  if (found) return found;
  const whose = profile === undefined ? 'the AWS credentials have' : `the AWS profile "${profile}" has`;
  throw new UserError(`${whose} no region`, 'name one: --region eu-west-1');
}
