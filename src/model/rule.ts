import type { Attestation } from './attestation.ts';
import type { FactName, Facts, Layer } from './facts.ts';
import { sideOf } from './facts.ts';
import type { Goal, Topic } from './goal.ts';
import { goalOf } from './goal.ts';
import { type OptionTable, type OptionValues, optionValues } from './option.ts';
import type { Severity } from './severity.ts';
import type { Subject } from './subject.ts';
import type { Verdict } from './verdict.ts';

/** The page `docs/rules/<id>.md` and the help in SARIF are made of this. Markdown is allowed in the longer texts. */
export interface RuleDocs {
  /** An imperative: "Encrypt RDS storage at rest". */
  readonly title: string;
  /** What happens to whom when it is wrong. */
  readonly why: string;
  /** How it is judged, what counts as a pass, and in which cases the severity differs. */
  readonly how: string;
  /** How to mend it, in general; a finding's own fix has the real names. */
  readonly fix: string;
  /** The cases in which the rule stays silent on purpose. */
  readonly silent?: readonly string[];
  readonly example?: { readonly language: string; readonly bad: string; readonly good: string };
  /** Where the facts come from. */
  readonly references: readonly string[];
}

/** Related controls of frameworks: "related to", never "compliant with". */
export interface Controls {
  readonly awsFsbp?: readonly string[];
  /** By version of the CIS AWS Foundations Benchmark. */
  readonly cisAws?: Readonly<Record<string, readonly string[]>>;
  readonly wellArchitected?: readonly string[];
  readonly soc2?: readonly string[];
  readonly owaspTop10_2021?: readonly string[];
  readonly owaspAsvs_4_0_3?: readonly string[];
  readonly cwe?: readonly string[];
  readonly djangoCheck?: readonly string[];
}

/** What the run tells a rule besides the facts. */
export interface JudgeContext<O extends OptionTable = OptionTable> {
  /** The day of the scan (`--today`), as an ISO date: `2026-11-25`. */
  readonly today: string;
  /** The rule's own options: as djaudit.yml sets them, checked; else their defaults. */
  readonly options: OptionValues<O>;
  /** What djaudit.yml attests, those that have run out too: a rule that asks for one says so. */
  readonly attestations: readonly Attestation[];
}

/** What the engine tells a rule: the day, the options that djaudit.yml sets, and what it attests. */
export interface RuleRun {
  readonly today: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly attestations: readonly Attestation[];
}

export interface RuleDefinition<N extends FactName, S extends Subject, O extends OptionTable> {
  /** kebab-case words, for ever. */
  readonly id: string;
  readonly topic: Topic;
  readonly severity: Severity;
  /** Only where the topic's own goal (`goalOf`) is not the right one. */
  readonly goals?: readonly Goal[];
  readonly docs: RuleDocs;
  readonly controls?: Controls;
  readonly needs: readonly N[];
  /** What djaudit.yml can set. */
  readonly options?: O;
  /** What is judged. One verdict is given for each. */
  readonly subjects: (facts: Facts<N>, context: JudgeContext<O>) => readonly S[];
  readonly judge: (subject: S, facts: Facts<N>, context: JudgeContext<O>) => Verdict;
}

/** A rule with its types erased, as the engine and the catalogue hold it. */
export interface Rule {
  readonly id: string;
  readonly topic: Topic;
  readonly layer: Layer;
  readonly severity: Severity;
  readonly goals: readonly Goal[];
  readonly docs: RuleDocs;
  readonly controls: Controls;
  readonly needs: readonly FactName[];
  readonly options: OptionTable;
  /** Lazily, so that a rule that throws on one subject loses only that one. */
  readonly evaluate: (facts: FactTree, run: RuleRun) => readonly Judgement[];
}

/** Facts by service and thing, as the engine builds them for a rule. */
export type FactTree = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A rule that remembers, for the rule tester alone, which facts it sees. */
export interface TypedRule<N extends FactName> extends Rule {
  readonly sees?: Facts<N>;
}

export interface Judgement {
  readonly subject: Subject;
  /** Gives the verdict; may throw, which the engine contains. */
  readonly verdict: () => Verdict;
}

/** The one way to write a rule: infers what `judge` sees from `needs`, and checks the rest. */
export function defineRule<const N extends FactName, S extends Subject, const O extends OptionTable = OptionTable>(
  rule: RuleDefinition<N, S, O>,
): TypedRule<N> {
  return {
    id: rule.id,
    topic: rule.topic,
    layer: layerOf(rule.needs),
    severity: rule.severity,
    goals: rule.goals ?? [goalOf(rule.topic)],
    docs: rule.docs,
    controls: rule.controls ?? {},
    needs: rule.needs,
    options: rule.options ?? {},
    evaluate: (tree, { today, options, attestations }) => {
      const facts = tree as Facts<N>; // the engine builds the tree from `needs`
      const given = optionValues(rule.options ?? {}, options) as OptionValues<O>; // checked on the way in
      const context = { today, options: given, attestations };
      return rule.subjects(facts, context).map((subject) => ({
        subject,
        verdict: () => rule.judge(subject, facts, context),
      }));
    },
  };
}

/** `cross` when the rule reads both sides, else the side that it reads. */
export function layerOf(needs: readonly FactName[]): Layer {
  const sides = new Set(needs.map(sideOf));
  if (sides.size > 1) return 'cross';
  const [side] = sides;
  if (side === undefined) throw new Error('a rule needs at least one fact');
  return side;
}
