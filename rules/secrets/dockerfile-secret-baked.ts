import type { Location, Severity, Subject } from '../../src/model/index.ts';
import { defineRule, fail, part, pass } from '../../src/model/index.ts';
import type {
  Dockerfile,
  DockerStage,
  EnvFile,
  SecretFile,
  Text,
  WorkflowJob,
} from '../../src/model/repository/index.ts';
import { productionDockerfiles, shippedStages } from '../shared/dockerfiles.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

interface Leak {
  readonly name: string;
  readonly message: string;
  readonly severity: Severity;
  readonly location: Location;
}

interface Judged extends Subject {
  readonly leak?: Leak;
  readonly path: string;
}

const NAME = /(SECRET|PASSWORD|TOKEN|API_?KEY|PRIVATE_KEY|DSN|DATABASE_URL)/i;
const ENV_FILE = /(^|\/)\.env(\.(?!example|sample|template|dist|build|test)[^/]+)?$/;

export default defineRule({
  id: 'dockerfile-secret-baked',
  topic: 'secrets',
  severity: 'high',
  docs: {
    title: 'Keep secrets out of image layers',
    why: 'Every layer stays in the image, also when a later one deletes the file, and build arguments stand in its history. Whoever can pull the image, or gets hold of one node, has the secret.',
    how: 'ENV and ARG defaults with real secrets, copied .env files and private keys are high; a private key that the build itself makes is medium, because every container then has the same one; a build argument that a workflow fills from its secrets is high. The first password of a database server’s own image is low.',
    fix: 'Give values at run time (ECS `secrets`, environment properties, mounted files), or `RUN --mount=type=secret` for the build.',
    silent: [
      'placeholders for collectstatic, such as `SECRET_KEY=build`, that the running service replaces',
      'a copied .env file in which every value is empty or a placeholder',
      'certificates without a private key, as those of RDS',
      'Dockerfiles that production does not build',
    ],
    example: {
      language: 'dockerfile',
      bad: 'FROM python:3.13-slim\nCOPY .env.production /app/.env\nRUN python manage.py collectstatic --noinput',
      good: 'FROM python:3.13-slim\nRUN --mount=type=secret,id=env,target=/app/.env python manage.py collectstatic --noinput',
    },
    references: [
      'https://docs.docker.com/build/building/secrets/',
      'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
    ],
  },
  controls: { wellArchitected: ['SEC02'], soc2: ['CC6.1'], cwe: ['798', '522'], owaspTop10_2021: ['A05'] },
  needs: ['repository.dockerfiles', 'repository.envFiles', 'repository.secretFiles', 'repository.workflows'],
  subjects: ({ repository }): readonly Judged[] => {
    const { envFiles, secretFiles } = repository;
    const ofFiles = productionDockerfiles(repository.dockerfiles).flatMap((file) =>
      subjects(file, leaks(file, envFiles, secretFiles)),
    );
    const ofJobs = repository.workflows.flatMap(({ jobs }) =>
      jobs.flatMap((job) => buildArguments(job).map((leak) => subject(job, leak))),
    );
    return [...ofFiles, ...ofJobs].filter(
      ({ ref }, index, all) => all.findIndex((other) => other.ref.id === ref.id) === index,
    );
  },
  judge: ({ leak, path }) => {
    if (leak === undefined) return pass(`${path} writes no secret into a layer`);
    return fail(leak.message, {
      severity: leak.severity,
      evidence: [found(leak.name, 'in a layer', leak.location)],
      location: leak.location,
      fix: fix(
        'Give it when the container starts, or mount it for one step',
        text(`RUN --mount=type=secret,id=${leak.name} …`),
      ),
    });
  },
});

function subjects(file: Dockerfile, found: readonly Leak[]): readonly Judged[] {
  return found.length === 0 ? [{ ref: file.ref, path: file.path }] : found.map((leak) => subject(file, leak));
}

function subject(owner: Subject & { readonly path: string }, leak: Leak): Judged {
  return { ref: part(owner.ref, leak.name), leak, path: owner.path };
}

