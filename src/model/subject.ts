import type { Location } from './location.ts';

export type SubjectKind = 'resource' | 'file' | 'setting' | 'environment';

/**
 * What a verdict is about. `id` is stable over time and unique within a rule: an ARN (with the part of the resource after
 * `#`: `arn…#443`, `arn…#web`), a path, a setting's name. It never holds a line, a revision number or a time.
 */
export interface SubjectRef {
  readonly kind: SubjectKind;
  readonly id: string;
  /** What people call it: the Name tag, else AWS's name, else the first alias. */
  readonly name?: string;
  readonly account?: string;
  readonly region?: string;
  /** Where the repository holds or declares it. */
  readonly location?: Location;
}

/** Anything that a rule can judge. */
export interface Subject {
  readonly ref: SubjectRef;
}

/** A part of a subject, judged by itself: a listener of a load balancer, a container of a task definition. */
export function part(whole: SubjectRef, id: string, name?: string): SubjectRef {
  return { ...whole, id: `${whole.id}#${id}`, name: name ?? `${whole.name ?? whole.id} ${id}` };
}
