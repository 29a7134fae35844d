import type { TerraformNested, TerraformValue } from '../../model/repository/index.ts';
import { isSecretName } from '../../model/secret.ts';
import type { Json } from '../../model/value.ts';
import { isPlaceholder } from '../mask.ts';
import { maskSource } from '../mask-source.ts';
import { isNameKey, isValueKey } from '../pair.ts';
import type { SyntaxNode } from '../syntax-node.ts';
import { referencesOf } from './evaluate.ts';
import type { ModuleInstance } from './instance.ts';
import { isUnknown, maskJson } from './json.ts';
import { attributesOf, blocksOf, type HclSource } from './module.ts';

/** The same module under each set of tfvars. */
export type Variants = readonly { readonly when: string; readonly instance: ModuleInstance }[];

/** The value of an attribute under every set of tfvars, joined. */
export function valueOf(name: string, node: SyntaxNode, source: HclSource, variants: Variants): TerraformValue {
  const written = source.text.slice(node.start, Math.min(node.end, node.start + 400));
  const base = {
    location: source.place(node.start, node.end),
    expression: maskExpression(name, written),
    references: referencesOf(node, source),
  };
  const values = variants.map(({ when, instance }) => ({ when, value: instance.evaluate(node, source) }));
  const [first] = values;
  if (first === undefined) return { ...base, status: 'unknown', reason: 'the module is not used' };
  const distinct = new Set(values.map(({ value }) => JSON.stringify(value)));
  if (distinct.size > 1)
    return {
      ...base,
      status: 'oneOf',
      values: values.map(({ when, value }) => ({ when, value: maskJson(name, value) })),
    };
  return { ...base, ...single(name, first.value) };
}

function single(
  name: string,
  value: Json,
):
  | { status: 'known'; value: Json }
  | { status: 'unknown'; reason: string }
  | { status: 'secret'; placeholder: boolean } {
  if (isUnknown(value)) return { status: 'unknown', reason: value.$unknown };
  const masked = maskJson(name, value);
  const isSecret = masked !== null && typeof masked === 'object' && '$secret' in masked;
  return isSecret
    ? { status: 'secret', placeholder: typeof value === 'string' && isPlaceholder(value) }
    : { status: 'known', value: masked };
}

function maskExpression(name: string, written: string): string {
  const lines = maskSource('x.tf', `${name} = ${written}`).join('\n').slice(`${name} = `.length);
  return isSecretName(name) ? lines.replace(/"[^"$]{1,300}"/g, '"***"') : lines;
}

/** @param holds what the block's value is called where the block itself does not name it: a variable's own name */
export function valuesOf(
  body: SyntaxNode | undefined,
  source: HclSource,
  variants: Variants,
  holds?: string,
): Readonly<Record<string, TerraformValue>> {
  const attributes = [...attributesOf(body, source)];
  const named = attributes.find(([name]) => isNameKey(name))?.[1];
  const written = named === undefined ? undefined : /^"([^"$]*)"$/.exec(source.text.slice(named.start, named.end))?.[1];
  const called = (name: string): string => (isValueKey(name) ? (holds ?? written ?? name) : name);
  return Object.fromEntries(attributes.map(([name, node]) => [name, valueOf(called(name), node, source, variants)]));
}

/** Nested blocks; the content of a `dynamic` one stands for however many there will be. */
export function nestedOf(
  body: SyntaxNode | undefined,
  source: HclSource,
  variants: Variants,
  depth = 0,
): readonly TerraformNested[] {
  if (depth > 6) return [];
  return blocksOf(body, source).map((block) => {
    const content =
      block.type === 'dynamic' ? blocksOf(block.body, source).find(({ type }) => type === 'content') : undefined;
    const inner = content?.body ?? block.body;
    const type = block.type === 'dynamic' ? (block.labels[0] ?? 'dynamic') : block.type;
    return {
      type,
      labels: block.type === 'dynamic' ? [] : block.labels,
      attributes: valuesOf(inner, source, variants),
      blocks: nestedOf(inner, source, variants, depth + 1),
      location: source.place(block.node.start, block.node.end),
      dynamic: block.type === 'dynamic',
    };
  });
}
