import type { EcsTaskDefinition } from '../../model/repository/index.ts';
import type { Json } from '../../model/value.ts';
import { parseJson } from '../data/json.ts';
import type { DataNode } from '../data/node.ts';
import { definition, maskTemplates } from '../ecs/read.ts';
import { expand } from '../expand.ts';
import { joinPath } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import type { Shell } from '../shell/shell.ts';
import { childAt, childOf, childrenOf, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { ModuleInstance } from './instance.ts';
import { isUnknown } from './json.ts';
import { attributesOf, type HclBlock, type HclSource } from './module.ts';
import { terraformTree } from './tree.ts';

/** `aws_ecs_task_definition` resources, their containers with the places in the .tf file or in the template. */
export async function terraformTaskDefinitions(
  repository: Repository,
  shell: Shell,
): Promise<readonly EcsTaskDefinition[]> {
  const { roots } = await terraformTree(repository);
  return roots.flatMap(({ folder, variants }) =>
    (variants[0]?.instances ?? []).flatMap((instance) =>
      instance
        .blocks('resource')
        .filter(({ labels }) => labels[0] === 'aws_ecs_task_definition')
        .map((block) => read(repository, shell, folder, instance, block)),
    ),
  );
}

function read(
  repository: Repository,
  shell: Shell,
  root: string,
  instance: ModuleInstance,
  block: HclBlock,
): EcsTaskDefinition {
  const { source, body } = block;
  const attributes = attributesOf(body, source);
  const containers = containersOf(repository, instance, attributes.get('container_definitions'), source);
  const entries = [...attributes].map(([name, node]) => ({
    key: camel(name),
    keyLocation: source.place(node.start, node.end),
    value: dataNode(node, source, instance, 0),
  }));
  const whole: DataNode = { kind: 'map', entries, location: source.place(block.node.start) };
  const address = `${instance.prefix}aws_ecs_task_definition.${block.labels[1] ?? ''}`;
  const made = definition(
    shell,
    whole,
    containers,
    'terraform',
    source.path,
    root === '' ? address : `${root}:${address}`,
    true,
  );
  return { ...made, role: roleOf(source.path) };
}

function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `jsonencode([…])`, `templatefile(path, {…})`, `file(path)`, a heredoc or a text of JSON. */
function containersOf(
  repository: Repository,
  instance: ModuleInstance,
  node: SyntaxNode | undefined,
  source: HclSource,
): DataNode | undefined {
  if (node === undefined) return undefined;
  const call = namedChildren(node)[0];
  const name =
    call?.type === 'function_call'
      ? source.text.slice(childOf(call, 'identifier')?.start, childOf(call, 'identifier')?.end)
      : '';
  const args = call === undefined ? [] : childrenOf(childOf(call, 'function_arguments') ?? call, 'expression');
  if (name === 'jsonencode' && args[0] !== undefined) return dataNode(args[0], source, instance, 0);
  if ((name === 'templatefile' || name === 'file') && args[0] !== undefined)
    return fromTemplate(repository, instance, args, source);
  const text = instance.evaluate(node, source);
  if (typeof text === 'string') return parseJson(source.path, text).document;
  return parseJson(source.path, maskTemplates(heredocText(node, source))).document;
}

function heredocText(node: SyntaxNode, source: HclSource): string {
  return source.text
    .slice(node.start, node.end)
    .replace(/^<<-?\w+\n/, '')
    .replace(/\n\s*\w+\s*$/, '');
}

/** The template's own text, with the values that the call gives where they are known. `path.module` is the folder. */
function fromTemplate(
  repository: Repository,
  instance: ModuleInstance,
  [file, values]: readonly SyntaxNode[],
  source: HclSource,
): DataNode | undefined {
  if (file === undefined) return undefined;
  const written = source.text
    .slice(file.start, file.end)
    .replace(/\$\{path\.(module|root|cwd)\}\/?/g, './')
    .replace(/^"|"$/g, '');
  const path = joinPath(instance.module.folder, written);
  const text = path === undefined || repository.file(path) === undefined ? undefined : repository.text(path);
  if (path === undefined || text === undefined) return undefined;
  const given = values === undefined ? {} : instance.evaluate(values, source);
  const lookup = (name: string): string | undefined => {
    const value =
      given !== null && typeof given === 'object' ? (given as Readonly<Record<string, Json>>)[name] : undefined;
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
  };
  return parseJson(path, maskTemplates(expand(text, lookup))).document;
}

const MAX_DEPTH = 40;

/** An expression as a document with places; what is not known is written as it stands in the file. */
function dataNode(node: SyntaxNode, source: HclSource, instance: ModuleInstance, depth: number): DataNode {
  const location = source.place(node.start, node.end);
  const inner = unwrap(node);
  if (depth < MAX_DEPTH && inner.type === 'tuple')
    return {
      kind: 'list',
      location,
      items: childrenOf(inner, 'expression').map((one) => dataNode(one, source, instance, depth + 1)),
    };
  if (depth < MAX_DEPTH && inner.type === 'object') {
    const entries = childrenOf(inner, 'object_elem').flatMap((element) => {
      const key = childAt(element, 'key');
      const value = childAt(element, 'val');
      if (key === undefined || value === undefined) return [];
      const name = source.text.slice(key.start, key.end).replace(/^"|"$/g, '');
      return [
        {
          key: name,
          keyLocation: source.place(key.start, key.end),
          value: dataNode(value, source, instance, depth + 1),
        },
      ];
    });
    return { kind: 'map', location, entries };
  }
  return plain(instance.evaluate(node, source), source.text.slice(node.start, node.end), location);
}

function unwrap(node: SyntaxNode): SyntaxNode {
  const named = namedChildren(node);
  const [only] = named;
  return (node.type === 'expression' || node.type === 'collection_value') && only !== undefined && named.length === 1
    ? unwrap(only)
    : node;
}

function plain(value: Json, written: string, location: DataNode['location']): DataNode {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { kind: 'scalar', location, value, source: value === null ? '' : String(value), block: false };
  if (isUnknown(value))
    return { kind: 'scalar', location, value: `\${${written}}`, source: `\${${written}}`, block: false };
  if (Array.isArray(value))
    return { kind: 'list', location, items: (value as readonly Json[]).map((one) => plain(one, '', location)) };
  const entries = Object.entries(value).map(([key, one]) => ({
    key,
    keyLocation: location,
    value: plain(one, '', location),
  }));
  return { kind: 'map', location, entries };
}
