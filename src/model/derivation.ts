import type { Fact, Gap } from './fact.ts';
import { collected, unavailable } from './fact.ts';
import type { FactMap, FactName, Scope } from './facts.ts';
import type { SubjectRef } from './subject.ts';

/** A fact as it was found in one scope. */
export interface ScopedFact<T> {
  readonly scope: Scope;
  readonly fact: Fact<T>;
}

/** What a derivation sees of the facts that it needs: each in every scope in which it was looked for, never none. */
export type ScopedFacts<N extends FactName> = { readonly [K in N]: readonly ScopedFact<FactMap[K]>[] };

/**
 * A fact computed from other facts, once for the whole scan: `deployment.*`, and what plug-ins bring. What is not there
 * arrives as `unavailable` (a side that was not scanned too); the derivation says whether it can do without.
 */
export interface Derivation {
  readonly name: FactName;
  readonly needs: readonly FactName[];
  readonly derive: (facts: Readonly<Record<string, readonly ScopedFact<unknown>[]>>) => Fact<unknown>;
}

export interface DerivationDefinition<Out extends FactName, In extends FactName> {
  readonly name: Out;
  readonly needs: readonly In[];
  readonly derive: (facts: ScopedFacts<In>) => Fact<FactMap[Out]>;
}

/** The one way to write a derivation: infers what `derive` sees from `needs`. */
export function defineDerivation<const Out extends FactName, const In extends FactName>(
  definition: DerivationDefinition<Out, In>,
): Derivation {
  return {
    name: definition.name,
    needs: definition.needs,
    derive: (facts) => definition.derive(facts as ScopedFacts<In>), // the engine builds the record from `needs`
  };
}

/** A fact of the repository or of the whole deployment, which has one scope. */
export function single<T>(scoped: readonly ScopedFact<T>[]): Fact<T> {
  return scoped[0]?.fact ?? unavailable('not requested');
}

export interface Missing {
  readonly scope: Scope;
  readonly reason: string;
  readonly action?: string;
  /** Only this is missing there. */
  readonly subject?: SubjectRef;
}

/** The items of a list fact of all accounts and regions, and where it could not be read. */
export interface Pool<T> {
  readonly items: readonly T[];
  readonly missing: readonly Missing[];
}

const pools = new WeakMap<readonly ScopedFact<readonly unknown[]>[], Pool<unknown>>();

/** Put together once for the same list: whoever joins asks again for each of his things. */
export function pool<T>(scoped: readonly ScopedFact<readonly T[]>[]): Pool<T> {
  const found = pools.get(scoped) ?? together(scoped);
  pools.set(scoped, found);
  return found as Pool<T>; // made of this list
}

function together<T>(scoped: readonly ScopedFact<readonly T[]>[]): Pool<T> {
  return {
    items: scoped.flatMap(({ fact }) => (fact.status === 'collected' ? fact.value : [])),
    missing: scoped.flatMap(({ scope, fact }) => missingFrom(fact).map((gap): Missing => missingIn(scope, gap))),
  };
}

/** An item that says itself what could not be seen of it is there. */
function missingFrom(fact: Fact<unknown>): readonly Gap[] {
  return fact.status === 'collected' ? (fact.gaps ?? []).filter(({ held }) => held !== true) : [fact];
}

function missingIn(scope: Scope, { reason, action, subject }: Gap): Missing {
  return {
    scope,
    reason,
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subject }),
  };
}

/** A list fact of all accounts and regions as one: unavailable as soon as it is in one of them. */
export function whole<T>(scoped: readonly ScopedFact<readonly T[]>[]): Fact<readonly T[]> {
  const { items, missing } = pool(scoped);
  const [first] = missing;
  return first === undefined ? collected(items) : unavailable(first.reason, first.action);
}
