import {
  collected,
  type Declaration,
  type Fact,
  type FactName,
  pool,
  type ScopedFacts,
  single,
  unavailable,
} from '../../model/index.ts';
import { listed } from '../facts.ts';
import { cloudFormationDeclarations } from './cloudformation.ts';
import { environmentDeclarations } from './elastic-beanstalk.ts';
import { DECLARABLE } from './kinds.ts';
import { containerDeclarations } from './task-definitions.ts';
import { terraformDeclarations } from './terraform.ts';

export const DECLARED = [
  ...DECLARABLE,
  'elasticloadbalancing.listeners',
  'repository.cloudformation',
  'repository.ecsTaskDefinitions',
  'repository.elasticBeanstalk',
  'repository.terraform',
  'deployment.services',
] as const satisfies readonly FactName[];

export type DeclaredInputs = ScopedFacts<(typeof DECLARED)[number]>;

/**
 * Every live resource that a file of the repository declares. The most exact declaration of a resource comes first: Terraform
 * and CloudFormation, then task definitions, then options of Elastic Beanstalk; one that two blocks in different places claim
 * has none.
 */
export function declarations(inputs: DeclaredInputs): Fact<readonly Declaration[]> {
  const terraform = single(inputs['repository.terraform']);
  if (terraform.status === 'unavailable') return unavailable(terraform.reason);
  const listeners = pool(inputs['elasticloadbalancing.listeners']).items.map(({ ref, Port, LoadBalancerArn }) => ({
    ref,
    port: Port,
    loadBalancer: LoadBalancerArn,
  }));
  const services = single(inputs['deployment.services']);
  const beanstalk = single(inputs['repository.elasticBeanstalk']);
  return collected(
    firstOfEach([
      ...unambiguous(terraformDeclarations(terraform.value, inputs, listeners)),
      ...unambiguous(cloudFormationDeclarations(listed(single(inputs['repository.cloudformation'])), inputs)),
      ...containerDeclarations(
        listed(single(inputs['repository.ecsTaskDefinitions'])),
        pool(inputs['ecs.taskDefinitions']).items,
      ),
      ...(beanstalk.status === 'collected' ? environmentDeclarations(beanstalk.value, listed(services)) : []),
    ]),
  );
}

function firstOfEach(found: readonly Declaration[]): readonly Declaration[] {
  return [...new Map(found.toReversed().map((one) => [one.resource.id, one])).values()].toReversed();
}

/** Root modules of several environments may declare the same name for different accounts. */
function unambiguous(found: readonly Declaration[]): readonly Declaration[] {
  const places = new Map<string, Set<string>>();
  for (const { resource, home } of found) {
    const own = places.get(resource.id) ?? new Set();
    places.set(resource.id, own.add(`${home.location?.path}:${home.location?.line}`));
  }
  return found.filter(({ resource }) => places.get(resource.id)?.size === 1);
}