function leaks(file: Dockerfile, envFiles: readonly EnvFile[], secretFiles: readonly SecretFile[]): readonly Leak[] {
  return shippedStages(file).flatMap((stage) => [
    ...variables(file, stage),
    ...stage.copies
      .filter(({ heredoc, from }) => !heredoc && from === undefined)
      .flatMap((copy) => copy.sources.flatMap((source) => copied(file, source, copy.location, envFiles, secretFiles))),
    ...stage.runs
      .filter(({ text: command }) => /\bopenssl\b[^\n]*-keyout/.test(command))
      .map((run) => generated(file, run.location)),
  ]);
}

/** What a database server's image makes its first user with: it guards the data of that container alone. */
const OWN_PASSWORD = /^(POSTGRES|MYSQL(_ROOT)?|MARIADB(_ROOT)?)_PASSWORD$/;
const DATABASE = /(^|\/)(postgres|postgis|mysql|mariadb|timescaledb|pgvector)/;

function severityOf(name: string, file: Dockerfile): Severity {
  return OWN_PASSWORD.test(name) && DATABASE.test(file.final.image?.repository ?? '') ? 'low' : 'high';
}

function variables(file: Dockerfile, { env, args }: DockerStage): readonly Leak[] {
  const given = [
    ...env.map(({ name, value, location }) => ({ name, value, location, kind: 'ENV' })),
    ...args.flatMap(({ name, default: value, location }) =>
      value === undefined ? [] : [{ name, value, location, kind: 'ARG' }],
    ),
  ];
  return given
    .filter(({ name, value }) => NAME.test(name) && isReal(value))
    .map(({ name, location, kind }) => ({
      name,
      location,
      severity: severityOf(name, file),
      message: `${file.path} writes ${name} into the image with ${kind}: whoever can pull the image can read it`,
    }));
}

function isReal(value: Text): boolean {
  return value.status === 'secret' && !value.placeholder;
}

function copied(
  file: Dockerfile,
  source: string,
  location: Location,
  envFiles: readonly EnvFile[],
  secretFiles: readonly SecretFile[],
): readonly Leak[] {
  const path = join(file.context, source);
  const say = (what: string): readonly Leak[] => [
    {
      name: path,
      location,
      severity: 'high',
      message: `${file.path} copies ${path}, ${what}, into the image: it stays in the layer`,
    },
  ];
  if (secretFiles.some((secret) => secret.path === path && secret.role !== 'test')) return say('a secret file');
  if (!ENV_FILE.test(path)) return [];
  const env = envFiles.find((one) => one.path === path);
  if (env === undefined) return say('a file of environment variables');
  const real = env.names.some(({ secret, empty, placeholder }) => secret && !empty && !placeholder);
  return real ? say('with the secrets in it') : [];
}

function generated(file: Dockerfile, location: Location): Leak {
  const message = `${file.path} makes a private key while the image is built: every container has the same one, and so has whoever pulls the image`;
  return { name: 'openssl', location, severity: 'medium', message };
}

const INPUT_ARGUMENT = /(\w+)=["']?\$\{\{\s*secrets\./g;
const COMMAND_ARGUMENT = /--build-arg[= ]+["']?(\w+)=["']?\$\{\{\s*secrets\./g;

function buildArguments(job: WorkflowJob): readonly Leak[] {
  return job.steps.flatMap((step) => {
    const given = step.with['build-args'];
    const input = given?.status === 'reference' || given?.status === 'known' ? given.text : '';
    const names = [...input.matchAll(INPUT_ARGUMENT), ...(step.run?.text ?? '').matchAll(COMMAND_ARGUMENT)];
    return names
      .flatMap(([, name]) => (name !== undefined && NAME.test(name) ? name : []))
      .map((name): Leak => {
        const message = `${job.path} passes the secret ${name} as a build argument: it stands in the history of the image`;
        return { name, location: step.location, severity: 'high', message };
      });
  });
}

function join(context: string, source: string): string {
  const clean = source.replace(/^\.\//, '');
  return context === '' ? clean : `${context}/${clean}`;
}
