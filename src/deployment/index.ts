import {
  collected,
  type DeployedService,
  type Derivation,
  defineDerivation,
  type Fact,
  pool,
  single,
  type Unavailable,
  unavailable,
} from '../model/index.ts';
import { DECLARED, declarations } from './declarations/index.ts';
import { environments } from './environments.ts';
import { listed } from './facts.ts';
import { graph } from './graph.ts';
import { type EvaluateSettings, INPUTS, type Inputs } from './inputs.ts';
import { rollouts } from './rollouts.ts';
import { services } from './services.ts';
import { uptimeChecks } from './uptime-checks.ts';

export { bucketNames } from './buckets.ts';
export type { EvaluateSettings } from './inputs.ts';

/** The facts that join the two sides. `evaluate` runs the settings interpreter for a live service. */
export function deploymentDerivations(evaluate: EvaluateSettings): readonly Derivation[] {
  return [
    defineDerivation({
      name: 'deployment.services',
      needs: INPUTS,
      derive: (inputs) => discovered(inputs, evaluate),
    }),
    defineDerivation({
      name: 'deployment.environments',
      needs: ['deployment.services'],
      derive: (facts) => {
        const found = single(facts['deployment.services']);
        return found.status === 'collected' ? collected(environments(found.value), found.gaps) : found;
      },
    }),
    defineDerivation({
      name: 'deployment.declarations',
      needs: DECLARED,
      derive: declarations,
    }),
    defineDerivation({
      name: 'deployment.graph',
      needs: ['deployment.services', 'deployment.declarations', 'rds.snapshots', 'rds.clusterSnapshots'],
      derive: (facts) => {
        const found = single(facts['deployment.services']);
        const declared = single(facts['deployment.declarations']);
        const snapshots = [...pool(facts['rds.snapshots']).items, ...pool(facts['rds.clusterSnapshots']).items];
        return found.status === 'collected' ? collected(graph(found.value, listed(declared), snapshots)) : found;
      },
    }),
    rollouts,
    uptimeChecks,
  ];
}

/** The same for those who only look at names and needs: nothing is evaluated. */
export const PLANNED_DERIVATIONS = deploymentDerivations(() => unavailable('planning'));

/** What says which code a live thing runs: without one of them, a service may be there and not be recognised. */
const DISCOVERY = [
  'ecs.services',
  'ecs.taskDefinitions',
  'elasticbeanstalk.environments',
  'elasticbeanstalk.configurationSettings',
] as const;

/** EKS and plain groups count only where the repository has something that could run there. */
function platformsOf(
  inputs: Inputs,
): readonly (keyof Inputs & ('eks.clusters' | 'autoscaling.groups' | (typeof DISCOVERY)[number]))[] {
  const kubernetes = single(inputs['repository.kubernetes']);
  const terraform = single(inputs['repository.terraform']);
  const manifests =
    kubernetes.status === 'collected' && kubernetes.value.workloads.some(({ role }) => role === 'production');
  const groups =
    terraform.status === 'collected' && terraform.value.resources.some(({ type }) => type === 'aws_autoscaling_group');
  return [
    ...DISCOVERY,
    ...(manifests ? (['eks.clusters'] as const) : []),
    ...(groups ? (['autoscaling.groups'] as const) : []),
  ];
}

/** What runs is found when at least one platform could be read; a platform that could not is a gap, never an absence. */
function discovered(inputs: Inputs, evaluate: EvaluateSettings): Fact<readonly DeployedService[]> {
  const project = single(inputs['repository.project']);
  if (project.status === 'unavailable') return unavailable(`the repository was not read: ${project.reason}`);
  const platforms = platformsOf(inputs).map((name) => pool<unknown>(inputs[name]));
  const gaps = platforms.flatMap(({ missing }) =>
    missing.map((one): Unavailable => unavailable(one.reason, one.action)),
  );
  const found = services(inputs, evaluate);
  if (found.length === 0 && gaps[0] !== undefined) return gaps[0];
  return collected(found, gaps);
}
