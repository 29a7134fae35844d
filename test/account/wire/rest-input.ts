import { XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Client, HttpBinding, Operation } from '../client.ts';
import { jsonInput } from './json-input.ts';
import type { Raw } from './request.ts';
import { fromText } from './scalar.ts';

/** An S3 request in path style names its bucket before the path that the schema has. */
interface Place {
  readonly path: string;
  readonly bucket: string | undefined;
}

/** Of the operations whose method, path and fixed parameters fit, the one that asks for the most of what is there. */
export function restOperation(client: Client, raw: Raw): Operation | undefined {
  const place = placeOf(client, raw);
  const ranked = [...client.operations.values()]
    .map((operation) => ({ operation, rank: rank(operation, raw, place) }))
    .filter(({ rank: own }) => own > 0)
    .sort((a, b) => b.rank - a.rank);
  return ranked[0]?.operation;
}

function placeOf(client: Client, raw: Raw): Place {
  if (client.service !== 's3') return { path: raw.url.pathname, bucket: undefined };
  const [, bucket, ...key] = raw.url.pathname.split('/');
  return { path: `/${key.join('/')}`, bucket: bucket === '' ? undefined : bucket };
}

function rank(operation: Operation, raw: Raw, place: Place): number {
  const { http } = operation;
  if (http === undefined || http.method !== raw.method || labelsOf(http, place.path) === undefined) return 0;
  if (operation.service === 's3' && hasBucket(operation) !== (place.bucket !== undefined)) return 0;
  const query = raw.url.searchParams;
  const fixed = http.literals.filter(([name]) => name !== 'x-id');
  if (!fixed.every(([name, value]) => query.has(name) && (value === '' || query.get(name) === value))) return 0;
  const named = query.get('x-id') === operation.name ? 100 : 0;
  return 1 + named + 10 * fixed.length + literalSegments(http) + queryFit(operation, query);
}

function hasBucket(operation: Operation): boolean {
  return [...operation.input.structIterator()].some(([name]) => name === 'Bucket');
}

function literalSegments(http: HttpBinding): number {
  return http.path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{')).length;
}

/** One of `Get…` and `List…` on the same URI is told by its parameter: what is asked for and absent counts against. */
function queryFit(operation: Operation, query: URLSearchParams): number {
  const names = [...operation.input.structIterator()].map(([, member]) => member.getMergedTraits().httpQuery);
  const required = requiredCount(operation.input);
  return names.reduce((sum, name, index) => {
    if (name === undefined) return sum;
    if (query.has(name)) return sum + 1;
    return index < required ? sum - 5 : sum;
  }, 0);
}

/** A static structure lists its required members first and their number last. */
function requiredCount(schema: NormalizedSchema): number {
  const raw = schema.getSchema();
  return Array.isArray(raw) && typeof raw[6] === 'number' ? raw[6] : 0;
}

interface Pattern {
  readonly names: readonly string[];
  readonly path: RegExp;
}

const patterns = new WeakMap<HttpBinding, Pattern>();

function patternOf(http: HttpBinding): Pattern {
  const known = patterns.get(http);
  if (known !== undefined) return known;
  const names: string[] = [];
  const source = http.path.replace(/\{([^}+]+)(\+?)\}|[.*^$()[\]\\|?]/g, (found, name?: string, greedy?: string) => {
    if (name === undefined) return `\\${found}`;
    names.push(name);
    return greedy === '+' ? '(.+)' : '([^/]+)';
  });
  const pattern = { names, path: new RegExp(`^${source}/?$`) };
  patterns.set(http, pattern);
  return pattern;
}

/** The labels of a path, undefined when it does not fit. */
function labelsOf(http: HttpBinding, path: string): ReadonlyMap<string, string> | undefined {
  const pattern = patternOf(http);
  const match = pattern.path.exec(path);
  if (match === null) return undefined;
  return new Map(pattern.names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]));
}

export function restInput(client: Client, operation: Operation, raw: Raw): Readonly<Record<string, unknown>> {
  const place = placeOf(client, raw);
  const labels = operation.http === undefined ? undefined : labelsOf(operation.http, place.path);
  const bound = [...operation.input.structIterator()].map(([name, member]) => {
    const text = boundText(name, member, raw, labels, place);
    return [name, text === undefined ? undefined : fromBound(member, text)] as const;
  });
  const body = bodyOf(client, operation, raw.body);
  return { ...body, ...Object.fromEntries(bound.filter(([, value]) => value !== undefined)) };
}

function bodyOf(client: Client, operation: Operation, body: string): object {
  if (body === '') return {};
  if (client.wire === 'rest-json') return jsonInput(operation.input, body, true);
  const reader = new XmlShapeDeserializer({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: true,
    xmlNamespace: client.xmlNamespace ?? '',
    serviceNamespace: '',
  });
  const payload = [...operation.input.structIterator()].find(
    ([, member]) => member.getMergedTraits().httpPayload !== undefined,
  );
  const read: unknown = reader.read(payload?.[1] ?? operation.input, Buffer.from(body));
  return payload === undefined ? (read as object) : { [payload[0]]: read }; // an input is always a structure
}

function boundText(
  name: string,
  member: NormalizedSchema,
  raw: Raw,
  labels: ReadonlyMap<string, string> | undefined,
  place: Place,
): readonly string[] | undefined {
  const { httpLabel, httpQuery, httpHeader } = member.getMergedTraits();
  if (name === 'Bucket' && place.bucket !== undefined) return [place.bucket];
  if (httpLabel !== undefined) return present(labels?.get(name));
  if (httpQuery !== undefined)
    return raw.url.searchParams.has(httpQuery) ? raw.url.searchParams.getAll(httpQuery) : undefined;
  if (httpHeader !== undefined) return fromHeader(member, raw.headers[httpHeader.toLowerCase()]);
  return undefined;
}

function fromHeader(member: NormalizedSchema, value: string | string[] | undefined): readonly string[] | undefined {
  const values = present(value);
  return member.isListSchema() ? values?.flatMap((text) => text.split(',').map((item) => item.trim())) : values;
}

function present(value: string | string[] | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value].flat();
}

function fromBound(member: NormalizedSchema, texts: readonly string[]): unknown {
  if (member.isListSchema()) return texts.map((text) => fromText(member.getValueSchema(), text));
  return fromText(member, texts[0] ?? '');
}
