import type { Subject } from '../subject.ts';
import type { DeployedService } from './service.ts';

/** An environment of the deployment: `production`, `staging`, or by its own name. `ref.id` is `environment/<name>`. */
export interface DeployedEnvironment extends Subject {
  /** `prod` and `live` are `production`, `stage` is `staging`. */
  readonly name: string;
  /** What says so, for each service. */
  readonly reason: string;
  /** Never empty. */
  readonly services: readonly DeployedService[];
}
