import type { AutoScalingGroup, AwsItem, Bucket, Distribution } from '../aws/index.ts';
import type { Fact } from '../fact.ts';
import type { AppProcess } from '../repository/index.ts';
import type { Subject } from '../subject.ts';
import type { EvaluatedSettings } from '../value.ts';
import type { Edge, Linked } from './edge.ts';
import type { FrontDoor } from './front-door.ts';
import type { CacheLink, DatabaseLink, DomainName, ImageLink, SecretLink } from './links.ts';
import type { LiveParts } from './live.ts';
import type { ServiceVariable } from './variable.ts';

/** How many copies of a service there are. */
export interface Copies {
  /** Wanted now. */
  readonly desired: number;
  /** The most that scaling may ask for. */
  readonly steady: number;
  /** The most that may run at once: two generations overlap during a deployment. */
  readonly maximum: number;
  readonly reason: string;
}

/**
 * Something live that runs the repository's code: an ECS service (one for each container that does), an Elastic Beanstalk
 * environment, a workload of an EKS cluster, an Auto Scaling group. `ref` is the live thing's (a workload's is
 * `<cluster ARN>#<namespace>/<kind>/<name>`, with `/<container>` where it has several).
 *
 * Every list is a `Fact`: an empty one says that there is none, an unavailable one that it could not be seen.
 */
export interface DeployedService extends Subject {
  readonly platform: LiveParts['platform'];
  /** The platform's own objects: service and task definition, environment and options, cluster and manifest, group. */
  readonly live: LiveParts;
  /** Which environment it is, from a tag, a variable or the configuration; undefined when nothing says so. */
  readonly environment?: { readonly name: string; readonly reason: string };
  /** What joins it to the repository. */
  readonly repository: Edge;
  /** What carries it: the cluster and the node groups of an EKS workload. */
  readonly carriers: readonly Edge[];
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
  /** The secrets and parameters that its variables are read from. */
  readonly secrets: Fact<readonly SecretLink[]>;
  readonly images: Fact<readonly ImageLink[]>;
  readonly logGroups: Fact<readonly Linked<AwsItem<'logs.groups'>>[]>;
  /** Alarms on the service itself, its load balancers and target groups, its groups, databases and caches; each once. */
  readonly alarms: Fact<readonly Linked<AwsItem<'cloudwatch.alarms'>>[]>;
  /** The names that it answers to, by its own settings. */
  readonly domains: Fact<readonly DomainName[]>;
  /** CloudFront distributions before its load balancers, or before its buckets. */
  readonly distributions: Fact<readonly Linked<Distribution>[]>;
  /** Certificates that its load balancers' listeners and its distributions show. */
  readonly certificates: Fact<readonly Linked<AwsItem<'acm.certificateDetails'>>[]>;
  readonly groups: Fact<readonly AutoScalingGroup[]>;
  readonly copies: Fact<Copies>;
  /** What else of the account is part of it: roles, security groups, instances, log groups; ARNs, ids or names. */
  readonly parts: readonly string[];
}
