import type { K8sContainer, Kubernetes, SecurityContext, Workload } from '../../src/model/repository/index.ts';

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

/** The web process of Django: by its command, or the only container with a port behind a Service. */
export function isWeb({ workload, container }: PodContainer): boolean {
  const command = `${container.command?.text ?? ''} ${container.args?.text ?? ''}`;
  if (SERVERS.test(command)) return true;
  if (command.trim() !== '' || workload.services.length === 0) return false;
  const open = workload.containers.filter(({ ports }) => ports.length > 0);
  return open.length === 1 && open[0] === container && !KNOWN_OTHERS.test(container.image?.repository ?? '');
}

const KNOWN_OTHERS =
  /(^|\/)(nginx|postgres|postgis|redis|valkey|rabbitmq|memcached|mysql|mariadb|minio|elasticsearch|opensearch|flower|mailhog|mailpit|traefik|caddy|pgbouncer)/;

/** The container's own setting goes before the pod's. */
export function securityContext({ workload, container }: PodContainer): SecurityContext {
  return { ...workload.securityContext, ...container.securityContext };
}
