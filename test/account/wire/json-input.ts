import type { NormalizedSchema } from '@smithy/core/schema';

/**
 * Reads a JSON body; members that the schema does not have are kept, for the record.
 * @param renamed whether members are called on the wire what the trait jsonName says (the REST protocol)
 */
export function jsonInput(schema: NormalizedSchema, body: string, renamed: boolean): Readonly<Record<string, unknown>> {
  const parsed: unknown = body === '' ? {} : JSON.parse(body);
  return (fromJson(schema, parsed, renamed) ?? {}) as Readonly<Record<string, unknown>>; // an input is always a structure
}

function fromJson(schema: NormalizedSchema, value: unknown, renamed: boolean): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    return schema.isListSchema() ? value.map((item) => fromJson(schema.getValueSchema(), item, renamed)) : value;
  }
  if (typeof value === 'object') return mapMembers(schema, value, renamed);
  return schema.isTimestampSchema() ? new Date(Number(value) * 1000) : value;
}

function mapMembers(schema: NormalizedSchema, value: object, renamed: boolean): unknown {
  const entries = Object.entries(value).map(([wire, item]) => {
    const [name, member] = memberOf(schema, wire, renamed);
    return [name, fromJson(member, item, renamed)] as const;
  });
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

function memberOf(schema: NormalizedSchema, wire: string, renamed: boolean): readonly [string, NormalizedSchema] {
  if (schema.isMapSchema()) return [wire, schema.getValueSchema()];
  if (!schema.isStructSchema()) return [wire, schema];
  const called = ([name, member]: readonly [string, NormalizedSchema]) =>
    (renamed ? (member.getMergedTraits().jsonName ?? name) : name) === wire;
  return [...schema.structIterator()].find(called) ?? [wire, schema];
}
