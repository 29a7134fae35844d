import type { Evidence } from '../evidence.ts';
import type { Confidence } from '../severity.ts';
import type { SubjectRef } from '../subject.ts';

/** What the one end of an edge is to the other, read from `from` to `to`: "kettle-web —database→ kettle-production". */
export type EdgeKind =
  /** A live service and the repository whose code it runs. */
  | 'runs'
  /** A service and the node groups, instances or Auto Scaling group that carry it. */
  | 'runs on'
  /** A load balancer or distribution and what it forwards to: a service, a load balancer, a bucket. */
  | 'sends requests to'
  /** A service and the DNS record, distribution or load balancer that bears one of its names. */
  | 'known as'
  /** A DNS record and the distribution or load balancer that it names. */
  | 'resolves to'
  /** A load balancer or distribution and a certificate that it shows. */
  | 'certificate'
  | 'database'
  | 'cache'
  | 'bucket'
  /** A service and a secret or parameter that it is given. */
  | 'secret'
  /** A service and the ECR repository of its image. */
  | 'image'
  /** An ECR repository and the Dockerfile that its images are built from. */
  | 'built from'
  | 'log group'
  /** A service, load balancer, database or cache and an alarm on one of its metrics. */
  | 'alarm'
  /** A resource of the account and the block of the repository that declares it. */
  | 'declared in';

/**
 * Why two things belong together: "HOST of DATABASES['default'] is the endpoint of prod-db". Nothing is linked without a
 * reason, and reports show it.
 */
export interface Edge {
  readonly from: SubjectRef;
  readonly to: SubjectRef;
  readonly kind: EdgeKind;
  readonly reason: string;
  readonly confidence: Confidence;
  /** What the reason was read from, on both sides: places in the repository, calls with the field that decided. */
  readonly evidence: readonly Evidence[];
}

/** A thing with the edge that leads to it. */
export interface Linked<T> {
  readonly to: T;
  readonly edge: Edge;
}
