import { didYouMean } from '../model/nearest.ts';
import type { Path } from './config.ts';
import schema from './config-1.json' with { type: 'json' };
import type { SchemaError } from './validator.ts';

/** A mistake in words, and where it is: at `key` of what stands at `path`. */
export interface Mistake {
  readonly path: Path;
  readonly key?: string;
  readonly message: string;
}

/** The first mistake of those that the schema finds, in words with the nearest right name. */
export function explainSchemaError(errors: readonly SchemaError[], config: unknown): Mistake {
  const deepest = errors.toSorted((a, b) => depth(b) - depth(a) || weight(a) - weight(b));
  const [error] = deepest;
  if (error === undefined) throw new Error('an invalid configuration has errors');
  const path = error.instancePath.split('/').slice(1).map(unescapePointer);
  const value = path.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], config); // as the pointer says
  return { path: path.map((key) => (/^\d+$/.test(key) ? Number(key) : key)), ...describe(error, value, path) };
}

function describe(error: SchemaError, value: unknown, path: readonly string[]): { key?: string; message: string } {
  const { keyword, params, message = 'is wrong' } = error;
  const name = path.at(-1) ?? 'the file';
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      return { key, message: `there is no key "${key}" here${didYouMean(key, KEYS)}` };
    }
    case 'required':
      return { message: `${String(params['missingProperty'])} is missing` };
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map(String); // of an enum
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return { message: `${name} cannot be "${text}"${didYouMean(text, allowed)}; it is one of ${allowed.join(', ')}` };
    }
    case 'type':
      return { message: `${name} must be ${TYPES[String(params['type'])] ?? String(params['type'])}` };
    case 'pattern':
      return { message: `${name} must be a day as 2027-03-31` };
    case 'minLength':
      return { message: `${name} is too short` };
    default:
      return { message: `${name} ${message}` };
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a mapping',
  boolean: 'true or false',
};

/** Every key that the configuration knows, wherever it stands. */
const KEYS: readonly string[] = [...new Set(keysOf(schema))];

function keysOf(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'properties' in node && typeof node.properties === 'object' ? Object.keys(node.properties ?? {}) : [];
  return [...own, ...Object.values(node).flatMap(keysOf)];
}

function depth({ instancePath }: SchemaError): number {
  return instancePath.split('/').length;
}

/** Of several complaints about one place, an unknown key or a wrong word says most. */
function weight({ keyword }: SchemaError): number {
  const order = ['additionalProperties', 'required', 'enum', 'pattern', 'type'];
  const index = order.indexOf(keyword);
  return index < 0 ? order.length : index;
}

function unescapePointer(text: string): string {
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}
