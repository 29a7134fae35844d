import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../answers.ts';
import type { Client, Operation, Wire } from '../client.ts';
import { clientOf } from '../client.ts';
import type { ServiceName } from '../services.ts';
import { entryOf, SERVICE_NAMES } from '../services.ts';
import { jsonInput } from './json-input.ts';
import { queryInput } from './query-input.ts';
import { restInput, restOperation } from './rest-input.ts';

/** A request as it came in. */
export interface Raw {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request as AWS understands it. */
export interface Understood {
  readonly client: Client;
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * Names the service and the operation and reads the input, all by the SDK's schemas.
 * @param signedAs the service in the credential scope; undefined for a request without a signature (STS's only).
 * @throws AwsError when no service of the fake or no operation of it is meant
 */
export async function understand(raw: Raw, signedAs: string | undefined): Promise<Understood> {
  const client = await clientFor(raw, signedAs ?? 'sts');
  const reader = READERS[client.wire];
  const operation = reader.operation(client, raw);
  if (operation === undefined)
    throw new AwsError('UnknownOperationException', `${raw.method} ${raw.url.pathname}`, 404);
  return { client, operation, input: reader.input(client, operation, raw) };
}

async function clientFor(raw: Raw, signedAs: string): Promise<Client> {
  const services = SERVICE_NAMES.filter((service) => entryOf(service).signedAs === signedAs);
  const clients = await Promise.all(services.map(clientOf));
  const client = clients.length > 1 ? clients.find((candidate) => means(candidate, raw)) : clients[0];
  if (client === undefined) throw new AwsError('UnrecognizedClientException', `no service signs as ${signedAs}`, 404);
  return client;
}

/** Two load-balancing APIs and two of S3 share a signing name; the version and the path tell them apart. */
function means(client: Client, raw: Raw): boolean {
  if (client.wire === 'query') return new URLSearchParams(raw.body).get('Version') === client.version;
  return (client.service === CONTROL) === raw.url.pathname.startsWith('/v20180820/');
}

const CONTROL: ServiceName = 's3control';

interface Reader {
  readonly operation: (client: Client, raw: Raw) => Operation | undefined;
  readonly input: (client: Client, operation: Operation, raw: Raw) => Readonly<Record<string, unknown>>;
}

const FORM: Reader = {
  operation: (client, raw) => client.operations.get(new URLSearchParams(raw.body).get('Action') ?? ''),
  input: (client, operation, raw) => queryInput(operation, new URLSearchParams(raw.body), client.wire === 'ec2'),
};
const REST: Reader = { operation: restOperation, input: restInput };
const READERS: Readonly<Record<Wire, Reader>> = {
  query: FORM,
  ec2: FORM,
  json: {
    operation: (client, raw) => client.operations.get(String(raw.headers['x-amz-target']).split('.').pop() ?? ''),
    input: (_, operation, raw) => jsonInput(operation.input, raw.body, false),
  },
  'rest-json': REST,
  'rest-xml': REST,
};
