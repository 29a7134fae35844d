import { isSecretName } from '../../model/secret.ts';
import type { Json } from '../../model/value.ts';
import { textOf as maskedText } from '../mask.ts';
import type { DataNode } from './node.ts';

const MAX_NODES = 20_000;
const MAX_DEPTH = 60;

/** A document as plain data, secrets replaced by `{"$secret": …}`; what a bomb would unfold is cut off with a `$unknown`. */
export function toJson(node: DataNode | undefined): Json {
  return convert(node, undefined, { left: MAX_NODES }, 0);
}

function convert(node: DataNode | undefined, name: string | undefined, budget: { left: number }, depth: number): Json {
  budget.left -= 1;
  if (budget.left < 0 || depth > MAX_DEPTH) return { $unknown: 'too large' };
  if (node === undefined) return null;
  if (node.tag?.startsWith('!') === true) return { $unknown: node.tag };
  if (node.kind === 'list') return node.items.map((item) => convert(item, name, budget, depth + 1));
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, convert(value, key, budget, depth + 1)]));
  return scalarJson(node.value, node.source, name);
}

function scalarJson(value: string | number | boolean | null, source: string, name: string | undefined): Json {
  if (typeof value !== 'string')
    return name !== undefined && typeof value === 'number' && isSecretName(name) ? { $secret: name } : value;
  const text = maskedText(name, source);
  if (text.status === 'secret') return { $secret: text.text };
  if (text.status === 'unknown') return { $unknown: text.reason };
  return text.status === 'reference' && /\{[{%]/.test(source) ? { $unknown: source } : text.text;
}
