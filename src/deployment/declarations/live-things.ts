import { pool, type ScopedFact, type SubjectRef } from '../../model/index.ts';
import type { DeclaredInputs } from './index.ts';
import { DECLARABLE, KINDS, type ResourceKind } from './kinds.ts';

/** A resource of the account as declarations are compared with it. */
export interface LiveThing {
  readonly ref: SubjectRef;
  readonly kind: ResourceKind;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
}

export function liveThings(inputs: DeclaredInputs): readonly LiveThing[] {
  return KINDS.flatMap((kind) => {
    const fact = DECLARABLE.find((name) => name === kind.fact);
    if (fact === undefined) return [];
    const { items } = pool(inputs[fact] as readonly ScopedFact<readonly Thing[]>[]); // each is a list of things with a ref
    return items.flatMap((item) => {
      const name = item[kind.member];
      return typeof name === 'string' ? [{ ref: item.ref, kind, name, tags: tagsOf(item) }] : [];
    });
  });
}

interface Thing {
  readonly ref: SubjectRef;
  readonly [member: string]: unknown;
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
