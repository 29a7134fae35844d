import type { Gap as FactGap, Subject } from '../model/index.ts';
import type { Draft } from './draft.ts';
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
  const doubts = partial
    .filter(({ fact }) => fact.subject !== undefined && fact.held !== true)
    .map((gap) => ({ gap, siblings: siblingsOf(gap, needed) }));
  return drafts.map((draft) => {
    const doubt = doubts.find(({ gap, siblings }) => !stands(draft, gap.fact, siblings));
    return doubt === undefined
      ? draft
      : { ...partlyUnseen(draft.rule, draft.scope, doubt.gap), subject: draft.subject };
  });
}

function stands({ subject }: Draft, { subject: unseen }: FactGap, siblings: ReadonlySet<string>): boolean {
  const id = wholeOf(subject.id);
  return unseen !== undefined && id !== wholeOf(unseen.id) && siblings.has(id);
}

/** The items of the fact itself, and those of the facts in which the unseen one is an item. */
function siblingsOf({ fact: { subject }, value }: PartialFact, needed: readonly unknown[]): ReadonlySet<string> {
  const unseen = subject === undefined ? '' : wholeOf(subject.id);
  const lists = needed.map(idsOf).filter((ids) => ids.has(unseen));
  return new Set([idsOf(value), ...lists].flatMap((ids) => [...ids]));
}

function idsOf(value: unknown): ReadonlySet<string> {
  if (!Array.isArray(value)) return new Set();
  return new Set(value.flatMap((item: Partial<Subject>) => (item.ref === undefined ? [] : [wholeOf(item.ref.id)])));
}

/** A part (`arn…#443`) stands and falls with the whole. */
function wholeOf(id: string): string {
  return id.split('#')[0] ?? id;
}
