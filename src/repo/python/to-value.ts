import type { Alternative, Json, SecretTraits, Value } from '../../model/value.ts';
import { type Case, casesOf, holdsByDefault } from './alternatives.ts';
import type { Machine } from './interpreter/machine.ts';
import { presumedValue } from './presumed.ts';
import { secretText } from './secrets.ts';
import { type Showing, toJson } from './to-json.ts';
import { PyUnknown, type PyValue, SecretText, UNSET } from './values.ts';
import { disjunction } from './wording.ts';

type Single = Exclude<Value, { status: 'oneOf' }>;
/** What an alternative is that leaves the name without a value. */
export const NOT_ASSIGNED: Single = { status: 'unknown', reason: 'it is not assigned' };

const HOLES: Showing = { secrets: false, holes: true };
const WHOLE: Showing = { secrets: false, holes: false };
const SHOWN: Showing = { secrets: true, holes: false };

/** What is known of a value that stands under a name. `absent` is the value where it is not bound. */
export function toValue(
  machine: Machine,
  given: PyValue,
  name: string,
  absent: Value | undefined,
  secrets = false,
): Value | undefined {
  const showing = secrets ? SHOWN : WHOLE;
  const cases = casesOf(machine, () => single(machine, given, name, showing));
  if (cases === undefined) {
    const flat = casesOf(machine, () => single(machine, given, name, HOLES));
    return flat === undefined
      ? { status: 'unknown', reason: 'it is one of many values, by the environment' }
      : joined(machine, flat, absent);
  }
  return fromEnv(machine, cases) ?? joined(machine, cases, absent);
}

/** Undefined where the name is not bound. */
function single(machine: Machine, given: PyValue, name: string, showing: Showing): Single | undefined {
  const value = machine.choose(given);
  if (value === UNSET) return undefined;
  if (value instanceof PyUnknown)
    return testedText(machine, value) ?? unknownValue(value, machine.changed.items.includes(value.id));
  if (value instanceof SecretText && !showing.secrets) return secret(value.text, value.source);
  if (typeof value === 'string' && !showing.secrets && secretText(name, value)) return secret(value, 'literal');
  const json = toJson(machine, value, name, showing);
  return isHole(json) ? { status: 'unknown', reason: json['$unknown'] } : { status: 'known', value: json };
}

function isHole(json: Json): json is { readonly $unknown: string } {
  return (
    typeof json === 'object' &&
    json !== null &&
    !Array.isArray(json) &&
    '$unknown' in json &&
    typeof json['$unknown'] === 'string'
  );
}

/** What is left of a variable's text once a test that was not followed has taken some of the texts away. */
function testedText(machine: Machine, { env, secret }: PyUnknown): Single | undefined {
  if (env === undefined || secret !== undefined) return undefined;
  if (!machine.path.all().some(({ atom }) => atom.about === env.variable)) return undefined;
  return { status: 'unknown', reason: `a test of the text of ${env.variable} decides it, which was not followed` };
}

function unknownValue(value: PyUnknown, changed: boolean): Single {
  if (value.random) return { status: 'random', reason: value.reason };
  if (value.secret !== undefined) return { status: 'secret', source: value.secret, origin: originOf(value.secret) };
  if (value.env === undefined) return { status: 'unknown', reason: value.reason };
  if (changed) return { status: 'unknown', reason: `${value.env.variable} is not known, and is changed afterwards` };
  return { status: 'fromEnv', variable: value.env.variable, cast: value.env.cast, required: true };
}

function originOf(source: string): 'literal' | 'env' | 'file' | 'other' {
  if (source === 'literal') return 'literal';
  const [first] = source.split(' ');
  return first === 'env' || first === 'file' ? first : 'other';
}

function secret(text: string, source: string): Single {
  const traits: SecretTraits = {
    length: text.length,
    uniqueCharacters: new Set(text).size,
    insecurePrefix: text.startsWith('django-insecure-'),
  };
  return { status: 'secret', source, origin: originOf(source), traits };
}

/** "X is set: its text; X is not set: a default" is a value from the environment with a default. */
function fromEnv(machine: Machine, cases: readonly Case<Single | undefined>[]): Value | undefined {
  const [set, unset] = cases;
  if (cases.length !== 2 || set === undefined || unset === undefined) return undefined;
  const [condition] = set.conditions;
  if (set.value?.status !== 'fromEnv' || unset.value?.status !== 'known' || condition?.atom.test !== 'set')
    return undefined;
  if (set.conditions.length > 1 || condition.atom.variable !== set.value.variable) return undefined;
  if (machine.presumptions?.has(set.value.variable) === true) return undefined;
  return { ...set.value, required: false, default: unset.value.value };
}

function joined(
  machine: Machine,
  cases: readonly Case<Single | undefined>[],
  absent: Value | undefined,
): Value | undefined {
  const groups = new Map<string, { readonly value: Single | undefined; readonly cases: Case<unknown>[] }>();
  for (const one of cases) {
    const value = presumedOf(machine, one.value) ?? (absent?.status === 'oneOf' ? undefined : absent);
    const key = JSON.stringify(value ?? null);
    const group = groups.get(key) ?? { value, cases: [] };
    groups.set(key, group);
    group.cases.push(one);
  }
  const all = [...groups.values()];
  const [only] = all;
  if (all.length === 1 && only !== undefined) return only.value;
  const rest = all.toSorted((a, b) => b.cases.length - a.cases.length)[0];
  return {
    status: 'oneOf',
    values: all
      .map((group) => alternative(machine, group, group === rest && group.cases.length > 1))
      .toSorted((a, b) => Number(a.when === 'otherwise') - Number(b.when === 'otherwise')),
  };
}

/** The text of a variable that production's files set, under its cast. */
function presumedOf({ presumptions }: Machine, value: Single | undefined): Single | undefined {
  const presumed = value?.status === 'fromEnv' ? presumptions?.get(value.variable) : undefined;
  if (value?.status !== 'fromEnv' || presumed === undefined) return value;
  const known = presumedValue(presumed, value.cast);
  return known === undefined ? value : { status: 'known', value: known };
}

interface Group {
  readonly value: Single | undefined;
  readonly cases: readonly Case<unknown>[];
}

function alternative({ presumptions }: Machine, group: Group, isRest: boolean): Alternative {
  const usual = group.cases.find((one) => holdsByDefault(one, presumptions));
  const setters = usual?.conditions.flatMap(({ atom }) => presumptions?.get(atom.variable ?? '')?.by ?? []) ?? [];
  const as = setters.length === 0 ? '' : `, as ${[...new Set(setters)].join(' and ')} sets it`;
  return {
    when: isRest ? 'otherwise' : `${disjunction(group.cases.map(({ conditions }) => conditions))}${as}`,
    byDefault: usual !== undefined,
    value: group.value ?? NOT_ASSIGNED,
  };
}
