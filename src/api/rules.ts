/**
 * `djaudit/rules`: what a plug-in is written with. Everything here is plain data and pure functions; facts keep the words of
 * AWS, Django and the files that they come from.
 */

export { count, list, seen } from '../../rules/shared/evidence.ts';
export { cli, fix, quoted, terraform, text } from '../../rules/shared/fix.ts';
export { alternatives, assignedAt, setting, settingEvidence } from '../../rules/shared/settings.ts';
export {
  ask,
  type Collected,
  type Controls,
  collected,
  type Derivation,
  defineDerivation,
  definePlugin,
  defineRule,
  type EvaluatedSettings,
  type Evidence,
  type Fact,
  type FactMap,
  type FactName,
  type Facts,
  type FailDetails,
  type Fix,
  fail,
  type Goal,
  type JudgeContext,
  type Location,
  notApplicable,
  type OptionTable,
  type Plugin,
  part,
  pass,
  pool,
  type Report,
  type Reporter,
  type ReporterOptions,
  type Result,
  type Rule,
  type RuleOption,
  type ScopedFacts,
  type Setting,
  type Severity,
  type Subject,
  type SubjectRef,
  single,
  type Topic,
  truthy,
  type Unavailable,
  unavailable,
  unknown,
  type Value,
  type Verdict,
  type VerdictDetails,
  whole,
} from '../model/index.ts';
export type { Json } from '../model/value.ts';
