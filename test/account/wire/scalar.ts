import type { NormalizedSchema } from '@smithy/core/schema';

/** Reads a member that came as text: in a form, a path, a query string or a header. */
export function fromText(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema()) return text === 'true';
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isTimestampSchema()) return new Date(/^[\d.]+$/.test(text) ? Number(text) * 1000 : text);
  if (schema.isBlobSchema()) return Buffer.from(text, 'base64');
  return text;
}
