import type { AwsFactName, AwsItem } from '../model/aws/index.ts';
import type { Subject, SubjectRef } from '../model/subject.ts';
import type { FactOf, ServiceName } from './declarations.ts';

/**
 * Reads one fact in one account and region. It yields what it has as soon as it has it (a page, an item), because the
 * collectors that ask about its items start with the first. Order does not matter: the plan sorts by `ref.id`.
 * It throws what the SDK throws: the plan turns it into the reason of an unavailable fact. An answer in which a modelled
 * member is missing is thrown too (`must`): what was not told is never an empty list. What fails for one item of many is a gap
 * of the fact (`each`).
 * Every secret is taken out before it is yielded (`redact.ts`).
 */
export type Collector<N extends AwsFactName> = (context: Context) => AsyncIterable<readonly AwsItem<N>[]>;

/** The module of a service: its SDK client with static named imports, so that the bundle holds only what is used. */
export interface ServiceModule<S extends ServiceName = ServiceName> {
  readonly client: (config: ClientConfig) => SdkClient;
  readonly collectors: { readonly [N in FactOf<S>]: Collector<N> };
}

/** What a collector may know and do. */
export interface Context {
  /** The account's id. */
  readonly account: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  /** Where it asks; the region of a global service is the one that answers for it. */
  readonly region: string;
  readonly now: Date;
  /**
   * Sends one operation, at most once with the same parameters in the same region.
   * @param options.absent error names by which AWS says "there is none": the answer is then undefined.
   * @param options.region asks there instead of in the context's region (a bucket's own).
   */
  readonly ask: Ask;
  /**
   * Sends an operation page by page, until `next` gives no parameters. A token that comes back unchanged is an error.
   * The parameters of the first page are asked with the largest page that AWS allows.
   */
  readonly pages: <I extends object, O>(
    command: CommandClass<I, O>,
    input: I,
    next: (page: O) => Partial<I> | undefined,
    options?: { readonly region?: string },
  ) => AsyncIterable<O>;
  /**
   * Asks about every item of a source as soon as it is known and yields each answer; an item whose answer is undefined is left
   * out, one whose question fails is a gap: the fact is then collected in part, and says which item was not seen and why.
   * @param subjectOf what the answer would have been about; the item's own reference, where it has one
   */
  readonly each: Each;
  /** The items of a fact that the declaration names in `needs`, in the batches in which they arrive. */
  readonly from: <N extends AwsFactName>(fact: N) => AsyncIterable<readonly AwsItem<N>[]>;
  /**
   * The items that have to be read in depth: with `--scope account` all of them at once; else, after the facts that the
   * declaration names in `hints`, those of whose names the repository or these facts have one; all, when they have none.
   * A domain is named by each host below it.
   */
  readonly judged: <T>(
    source: AsyncIterable<readonly T[]>,
    names: (item: T) => readonly string[],
  ) => AsyncIterable<readonly T[]>;
  /** Buckets that the repository's settings name. */
  readonly namedBuckets: readonly string[];
  /** The reference of a resource of this account and region: `ref(arn, name)`. */
  readonly ref: (id: string, name?: string, where?: { readonly region: string }) => SubjectRef;
  /** An ARN, for what AWS tells without one: `arn('ec2', 'security-group/sg-1')`. */
  readonly arn: (service: string, resource: string, where?: { readonly region: string }) => string;
}

interface Each {
  <T extends Subject, R>(
    source: AsyncIterable<readonly T[]>,
    ask: (item: T) => Promise<R | undefined>,
  ): AsyncIterable<readonly R[]>;
  <T, R>(
    source: AsyncIterable<readonly T[]>,
    ask: (item: T) => Promise<R | undefined>,
    subjectOf: (item: T) => SubjectRef | readonly SubjectRef[],
  ): AsyncIterable<readonly R[]>;
}

interface Ask {
  <I extends object, O>(command: CommandClass<I, O>, input: I, options?: { readonly region?: string }): Promise<O>;
  <I extends object, O>(
    command: CommandClass<I, O>,
    input: I,
    options: { readonly region?: string; readonly absent: readonly string[] },
  ): Promise<O | undefined>;
}

/** A command of the SDK, seen through its input and output only: clients of different ages differ in the rest. */
export interface CommandClass<I extends object, O> {
  new (
    input: I,
  ): {
    readonly input: I;
    resolveMiddleware: (...args: never[]) => (args: never) => Promise<{ output: O }>;
  };
}

/** A client of the SDK, seen from the machinery. */
export interface SdkClient {
  readonly middlewareStack: unknown;
  readonly send: (command: never, options: never) => Promise<unknown>;
  readonly destroy: () => void;
}

/** What every client is built with; modules pass it on, and add nothing but what their service needs. */
export interface ClientConfig {
  readonly region: string;
  readonly credentials: () => Promise<{
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
    readonly expiration?: Date;
  }>;
  /** An address that answers instead of AWS (`AWS_ENDPOINT_URL`), for the clients that must know of it. */
  readonly endpoint?: string;
  readonly maxAttempts: number;
  readonly retryMode: 'adaptive';
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly socketTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
}

/** The member that AWS always sends; its absence is an answer that cannot be read, never an empty one. */
export function must<T>(value: T | undefined | null, member: string): T {
  if (value === undefined || value === null) throw new UnreadableAnswer(`the answer lacks ${member}`);
  return value;
}

/** An answer came, and it is not what the API's model says. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

/** `next` for the operations whose token has one name in the question and in the answer. */
export function by<K extends string>(token: K) {
  return (page: { readonly [P in K]?: string | undefined }): { [P in K]: string } | undefined => {
    const value = page[token];
    return value === undefined || value === '' ? undefined : ({ [token]: value } as { [P in K]: string }); // one computed key
  };
}
