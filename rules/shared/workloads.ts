import {
  type AppProcess,
  isApplicationServer,
  type K8sContainer,
  type Kubernetes,
  type SecurityContext,
  type Workload,
} from '../../src/model/repository/index.ts';

const SERVERS = /\b(gunicorn|uvicorn|daphne|granian|hypercorn|uwsgi|waitress-serve)\b/;
const LONG_RUNNING = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout', 'ReplicaSet']);

export interface PodContainer {
  readonly workload: Workload;
  readonly container: K8sContainer;
}

/** Containers of workloads that production keeps running. */
export function runningContainers({ workloads }: Kubernetes): readonly PodContainer[] {
  return workloads
    .filter(({ role, kind }) => role === 'production' && LONG_RUNNING.has(kind))
    .flatMap((workload) => workload.containers.map((container) => ({ workload, container })));
}

/**
 * The web process of Django: what its command, a script of the repository or its image's own command starts; where that
 * could not be followed, the only container with a port behind a Service.
 */
export function isWeb(one: PodContainer, processes: readonly AppProcess[]): boolean {
  const { workload, container } = one;
  if (workload.containers.some((each) => serverOf({ workload, container: each }, processes) !== undefined))
    return serverOf(one, processes) !== undefined;
  const command = `${container.command?.text ?? ''} ${container.args?.text ?? ''}`;
  if (SERVERS.test(command)) return true;
  if (command.trim() !== '' || workload.services.length === 0) return false;
  const open = workload.containers.filter(({ ports }) => ports.length > 0);
  return open.length === 1 && open[0] === container && !KNOWN_OTHERS.test(container.image?.repository ?? '');
}

/** The server that a container was seen to start. */
export function serverOf(
  { workload, container }: PodContainer,
  processes: readonly AppProcess[],
): AppProcess | undefined {
  return processes.find(
    ({ artefact, kind, via, path, name }) =>
      artefact === 'kubernetes' &&
      isApplicationServer(kind) &&
      (via[0]?.path ?? path) === workload.path &&
      name === `${workload.name}/${container.name}`,
  );
}

const KNOWN_OTHERS =
  /(^|\/)(nginx|postgres|postgis|redis|valkey|rabbitmq|memcached|mysql|mariadb|minio|elasticsearch|opensearch|flower|mailhog|mailpit|traefik|caddy|pgbouncer)/;

/** The container's own setting goes before the pod's. */
export function securityContext({ workload, container }: PodContainer): SecurityContext {
  return { ...workload.securityContext, ...container.securityContext };
}
