import { UserError } from '../model/user-error.ts';
import { CallFailed, messageOf, type ServiceError } from './errors.ts';

export interface Where {
  readonly profile: string | undefined;
  readonly roleArn: string | undefined;
  readonly region: string;
  readonly endpoint: string | undefined;
  /** The profile signs in by SSO. */
  readonly sso: boolean;
}

/** Why there are no credentials, as one line with the way out. */
export function unusable(error: unknown, where: Where): Error {
  const text = messageOf(error);
  const { name, code } = error instanceof Error ? (error as ServiceError) : { name: '', code: undefined }; // all optional
  if (error instanceof UserError) return error;
  if (/sso/i.test(text) && /expired|invalid|not found|refresh/i.test(text)) return ssoExpired(where, error);
  if (where.sso && /Session token not found|UnauthorizedException/.test(text)) return ssoExpired(where, error);
  if (where.sso && /No access|ForbiddenException/.test(text)) return ssoWithoutAccess(where, error);
  if (/multi-factor/i.test(text)) {
    return new UserError(`${holder(where)} asks for an MFA code`, 'run djaudit in a terminal, where it can ask you', {
      cause: error,
    });
  }
  if (where.roleArn !== undefined && name === 'AccessDenied') {
    return new UserError(
      `AWS refuses the credentials of the role ${where.roleArn} to the caller (sts:AssumeRole)`,
      'let its trust policy name the caller, and give --external-id if it asks for one',
      { cause: error },
    );
  }
  if (/could not load credentials from any providers/i.test(text)) {
    return where.sso ? ssoExpired(where, error) : none(where, error);
  }
  if (isUnreachable(code, name)) return unreachable(where, code ?? name, error);
  return new UserError(`no AWS credentials from ${holder(where)}: ${text}`, loginOf(where), { cause: error });
}

/** Why the account does not open: STS refuses, or does not answer. */
export function refusal(error: unknown, where: Where): Error {
  const cause = error instanceof CallFailed ? error.error : error;
  if (cause instanceof UserError) return cause;
  if (!(cause instanceof Error)) return new Error(String(cause));
  const { name, code, $metadata } = cause as ServiceError; // all optional
  if (/^Expired|RequestExpired/.test(name)) {
    return new UserError(`the AWS credentials of ${holder(where)} have expired`, loginOf(where), { cause });
  }
  if (
    /InvalidClientTokenId|SignatureDoesNotMatch|UnrecognizedClient|AuthFailure|AccessDenied|InvalidAccessKeyId|MissingAuthenticationToken/.test(
      name,
    )
  ) {
    return new UserError(`AWS refuses the credentials of ${holder(where)} (${name})`, loginOf(where), { cause });
  }
  if (name === 'GivenUp' && cause.message === 'interrupted') {
    return new UserError('interrupted before AWS said whose credentials these are', undefined, { cause });
  }
  if (name === 'GivenUp' || name === 'TimeoutError' || isUnreachable(code, name)) {
    return unreachable(where, code ?? 'no answer', cause);
  }
  const status = $metadata?.httpStatusCode === undefined ? '' : `, HTTP ${$metadata.httpStatusCode}`;
  return new UserError(
    `${addressOf(where)} does not answer as AWS does, so that the credentials of ${holder(where)} cannot be used (${name}${status})`,
    'look at AWS_ENDPOINT_URL and at the proxy',
    { cause },
  );
}

function ssoExpired(where: Where, cause: unknown): UserError {
  const profile = where.profile ?? 'default';
  return new UserError(
    `the SSO session of the AWS profile "${profile}" has expired or was never begun`,
    `aws sso login --profile ${profile}`,
    {
      cause,
    },
  );
}

function ssoWithoutAccess(where: Where, cause: unknown): UserError {
  return new UserError(
    `the SSO session gives no credentials for the account and role of ${holder(where)}`,
    'look at its sso_account_id and sso_role_name: the user must be assigned to that permission set',
    { cause },
  );
}

function none(where: Where, cause: unknown): UserError {
  if (where.profile !== undefined) {
    return new UserError(`the AWS profile "${where.profile}" has no credentials`, loginOf(where), { cause });
  }
  return new UserError(
    'there are no AWS credentials',
    'name a profile with --profile, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or scan the repository alone with --offline',
    { cause },
  );
}

function unreachable(where: Where, why: string, cause: unknown): UserError {
  return new UserError(
    `${addressOf(where)} cannot be reached with the credentials of ${holder(where)} (${why})`,
    where.endpoint === undefined ? 'look at the network, the proxy and the region' : 'look at AWS_ENDPOINT_URL',
    { cause },
  );
}

function isUnreachable(code: string | undefined, name: string): boolean {
  return name === 'TimeoutError' || /^(E[A-Z]+|CERT_\w+|ERR_\w+|UNABLE_\w+|SELF_SIGNED\w+)$/.test(code ?? '');
}

function addressOf({ endpoint, region }: Where): string {
  return endpoint ?? `sts.${region}.amazonaws.com`;
}

function holder({ profile, roleArn }: Where): string {
  if (roleArn !== undefined) return `the role ${roleArn}`;
  return profile === undefined ? 'the environment' : `the AWS profile "${profile}"`;
}

function loginOf({ profile, sso }: Where): string {
  if (sso) return `aws sso login --profile ${profile ?? 'default'}`;
  return profile === undefined ? 'set new keys in the environment' : `aws configure --profile ${profile}`;
}
