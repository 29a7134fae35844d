import type { NormalizedSchema } from '@smithy/core/schema';

/** Reads a JSON body; members that the schema does not have are kept, for the record. */
export function jsonInput(schema: NormalizedSchema, body: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = body === '' ? {} : JSON.parse(body);
  return (fromJson(schema, parsed) ?? {}) as Readonly<Record<string, unknown>>; // an input is always a structure
}

function fromJson(schema: NormalizedSchema, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value))
    return schema.isListSchema() ? value.map((item) => fromJson(schema.getValueSchema(), item)) : value;
  if (typeof value === 'object') return mapMembers(schema, value);
  return schema.isTimestampSchema() ? new Date(Number(value) * 1000) : value;
}

function mapMembers(schema: NormalizedSchema, value: object): unknown {
  const entries = Object.entries(value).map(([name, member]) => [name, fromJson(memberOf(schema, name), member)]);
  return Object.fromEntries(entries.filter(([, member]) => member !== undefined));
}

function memberOf(schema: NormalizedSchema, name: string): NormalizedSchema {
  if (schema.isMapSchema()) return schema.getValueSchema();
  const found = schema.isStructSchema() ? [...schema.structIterator()].find(([member]) => member === name) : undefined;
  return found?.[1] ?? schema;
}
