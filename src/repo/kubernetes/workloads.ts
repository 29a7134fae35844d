import type { Known, Workload, WorkloadKind } from '../../model/repository/index.ts';
import { at, type DataNode, entriesOf, itemsOf, numberOf, textAt, textOf } from '../data/node.ts';
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
  return manifests
    .filter(({ manifest }) => KINDS.includes(manifest.kind))
    .map((one) => readWorkload(shell, one, manifests));
}

function readWorkload(shell: Shell, { manifest, node }: ReadManifest, all: readonly ReadManifest[]): Workload {
  const kind = manifest.kind as WorkloadKind; // filtered by the caller
  const template = templateOf(kind, node);
  const pod = at(template, 'spec');
  const podLabels = labelsOf(at(template, 'metadata', 'labels'));
  const replicas = replicasOf(at(node, 'spec', 'replicas'));
  const strategy = textAt(node, 'spec', 'strategy', 'type') ?? textAt(node, 'spec', 'updateStrategy', 'type');
  const grace = numberOf(at(pod, 'terminationGracePeriodSeconds'));
  const account = textAt(pod, 'serviceAccountName');
  const autoscaler = autoscalerOf(manifest.name, all);
  const budget = all.find(
    (one) =>
      one.manifest.kind === 'PodDisruptionBudget' &&
      selects(at(one.node, 'spec', 'selector', 'matchLabels'), podLabels),
  );
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
    services: all
      .filter((one) => one.manifest.kind === 'Service' && selects(at(one.node, 'spec', 'selector'), podLabels))
      .map((one) => one.manifest.name),
    ...(autoscaler === undefined ? {} : { autoscaler }),
    ...(budget === undefined ? {} : { disruptionBudget: budget.manifest.name }),
    annotations: labelsOf(at(node, 'metadata', 'annotations')),
  };
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

function selects(selector: DataNode | undefined, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(labelsOf(selector));
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

function autoscalerOf(name: string, all: readonly ReadManifest[]): Workload['autoscaler'] {
  const found = all.find(
    ({ manifest, node }) =>
      (manifest.kind === 'HorizontalPodAutoscaler' || manifest.kind === 'ScaledObject') &&
      readable(textAt(node, 'spec', 'scaleTargetRef', 'name') ?? '') === name,
  );
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
