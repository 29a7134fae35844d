import type { Location } from '../../model/location.ts';

/** A YAML, JSON or TOML document with the place of everything in it. Aliases share their nodes; unfolded it stays bounded. */
export type DataNode = MapNode | ListNode | ScalarNode;

interface Base {
  readonly location: Location;
  /** YAML's, as written: `!Ref`. */
  readonly tag?: string;
}

export interface MapNode extends Base {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: string;
  readonly keyLocation: Location;
  readonly value: DataNode;
}

export interface ListNode extends Base {
  readonly kind: 'list';
  readonly items: readonly DataNode[];
}

export interface ScalarNode extends Base {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, without quotes: `017`, `yes`, `1.10`. */
  readonly source: string;
  /** The first line of a block text (`|`) is the line behind its header. */
  readonly block: boolean;
}

export function entriesOf(node: DataNode | undefined): readonly MapEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

export function itemsOf(node: DataNode | undefined): readonly DataNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The entry at the end of a path of keys; of keys given twice, the last. */
export function entryAt(node: DataNode | undefined, ...path: readonly string[]): MapEntry | undefined {
  let entry: MapEntry | undefined;
  let current = node;
  for (const key of path) {
    entry = entriesOf(current).findLast((one) => one.key === key);
    if (entry === undefined) return undefined;
    current = entry.value;
  }
  return entry;
}

export function at(node: DataNode | undefined, ...path: readonly string[]): DataNode | undefined {
  return entryAt(node, ...path)?.value;
}

/** The text of a scalar as written; undefined for anything else and for null. */
export function textOf(node: DataNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.source : undefined;
}

export function textAt(node: DataNode | undefined, ...path: readonly string[]): string | undefined {
  return textOf(at(node, ...path));
}

/** The texts of a list, or of one scalar that stands for a list of one. */
export function textsOf(node: DataNode | undefined): readonly string[] {
  const single = textOf(node);
  if (single !== undefined) return [single];
  return itemsOf(node).flatMap((item) => textOf(item) ?? []);
}

export function numberOf(node: DataNode | undefined): number | undefined {
  const text = textOf(node)?.trim();
  if (text === undefined || !/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  return Number(text);
}

/** YAML 1.1 as well as 1.2, and texts that say so: the tools that read these files do. */
export function booleanOf(node: DataNode | undefined): boolean | undefined {
  const text = textOf(node)?.trim().toLowerCase();
  if (text === 'true' || text === 'yes' || text === 'on') return true;
  if (text === 'false' || text === 'no' || text === 'off') return false;
  return undefined;
}
