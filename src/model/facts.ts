import type { AwsFacts } from './aws/index.ts';
import type { DeploymentFacts } from './deployment/index.ts';
import type { Fact } from './fact.ts';
import type { RepositoryFacts } from './repository/index.ts';

/** Every fact that a rule can ask for, by name: `<IAM service prefix>.<thing>`, `repository.<thing>`, `deployment.<thing>`. */
export interface FactMap extends AwsFacts, RepositoryFacts, DeploymentFacts {}
export type FactName = keyof FactMap;

type ServiceOf<N extends FactName> = N extends `${infer Service}.${string}` ? Service : never;
type ThingOf<N extends FactName, S extends string> = N extends `${S}.${infer Thing}` ? Thing : never;

/** What a rule sees: the facts that it needs and no others, as `facts.rds.instances`. */
export type Facts<N extends FactName> = {
  readonly [S in ServiceOf<N>]: {
    readonly [T in ThingOf<N, S>]: `${S}.${T}` extends keyof FactMap ? FactMap[`${S}.${T}`] : never;
  };
};

/** Where a fact was looked for. Global services have the region `global`; the repository has no account. */
export interface Scope {
  readonly account?: string;
  readonly region?: string;
}

/** One fact in one scope. */
export interface FactRecord<N extends FactName = FactName> {
  readonly name: N;
  readonly scope: Scope;
  readonly fact: Fact<FactMap[N]>;
}

export type Layer = 'aws' | 'repo' | 'cross';

export function isAwsFact(name: FactName): name is FactName & keyof AwsFacts {
  return sideOf(name) === 'aws';
}

/** Which side of the deployment a fact is read from. */
export function sideOf(name: string): Layer {
  if (name.startsWith('repository.')) return 'repo';
  return name.startsWith('deployment.') ? 'cross' : 'aws';
}
