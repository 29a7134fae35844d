import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import type { Pages } from './pages.ts';
import { pagesOf } from './pages.ts';
import type { ServiceName } from './services.ts';
import { entryOf } from './services.ts';
import { SYNTHETICS_OPERATIONS, SYNTHETICS_PROTOCOL } from './synthetics.ts';

/** How a service speaks. */
export type Wire = 'query' | 'ec2' | 'json' | 'rest-json' | 'rest-xml';

/** One operation of a service, as the SDK's schemas describe it. */
export interface Operation {
  readonly service: ServiceName;
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  readonly http: HttpBinding | undefined;
  readonly pages: () => Promise<Pages | undefined>;
}

export interface HttpBinding {
  readonly method: string;
  /** `/clusters/{name}` */
  readonly path: string;
  /** The parameters that stand in the URI itself: `?list-type=2`. */
  readonly literals: readonly (readonly [name: string, value: string])[];
  readonly status: number;
}

/** What the fake knows of a service, all of it read from the SDK's client. */
export interface Client {
  readonly service: ServiceName;
  readonly wire: Wire;
  readonly contentType: string;
  readonly xmlNamespace: string | undefined;
  /** The version in the body of a query request. */
  readonly version: string | undefined;
  /** The JSON codec of the client's own protocol. */
  readonly codec: Codec | undefined;
  readonly operations: ReadonlyMap<string, Operation>;
}

interface Codec {
  createSerializer(): { write(schema: unknown, value: unknown): void; flush(): string | Uint8Array };
}

interface Protocol {
  getShapeId(): string;
  getPayloadCodec(): Codec;
  readonly options?: object;
}

type Module = Readonly<Record<string, unknown>>;

const WIRES: Readonly<Record<string, { readonly wire: Wire; readonly contentType: string }>> = {
  'aws.protocols#awsQuery': { wire: 'query', contentType: 'text/xml' },
  'aws.protocols#ec2Query': { wire: 'ec2', contentType: 'text/xml;charset=UTF-8' },
  'aws.protocols#awsJson1_0': { wire: 'json', contentType: 'application/x-amz-json-1.0' },
  'aws.protocols#awsJson1_1': { wire: 'json', contentType: 'application/x-amz-json-1.1' },
  'aws.protocols#restJson1': { wire: 'rest-json', contentType: 'application/json' },
  'aws.protocols#restXml': { wire: 'rest-xml', contentType: 'application/xml' },
};

const loaded = new Map<ServiceName, Promise<Client>>();

export function clientOf(service: ServiceName): Promise<Client> {
  const client = loaded.get(service) ?? read(service);
  loaded.set(service, client);
  return client;
}

async function read(service: ServiceName): Promise<Client> {
  const module = (await entryOf(service).load()) as Module; // a module's namespace is its exports by name
  const ofClient = protocolOf(module);
  const protocol: Protocol = ofClient ?? SYNTHETICS_PROTOCOL;
  const schemas = ofClient === undefined ? SYNTHETICS_OPERATIONS : Object.values(module).filter(isOperation);
  const how = WIRES[protocol.getShapeId()];
  if (how === undefined) throw new Error(`${service} speaks ${protocol.getShapeId()}, which the fake account does not`);
  return {
    service,
    ...how,
    xmlNamespace: option(protocol, 'xmlNamespace'),
    version: option(protocol, 'version'),
    codec: how.wire === 'json' || how.wire === 'rest-json' ? protocol.getPayloadCodec() : undefined,
    operations: new Map(schemas.map((schema) => [schema[2], operationOf(service, module, schema)])),
  };
}

function option(protocol: Protocol, name: string): string | undefined {
  const value: unknown = Reflect.get(protocol.options ?? {}, name);
  return typeof value === 'string' ? value : undefined;
}

/** Undefined for a client that was generated before schemas were. */
function protocolOf(module: Module): Protocol | undefined {
  for (const [name, Client] of Object.entries(module)) {
    if (!/^[A-Z]\w*Client$/.test(name) || typeof Client !== 'function') continue;
    const { config } = Reflect.construct(Client, [{ region: 'us-east-1' }]) as { config: { protocol?: Protocol } }; // every client has it
    if (config.protocol !== undefined) return config.protocol;
  }
  return undefined;
}

/** 9 marks an operation in the SDK's static schemas. */
function isOperation(value: unknown): value is StaticOperationSchema {
  return Array.isArray(value) && value[0] === 9;
}

/** EC2 has eight hundred operations: nothing of one is read before it is asked for. */
function operationOf(service: ServiceName, module: Module, schema: StaticOperationSchema): Operation {
  const [, , name, traits, input, output] = schema;
  let pages: Promise<Pages | undefined> | undefined;
  return {
    service,
    name,
    http: httpOf(traits),
    get input() {
      return NormalizedSchema.of(input);
    },
    get output() {
      return NormalizedSchema.of(output);
    },
    pages() {
      pages ??= pagesOf(module, name, this.input, this.output);
      return pages;
    },
  };
}

function httpOf(traits: StaticOperationSchema[3]): HttpBinding | undefined {
  if (typeof traits !== 'object' || traits.http === undefined) return undefined;
  const [method, uri, status] = traits.http;
  const [path = '/', query = ''] = uri.split('?');
  return { method, path, literals: [...new URLSearchParams(query)], status };
}
