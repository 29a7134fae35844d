import type { ServiceName } from './services.ts';
import { entryOf } from './services.ts';

interface Sender {
  readonly send: (command: unknown) => Promise<Record<string, unknown>>;
}

/** Any client of the SDK, pointed at a fake account, for tests that go through all services. */
export async function sdk(
  service: ServiceName,
  at: { readonly endpoint: string; readonly region: string; readonly credentials: object },
): Promise<(operation: string, input: object) => Promise<Record<string, unknown>>> {
  const module = (await entryOf(service).load()) as Readonly<Record<string, unknown>>; // exports by name
  const [, Client] = Object.entries(module).find(([name]) => /^[A-Z]\w*Client$/.test(name)) ?? [];
  const client = construct(Client, {
    ...at,
    maxAttempts: 1,
    disableHostPrefix: true,
    ...(service === 's3control' ? { endpointProvider: () => onAddress(at) } : {}),
  }) as Sender; // every client can send
  return (operation, input) => client.send(construct(module[`${operation}Command`], input));
}

/** S3 Control puts the account's id into the host, which an address cannot carry. */
function onAddress({ endpoint, region }: { readonly endpoint: string; readonly region: string }) {
  return {
    url: new URL(endpoint),
    properties: { authSchemes: [{ name: 'sigv4', signingName: 's3', signingRegion: region }] },
  };
}

function construct(Class: unknown, given: object): object {
  if (typeof Class !== 'function') throw new Error('the SDK has no such class');
  return Reflect.construct(Class, [given]) as object; // of a class
}
