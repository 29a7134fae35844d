import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';
import type { Client, Operation, Wire } from '../client.ts';

/** An answer as it goes out. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Members = readonly (readonly [name: string, schema: StaticStructureSchema[5][number]])[];
type Output = Readonly<Record<string, unknown>>;

type Writer = (client: Client, operation: Operation, output: Output, requestId: string) => Reply;

const WRITERS: Readonly<Record<Wire, Writer>> = {
  query: queryReply,
  ec2: ec2Reply,
  json: (client, operation, output, requestId) => ok(client, requestId, json(client, operation.output, output)),
  'rest-json': restReply,
  'rest-xml': restReply,
};

/** Writes an answer with the SDK's own serialisers; only what frames it (the XML's root, headers) is written here. */
export function reply(client: Client, operation: Operation, output: Output, requestId: string): Reply {
  return WRITERS[client.wire](client, operation, output, requestId);
}

function queryReply(client: Client, operation: Operation, output: Output, requestId: string): Reply {
  const result: Members = operation.output.isStructSchema()
    ? [[`${operation.name}Result`, operation.output.getSchema()]]
    : [];
  const metadata: Members = [['ResponseMetadata', structure('ResponseMetadata', [['RequestId', 0]])]];
  const value = { [`${operation.name}Result`]: output, ResponseMetadata: { RequestId: requestId } };
  return ok(client, requestId, xml(client, structure(`${operation.name}Response`, [...result, ...metadata]), value));
}

function ec2Reply(client: Client, operation: Operation, output: Output, requestId: string): Reply {
  const root = structure(`${operation.name}Response`, [['requestId', 0], ...membersOf(operation.output)]);
  return ok(client, requestId, xml(client, root, { requestId, ...output }));
}

/** Members are bound to headers, to the status or to the body, or one of them is the body. */
function restReply(client: Client, operation: Operation, output: Output, requestId: string): Reply {
  const members = operation.output.isStructSchema() ? [...operation.output.structIterator()] : [];
  const headers = members.flatMap(([name, member]) => headerOf(member, output[name]));
  const payload = members.find(([, member]) => member.getMergedTraits().httpPayload !== undefined);
  const status = operation.http?.status ?? 200;
  const body = payload === undefined ? bodyOf(client, operation, output) : payloadOf(client, payload, output);
  const type = { 'content-type': client.contentType, 'x-amzn-requestid': requestId };
  return { status, headers: { ...type, ...Object.fromEntries(headers) }, body };
}

function headerOf(member: NormalizedSchema, value: unknown): readonly (readonly [string, string])[] {
  const { httpHeader } = member.getMergedTraits();
  if (httpHeader === undefined || value === undefined) return [];
  return [[httpHeader.toLowerCase(), textOf(value)]];
}

function payloadOf(client: Client, [name, member]: readonly [string, NormalizedSchema], output: Output): string {
  const value = output[name];
  if (value === undefined) return '';
  if (!member.isStructSchema()) return textOf(value);
  if (client.wire === 'rest-json') return json(client, member, value);
  const root = member.getMergedTraits().xmlName ?? member.getName() ?? name;
  return xml(client, structure(root, membersOf(member)), value);
}

function bodyOf(client: Client, operation: Operation, output: Output): string {
  if (!operation.output.isStructSchema()) return '';
  if (client.wire === 'rest-json') return json(client, operation.output, output);
  const { xmlName } = operation.output.getMergedTraits();
  const inBody = membersOf(operation.output).filter(([name]) => !isHeader(operation.output.getMemberSchema(name)));
  if (inBody.length === 0) return '';
  if (operation.name === 'GetBucketLocation') return unwrapped(client, output);
  return xml(client, structure(xmlName ?? `${operation.name}Result`, inBody), output);
}

/** S3 alone, and here alone, answers with a bare root (trait s3UnwrappedXmlOutput, which the schemas leave out). */
function unwrapped(client: Client, output: Output): string {
  const region = textOf(output['LocationConstraint'] ?? '');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="${client.xmlNamespace}">${region}</LocationConstraint>`;
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toUTCString() : `${value as string | number | boolean}`; // scalars only, by the schema
}

function isHeader(member: NormalizedSchema): boolean {
  return member.getMergedTraits().httpHeader !== undefined;
}

function ok(client: Client, requestId: string, body: string): Reply {
  return { status: 200, headers: { 'content-type': client.contentType, 'x-amzn-requestid': requestId }, body };
}

function json(client: Client, schema: NormalizedSchema, value: unknown): string {
  if (client.codec === undefined) throw new Error(`${client.service} has no JSON codec`);
  if (!schema.isStructSchema()) return '{}';
  const serializer = client.codec.createSerializer();
  serializer.write(schema, value);
  const written = serializer.flush();
  return typeof written === 'string' ? written : new TextDecoder().decode(written);
}

function xml(client: Client, schema: StaticStructureSchema, value: unknown): string {
  const serializer = new XmlShapeSerializer({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    xmlNamespace: client.xmlNamespace ?? '',
    serviceNamespace: '',
  });
  serializer.write(schema, value);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${String(serializer.flush())}`;
}

function structure(name: string, members: Members): StaticStructureSchema {
  return [3, 'djaudit.test', name, 0, members.map(([member]) => member), members.map(([, schema]) => schema)];
}

/** As the schema has them, so that names, flat lists and formats stay the SDK's. */
function membersOf(schema: NormalizedSchema): Members {
  const raw = schema.getSchema();
  if (!Array.isArray(raw) || !Array.isArray(raw[4]) || !Array.isArray(raw[5])) return [];
  const [, , , , names, schemas] = raw as StaticStructureSchema; // a structure is known by its two lists
  return names.flatMap((name, index) => (schemas[index] === undefined ? [] : [[name, schemas[index]] as const]));
}
