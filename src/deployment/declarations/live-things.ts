import type { SubjectRef } from '../../model/index.ts';
import { type Keys, lookup, type Scoped } from '../lookup.ts';
import type { DeclaredInputs } from './index.ts';
import { DECLARABLE, KINDS, type ResourceKind } from './kinds.ts';

/** A resource of the account as declarations are compared with it. */
export interface LiveThing {
  readonly ref: SubjectRef;
  readonly kind: ResourceKind;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
}

interface Thing {
  readonly ref: SubjectRef;
  readonly [member: string]: unknown;
}

const BY_NAME = new Map(KINDS.map((kind): [ResourceKind, Keys<Thing>] => [kind, (item) => nameIn(item, kind)]));

/** The resources of a kind that have one of these names. */
export function thingsNamed(
  inputs: DeclaredInputs,
  kind: ResourceKind,
  names: readonly string[],
): readonly LiveThing[] {
  return find(inputs, kind, BY_NAME.get(kind) ?? (() => []), names);
}

/** Tags by which tools and people name what they make. */
const BY_TAG = {
  Name: (item: Thing) => tagsOf(item)['Name'],
  'aws:cloudformation:logical-id': (item: Thing) => tagsOf(item)['aws:cloudformation:logical-id'],
} as const satisfies Record<string, Keys<Thing>>;

export function thingsTagged(
  inputs: DeclaredInputs,
  kind: ResourceKind,
  tag: keyof typeof BY_TAG,
  values: readonly string[],
): readonly LiveThing[] {
  return find(inputs, kind, BY_TAG[tag], values);
}

function find(
  inputs: DeclaredInputs,
  kind: ResourceKind,
  keysOf: Keys<Thing>,
  keys: readonly string[],
): readonly LiveThing[] {
  const fact = DECLARABLE.find((name) => name === kind.fact);
  if (fact === undefined || keys.length === 0) return [];
  const items = lookup(inputs[fact] as Scoped<Thing>, keysOf).all(keys); // each is a list of things with a ref
  return items.flatMap((item) => {
    const name = nameIn(item, kind);
    return name === undefined ? [] : [{ ref: item.ref, kind, name, tags: tagsOf(item) }];
  });
}

function nameIn(item: Thing, { member }: ResourceKind): string | undefined {
  const name = item[member];
  return typeof name === 'string' ? name : undefined;
}

interface Tag {
  readonly Key?: string;
  readonly Value?: string;
  readonly key?: string;
  readonly value?: string;
}

/** The services write them as a list, in upper or lower case, or as an object (EKS). */
function tagsOf({ Tags, TagList, tags }: Thing): LiveThing['tags'] {
  const found = Tags ?? TagList ?? tags;
  if (typeof found !== 'object' || found === null) return {};
  if (!Array.isArray(found)) return found as LiveThing['tags'];
  return Object.fromEntries(
    (found as readonly Tag[]).map((tag) => [tag.Key ?? tag.key ?? '', tag.Value ?? tag.value ?? '']),
  );
}
