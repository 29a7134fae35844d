import type { Unavailable } from '../model/fact.ts';
import { unavailable } from '../model/fact.ts';
import { actionOf } from './actions.ts';
import { UnreadableAnswer } from './collector.ts';

/** What the SDK's errors have in common, whatever the protocol: `name` is the code that the service sent. */
export interface ServiceError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly code?: string;
  readonly $response?: { readonly statusCode?: number };
}

/** An operation that failed, and with what. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  /** `rds:DescribeDBInstances`. */
  readonly operation: string;
  readonly error: ServiceError;

  constructor(operation: string, error: unknown) {
    super(`${operation}: ${messageOf(error)}`, { cause: error });
    this.operation = operation;
    this.error = error instanceof Error ? error : new Error(String(error));
  }
}

/** A fact that this one is read from is unavailable. */
export class ParentUnavailable extends Error {
  override readonly name = 'ParentUnavailable';
  readonly fact: string;
  readonly why: Unavailable;

  constructor(fact: string, why: Unavailable) {
    super(`${fact}: ${why.reason}`);
    this.fact = fact;
    this.why = why;
  }
}

const DENIED =
  /^(AccessDenied(Exception|Fault)?|UnauthorizedOperation|AuthorizationError(Exception)?|NotAuthorized(Exception)?|UnauthorizedException|ForbiddenException|InsufficientPrivileges(Exception)?|Client\.UnauthorizedOperation|AllAccessDisabled)$/;
const EXPIRED = /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired|CredentialsProviderError|UserError)$/;
/** Keys that are not known there: refused, or a region that is not enabled, which looks the same. */
const NOT_KNOWN =
  /^(InvalidClientTokenId|UnrecognizedClientException|AuthFailure|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken)$/;
const NOT_OPTED_IN = /^(OptInRequired|OptInRequiredException|SubscriptionRequiredException|RegionDisabledException)$/;
const THROTTLING =
  /^(Throttling(Exception)?|ThrottledException|RequestThrottled(Exception)?|TooManyRequests(Exception)?|RequestLimitExceeded|ProvisionedThroughputExceededException|BandwidthLimitExceeded|PriorRequestNotComplete|SlowDown|EC2ThrottledException|TransactionInProgressException)$/;
const NETWORK =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|UND_ERR_\w+)$/;

export function isThrottling(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, $metadata } = error as ServiceError; // every member of it is optional
  return THROTTLING.test(name) || $metadata?.httpStatusCode === 429;
}

/** A request that nobody answered in time. A connection that was reset has the same name and a code. */
export function isTimeOut(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError' && !NETWORK.test((error as ServiceError).code ?? '');
}

/** An answer whose body broke off or was somebody else's; asking again may mend it. */
export function isBroken(error: unknown): boolean {
  return error instanceof Error && isUnreadable(error) && (statusOf(error) ?? 200) < 400;
}

export function isUnknownKey(error: unknown): boolean {
  return error instanceof Error && NOT_KNOWN.test(error.name);
}

/**
 * Whether the next item may be answered although this one was not: it was denied, or its answer cannot be read. Otherwise it
 * is the service, the connection or the credentials that fail, for whatever is asked.
 */
export function isOfOneItem(error: unknown): boolean {
  if (!(error instanceof CallFailed)) return !(error instanceof ParentUnavailable);
  const { name, code } = error.error;
  const ofAll = EXPIRED.test(name) || NOT_KNOWN.test(name) || NOT_OPTED_IN.test(name) || NETWORK.test(code ?? '');
  return !ofAll && !isGivenUp(error.error) && !isThrottling(error.error) && !isTimeOut(error.error);
}

/** What of an error can be told to the report: the reason of the unavailable fact, and the permission that would mend it. */
export function reasonOf(error: unknown): Unavailable {
  if (error instanceof ParentUnavailable) {
    return unavailable(`needs ${error.fact}: ${error.why.reason}`, error.why.action);
  }
  if (error instanceof CallFailed) return reasonOfCall(error);
  if (error instanceof UnreadableAnswer) return unavailable(`unreadable answer: ${error.message}`);
  if (error instanceof Error && isGivenUp(error)) return unavailable(error.message);
  return unavailable(`defect of djaudit: ${messageOf(error)}`);
}

function reasonOfCall({ operation, error }: CallFailed): Unavailable {
  const action = actionOf(operation);
  const status = statusOf(error);
  if (isGivenUp(error)) return unavailable(error.message);
  if (DENIED.test(error.name) || (error.name === 'Unknown' && status === 403)) return denied(action, error.message);
  if (EXPIRED.test(error.name)) return unavailable(`credentials expired half-way (${action})`);
  if (NOT_OPTED_IN.test(error.name)) return unavailable('region not enabled');
  if (NOT_KNOWN.test(error.name)) return unavailable(`credentials refused half-way: ${error.name} (${action})`);
  if (isThrottling(error)) return unavailable(`throttled: ${action}`);
  if (isTimeOut(error)) return unavailable(`timed out: ${action}`);
  if (isUnreadable(error))
    return unavailable(`unreadable answer: ${action}${status === undefined ? '' : `, HTTP ${status}`}`);
  if (error.code === 'ENOTFOUND') return unavailable(`not available in the region: ${hostOf(error)} is not known`);
  if (error.code !== undefined && NETWORK.test(error.code))
    return unavailable(`no connection: ${error.code} (${action})`);
  return unavailable(`${error.name}: ${action}${status === undefined ? '' : `, HTTP ${status}`}`);
}

/** The account's own words for where a deny stands, when it is not merely a missing permission. */
function denied(action: string, message: string): Unavailable {
  const where = /with an explicit deny(?: in an? ([a-z -]+? policy))?/i.exec(message);
  if (where === null) return unavailable(`denied: ${action}`, action);
  return unavailable(`denied: ${action} (explicit deny${where[1] === undefined ? '' : ` in a ${where[1]}`})`, action);
}

/** A body that is not AWS's: a proxy's page, an answer that ends half-way. */
function isUnreadable(error: ServiceError): boolean {
  if (error instanceof UnreadableAnswer || error.name === 'SyntaxError') return true;
  if (error.name === 'Unknown' || error.name === 'UnknownError') return true;
  return /deserializ|unexpected (token|end)|is not valid JSON|unclosed|closing tag|xml/i.test(error.message);
}

/** Where the body could not be read, only the hidden response has it. */
function statusOf({ $metadata, $response }: ServiceError): number | undefined {
  return $metadata?.httpStatusCode ?? $response?.statusCode;
}

function hostOf(error: ServiceError): string {
  return 'hostname' in error && typeof error.hostname === 'string' ? error.hostname : 'the endpoint';
}

function isGivenUp(error: Error): boolean {
  return error.name === 'GivenUp';
}

export function messageOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).replaceAll(/\s+/g, ' ').trim();
}
