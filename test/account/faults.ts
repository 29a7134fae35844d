import { actionOf } from './actions.ts';
import { AwsError } from './answers.ts';
import type { Client } from './client.ts';
import type { ServiceName } from './services.ts';

/** What can go wrong; each looks as it does on AWS. */
export type Trouble =
  | 'access-denied'
  | 'explicit-deny'
  | 'expired-token'
  | 'region-disabled'
  | 'hang'
  | 'reset'
  | 'html-502'
  | 'error-500'
  | 'empty-answer'
  | 'cut-answer'
  | { readonly throttle: { readonly rate: number; readonly burst: number } }
  | { readonly latencyMs: number }
  | { readonly error: { readonly code: string; readonly message: string; readonly status: number } };

/** One trouble and where it strikes; what is left out means every. */
export interface Fault {
  readonly service?: ServiceName | readonly ServiceName[];
  readonly operation?: string | readonly string[];
  readonly region?: string;
  readonly account?: string;
  /** From the n-th request on that all of this fits, counted from 1. */
  readonly from?: number;
  /** For so many requests. */
  readonly times?: number;
  readonly trouble: Trouble;
}

export interface Struck {
  readonly client: Client;
  readonly operation: string;
  readonly region: string;
  readonly account: string;
  /** Who asks: it stands in AWS's text. */
  readonly arn: string;
}

/** Finds the faults that strike a request; counts and buckets live as long as the account. */
export class Faults {
  readonly #seen = new Map<Fault, number>();
  readonly #buckets = new Map<string, Bucket>();
  readonly #faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    this.#faults = faults;
  }

  striking(at: Struck): readonly Trouble[] {
    return this.#faults.filter((fault) => this.#strikes(fault, at)).map(({ trouble }) => trouble);
  }

  #strikes(fault: Fault, at: Struck): boolean {
    if (!fits(fault, at)) return false;
    const seen = (this.#seen.get(fault) ?? 0) + 1;
    this.#seen.set(fault, seen);
    const from = fault.from ?? 1;
    if (seen < from || seen >= from + (fault.times ?? Infinity)) return false;
    return typeof fault.trouble === 'string' || !('throttle' in fault.trouble) || !this.#bucket(fault, at).take();
  }

  /** AWS counts by account, region and service. */
  #bucket(fault: Fault, at: Struck): Bucket {
    const key = `${this.#faults.indexOf(fault)} ${at.account} ${at.region} ${at.client.service}`;
    const { rate, burst } = throttleOf(fault.trouble);
    const bucket = this.#buckets.get(key) ?? new Bucket(rate, burst);
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

function fits(fault: Fault, at: Struck): boolean {
  const services = fault.service === undefined ? undefined : [fault.service].flat();
  const operations = fault.operation === undefined ? undefined : [fault.operation].flat();
  return (
    (services === undefined || services.includes(at.client.service)) &&
    (operations === undefined || operations.includes(at.operation)) &&
    (fault.region === undefined || fault.region === at.region) &&
    (fault.account === undefined || fault.account === at.account)
  );
}

function throttleOf(trouble: Trouble): { readonly rate: number; readonly burst: number } {
  return typeof trouble === 'object' && 'throttle' in trouble ? trouble.throttle : { rate: Infinity, burst: Infinity };
}

/** A token bucket: `burst` at once, then `rate` a second. */
class Bucket {
  #tokens: number;
  #at = performance.now();
  readonly #rate: number;
  readonly #burst: number;

  constructor(rate: number, burst: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
  }

