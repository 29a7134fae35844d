import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import type { Dockerfile, ImageReference } from '../../src/model/repository/index.ts';
import { officialName } from '../shared/base-images.ts';
import { productionDockerfiles } from '../shared/dockerfiles.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

const ROOT = /^(root|0)(:|$)/;
/** Programs with which a start script gives root up. */
const DROPS = /\b(gosu|su-exec|setpriv|chpst|runuser)\b/;
/** Official images whose own docker-entrypoint.sh starts the server as a user of its own. */
const DROPPING: ReadonlySet<string> = new Set([
  'postgres',
  'mysql',
  'mariadb',
  'redis',
  'valkey',
  'mongo',
  'rabbitmq',
  'memcached',
]);
/** Their master binds the ports as root; what answers requests runs as another user, or holds no code of the project. */
const PROXIES: ReadonlySet<string> = new Set(['nginx', 'httpd', 'traefik', 'haproxy', 'caddy']);

export default defineRule({
  id: 'dockerfile-root',
  topic: 'hosting/docker',
  severity: 'medium',
  docs: {
    title: 'Run the container as a user of its own',
    why: 'Root in a container is root on the kernel that all containers share. A hole in the application then writes to every file of the image and to mounted volumes, and is one kernel hole away from the host.',
    how: 'The user of the stage that production runs is judged, with what it inherits from the stages below. No USER on an official image is root, which is low on one of a proxy.',
    fix: '`RUN useradd --create-home django`, `COPY --chown=django`, and `USER django` as the last USER.',
    silent: [
      'base images that set a user themselves (Chainguard, distroless nonroot, nginx-unprivileged)',
      'start scripts that give root up with gosu, su-exec or setpriv, those of the official images of databases among them',
      'Dockerfiles that production does not build, and images from scratch in which nothing runs',
    ],
    example: {
      language: 'dockerfile',
      bad: 'FROM python:3.13-slim\nCMD ["gunicorn", "config.wsgi"]',
      good: 'FROM python:3.13-slim\nRUN useradd --create-home django\nUSER django\nCMD ["gunicorn", "config.wsgi"]',
    },
    references: [
      'https://docs.docker.com/build/building/best-practices/#user',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
    ],
  },
  controls: { wellArchitected: ['SEC06'], cwe: ['250'], owaspTop10_2021: ['A05'] },
  needs: ['repository.dockerfiles'],
  subjects: ({ repository }) => productionDockerfiles(repository.dockerfiles),
  judge: (file) => {
    const { user, image } = file.final;
    if (drops(file)) return pass(`the start script of ${file.path} gives root up`);
    if (image === undefined && file.final.cmd === undefined && file.final.entrypoint === undefined)
      return notApplicable(`${file.path} only holds files: nothing runs in it`);
    if (user === undefined) return byDefault(file, image);
    const evidence = [found('USER', user.text, user.location)];
    if (user.text.includes('$'))
      return unknown(`the USER of ${file.path} is a variable: ${user.text}`, { evidence, location: user.location });
    if (!ROOT.test(user.text)) return pass(`${file.path} runs as ${user.text}`, { evidence });
    return fail(`${file.path} runs as root: its last USER is ${user.text}`, {
      evidence,
      location: user.location,
      fix: repair(),
    });
  },
});

function drops({ final: { entrypoint, cmd } }: Dockerfile): boolean {
  return [entrypoint, cmd].some(
    (line) => line !== undefined && DROPS.test(line.commands.map(({ words }) => words.join(' ')).join('\n')),
  );
}

function byDefault(file: Dockerfile, image: ImageReference | undefined) {
  const location = file.stages.find(({ index }) => index === file.final.stage)?.location ?? file.location;
  const evidence = image === undefined ? [] : [found('FROM', image.text, image.location)];
  if (image !== undefined && /nonroot|unprivileged|^cgr\.dev\/|chainguard\//.test(image.text)) {
    return pass(`the base image of ${file.path} sets a user`, { evidence });
  }
  if (image !== undefined && officialName(image) === undefined) {
    return unknown(`${file.path} sets no USER: the base image ${image.text} decides`, { evidence, location });
  }
  const name = image === undefined ? undefined : officialName(image);
  if (name !== undefined && file.final.entrypoint === undefined && DROPPING.has(name))
    return pass(`the start script of ${name} gives root up`, { evidence });
  return fail(`${file.path} sets no USER: the container runs as root`, {
    ...(name !== undefined && PROXIES.has(name) ? { severity: 'low' as const } : {}),
    evidence,
    location,
    fix: repair(),
  });
}

function repair() {
  return fix('Make a user and switch to it last', text('RUN useradd --create-home django\nUSER django'));
}
