import { maskWords } from '../../model/mask-text.ts';
import { isSecretName } from '../../model/secret.ts';
import type { Json } from '../../model/value.ts';
import { textOf as maskedText } from '../mask.ts';
import { isNameKey, isValueKey } from '../pair.ts';
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
  if (node.kind === 'list') return listJson(node.items, name, budget, depth);
  if (node.kind === 'map') {
    const pair = pairName(node);
    return Object.fromEntries(
      node.entries.map(({ key, value }) => [
        key,
        convert(value, pair !== undefined && isValueKey(key) ? pair : key, budget, depth + 1),
      ]),
    );
  }
  return scalarJson(node.value, node.source, name);
}

/** The words of a command are masked as such: one may say that the next is a secret. */
function listJson(items: readonly DataNode[], name: string | undefined, budget: { left: number }, depth: number): Json {
  const texts = items.flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string' ? [item.source] : [],
  );
  if (texts.length < items.length || !/^(command|cmd|args|entrypoint)$/i.test(name ?? ''))
    return items.map((item) => convert(item, name, budget, depth + 1));
  budget.left -= items.length;
  return [...maskWords(texts)];
}

function pairName({ entries }: Extract<DataNode, { kind: 'map' }>): string | undefined {
  const named = entries.find(({ key }) => isNameKey(key))?.value;
  return named?.kind === 'scalar' && typeof named.value === 'string' ? named.value : undefined;
}

function scalarJson(value: string | number | boolean | null, source: string, name: string | undefined): Json {
  if (typeof value !== 'string')
    return name !== undefined && typeof value === 'number' && isSecretName(name) ? { $secret: name } : value;
  const text = maskedText(name, source);
  if (text.status === 'secret') return { $secret: text.text };
  if (text.status === 'unknown') return { $unknown: text.reason };
  return text.status === 'reference' && /\{[{%]/.test(source) ? { $unknown: source } : text.text;
}
