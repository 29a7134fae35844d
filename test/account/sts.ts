import type { Answers } from './answers.ts';
import { AwsError } from './answers.ts';
import type { Caller, Keyring, Role } from './credentials.ts';
import { accountOfArn, roleName } from './credentials.ts';

/** What STS needs of the account. */
export interface Trust {
  readonly keyring: Keyring;
  readonly roles: Readonly<Record<string, Role>>;
  readonly expiration: Date;
}

interface Asked {
  readonly RoleArn?: string | undefined;
  readonly RoleSessionName?: string | undefined;
  readonly ExternalId?: string | undefined;
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

/** STS as every account has it: who am I, and the roles that may be assumed. */
export function stsAnswers(caller: Caller | undefined, trust: Trust): Answers['sts'] {
  return {
    GetCallerIdentity: () => ({ Account: known(caller).account, Arn: known(caller).arn, UserId: known(caller).userId }),
    AssumeRole: (input) => assume(input, known(caller), trust),
    AssumeRoleWithWebIdentity: (input) => assume(input, undefined, trust),
    GetSessionToken: () => ({ Credentials: { ...session(known(caller), trust), Expiration: trust.expiration } }),
  };
}

function known(caller: Caller | undefined): Caller {
  if (caller === undefined)
    throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  return caller;
}

function assume(input: Asked, caller: Caller | undefined, trust: Trust) {
  const arn = input.RoleArn ?? '';
  const role = trust.roles[arn];
  if (role === undefined || !fulfils(input, role)) {
    const who = caller?.arn ?? 'the web identity';
    throw new AwsError(
      'AccessDenied',
      `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      403,
    );
  }
  const name = input.RoleSessionName ?? 'session';
  const assumed = `arn:aws:sts::${accountOfArn(arn)}:assumed-role/${roleName(arn)}/${name}`;
  const as = { account: accountOfArn(arn), arn: assumed, userId: `AROAEXAMPLEEXAMPLE123:${name}` };
  return {
    Credentials: { ...session(as, trust), Expiration: trust.expiration },
    AssumedRoleUser: { Arn: assumed, AssumedRoleId: as.userId },
  };
}

function fulfils(input: Asked, role: Role): boolean {
  const external = role.externalId === undefined || input.ExternalId === role.externalId;
  const device =
    role.mfaSerial === undefined || (input.SerialNumber === role.mfaSerial && input.TokenCode === '123456');
  return external && device;
}

function session(caller: Caller, trust: Trust) {
  return { SessionToken: '', ...trust.keyring.issue(caller, 'ASIA') };
}
