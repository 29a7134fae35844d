import type { Declaration, Home } from './declaration.ts';
import type { Edge } from './edge.ts';
import type { DeployedEnvironment } from './environment.ts';
import type { DeployedService } from './service.ts';
import type { UptimeCheck } from './uptime.ts';

export * from './declaration.ts';
export type * from './edge.ts';
export type * from './environment.ts';
export type * from './front-door.ts';
export type * from './links.ts';
export type * from './live.ts';
export type * from './service.ts';
export type * from './uptime.ts';
export type * from './variable.ts';

/** The whole graph, for reports (`--verbose`, JSON), for what is in scope, and for where findings stand. */
export interface DeploymentGraph {
  /** Sorted by their ends; each once. */
  readonly edges: readonly Edge[];
  /** Ids of everything in the account that belongs to the deployment; undefined when no link leads into the account. */
  readonly resources?: ReadonlySet<string>;
  /** By the id of the resource: where the repository declares it. */
  readonly homes: ReadonlyMap<string, Home>;
  /** By the id of a service: what it consists of beside the ends of its edges; ARNs, ids or names, sorted. */
  readonly parts: ReadonlyMap<string, readonly string[]>;
}

/** How new code takes the place of old. */
export interface Rollouts {
  /** Absent when the account was not scanned. */
  readonly services?: readonly DeployedService[];
}

/** Facts that join the repository and the account. */
export interface DeploymentFacts {
  'deployment.services': readonly DeployedService[];
  /** The services by environment, production first. */
  'deployment.environments': readonly DeployedEnvironment[];
  'deployment.rollouts': Rollouts;
  /** Resources whose declaration in the repository is known. */
  'deployment.declarations': readonly Declaration[];
  'deployment.graph': DeploymentGraph;
  /** Those that are switched on. */
  'deployment.uptimeChecks': readonly UptimeCheck[];
}
