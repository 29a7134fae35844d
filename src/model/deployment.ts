import type {
  Attributes,
  AutoScalingGroup,
  Bucket,
  CacheEndpointOwner,
  DbCluster,
  DbInstance,
  Listener,
  ListenerRule,
  LoadBalancer,
  TargetGroup,
  TargetHealth,
} from './aws/index.ts';
import type { GuardedText } from './aws/redacted.ts';
import type { Fact } from './fact.ts';
import type { AppProcess } from './repository/index.ts';
import type { Confidence } from './severity.ts';
import type { Subject, SubjectRef } from './subject.ts';
import type { EvaluatedSettings } from './value.ts';

/**
 * Why two things belong together: "DATABASE_URL host = endpoint of rds/prod-db". Nothing is linked without a reason, and
 * reports show it.
 */
export interface Edge {
  readonly from: SubjectRef;
  readonly to: SubjectRef;
  /** What the one is to the other: `database`, `load balancer`, `settings module`. */
  readonly relation: string;
  readonly reason: string;
  readonly confidence: Confidence;
}

/** A thing with the edge that leads to it. */
export interface Linked<T> {
  readonly to: T;
  readonly edge: Edge;
}

/** Where a variable of a live service comes from. */
export type VariableSource =
  | 'ecs environment'
  | 'ecs secret'
  | 'ecs environment file'
  | 'elastic beanstalk property'
  | 'elastic beanstalk secret'
  | 'image';

/** A variable that the running processes have. One that is read from elsewhere has neither a value nor anything redacted. */
export interface ServiceVariable extends GuardedText {
  readonly name: string;
  readonly source: VariableSource;
  /** The secret or parameter that it is read from. */
  readonly valueFrom?: string;
}

export type ListenerWithRules = Listener & { readonly rules: Fact<readonly ListenerRule[]> };

/** A load balancer in front of a service, with everything that decides what reaches the application. */
export interface FrontDoor {
  readonly loadBalancer: LoadBalancer;
  /** Every listener, each with its rules in the order of their priority. */
  readonly listeners: Fact<readonly ListenerWithRules[]>;
  readonly attributes: Fact<Attributes>;
  readonly targetGroup: TargetGroup;
  readonly targetGroupAttributes: Fact<Attributes>;
  readonly health: Fact<TargetHealth>;
}

/** How the service's processes reach a database that the settings name. */
export interface DatabaseLink {
  /** Of DATABASES: `default`. */
  readonly alias: string;
  /** Whether HOST is the database's own endpoint, or that of an RDS Proxy before it. */
  readonly through: 'endpoint' | 'proxy';
  readonly database: Linked<DbInstance | DbCluster>;
}

/** A cache or broker that the application talks to. */
export interface CacheLink extends Linked<CacheEndpointOwner> {
  /** The variable whose URL leads to it; absent when a setting names the host itself. */
  readonly variable?: string;
}

/**
 * Something live that runs the repository's code: an ECS service (one for each container that does) or an Elastic Beanstalk
 * environment. `ref` is the live thing's.
 */
export interface DeployedService extends Subject {
  readonly platform: 'ecs' | 'elastic beanstalk';
  /** Which environment it is, from a tag, a variable or the configuration; undefined when nothing says so. */
  readonly environment?: { readonly name: string; readonly reason: string };
  /** What joins it to the repository. */
  readonly repository: Edge;
  /** Every variable; unavailable when the account would not tell them all. */
  readonly variables: Fact<readonly ServiceVariable[]>;
  /** The settings under exactly those variables. */
  readonly settings: Fact<EvaluatedSettings>;
  /** The command that the container runs, when it is known: the live one, else the image's as the repository builds it. */
  readonly process: Fact<AppProcess>;
  readonly frontDoors: Fact<readonly FrontDoor[]>;
  readonly databases: Fact<readonly DatabaseLink[]>;
  readonly caches: Fact<readonly CacheLink[]>;
  readonly buckets: Fact<readonly Linked<Bucket>[]>;
  readonly groups: Fact<readonly AutoScalingGroup[]>;
  /** The most copies that may run at once, and the number that is wanted now. */
  readonly copies: Fact<{ readonly desired: number; readonly maximum: number; readonly reason: string }>;
  /** What else of the account is part of it: roles, security groups, instances, log groups; ARNs, ids or names. */
  readonly parts: readonly string[];
}

/** The whole graph, for reports (`--verbose`, JSON) and for what is in scope. */
export interface DeploymentGraph {
  readonly edges: readonly Edge[];
  /** Ids of everything in the account that belongs to the deployment; undefined when no link leads into the account. */
  readonly resources?: ReadonlySet<string>;
}

/** Facts that join the repository and the account. */
export interface DeploymentFacts {
  'deployment.services': readonly DeployedService[];
  'deployment.graph': DeploymentGraph;
}
