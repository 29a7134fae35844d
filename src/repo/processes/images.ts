import type { ComposeFile, Dockerfile, ImageReference, Workflow } from '../../model/repository/index.ts';
import { nameOf } from '../paths.ts';

/** Whether an image can hold the Django project at all. */
export function holdsPython({ final, stages, path }: Dockerfile): boolean {
  if (final.entrypoint === undefined && PROXY.test(nameOf(final.cmd?.words[0] ?? ''))) return false;
  const bases = stages.flatMap(({ base }) => (base.kind === 'image' ? [base.image.text] : []));
  if (bases.some((base) => /python|django|pypy|conda|\buv\b/i.test(base))) return true;
  const own = [final.cmd, final.entrypoint].filter((command) => command !== undefined);
  const commands = [...stages.flatMap(({ runs }) => runs), ...own];
  return (
    /django/.test(path) ||
    commands.some(({ text }) => /\b(python3?|pip3?|uv|poetry|pipenv|gunicorn|uvicorn|manage\.py)\b/.test(text))
  );
}

/** Programs that serve what others made: whatever their image is built on, it is not there for Python. */
const PROXY = /^(caddy|nginx|httpd|httpd-foreground|apache2ctl|apachectl|traefik|haproxy|envoy)$/;

/** Containers that stand beside an application and are never it. */
const SIDECAR =
  /(^|[\W_])(nginx|proxy|httpd|caddy|traefik|envoy|frontend|client|ui|redis|valkey|postgres|postgresql|db|database|mysql|rabbitmq|memcached|datadog|agent|otel|collector|xray|fluent\w*|log[-_]?router|exporter|pgbouncer|kafka|zookeeper|elasticsearch|mailhog|minio|certbot|cloudflared|vault|dind|node|webpack)($|[\W_])/i;
const PUBLIC =
  /^(nginx|redis|postgres|postgis|mysql|mariadb|rabbitmq|memcached|traefik|envoyproxy|datadog|amazon|aws-xray|fluent|busybox|alpine|bitnami|mailhog|minio|elasticsearch|kibana|grafana|prom|haproxy|cloudflare|certbot|valkey|localstack|curlimages|node|python)(\/|$|-)/;

/**
 * The Dockerfile that an image of a manifest was built from, when the files say so: it is the only one that production
 * builds, or the image is named after its folder. Undefined when it could be another.
 *
 * @param container the name of the container, which tells sidecars.
 * @param pushed names of images that the repository's workflows and compose files build.
 */
function dockerfileOf(
  image: ImageReference | undefined,
  container: string,
  dockerfiles: readonly Dockerfile[],
  pushed: ReadonlySet<string>,
): Dockerfile | undefined {
  const all = dockerfiles.filter(({ production }) => production);
  const python = all.filter(holdsPython);
  if (image === undefined || python.length === 0 || SIDECAR.test(container) || isPublic(image)) return undefined;
  const name = image.repository.slice(image.repository.lastIndexOf('/') + 1).toLowerCase();
  const open = /[${<]/.test(`${image.registry ?? ''}${image.repository}`);
  const named = open ? [] : all.filter((one) => isNamedAfter(name, one));
  if (named.length > 0)
    return named.length === 1 && named[0] !== undefined && holdsPython(named[0]) ? named[0] : undefined;
  const [only, second] = python;
  if (only === undefined || second !== undefined) return byContainer(container, python);
  if (open) return all.length === 1 ? only : undefined;
  return isOwn(image, name, pushed) ? only : undefined;
}

/** Where the image's own name tells nothing: the container is called as the folder of one Dockerfile. */
function byContainer(container: string, python: readonly Dockerfile[]): Dockerfile | undefined {
  const named = python.filter((one) => isNamedAfter(container.toLowerCase(), one));
  return named.length === 1 ? named[0] : undefined;
}

function isPublic({ registry, repository }: ImageReference): boolean {
  return (
    (registry === undefined || /docker\.io|public\.ecr|gcr\.io|quay\.io|ghcr\.io$/.test(registry)) &&
    PUBLIC.test(repository)
  );
}

/** A registry of one's own (ECR), or a public one to which the repository pushes that name. */
function isOwn({ registry }: ImageReference, name: string, pushed: ReadonlySet<string>): boolean {
  return (registry !== undefined && !/docker\.io|public\.ecr|quay\.io|ghcr\.io$/.test(registry)) || pushed.has(name);
}

/** The image is called as the Dockerfile's folder or suffix: `shop-proxy` of `proxy/Dockerfile`. */
function isNamedAfter(name: string, { path }: Dockerfile): boolean {
  const parts = path
    .toLowerCase()
    .split(/[/.]/)
    .filter((part) => part !== '' && part !== 'dockerfile' && part.length > 2);
  return parts.some(
    (part) => name === part || name.endsWith(`-${part}`) || name.endsWith(`_${part}`) || name.startsWith(`${part}-`),
  );
}

/** Finds the Dockerfile of an image. */
export interface Images {
  readonly dockerfiles: readonly Dockerfile[];
  readonly of: (image: ImageReference | undefined, container: string) => Dockerfile | undefined;
}

export function imagesOf(
  dockerfiles: readonly Dockerfile[],
  composeFiles: readonly ComposeFile[],
  workflows: readonly Workflow[],
): Images {
  const built = composeFiles.flatMap(({ services }) =>
    services.flatMap(({ build, image }) =>
      build === undefined || image === undefined ? [] : [lastPart(image.repository)],
    ),
  );
  const steps = workflows.flatMap(({ jobs }) => jobs.flatMap((job) => job.steps));
  const texts = steps.flatMap(({ run, with: inputs }) => [
    run?.text ?? '',
    ...Object.values(inputs).map((input) => (input.status === 'unknown' ? '' : input.text)),
  ]);
  const named = texts.flatMap((text) =>
    [...text.matchAll(/[\w.-]+\/([\w.-]+?)(?=[:@\s"'$]|$)/g)].map((match) => match[1] ?? ''),
  );
  const pushed = new Set([...built, ...named].map((name) => name.toLowerCase()));
  return { dockerfiles, of: (image, container) => dockerfileOf(image, container, dockerfiles, pushed) };
}

function lastPart(repository: string): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}