  take(): boolean {
    const now = performance.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#rate);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

const ERRORS: Readonly<Partial<Record<Trouble & string, (wording: Wording, at: Struck) => AwsError>>> = {
  'access-denied': (wording, at) =>
    denied(wording, at, `because no identity-based policy allows the ${action(at)} action`),
  'explicit-deny': (wording, at) => denied(wording, at, 'with an explicit deny in a service control policy'),
  'expired-token': ({ expired }) => new AwsError(...expired),
  'region-disabled': ({ disabled }) => new AwsError(...disabled),
  'error-500': ({ internal }) => new AwsError(...internal),
};

/** The error of a trouble that is one, in the words of the service's protocol. */
export function errorOf(trouble: Trouble, at: Struck): AwsError | undefined {
  const wording = WORDINGS[wordingOf(at.client)];
  if (typeof trouble === 'string') return ERRORS[trouble]?.(wording, at);
  if ('throttle' in trouble) return new AwsError(...wording.throttled);
  return 'error' in trouble ? new AwsError(trouble.error.code, trouble.error.message, trouble.error.status) : undefined;
}

function action(at: Struck): string {
  return actionOf(at.client.service, at.operation);
}

/** EC2 says it in its own way. */
function denied(wording: Wording, at: Struck, why: string): AwsError {
  const [code, status] = wording.denied;
  const resource = `arn:aws:${at.client.service}:${at.region}:${at.account}:*`;
  const text = `User: ${at.arn} is not authorized to perform: ${action(at)} on resource: ${resource} ${why}`;
  const prefix = at.client.wire === 'ec2' ? 'You are not authorized to perform this operation. ' : '';
  return new AwsError(code, `${prefix}${text}`, status);
}

type Words = readonly [code: string, message: string, status: number];
interface Wording {
  readonly denied: readonly [code: string, status: number];
  readonly expired: Words;
  readonly disabled: Words;
  readonly throttled: Words;
  readonly internal: Words;
}

const INVALID = 'The security token included in the request is invalid';
const EXPIRED = 'The security token included in the request is expired';

const WORDINGS: Readonly<Record<'query' | 'ec2' | 'json' | 'rest-json' | 'rest-xml' | 's3', Wording>> = {
  query: {
    denied: ['AccessDenied', 403],
    expired: ['ExpiredToken', EXPIRED, 403],
    disabled: ['InvalidClientTokenId', `${INVALID}.`, 403],
    throttled: ['Throttling', 'Rate exceeded', 400],
    internal: ['InternalFailure', 'An internal error has occurred', 500],
  },
  ec2: {
    denied: ['UnauthorizedOperation', 403],
    expired: ['RequestExpired', 'Request has expired.', 400],
    disabled: ['AuthFailure', 'AWS was not able to validate the provided access credentials', 401],
    throttled: ['RequestLimitExceeded', 'Request limit exceeded.', 503],
    internal: ['InternalError', 'An internal error has occurred', 500],
  },
  json: {
    denied: ['AccessDeniedException', 400],
    expired: ['ExpiredTokenException', EXPIRED, 400],
    disabled: ['UnrecognizedClientException', `${INVALID}.`, 400],
    throttled: ['ThrottlingException', 'Rate exceeded', 400],
    internal: ['InternalServerError', 'An internal error has occurred', 500],
  },
  'rest-json': {
    denied: ['AccessDeniedException', 403],
    expired: ['ExpiredTokenException', `${EXPIRED}.`, 403],
    disabled: ['UnrecognizedClientException', `${INVALID}.`, 403],
    throttled: ['TooManyRequestsException', 'Too Many Requests', 429],
    internal: ['InternalServerErrorException', 'An internal error has occurred', 500],
  },
  'rest-xml': {
    denied: ['AccessDenied', 403],
    expired: ['ExpiredToken', EXPIRED, 403],
    disabled: ['InvalidClientTokenId', `${INVALID}.`, 403],
    throttled: ['Throttling', 'Rate exceeded', 400],
    internal: ['InternalFailure', 'An internal error has occurred', 500],
  },
  s3: {
    denied: ['AccessDenied', 403],
    expired: ['ExpiredToken', 'The provided token has expired.', 400],
    disabled: ['InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403],
    throttled: ['SlowDown', 'Please reduce your request rate.', 503],
    internal: ['InternalError', 'We encountered an internal error. Please try again.', 500],
  },
};

function wordingOf({ service, wire }: Client): keyof typeof WORDINGS {
  return service === 's3' || service === 's3control' ? 's3' : wire;
}
