import type { GuardedText } from '../aws/redacted.ts';
import type { Location } from '../location.ts';

/** Where a variable of a live service comes from. */
export type VariableSource =
  | 'ecs environment'
  | 'ecs secret'
  | 'elastic beanstalk property'
  | 'elastic beanstalk secret'
  | 'kubernetes manifest'
  | 'kubernetes secret';

/**
 * A variable that the running processes have. One that is read from elsewhere has neither a value nor anything redacted.
 */
export interface ServiceVariable extends GuardedText {
  readonly name: string;
  readonly source: VariableSource;
  /** The secret or parameter that it is read from, as the platform names it: an ARN, `secret shop-env, key DATABASE_URL`. */
  readonly valueFrom?: string;
  /** Where the repository gives it, when the repository does (Kubernetes manifests). */
  readonly location?: Location;
}
