import type { AwsItem, TargetGroup } from '../model/aws/index.ts';
import {
  collected,
  type Edge,
  type Evidence,
  type Fact,
  type Json,
  pool,
  single,
  unavailable,
} from '../model/index.ts';
import type { K8sContainer, Kubernetes, Workload } from '../model/repository/index.ts';
import { byGroupName } from './auto-scaling.ts';
import type { Candidate } from './candidate.ts';
import { live, written } from './evidence.ts';
import { gap, map, pick } from './facts.ts';
import { namingStep } from './hints.ts';
import type { Inputs } from './inputs.ts';
import { kubernetesVariables } from './kubernetes-variables.ts';
import { within } from './lookup.ts';
import { byTargetGroupArn } from './target-groups.ts';

type Cluster = AwsItem<'eks.clusters'>;

const LONG_RUNNING = new Set<string>(['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout']);

/**
 * Each container of the production manifests, on the cluster that the repository names (or on the only one). The cluster's own
 * API is never asked: that the manifests were applied is what their being production's says, and no more.
 */
export function eksCandidates(inputs: Inputs): readonly Candidate[] {
  const kubernetes = single(inputs['repository.kubernetes']);
  if (kubernetes.status === 'unavailable') return [];
  const found = clusterOf(inputs);
  if (found === undefined) return [];
  return kubernetes.value.workloads
    .filter(({ kind, role }) => LONG_RUNNING.has(kind) && role === 'production')
    .flatMap((workload) =>
      workload.containers.map((container) => candidate(inputs, kubernetes.value, found, workload, container)),
    );
}

interface NamedCluster {
  readonly cluster: Cluster;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly confidence: Edge['confidence'];
}

/** By a step of a workflow, by Terraform; else the only cluster that there is. Several that fit are none. */
function clusterOf(inputs: Inputs): NamedCluster | undefined {
  const clusters = pool(inputs['eks.clusters']);
  const named = clusters.items.flatMap((cluster) => byWorkflow(inputs, cluster) ?? byTerraform(inputs, cluster) ?? []);
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const [only, ...others] = clusters.items;
  if (only === undefined || others.length > 0 || clusters.missing.length > 0) return undefined;
  const reason = `${only.name} is the account's only EKS cluster`;
  return { cluster: only, reason, evidence: [live('cluster', only.name, 'eks:ListClusters')], confidence: 'medium' };
}

function byWorkflow(inputs: Inputs, cluster: Cluster): NamedCluster | undefined {
  const step = namingStep(inputs, cluster.name, /\beks\b|kubectl|helm|kubeconfig/i);
  if (step === undefined) return undefined;
  return {
    cluster,
    reason: `${step.location.path}:${step.location.line} deploys to cluster ${cluster.name}`,
    evidence: [
      written('workflow step', step.text, step.location),
      live('cluster', cluster.name, 'eks:DescribeCluster'),
    ],
    confidence: 'high',
  };
}

function byTerraform(inputs: Inputs, cluster: Cluster): NamedCluster | undefined {
  const terraform = single(inputs['repository.terraform']);
  if (terraform.status === 'unavailable') return undefined;
  const { resources, data } = terraform.value;
  const block = [...resources, ...data].find(
    ({ type, attributes }) =>
      /^aws_eks_(cluster|node_group)$/.test(type) &&
      [attributes['name'], attributes['cluster_name']].some(
        (one) => one?.status === 'known' && one.value === cluster.name,
      ),
  );
  if (block === undefined) return undefined;
  return {
    cluster,
    reason: `${block.address} of ${block.path}:${block.location.line} is cluster ${cluster.name}`,
    evidence: [
      written(block.address, cluster.name, block.location),
      live('cluster', cluster.name, 'eks:DescribeCluster'),
    ],
    confidence: 'high',
  };
}

function candidate(
  inputs: Inputs,
  kubernetes: Kubernetes,
  { cluster, reason, evidence, confidence }: NamedCluster,
  workload: Workload,
  container: K8sContainer,
): Candidate {
  const nodegroups = pick(inputs['eks.nodegroups'], byCluster, [within(cluster.ref, cluster.name)]);
  const path = [workload.namespace ?? 'default', workload.kind.toLowerCase(), workload.name];
  const several = workload.containers.length > 1;
  const ref = {
    ...cluster.ref,
    id: `${cluster.ref.id}#${[...path, ...(several ? [container.name] : [])].join('/')}`,
    name: several ? `${workload.name} ${container.name}` : workload.name,
    location: container.location,
  };
  const command = [...(container.command?.words ?? []), ...(container.args?.words ?? [])];
  const carried: Edge = { from: ref, to: cluster.ref, kind: 'runs on', reason, confidence, evidence };
  return {
    ref,
    live: { platform: 'eks', cluster, nodegroups, workload, container },
    carriers: [carried, ...nodeEdges(ref, nodegroups)],
    names: [{ what: 'workload', name: workload.name }],
    tags: {},
    variables: kubernetesVariables(kubernetes, workload, container),
    ...(command.length === 0 ? {} : { command: command.map((value) => ({ value })) }),
    container: container.name,
    targetGroups: targetGroups(inputs, kubernetes, workload),
    groups: groupsOf(inputs, nodegroups),
    images: container.image === undefined || container.image.unresolved.length > 0 ? [] : [container.image.text],
    logGroups: insights(cluster),
    watched: [{ ref: cluster.ref, dimensions: { ClusterName: cluster.name }, call: 'eks:DescribeCluster' }],
    hosts: [],
    copies: copiesOf(workload),
    parts: [cluster.arn, ...(nodegroups.status === 'collected' ? nodegroups.value.map(({ ref: { id } }) => id) : [])],
  };
}

