import type { Location } from '../location.ts';
import type { Json } from '../value.ts';
import type { CommandLine, EnvironmentEntry, ImageReference, Item, Known, Text } from './item.ts';

export interface Kubernetes {
  readonly present: boolean;
  readonly manifests: readonly Manifest[];
  readonly workloads: readonly Workload[];
  readonly secrets: readonly SecretManifest[];
  readonly charts: readonly Chart[];
  readonly kustomizations: readonly Kustomization[];
}

/** One document of one file. */
export interface Manifest extends Item {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly namespace?: string;
  readonly origin: 'manifest' | 'helm' | 'kustomize';
  /** A template whose parts could not be seen: what is absent may be there. */
  readonly templated: boolean;
  /** The document, secrets masked, template expressions as `{"$unknown": "{{ … }}"}`. */
  readonly body: Json;
  readonly labels: Readonly<Record<string, string>>;
}

export type WorkloadKind =
  | 'Deployment'
  | 'StatefulSet'
  | 'DaemonSet'
  | 'Job'
  | 'CronJob'
  | 'Pod'
  | 'ReplicaSet'
  | 'Rollout';

/** What runs pods, with the parts that rules ask for. */
export interface Workload extends Item {
  readonly kind: WorkloadKind;
  readonly name: string;
  readonly namespace?: string;
  readonly origin: Manifest['origin'];
  readonly templated: boolean;
  /** Absent: not said (1, or an autoscaler's). */
  readonly replicas?: Known<number>;
  readonly strategy?: string;
  /** Seconds; Kubernetes' default is 30. */
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext: SecurityContext;
  readonly containers: readonly K8sContainer[];
  readonly initContainers: readonly K8sContainer[];
  readonly podLabels: Readonly<Record<string, string>>;
  readonly serviceAccount?: string;
  readonly volumes: readonly { readonly name: string; readonly kind: string }[];
  /** The Service objects whose selector matches these pods, and the HorizontalPodAutoscaler or ScaledObject that targets them. */
  readonly services: readonly string[];
  readonly autoscaler?: {
    readonly name: string;
    readonly min?: number;
    readonly max?: number;
    readonly location: Location;
  };
  readonly disruptionBudget?: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface SecurityContext {
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly location?: Location;
}

export interface K8sContainer {
  readonly name: string;
  readonly location: Location;
  readonly image?: ImageReference;
  readonly command?: CommandLine;
  readonly args?: CommandLine;
  readonly env: readonly EnvironmentEntry[];
  /** Names of the ConfigMaps and Secrets of `envFrom`. */
  readonly envFrom: readonly {
    readonly kind: 'configMap' | 'secret';
    readonly name: string;
    readonly location: Location;
  }[];
  readonly ports: readonly number[];
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly resources: {
    readonly requests: Readonly<Record<string, string>>;
    readonly limits: Readonly<Record<string, string>>;
    readonly location?: Location;
  };
  readonly securityContext: SecurityContext;
  /** Seconds that a preStop hook sleeps, when it is a sleep. */
  readonly preStopSleep?: number;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

export interface Probe {
  readonly kind: 'httpGet' | 'tcpSocket' | 'exec' | 'grpc' | 'templated';
  readonly path?: string;
  readonly port?: string;
  readonly host?: string;
  readonly command?: CommandLine;
  readonly location: Location;
}

/** `kind: Secret` (or a values file's secret): keys, and whether real values are there. */
export interface SecretManifest extends Item {
  readonly name: string;
  /** SealedSecret, ExternalSecret and SOPS files are encrypted or references and not listed here. */
  readonly entries: readonly { readonly key: string; readonly value: Text; readonly location: Location }[];
}

export interface Chart extends Item {
  readonly name: string;
  readonly version?: string;
  readonly valuesFiles: readonly string[];
}

export interface Kustomization extends Item {
  readonly resources: readonly string[];
  readonly images: readonly ImageReference[];
  readonly patches: readonly string[];
}
