import { userInfo } from 'node:os';
import { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts';
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { ClientConfig } from './collector.ts';
import type { Environment, ProfileFiles } from './profiles.ts';

export type Credentials = ClientConfig['credentials'];
type Keys = Awaited<ReturnType<Credentials>>;

/** New keys are fetched so many milliseconds before the old ones end. */
const AHEAD = 5 * 60_000;

export interface CredentialOptions {
  readonly env: Environment;
  readonly files: ProfileFiles;
  /** `--profile`; without it the environment's keys go first. */
  readonly profile: string | undefined;
  readonly region: string;
  /** Answers for STS instead of AWS. */
  readonly endpoint: string | undefined;
  readonly askMfaCode: ((serial: string) => Promise<string>) | undefined;
}

/**
 * The caller's credentials: keys in the environment, profile (keys, SSO, role, process, login), web identity, container,
 * instance; fetched once for all clients, and again before they end.
 */
export function callerCredentials({ env, files, profile, ...options }: CredentialOptions): Credentials {
  const named = profile ?? env['AWS_PROFILE'];
  const keys = profile === undefined ? keysOf(env) : undefined;
  if (keys !== undefined) return () => Promise.resolve(keys);
  const { region, endpoint, askMfaCode } = options;
  const sts = { region, ...(endpoint === undefined ? {} : { endpoint }) };
  // For STS alone: what the chain is given for all its clients would send SSO's questions to STS's region and address.
  return shared(
    fromNodeProviderChain({
      filepath: files.credentials,
      configFilepath: files.config,
      ...(named === undefined ? {} : { profile: named }),
      ...(askMfaCode === undefined ? {} : { mfaCodeProvider: askMfaCode }),
      roleAssumer: getDefaultRoleAssumer(sts),
      roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(sts),
    }),
  );
}

/** The credentials of a role, got with the caller's. */
export function roleCredentials(
  caller: Credentials,
  roleArn: string,
  {
    externalId,
    region,
    endpoint,
  }: { readonly externalId: string | undefined; readonly region: string; readonly endpoint: string | undefined },
): Credentials {
  return shared(
    fromTemporaryCredentials({
      masterCredentials: caller,
      params: {
        RoleArn: roleArn,
        RoleSessionName: sessionName(),
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
      },
      clientConfig: { region, ...(endpoint === undefined ? {} : { endpoint }) },
    }),
  );
}

/** Stands in the account's CloudTrail: who looked. STS takes word characters and `=,.@-`. */
function sessionName(): string {
  return `djaudit-${userName()}`.replaceAll(/[^\w=,.@-]/g, '-').slice(0, 64);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // a container may run under a number without a name
  }
}

export function keysOf(env: Environment): Keys | undefined {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

function shared(provider: () => Promise<Keys>): Credentials {
  let current: Promise<Keys> | undefined;
  return async () => {
    const keys = await (current ??= provider());
    if (keys.expiration === undefined || keys.expiration.getTime() - Date.now() > AHEAD) return keys;
    current = provider();
    return await current;
  };
}
