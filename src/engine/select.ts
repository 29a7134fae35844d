import type { Goal, Layer, Rule, Severity } from '../model/index.ts';
import { atLeast } from '../model/index.ts';
import { matches } from './pattern.ts';

export interface Selection {
  /** Ids and globs (`rds-*`). Empty: all. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly goals?: readonly Goal[];
  /** A chapter or a section of one: `databases`, `databases/backups`. */
  readonly topics?: readonly string[];
  readonly layers?: readonly Layer[];
  readonly minSeverity?: Severity;
  /** Rules that name a control of one of these frameworks, by the catalogue's name: `awsFsbp`. */
  readonly frameworks?: readonly string[];
}

/** The chosen rules, sorted by id. `minSeverity` looks at the rule's own severity: use it to list, not to run. */
export function select(rules: readonly Rule[], selection: Selection): readonly Rule[] {
  const tests = Object.values(TESTS).map((test) => test(selection));
  return rules.filter((rule) => tests.every((test) => test(rule))).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The patterns that choose no rule at all: misspelt, most likely. */
export function idle(rules: readonly Rule[], patterns: readonly string[]): readonly string[] {
  return patterns.filter((pattern) => !rules.some((rule) => matches(pattern, rule.id)));
}

type Test = (rule: Rule) => boolean;
const everything: Test = () => true;

const TESTS: Readonly<Record<keyof Selection, (selection: Selection) => Test>> = {
  only: ({ only = [] }) =>
    only.length === 0 ? everything : (rule) => only.some((pattern) => matches(pattern, rule.id)),
  skip:
    ({ skip = [] }) =>
    (rule) =>
      !skip.some((pattern) => matches(pattern, rule.id)),
  goals: ({ goals = [] }) =>
    goals.length === 0 ? everything : (rule) => rule.goals.some((goal) => goals.includes(goal)),
  topics: ({ topics = [] }) =>
    topics.length === 0
      ? everything
      : (rule) => topics.some((topic) => rule.topic === topic || rule.topic.startsWith(`${topic}/`)),
  layers: ({ layers = [] }) => (layers.length === 0 ? everything : (rule) => layers.includes(rule.layer)),
  minSeverity: ({ minSeverity }) =>
    minSeverity === undefined ? everything : (rule) => atLeast(rule.severity, minSeverity),
  frameworks: ({ frameworks = [] }) =>
    frameworks.length === 0 ? everything : (rule) => frameworks.some((name) => name in rule.controls),
};
