import type { EnvironmentEntry, Text } from '../../model/repository/index.ts';
import { textOf as maskedText } from '../mask.ts';
import { type DataNode, entriesOf, itemsOf, textOf } from './node.ts';

/** `{NAME: value}`, `[NAME=value]` or `[{name, value}]`: the ways in which YAML and JSON files give variables. */
export function environmentOf(
  node: DataNode | undefined,
  names = ['name', 'Name'],
  values = ['value', 'Value'],
): readonly EnvironmentEntry[] {
  if (node?.kind === 'map')
    return node.entries.map(({ key, keyLocation, value }) => ({
      name: key,
      value: valueOf(key, value),
      location: keyLocation,
    }));
  return itemsOf(node).flatMap((item) => fromItem(item, names, values));
}

function fromItem(item: DataNode, names: readonly string[], values: readonly string[]): readonly EnvironmentEntry[] {
  const text = textOf(item);
  if (text !== undefined) {
    const equals = text.indexOf('=');
    const name = equals === -1 ? text : text.slice(0, equals);
    const value: Text =
      equals === -1 ? { status: 'reference', text: `$${name}` } : maskedText(name, text.slice(equals + 1));
    return [{ name: name.trim(), value, location: item.location }];
  }
  const entries = entriesOf(item);
  const name = textOf(entries.find(({ key }) => names.includes(key))?.value);
  const value = entries.find(({ key }) => values.includes(key))?.value;
  return name === undefined ? [] : [{ name, value: valueOf(name, value), location: item.location }];
}

/** A scalar is its text; a map or a tagged value is computed elsewhere. */
export function valueOf(name: string | undefined, node: DataNode | undefined): Text {
  if (node?.tag !== undefined && node.tag.startsWith('!')) return { status: 'reference', text: node.tag };
  if (node?.kind === 'scalar') return node.value === null ? maskedText(name, '') : maskedText(name, node.source);
  const [first] = entriesOf(node);
  if (first !== undefined) return { status: 'reference', text: first.key };
  return node === undefined
    ? { status: 'unknown', reason: 'no value is given' }
    : { status: 'unknown', reason: 'is a list' };
}
