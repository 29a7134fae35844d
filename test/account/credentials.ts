import { createHash } from 'node:crypto';
import { AwsError } from './answers.ts';

/** What the signature of a request says. */
export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** Who is calling. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** A role that can be assumed, and what it asks for. */
export interface Role {
  readonly externalId?: string;
  /** The ARN of the device whose token code must come along. */
  readonly mfaSerial?: string;
}

export interface Keys {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken?: string;
}

/** Reads `Credential=AKIA…/20261125/eu-west-1/rds/aws4_request`; undefined for a request without a signature. */
export function signatureOf(authorization: string | undefined): Signature | undefined {
  const scope = /Credential=([^/\s,]+)\/\d{8}\/([^/]*)\/([^/]+)\/aws4_request/.exec(authorization ?? '');
  const [, accessKeyId, region, service] = scope ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
}

/** The access keys that the account knows; STS adds to them. */
export class Keyring {
  readonly #callers = new Map<string, Caller>();

  /** Keys that look like AWS's and are the same in every run. */
  issue(caller: Caller, kind: 'AKIA' | 'ASIA' = 'AKIA'): Keys {
    const seed = `${kind}:${caller.arn}:${this.#callers.size}`;
    const keys = {
      AccessKeyId: `${kind}${text(seed, 16).toUpperCase()}`,
      SecretAccessKey: text(`secret:${seed}`, 40),
      ...(kind === 'ASIA' ? { SessionToken: text(`session:${seed}`, 64) } : {}),
    };
    this.#callers.set(keys.AccessKeyId, caller);
    return keys;
  }

  /** @throws AwsError as AWS answers to a key that it does not know */
  callerOf(accessKeyId: string): Caller {
    const caller = this.#callers.get(accessKeyId);
    if (caller === undefined)
      throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
    return caller;
  }
}

function text(seed: string, length: number): string {
  const bytes = createHash('sha512').update(seed).digest();
  return Array.from({ length }, (_, index) => 'abcdefghijklmnopqrstuvwxyz234567'.charAt((bytes[index] ?? 0) % 32)).join(
    '',
  );
}

export function roleName(arn: string): string {
  return arn.split('/').pop() ?? arn;
}

export function accountOfArn(arn: string): string {
  return arn.split(':')[4] ?? '';
}
