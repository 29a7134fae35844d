import { clientConfig, type Meter, watch } from './client.ts';
import type { ClientConfig, CommandClass, SdkClient, ServiceModule } from './collector.ts';
import { isShared, type ServiceName } from './declarations.ts';
import { CallFailed } from './errors.ts';
import { bucketOf, concurrencyOf } from './rates.ts';
import { Breaker, Bucket, GivenUp, Lane } from './scheduler.ts';

/** What a call may take with all its attempts, in milliseconds: an answer that trickles for ever ends here. */
const DEADLINE = 60_000;

export interface ConnectionOptions {
  readonly credentials: ClientConfig['credentials'];
  /** The address that answers for a service instead of AWS. */
  readonly endpointOf: (service: ServiceName) => string | undefined;
  readonly allowed: ReadonlySet<string>;
  readonly meter: Meter;
  readonly signal: AbortSignal;
}

interface Line {
  readonly client: SdkClient;
  readonly breaker: Breaker;
  readonly lane: Lane;
  readonly buckets: Map<string, Bucket>;
}

/** The clients of one account: one for each service and region, each behind its lane, its breaker and the allow-list. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #lines = new Map<string, Line>();
  readonly #asked = new Map<string, Promise<unknown>>();
  readonly #closing = new AbortController();

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Sends an operation when it is its turn; one from which several facts are read, only once. @throws CallFailed */
  page<I extends object, O>(to: Target, command: CommandClass<I, O>, input: I): Promise<O> {
    return isShared(`${to.service}:${nameOf(command)}`) ? this.ask(to, command, input) : this.#send(to, command, input);
  }

  async #send<I extends object, O>(to: Target, command: CommandClass<I, O>, input: I): Promise<O> {
    const name = nameOf(command);
    const line = this.#line(to);
    const { client, breaker, lane } = line;
    const signal = AbortSignal.any([this.#options.signal, this.#closing.signal, breaker.signal]);
    try {
      const send = async () => await within(signal, (limit) => deliver(client, command, input, limit));
      return await lane.run(bucketIn(line, to.service, name), send, signal);
    } catch (error) {
      throw new CallFailed(`${to.service}:${name}`, signal.aborted ? signal.reason : error);
    }
  }

  /** Sends an operation at most once for the same question in the same region. */
  ask<I extends object, O>(to: Target, command: CommandClass<I, O>, input: I): Promise<O> {
    const key = [to.service, to.region, command.name, JSON.stringify(input)].join(' ');
    const asked = this.#asked.get(key) ?? this.#send(to, command, input);
    this.#asked.set(key, asked);
    return asked as Promise<O>; // the key holds the command
  }

  /** Ends what is under way and frees the sockets. */
  close(): void {
    this.#closing.abort(new GivenUp('interrupted'));
    for (const { client } of this.#lines.values()) client.destroy();
    this.#asked.clear();
  }

  #line({ service, region, client: create }: Target): Line {
    const key = `${service} ${region}`;
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const { credentials, endpointOf, allowed, meter } = this.#options;
    const line = {
      client: create(clientConfig({ region, credentials, endpoint: endpointOf(service) })),
      breaker: new Breaker(),
      lane: new Lane(concurrencyOf(service)),
      buckets: new Map<string, Bucket>(),
    };
    watch(line.client, service, allowed, { meter, breaker: line.breaker });
    this.#lines.set(key, line);
    return line;
  }
}

function bucketIn({ buckets }: Line, service: ServiceName, operation: string): Bucket {
  const { name, rate } = bucketOf(service, operation);
  const bucket = buckets.get(name) ?? new Bucket(rate);
  buckets.set(name, bucket);
  return bucket;
}

function nameOf(command: { readonly name: string }): string {
  return command.name.replace(/Command$/, '');
}

/** Where a question goes: the service, the region, and how its client is made. */
export interface Target {
  readonly service: ServiceName;
  readonly region: string;
  readonly client: ServiceModule['client'];
}

/** The answer without the SDK's remarks on how it came: they differ in every run. */
async function deliver<I extends object, O>(
  client: SdkClient,
  command: CommandClass<I, O>,
  input: I,
  abortSignal: AbortSignal,
): Promise<O> {
  const answer = await client.send(new command(input) as never, { abortSignal } as never); // each client types its own
  const { $metadata: _, ...own } = answer as { readonly $metadata?: unknown };
  return own as O; // what the command's type promises
}

/** Does not trust the work to end when it is told to: a body that never ends does not listen. */
async function within<T>(signal: AbortSignal, work: (limit: AbortSignal) => Promise<T>): Promise<T> {
  const timer = new AbortController();
  const limit = AbortSignal.any([signal, timer.signal]);
  const ended = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => reject(limit.reason as Error), { once: true }); // only errors are given
  });
  const timeout = setTimeout(() => timer.abort(new GivenUp('timed out')), DEADLINE);
  try {
    signal.throwIfAborted();
    return await Promise.race([work(limit), ended]);
  } finally {
    clearTimeout(timeout);
  }
}
