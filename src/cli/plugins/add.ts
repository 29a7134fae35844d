import { PLANNED_DERIVATIONS } from '../../deployment/index.ts';
import { type Derivation, type Plugin, type Rule, UserError } from '../../model/index.ts';
import { didYouMean } from '../../model/nearest.ts';
import { READERS } from '../../repo/readers.ts';
import type { Catalogue } from '../catalogue.ts';
import { FORMAT_NAMES } from '../options/index.ts';
import { wrongRule } from './check-rule.ts';

type Wrong = (message: string, remedy?: string) => UserError;

/**
 * The catalogue with what a plug-in brings. A plug-in may be written without types: everything is looked at.
 * @param from what djaudit.yml calls it, for messages
 * @param collected the facts that the account's collectors give
 * @throws UserError what is wrong with it
 */
export function addPlugin(catalogue: Catalogue, plugin: Plugin, from: string, collected: readonly string[]): Catalogue {
  const { name, rules = [], facts = [], reporters = {} } = plugin;
  const wrong: Wrong = (message, remedy) => new UserError(`plug-in ${from}: ${message}`, remedy);
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name)) {
    throw wrong('it has no name', 'Write definePlugin({ name: "acme", … }): small letters, digits, hyphens');
  }
  const known = new Set<string>([...factsOf(catalogue), ...collected]);
  checkFacts(facts, known, wrong);
  checkRules(rules, [...catalogue.rules.map(({ id }) => id)], known, name, wrong);
  checkReporters(reporters, Object.keys(catalogue.reporters), wrong);
  const names = [...rules.map(({ id }) => id), ...facts.map((fact) => fact.name), ...Object.keys(reporters)];
  return {
    rules: [...catalogue.rules, ...rules].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    derivations: [...catalogue.derivations, ...facts],
    reporters: { ...catalogue.reporters, ...reporters },
    origins: { ...catalogue.origins, ...Object.fromEntries(names.map((one) => [one, `the plug-in ${name}`])) },
  };
}

function factsOf({ derivations }: Catalogue): readonly string[] {
  return [
    ...Object.keys(READERS),
    ...PLANNED_DERIVATIONS.map(({ name }) => name),
    ...derivations.map(({ name }) => name),
  ];
}

/** Adds the names of the facts to those that are known. */
function checkFacts(facts: readonly Derivation[], known: Set<string>, wrong: Wrong): void {
  for (const fact of facts) {
    if (typeof fact?.derive !== 'function') throw wrong('a fact was not made by defineDerivation');
    if (!/^[a-z0-9]+(?:\.[a-zA-Z0-9]+)+$/.test(fact.name)) {
      throw wrong(`the fact "${fact.name}" has no name of two words`, 'Write repository.thing, deployment.thing');
    }
    if (known.has(fact.name)) throw wrong(`there is a fact "${fact.name}" already`, 'Give it another name');
    known.add(fact.name);
  }
  for (const { name, needs } of facts) checkNeeds(needs, known, (text) => wrong(`fact ${name} ${text}`));
}

function checkRules(
  rules: readonly Rule[],
  taken: readonly string[],
  known: ReadonlySet<string>,
  plugin: string,
  wrong: Wrong,
): void {
  const seen = new Set(taken);
  for (const rule of rules) {
    const problem = wrongRule(rule);
    if (problem !== undefined) throw wrong(problem);
    const { id, needs } = rule;
    if (seen.has(id)) throw wrong(`there is a rule "${id}" already`, `Name it ${plugin}-${id}`);
    seen.add(id);
    checkNeeds(needs, known, (text) => wrong(`rule ${id} ${text}`));
  }
}

function checkReporters(reporters: NonNullable<Plugin['reporters']>, taken: readonly string[], wrong: Wrong): void {
  for (const [format, reporter] of Object.entries(reporters)) {
    if ([...FORMAT_NAMES, ...taken].includes(format)) {
      throw wrong(`there is a format "${format}" already`, 'Give it another name');
    }
    if (typeof reporter !== 'function') throw wrong(`the format "${format}" is no function of a report`);
  }
}

function checkNeeds(needs: readonly string[], known: ReadonlySet<string>, wrong: (text: string) => UserError): void {
  const missing = needs.find((need) => !known.has(need));
  if (missing !== undefined) throw wrong(`needs "${missing}", and there is no such fact${didYouMean(missing, known)}`);
}