function byCluster({ ref, clusterName }: AwsItem<'eks.nodegroups'>): string {
  return within(ref, clusterName);
}

function nodeEdges(from: Candidate['ref'], nodegroups: Fact<readonly AwsItem<'eks.nodegroups'>[]>): readonly Edge[] {
  return (nodegroups.status === 'collected' ? nodegroups.value : []).map(({ ref, nodegroupName, clusterName }) => ({
    from,
    to: ref,
    kind: 'runs on',
    reason: `node group ${nodegroupName} is of cluster ${clusterName}`,
    confidence: 'medium',
    evidence: [
      live('nodegroupName', nodegroupName, 'eks:DescribeNodegroup'),
      live('clusterName', clusterName, 'eks:DescribeNodegroup'),
    ],
  }));
}

/** A node group is an Auto Scaling group underneath. */
function groupsOf(inputs: Inputs, nodegroups: Fact<readonly AwsItem<'eks.nodegroups'>[]>): Candidate['groups'] {
  if (nodegroups.status === 'unavailable') return nodegroups;
  const names = nodegroups.value.flatMap(({ ref, resources }) =>
    (resources?.autoScalingGroups ?? []).flatMap(({ name }) => (name === undefined ? [] : [within(ref, name)])),
  );
  return pick(inputs['autoscaling.groups'], byGroupName, names);
}

/** Those that a TargetGroupBinding names; a load balancer that the cluster makes for an Ingress bears no name of ours. */
function targetGroups(inputs: Inputs, { manifests }: Kubernetes, { services }: Workload): Fact<readonly TargetGroup[]> {
  const bound = manifests.filter(
    ({ kind, body }) =>
      kind === 'TargetGroupBinding' && services.includes(text(body, 'spec', 'serviceRef', 'name') ?? ''),
  );
  const arns = bound.flatMap(({ body }) => text(body, 'spec', 'targetGroupARN') ?? []);
  const ingress = manifests.find(
    ({ kind, body }) => kind === 'Ingress' && services.some((name) => JSON.stringify(body).includes(`"${name}"`)),
  );
  if (arns.length === 0 && ingress !== undefined) {
    return unavailable(
      `the cluster names the load balancer of Ingress ${ingress.name} itself: no name of it is in the repository`,
    );
  }
  const found = pick(inputs['elasticloadbalancing.targetGroups'], byTargetGroupArn, arns);
  const { missing } = pool(inputs['elasticloadbalancing.targetGroups']);
  if (found.status === 'collected' && found.value.length < arns.length && missing.length > 0) {
    return gap({ items: found.value, missing });
  }
  return map(found, (groups) => (arns.length === 0 ? [] : groups));
}

function text(body: Json, ...path: readonly string[]): string | undefined {
  let value: Json | undefined = body;
  for (const name of path) {
    value =
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as { readonly [key: string]: Json })[name]
        : undefined;
  }
  return typeof value === 'string' ? value : undefined;
}

/** Where Container Insights writes what containers print. */
function insights({ name }: Cluster): Candidate['logGroups'] {
  const group = `/aws/containerinsights/${name}/`;
  const reason = `Container Insights writes the logs of cluster ${name} to ${group}`;
  return [{ name: group, reason, evidence: live('cluster', name, 'eks:DescribeCluster') }];
}

/** By the autoscaler's bounds, else by the replicas; a rolling update of a Deployment adds a quarter, as Kubernetes does unasked. */
function copiesOf(workload: Workload): Candidate['copies'] {
  const { replicas, autoscaler, name, kind, strategy } = workload;
  const surges = (kind === 'Deployment' || kind === 'Rollout') && strategy !== 'Recreate';
  const copies = (desired: number, steady: number, reason: string) =>
    collected({ desired, steady, maximum: steady + (surges ? Math.ceil(steady / 4) : 0), reason });
  if (autoscaler?.max !== undefined) {
    return copies(autoscaler.min ?? 1, autoscaler.max, `${autoscaler.name} scales ${name} to ${autoscaler.max}`);
  }
  if (replicas === undefined && autoscaler === undefined) return copies(1, 1, `${name} says no replicas: one`);
  if (replicas?.status !== 'known') return unavailable(`the replicas of ${name} could not be computed`);
  return copies(replicas.value, replicas.value, `replicas of ${name}`);
}
