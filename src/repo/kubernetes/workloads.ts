import type { Known, Workload, WorkloadKind } from '../../model/repository/index.ts';
import { at, type DataNode, entriesOf, itemsOf, numberOf, textAt, textOf } from '../data/node.ts';
import { textOf as maskedText } from '../mask.ts';
import type { Shell } from '../shell/shell.ts';
import { readK8sContainer, securityContextOf } from './container.ts';
import { readable } from './helm.ts';
import { labelsOf, type ReadManifest } from './manifests.ts';

const KINDS: readonly string[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Pod',
  'ReplicaSet',
  'Rollout',
] satisfies readonly WorkloadKind[];

/** What runs pods, together with the objects that select or scale it. */
export function workloadsOf(shell: Shell, manifests: readonly ReadManifest[]): readonly Workload[] {
  const around = aroundOf(manifests);
  return manifests
    .filter(({ manifest }) => KINDS.includes(manifest.kind))
    .map((one) => readWorkload(shell, one, around));
}

/** What belongs to workloads, by what it says about them. */
interface Around {
  readonly services: readonly Selecting[];
  readonly budgets: readonly Selecting[];
  /** By the name of what they scale. */
  readonly autoscalers: ReadonlyMap<string, ReadManifest>;
}

interface Selecting {
  readonly name: string;
  readonly wanted: readonly (readonly [label: string, value: string])[];
}

function aroundOf(manifests: readonly ReadManifest[]): Around {
  const selecting = (kind: string, ...path: readonly string[]): readonly Selecting[] =>
    manifests
      .filter(({ manifest }) => manifest.kind === kind)
      .map(({ manifest, node }) => ({ name: manifest.name, wanted: Object.entries(labelsOf(at(node, ...path))) }));
  const scalers = manifests.filter(({ manifest }) => SCALERS.includes(manifest.kind));
  return {
    services: selecting('Service', 'spec', 'selector'),
    budgets: selecting('PodDisruptionBudget', 'spec', 'selector', 'matchLabels'),
    autoscalers: new Map(
      scalers
        .toReversed()
        .map((one) => [readable(textAt(one.node, 'spec', 'scaleTargetRef', 'name') ?? ''), one] as const),
    ),
  };
}

const SCALERS: readonly string[] = ['HorizontalPodAutoscaler', 'ScaledObject'];

function readWorkload(shell: Shell, { manifest, node }: ReadManifest, around: Around): Workload {
  const kind = manifest.kind as WorkloadKind; // filtered by the caller
  const template = templateOf(kind, node);
  const pod = at(template, 'spec');
  const podLabels = labelsOf(at(template, 'metadata', 'labels'));
  const replicas = replicasOf(at(node, 'spec', 'replicas'));
  const strategy = textAt(node, 'spec', 'strategy', 'type') ?? textAt(node, 'spec', 'updateStrategy', 'type');
  const grace = numberOf(at(pod, 'terminationGracePeriodSeconds'));
  const account = textAt(pod, 'serviceAccountName');
  const autoscaler = autoscalerOf(around.autoscalers.get(manifest.name));
  const budget = around.budgets.find((one) => selects(one, podLabels));
  const { ref, path, location, role, name, namespace, origin, templated } = manifest;
  return {
    ref,
    path,
    location,
    role,
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    origin,
    templated,
    ...(replicas === undefined ? {} : { replicas }),
    ...(strategy === undefined ? {} : { strategy }),
    ...(grace === undefined ? {} : { terminationGracePeriodSeconds: grace }),
    securityContext: securityContextOf(at(pod, 'securityContext')),
    containers: itemsOf(at(pod, 'containers')).map((one, index) => readK8sContainer(shell, one, index)),
    initContainers: itemsOf(at(pod, 'initContainers')).map((one, index) => readK8sContainer(shell, one, index)),
    podLabels,
    ...(account === undefined ? {} : { serviceAccount: readable(account) }),
    volumes: itemsOf(at(pod, 'volumes')).map((one) => ({
      name: textAt(one, 'name') ?? '',
      kind: entriesOf(one).find(({ key }) => key !== 'name')?.key ?? '',
    })),
    services: around.services.filter((one) => selects(one, podLabels)).map((one) => one.name),
    ...(autoscaler === undefined ? {} : { autoscaler }),
    ...(budget === undefined ? {} : { disruptionBudget: budget.name }),
    annotations: withoutSecrets(labelsOf(at(node, 'metadata', 'annotations'))),
  };
}

/** People put tokens of what watches a pod among its annotations. */
function withoutSecrets(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => {
      const masked = maskedText(name.split('/').at(-1), text);
      return [name, masked.status === 'unknown' ? '' : masked.text];
    }),
  );
}

function templateOf(kind: WorkloadKind, node: DataNode): DataNode | undefined {
  if (kind === 'Pod') return node;
  return kind === 'CronJob' ? at(node, 'spec', 'jobTemplate', 'spec', 'template') : at(node, 'spec', 'template');
}

function replicasOf(node: DataNode | undefined): Known<number> | undefined {
  if (node === undefined) return undefined;
  const value = numberOf(node);
  return value === undefined
    ? { status: 'unknown', reason: `is ${readable(textOf(node) ?? '')}`, location: node.location }
    : { status: 'known', value, location: node.location };
}

function selects({ wanted }: Selecting, labels: Readonly<Record<string, string>>): boolean {
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

function autoscalerOf(found: ReadManifest | undefined): Workload['autoscaler'] {
  if (found === undefined) return undefined;
  const spec = at(found.node, 'spec');
  const min = numberOf(at(spec, 'minReplicas')) ?? numberOf(at(spec, 'minReplicaCount'));
  const max = numberOf(at(spec, 'maxReplicas')) ?? numberOf(at(spec, 'maxReplicaCount'));
  return {
    name: found.manifest.name,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    location: found.manifest.location,
  };
}
