import type { NormalizedSchema } from '@smithy/core/schema';
import type { Operation } from '../client.ts';
import { fromText } from './scalar.ts';

type Form = ReadonlyMap<string, string>;

/** Reads `Filters.Filter.1.Name=…` back into what the SDK wrote; the naming is that of its QueryShapeSerializer. */
export function queryInput(
  operation: Operation,
  body: URLSearchParams,
  ec2: boolean,
): Readonly<Record<string, unknown>> {
  return (read(operation.input, new Map(body), '', ec2) ?? {}) as Readonly<Record<string, unknown>>; // a structure
}

function read(schema: NormalizedSchema, form: Form, key: string, ec2: boolean): unknown {
  if (schema.isStructSchema()) return readStructure(schema, form, key, ec2);
  if (schema.isListSchema()) return readList(schema, form, key, ec2);
  if (schema.isMapSchema()) return readMap(schema, form, key, ec2);
  const text = form.get(key);
  return text === undefined ? undefined : fromText(schema, text);
}

function readStructure(schema: NormalizedSchema, form: Form, key: string, ec2: boolean): unknown {
  if (key !== '' && !under(form, key)) return undefined;
  const members = [...schema.structIterator()].map(([name, member]) => {
    const wire = wireName(member, name, ec2, true);
    return [name, read(member, form, key === '' ? wire : `${key}.${wire}`, ec2)] as const;
  });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function readList(schema: NormalizedSchema, form: Form, key: string, ec2: boolean): unknown {
  if (form.get(key) === '') return [];
  const item = schema.getValueSchema();
  const flat = ec2 || schema.getMergedTraits().xmlFlattened !== undefined;
  const start = flat ? key : `${key}.${wireName(item, 'member', ec2, false)}`;
  const values: unknown[] = [];
  for (let index = 1; under(form, `${start}.${index}`); index += 1)
    values.push(read(item, form, `${start}.${index}`, ec2));
  return values.length === 0 ? undefined : values;
}

function readMap(schema: NormalizedSchema, form: Form, key: string, ec2: boolean): unknown {
  const start = schema.getMergedTraits().xmlFlattened === undefined ? `${key}.entry` : key;
  const keyName = wireName(schema.getKeySchema(), 'key', ec2, false);
  const valueName = wireName(schema.getValueSchema(), 'value', ec2, false);
  const entries: [string, unknown][] = [];
  for (let index = 1; under(form, `${start}.${index}`); index += 1) {
    const at = `${start}.${index}`;
    entries.push([form.get(`${at}.${keyName}`) ?? '', read(schema.getValueSchema(), form, `${at}.${valueName}`, ec2)]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function wireName(schema: NormalizedSchema, name: string, ec2: boolean, capital: boolean): string {
  const { ec2QueryName, xmlName } = schema.getMergedTraits();
  if (ec2 && typeof ec2QueryName === 'string') return ec2QueryName;
  const wire = typeof xmlName === 'string' ? xmlName : name;
  return ec2 && capital ? wire.charAt(0).toUpperCase() + wire.slice(1) : wire;
}

function under(form: Form, key: string): boolean {
  return [...form.keys()].some((name) => name === key || name.startsWith(`${key}.`));
}
