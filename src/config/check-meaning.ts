import { atLeast, wrongOption } from '../model/index.ts';
import { didYouMean } from '../model/nearest.ts';
import type { Config, KnownRule } from './config.ts';
import type { Mistake } from './schema-error.ts';

/** What no schema can say: rules and days that do not exist, exceptions that need an end. */
export function checkMeaning(config: Config, rules: readonly KnownRule[]): Mistake | undefined {
  return (
    unknownRule(config, rules) ??
    wrongRuleOption(config, rules) ??
    wrongException(config, rules) ??
    wrongAttestation(config)
  );
}

function unknownRule({ rules = {} }: Config, known: readonly KnownRule[]): Mistake | undefined {
  const key = Object.keys(rules).find((id) => !known.some((rule) => rule.id === id));
  return key === undefined ? undefined : { path: ['rules'], key, message: noRule(key, known) };
}

function wrongRuleOption({ rules = {} }: Config, known: readonly KnownRule[]): Mistake | undefined {
  for (const [id, entry] of Object.entries(rules)) {
    const table = known.find((rule) => rule.id === id)?.options ?? {};
    const given = typeof entry === 'string' ? {} : (entry.options ?? {});
    for (const [name, value] of Object.entries(given)) {
      const path = ['rules', id, 'options'];
      const option = table[name];
      if (option === undefined) return { path, key: name, message: noOption(id, name, Object.keys(table)) };
      const message = wrongOption(name, option, value);
      if (message !== undefined) return { path: [...path, name], message };
    }
  }
  return undefined;
}

function noOption(id: string, name: string, names: readonly string[]): string {
  if (names.length === 0) return `${id} has no options`;
  const hint = didYouMean(name, names);
  return `${id} has no option "${name}"${hint === '' ? `; it has ${names.join(', ')}` : hint}`;
}

function wrongException({ exceptions = [] }: Config, known: readonly KnownRule[]): Mistake | undefined {
  for (const [index, { rule: id, until }] of exceptions.entries()) {
    const path = ['exceptions', index];
    const rule = known.find((one) => one.id === id);
    if (rule === undefined) return { path: [...path, 'rule'], message: noRule(id, known) };
    if (until === undefined && atLeast(rule.severity, 'high')) {
      return { path, message: `an exception for ${id} (${rule.severity}) needs an end: until: 2027-03-31` };
    }
    if (until !== undefined && !isDay(until)) return { path: [...path, 'until'], message: `there is no day ${until}` };
  }
  return undefined;
}

function wrongAttestation({ attestations = [] }: Config): Mistake | undefined {
  const index = attestations.findIndex(({ until }) => !isDay(until));
  const until = attestations[index]?.until;
  return until === undefined
    ? undefined
    : { path: ['attestations', index, 'until'], message: `there is no day ${until}` };
}

function noRule(id: string, known: readonly KnownRule[]): string {
  const hint = didYouMean(
    id,
    known.map((rule) => rule.id),
  );
  return `there is no rule "${id}"${hint === '' ? '; djaudit rules lists them' : hint}`;
}

export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
