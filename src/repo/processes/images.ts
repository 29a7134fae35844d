import type { Dockerfile, ImageReference } from '../../model/repository/index.ts';
import { folderOf } from '../paths.ts';

/** Whether an image can hold the Django project at all. */
export function holdsPython({ final, stages, path }: Dockerfile): boolean {
  const bases = stages.flatMap(({ base }) => (base.kind === 'image' ? [base.image.text] : []));
  if (bases.some((base) => /python|django|pypy|conda|\buv\b/i.test(base))) return true;
  const commands = [
    ...stages.flatMap(({ runs }) => runs),
    ...(final.cmd === undefined ? [] : [final.cmd]),
    ...(final.entrypoint === undefined ? [] : [final.entrypoint]),
  ];
  return (
    /django/.test(path) ||
    commands.some(({ text }) => /\b(python3?|pip3?|uv|poetry|pipenv|gunicorn|uvicorn|manage\.py)\b/.test(text))
  );
}

/**
 * The Dockerfile that an image of a manifest was built from: the only one that production builds for Python, else the one
 * whose folder or stage the image is named after. Undefined when several could be.
 */
export function dockerfileOf(
  image: ImageReference | undefined,
  dockerfiles: readonly Dockerfile[],
): Dockerfile | undefined {
  const candidates = dockerfiles.filter((one) => one.production && holdsPython(one));
  if (image === undefined) return candidates.length === 1 ? candidates[0] : undefined;
  if (isPublic(image)) return undefined;
  if (candidates.length === 1) return candidates[0];
  const name = image.repository.slice(image.repository.lastIndexOf('/') + 1).toLowerCase();
  const named = candidates.filter(({ path }) =>
    path
      .toLowerCase()
      .split(/[/.]/)
      .some(
        (part) =>
          part !== '' &&
          part !== 'dockerfile' &&
          (name === part || name.endsWith(`-${part}`) || name.endsWith(`_${part}`)),
      ),
  );
  return named.length === 1
    ? named[0]
    : candidates.find(
        ({ path }) =>
          folderOf(path) === '' &&
          candidates.filter((one) => folderOf(one.path) === '').length === 1 &&
          named.length === 0 &&
          name === '',
      );
}

const PUBLIC =
  /^(nginx|redis|postgres|postgis|mysql|mariadb|rabbitmq|memcached|traefik|envoyproxy|datadog|amazon|aws-xray|fluent|busybox|alpine|bitnami|mailhog|minio|elasticsearch|kibana|grafana|prom|haproxy|cloudflare|certbot|valkey|localstack|curlimages)(\/|$|-)/;

function isPublic({ registry, repository }: ImageReference): boolean {
  return (
    (registry === undefined || /docker\.io|public\.ecr|gcr\.io|quay\.io|ghcr\.io$/.test(registry)) &&
    PUBLIC.test(repository)
  );
}
