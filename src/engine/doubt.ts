import { groupBy } from '../model/group-by.ts';
import type { Subject } from '../model/index.ts';
import type { Draft } from './draft.ts';
import { wholeOf } from './fingerprint.ts';
import { type Gap, partlyUnseen } from './unseen.ts';

/** A gap of a fact that a rule needs, with everything of the fact that is there. */
export interface PartialFact extends Gap {
  readonly value: unknown;
}

/**
 * Takes back the verdicts that may have needed what could not be seen. A verdict stands when its subject is another of the
 * same kind as the one that was not seen: the attributes of one load balancer say nothing about the next. `needed` are the
 * values of all facts that the rule sees: in one of them the two stand side by side.
 */
export function withDoubts(
  drafts: readonly Draft[],
  partial: readonly PartialFact[],
  needed: readonly unknown[],
): readonly Draft[] {
  const doubts = partial.flatMap((gap) => {
    const { subject, held } = gap.fact;
    return subject === undefined || held === true ? [] : [{ gap, id: wholeOf(subject.id) }];
  });
  if (doubts.length === 0) return drafts;
  const families = familiesOf(doubts, needed);
  return drafts.map((draft) => {
    const doubt = doubtAbout(wholeOf(draft.subject.id), families);
    return doubt === undefined ? draft : { ...partlyUnseen(draft.rule, draft.scope, doubt), subject: draft.subject };
  });
}

interface Doubt {
  readonly gap: PartialFact;
  /** What could not be seen. */
  readonly id: string;
}

/** Gaps that stand beside the same things: a verdict on one of these that is not unseen itself stands. */
interface Family {
  readonly siblings: readonly ReadonlySet<string>[];
  readonly first: PartialFact;
  readonly byId: ReadonlyMap<string, PartialFact>;
}

/** A thousand gaps of one fact are one family: the lists are gone through once. */
function familiesOf(doubts: readonly Doubt[], needed: readonly unknown[]): readonly Family[] {
  const ids = new Map(needed.map((value) => [value, idsOf(value)]));
  const alike = groupBy(doubts, ({ gap, id }) => {
    const beside = [...ids].filter(([value, own]) => value === gap.value || own.has(id));
    return beside.map(([value]) => needed.indexOf(value)).join(' ');
  });
  return [...alike].flatMap(([places, group]) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        siblings: places.split(' ').flatMap((place) => ids.get(needed[Number(place)]) ?? []),
        first: first.gap,
        byId: new Map(group.toReversed().map(({ gap, id }) => [id, gap])),
      },
    ];
  });
}

function doubtAbout(id: string, families: readonly Family[]): PartialFact | undefined {
  for (const { siblings, first, byId } of families) {
    const found = siblings.some((ids) => ids.has(id)) ? byId.get(id) : first;
    if (found !== undefined) return found;
  }
  return undefined;
}

function idsOf(value: unknown): ReadonlySet<string> {
  if (!Array.isArray(value)) return new Set();
  return new Set(value.flatMap((item: Partial<Subject>) => (item.ref === undefined ? [] : [wholeOf(item.ref.id)])));
}
