import { collected, type Derivation, defineDerivation, type Fact, type Rollouts, single } from '../model/index.ts';

/**
 * The services whose deployments are known, for rules that have something to say without the account too: where it was not
 * scanned, nothing is known of them; where it was and refused, that is no such absence.
 */
export const rollouts: Derivation = defineDerivation({
  name: 'deployment.rollouts',
  needs: ['deployment.services', 'ecs.services'],
  derive: (facts): Fact<Rollouts> => {
    const services = single(facts['deployment.services']);
    if (services.status === 'collected') return collected({ services: services.value }, services.gaps ?? []);
    const scanned = facts['ecs.services'].some(({ scope }) => scope.account !== undefined);
    return scanned ? services : collected({});
  },
});
