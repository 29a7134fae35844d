import type {
  CommandLine,
  ComposeFile,
  ComposeService,
  ImageReference,
  Role,
  Workflow,
} from '../../model/repository/index.ts';
import { execLine } from '../command-line.ts';
import { documentOf } from '../data/documents.ts';
import { environmentOf } from '../data/environment.ts';
import {
  at,
  type DataNode,
  entriesOf,
  entryAt,
  itemsOf,
  type MapEntry,
  numberOf,
  textAt,
  textOf,
  textsOf,
} from '../data/node.ts';
import { splitWords } from '../docker/words.ts';
import { expand } from '../expand.ts';
import { parseImage } from '../image.ts';
import { item, startOf } from '../item.ts';
import { folderOf, joinPath, nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { loadShell, type Shell } from '../shell/shell.ts';

const NAME =
  /^(docker-)?compose[\w.-]*\.ya?ml$|^[\w.-]*(docker-compose|compose)[\w.-]*\.ya?ml$|^(production|local|staging|dev|prod)\.ya?ml$/;

/** Compose files. The one without a suffix is for work on one's own machine unless a deployment starts it. */
export async function readComposeFiles(repository: Repository): Promise<readonly ComposeFile[]> {
  const shell = await loadShell();
  const deployed = deployedFiles(await repository.fact('repository.workflows'));
  return repository.files.flatMap(({ path }) => {
    if (!NAME.test(nameOf(path))) return [];
    const document = documentOf(repository, path);
    const services = at(document, 'services');
    if (services?.kind !== 'map') return [];
    const role = roleOfCompose(path, deployed);
    return [
      {
        ...item(startOf(path), undefined, role),
        services: services.entries.map((entry) => readService(shell, path, entry)),
      },
    ];
  });
}

function roleOfCompose(path: string, deployed: ReadonlySet<string>): Role {
  const role = roleOf(path);
  if (role !== 'production') return role;
  if (deployed.has(path)) return 'production';
  return /prod|prd|live|stag|deploy|release|server|aws|ec2/.test(path.toLowerCase()) ? 'production' : 'development';
}

/** Files that a step which reaches a server starts: `docker compose -f X up` over SSH, `docker stack deploy -c X`. */
function deployedFiles(workflows: readonly Workflow[]): ReadonlySet<string> {
  const steps = workflows.flatMap(({ jobs }) => jobs.flatMap((job) => job.steps));
  const files = steps.flatMap(({ run, deploys }) =>
    (run?.commands ?? []).flatMap(({ words }) => {
      const isUp = words.includes('up') || words.includes('pull') || words.join(' ').includes('stack deploy');
      const overSsh = deploys === 'ssh' || words[0] === 'ssh' || words.includes('stack');
      if (!isUp || !overSsh || !/docker/.test(words.join(' '))) return [];
      const named = words.flatMap((word, at) =>
        ['-f', '--file', '-c', '--compose-file'].includes(words[at - 1] ?? '') ? [word] : [],
      );
      return named.length === 0 ? ['docker-compose.yml', 'docker-compose.yaml', 'compose.yml', 'compose.yaml'] : named;
    }),
  );
  return new Set(files);
}

function readService(shell: Shell, path: string, { key, keyLocation, value }: MapEntry): ComposeService {
  const command = commandOf(shell, expanded(at(value, 'command')));
  const entrypoint = commandOf(shell, expanded(at(value, 'entrypoint')));
  const replicas = numberOf(at(value, 'deploy', 'replicas')) ?? numberOf(at(value, 'scale'));
  return {
    name: key,
    location: keyLocation,
    ...imageOf(entryAt(value, 'image')),
    ...buildOf(path, at(value, 'build')),
    ...(command === undefined ? {} : { command }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    environment: environmentOf(at(value, 'environment')),
    envFiles: fileNames(at(value, 'env_file')).flatMap((name) => joinPath(folderOf(path), name) ?? []),
    ports: itemsOf(at(value, 'ports')).flatMap((port) => textOf(port) ?? textAt(port, 'target') ?? []),
    volumes: itemsOf(at(value, 'volumes')).flatMap((volume) => textOf(volume) ?? textAt(volume, 'source') ?? []),
    ...(replicas === undefined ? {} : { replicas }),
    profiles: textsOf(at(value, 'profiles')),
  };
}

/** Compose splits a text into words by itself; there is no shell unless the words name one. */
function commandOf(shell: Shell, node: DataNode | undefined): CommandLine | undefined {
  if (node?.kind === 'list') return execLine(shell, textsOf(node), node.location);
  const text = textOf(node);
  if (node === undefined || text === undefined) return undefined;
  return execLine(
    shell,
    splitWords(text).map((word) => word.text),
    node.location,
  );
}

/** Compose expands variables itself; those without a default stay, and `$$` is a dollar for the container. */
function expanded(node: DataNode | undefined): DataNode | undefined {
  if (node?.kind === 'list') return { ...node, items: node.items.map((one) => expanded(one) ?? one) };
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return node;
  return { ...node, source: expand(node.source, () => undefined).replaceAll('$$', '$') };
}

function imageOf(entry: MapEntry | undefined): { image?: ImageReference } {
  const text = textOf(entry?.value);
  return text === undefined || entry === undefined
    ? {}
    : {
        image: parseImage(
          expand(text, () => undefined),
          entry.value.location,
        ),
      };
}

function buildOf(path: string, node: DataNode | undefined): Pick<ComposeService, 'build'> {
  if (node === undefined) return {};
  const context = joinPath(folderOf(path), textOf(node) ?? textAt(node, 'context') ?? '.');
  if (context === undefined) return {};
  const dockerfile = joinPath(context, textAt(node, 'dockerfile') ?? 'Dockerfile');
  const target = textAt(node, 'target');
  return {
    build: {
      context,
      dockerfile: dockerfile ?? '',
      ...(target === undefined ? {} : { target }),
      args: environmentOf(at(node, 'args')),
    },
  };
}

function fileNames(node: DataNode | undefined): readonly string[] {
  const single = textOf(node);
  if (single !== undefined) return [single];
  return itemsOf(node).flatMap((one) => textOf(one) ?? (entriesOf(one).length > 0 ? (textAt(one, 'path') ?? []) : []));
}
