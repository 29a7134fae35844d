import { isReadOnly } from './actions.ts';
import type { ClientConfig, SdkClient } from './collector.ts';
import { isThrottling, isTimeOut } from './errors.ts';
import type { Breaker } from './scheduler.ts';

/** Milliseconds. A list of thousands of instances takes a few seconds; a service that is silent for longer hangs. */
const TIMES = {
  connectionTimeout: 5000,
  requestTimeout: 15_000,
  socketTimeout: 15_000,
  throwOnRequestTimeout: true,
} as const;

/** The configuration that all clients share; adaptive retry needs one client for each service and region. */
export function clientConfig(
  given: Pick<ClientConfig, 'region' | 'credentials'> & { readonly endpoint: string | undefined },
): ClientConfig {
  const { region, credentials, endpoint } = given;
  return {
    region,
    credentials,
    maxAttempts: 5,
    retryMode: 'adaptive',
    requestHandler: TIMES,
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

/** What was sent, counted where it leaves: every attempt is a request. */
export interface Meter {
  sent: () => void;
  throttled: () => void;
}

/** The part of the SDK's middleware that is used here; the SDK types it for each client anew. */
interface Stack {
  add: (middleware: Middleware, options: { step: string; priority: 'high'; name: string }) => void;
}
type Middleware = (next: Next, context: { readonly commandName?: string }) => Next;
type Next = (args: unknown) => Promise<unknown>;

/**
 * Makes a client safe: an operation that is not allowed is refused before anything of it is sent; every attempt is counted;
 * attempts that nobody answers are told to the breaker.
 */
export function watch(
  client: SdkClient,
  service: string,
  allowed: ReadonlySet<string>,
  { meter, breaker }: { readonly meter: Meter; readonly breaker: Breaker },
): void {
  const stack = client.middlewareStack as Stack; // the same in every client
  stack.add(allowOnly(service, allowed), { step: 'initialize', priority: 'high', name: 'djauditAllowList' });
  stack.add(count(meter, breaker), { step: 'deserialize', priority: 'high', name: 'djauditMeter' });
}

function allowOnly(service: string, allowed: ReadonlySet<string>): Middleware {
  return (next, { commandName = '' }) => {
    const operation = `${service}:${commandName.replace(/Command$/, '')}`;
    if (allowed.has(operation) && isReadOnly(operation)) return next;
    return () => Promise.reject(new Error(`${operation} is not on the allow-list`));
  };
}

function count(meter: Meter, breaker: Breaker): Middleware {
  return (next) => async (args) => {
    meter.sent();
    try {
      const answer = await next(args);
      breaker.answered();
      return answer;
    } catch (error) {
      if (isThrottling(error)) meter.throttled();
      if (isTimeOut(error)) breaker.timedOut();
      else breaker.answered();
      throw error;
    }
  };
}
