import type { EcsTaskDefinition, Known } from '../../model/repository/index.ts';
import { documentOf } from '../data/documents.ts';
import { parseJson } from '../data/json.ts';
import { at, type DataNode, itemsOf, numberOf, textAt, textOf, textsOf } from '../data/node.ts';
import { item, startOf } from '../item.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { loadShell, type Shell } from '../shell/shell.ts';
import { capital, readContainer } from './container.ts';

/**
 * Task definitions in JSON (templates with `${…}` too) and in CloudFormation; those in Terraform come with its reader, which
 * fills in the templates that it uses: these are not read again as they stand.
 */
export async function readEcsTaskDefinitions(repository: Repository): Promise<readonly EcsTaskDefinition[]> {
  const shell = await loadShell();
  const candidates = repository.files.filter(
    ({ path }) =>
      /\.(json|json\.tpl|json\.tftpl|json\.j2|json\.template|tpl|tftpl|ya?ml)$/.test(path) &&
      !/(^|\/)(package(-lock)?|tsconfig[\w.]*|composer)\.json$|fixtures\/|locale|static\//.test(path),
  );
  const found = candidates.flatMap(({ path, size }) => (size > 400_000 ? [] : read(repository, shell, path)));
  const { terraformTaskDefinitions } = await import('../terraform/task-definitions.ts');
  const terraform = await terraformTaskDefinitions(repository, shell);
  const filled = new Set(terraform.flatMap(({ containers }) => containers.map(({ location }) => location.path)));
  return [...found.filter(({ path }) => !filled.has(path)), ...terraform];
}

function read(repository: Repository, shell: Shell, path: string): readonly EcsTaskDefinition[] {
  const bytes = repository.bytes(path);
  if (
    bytes === undefined ||
    !/ontainerDefinitions"?\s*:|"image"\s*:|AWS::ECS::TaskDefinition/.test(bytes.toString('latin1'))
  )
    return [];
  if (/\.ya?ml$/.test(path)) return fromDocument(repository, shell, path, documentOf(repository, path));
  const text = repository.text(path) ?? '';
  const masked = maskTemplates(text);
  const parsed = masked === text ? documentOf(repository, path) : parseJson(path, masked).document;
  return fromDocument(repository, shell, path, parsed, masked !== text || /\$\{|\{\{|<[A-Z_]+>/.test(text));
}

function fromDocument(
  repository: Repository,
  shell: Shell,
  path: string,
  node: DataNode | undefined,
  templated = false,
): readonly EcsTaskDefinition[] {
  if (at(node, 'Resources') !== undefined) return fromCloudFormation(shell, path, node);
  const whole = at(node, 'taskDefinition') ?? node;
  const containers = at(whole, 'containerDefinitions') ?? (isContainerList(whole) ? whole : undefined);
  if (containers === undefined || whole === undefined || /Dockerrun/.test(path)) return [];
  return [
    definition(shell, whole, containers, 'json', path, undefined, templated || isTemplatedName(repository, path)),
  ];
}

/** A bare list of containers, as Terraform's `templatefile` takes one. */
function isContainerList(node: DataNode | undefined): boolean {
  const items = itemsOf(node);
  return (
    items.length > 0 && items.every((one) => textAt(one, 'name') !== undefined && textAt(one, 'image') !== undefined)
  );
}

function isTemplatedName(_: Repository, path: string): boolean {
  return /\.(tpl|tftpl|j2|template)$/.test(path);
}

function fromCloudFormation(shell: Shell, path: string, node: DataNode | undefined): readonly EcsTaskDefinition[] {
  const resources = at(node, 'Resources');
  if (resources?.kind !== 'map') return [];
  return resources.entries.flatMap(({ key, value }) => {
    const properties = at(value, 'Properties');
    if (textAt(value, 'Type') !== 'AWS::ECS::TaskDefinition' || properties === undefined) return [];
    return [definition(shell, properties, at(properties, 'ContainerDefinitions'), 'cloudformation', path, key, true)];
  });
}

export function definition(
  shell: Shell,
  node: DataNode,
  containers: DataNode | undefined,
  origin: EcsTaskDefinition['origin'],
  path: string,
  part: string | undefined,
  templated: boolean,
): EcsTaskDefinition {
  const field = (name: string): DataNode | undefined => at(node, name) ?? at(node, capital(name));
  const place = part === undefined ? startOf(path) : { ...node.location, path };
  const optional = (name: string): string | undefined => textOf(field(name));
  const family = optional('family');
  const taskRoleArn = optional('taskRoleArn');
  const executionRoleArn = optional('executionRoleArn');
  const networkMode = optional('networkMode');
  return {
    ...item(place, part, roleOf(path)),
    origin,
    ...(family === undefined ? {} : { family }),
    containers: itemsOf(containers).map((one, index) => readContainer(shell, one, index)),
    ...(taskRoleArn === undefined ? {} : { taskRoleArn }),
    ...(executionRoleArn === undefined ? {} : { executionRoleArn }),
    ...size('cpu', field('cpu')),
    ...size('memory', field('memory')),
    ...(networkMode === undefined ? {} : { networkMode }),
    requiresCompatibilities: textsOf(field('requiresCompatibilities')),
    volumes: itemsOf(field('volumes')).map((one) => ({
      name: textAt(one, 'name') ?? textAt(one, 'Name') ?? '',
      kind:
        at(one, 'efsVolumeConfiguration') === undefined && at(one, 'EFSVolumeConfiguration') === undefined
          ? 'bind'
          : 'efs',
      location: one.location,
    })),
    templated,
  };
}

/** `256`, `"256"`, `.25 vCPU`, `1 GB`. */
function size(name: 'cpu' | 'memory', node: DataNode | undefined): Partial<Record<'cpu' | 'memory', Known<number>>> {
  if (node === undefined) return {};
  const text = textOf(node) ?? '';
  const unit = /^([\d.]+)\s*(vcpu|gb)$/i.exec(text);
  const value = unit === null ? numberOf(node) : Number(unit[1]) * 1024;
  return {
    [name]:
      value === undefined
        ? { status: 'unknown', reason: `is ${text}`, location: node.location }
        : { status: 'known', value, location: node.location },
  };
}

/** `${cpu}` outside of quotes is no JSON: it becomes a text of the same length, so that all places stay. */
export function maskTemplates(text: string): string {
  let inString = false;
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"' && text[at - 1] !== '\\') inString = !inString;
    const opens =
      !inString &&
      (text.startsWith('${', at) ||
        text.startsWith('{{', at) ||
        text.startsWith('{%', at) ||
        text.startsWith('%{', at));
    if (!opens) {
      result += character;
      continue;
    }
    const close = text.indexOf('}', at);
    const end = close === -1 ? text.length : text[close + 1] === '}' ? close + 2 : close + 1;
    const inner = text.slice(at, end);
    const isBlock = text.startsWith('{%', at) || text.startsWith('%{', at);
    result += isBlock ? inner.replace(/[^\n]/g, ' ') : `"${inner.slice(1, -1).replace(/["\\\n]/g, '_')}"`;
    at = end - 1;
  }
  return result;
}
