import type { NormalizedSchema } from '@smithy/core/schema';

/** What is wrong with an answer by the schema of its output: undefined when nothing is. */
export function defectOf(schema: NormalizedSchema, value: unknown, at = ''): string | undefined {
  if (value === undefined) return undefined;
  if (schema.isStructSchema()) return structureDefect(schema, value, at);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return `${at} is no list`;
    return first(value.map((item, index) => defectOf(schema.getValueSchema(), item, `${at}[${index}]`)));
  }
  if (schema.isMapSchema()) {
    if (!isObject(value)) return `${at} is no map`;
    return first(Object.entries(value).map(([key, item]) => defectOf(schema.getValueSchema(), item, `${at}.${key}`)));
  }
  return scalarDefect(schema, value, at);
}

function structureDefect(schema: NormalizedSchema, value: unknown, at: string): string | undefined {
  if (!isObject(value)) return `${at} is no structure`;
  const members = new Map(schema.structIterator());
  return first(
    Object.entries(value).map(([name, item]) => {
      const member = members.get(name);
      const place = at === '' ? name : `${at}.${name}`;
      if (member !== undefined) return defectOf(member, item, place);
      return name === '$metadata'
        ? undefined
        : `${place} is no member of ${schema.getName() ?? 'the output'}${near(name, members)}`;
    }),
  );
}

function near(name: string, members: ReadonlyMap<string, NormalizedSchema>): string {
  const same = (other: string) =>
    other.toLowerCase().startsWith(name.toLowerCase().slice(0, Math.max(4, name.length - 3)));
  const candidate = [...members.keys()].find(same);
  return candidate === undefined ? '' : ` (did you mean ${candidate}?)`;
}

function scalarDefect(schema: NormalizedSchema, value: unknown, at: string): string | undefined {
  const wrong = (kind: string) => `${at} is no ${kind}`;
  if (schema.isBooleanSchema()) return typeof value === 'boolean' ? undefined : wrong('boolean');
  if (schema.isNumericSchema()) return typeof value === 'number' ? undefined : wrong('number');
  if (schema.isTimestampSchema()) return value instanceof Date ? undefined : wrong('date');
  if (schema.isStringSchema()) return typeof value === 'string' ? undefined : wrong('string');
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function first(defects: readonly (string | undefined)[]): string | undefined {
  return defects.find((defect) => defect !== undefined);
}
