import type { DeployedEnvironment, DeployedService, Facts } from '../../src/model/index.ts';
import { service } from './deployment.ts';
import { arn, ref } from './ref.ts';

/** Production and staging with one service each; a case says how each differs from a sound one. */
export function environments(
  production: Partial<DeployedService> = {},
  staging: Partial<DeployedService> = {},
): readonly DeployedEnvironment[] {
  return [environment('production', production), environment('staging', staging)];
}

export function environment(name: string, given: Partial<DeployedService> = {}): DeployedEnvironment {
  const own = ref(arn('ecs', `service/${name}/shop-web`), `shop-web-${name}`);
  return {
    ref: { kind: 'environment', id: `environment/${name}`, name },
    name,
    reason: `${own.name ?? ''}: its tag Environment`,
    services: [service({ ref: own, environment: { name, reason: 'its tag Environment' }, ...given })],
  };
}

type Given = Facts<'deployment.environments'>;

export function compared(production: Partial<DeployedService>, staging: Partial<DeployedService>): { given: Given } {
  return { given: { deployment: { environments: environments(production, staging) } } };
}

/** The traps of every comparison: nothing to compare with. */
export const ALONE: Readonly<Record<string, { readonly given: Given }>> = {
  'production alone': { given: { deployment: { environments: [environment('production')] } } },
  'staging alone': { given: { deployment: { environments: [environment('staging')] } } },
  'a development environment beside production': {
    given: { deployment: { environments: [environment('production'), environment('development')] } },
  },
  'no environment at all': { given: { deployment: { environments: [] } } },
};
