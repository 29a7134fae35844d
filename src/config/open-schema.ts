/** A schema that lets unknown members pass: a report of a later djaudit may have more of them within its version. */
export function openSchema<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(openSchema) as T; // the same shape
  if (typeof schema !== 'object' || schema === null) return schema;
  const members = Object.entries(schema).filter(([key, value]) => key !== 'additionalProperties' || value !== false);
  return Object.fromEntries(members.map(([key, value]) => [key, openSchema<unknown>(value)])) as T; // the same shape
}
