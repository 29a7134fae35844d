import type { EcsTaskDefinition } from '../../model/repository/index.ts';
import type { Json } from '../../model/value.ts';
import { parseJson } from '../data/json.ts';
import type { DataNode } from '../data/node.ts';
import { definition, maskTemplates } from '../ecs/read.ts';
import { expand, type Lookup } from '../expand.ts';
import { joinPath } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import type { Shell } from '../shell/shell.ts';
import { childAt, childOf, childrenOf, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { ModuleInstance } from './instance.ts';
import { agreed, isUnknown } from './json.ts';
import { attributesOf, type HclBlock, type HclSource } from './module.ts';
import { terraformTree, type Variant } from './tree.ts';

/** `aws_ecs_task_definition` resources, their containers with the places in the .tf file or in the template. */
export async function terraformTaskDefinitions(
  repository: Repository,
  shell: Shell,
): Promise<readonly EcsTaskDefinition[]> {
  const { roots } = await terraformTree(repository);
  return roots.flatMap(({ folder, variants }) =>
    (variants[0]?.instances ?? []).flatMap((instance, index) => {
      const under = { first: instance, all: ofProduction(variants).flatMap(({ instances }) => instances[index] ?? []) };
      return instance
        .blocks('resource')
        .filter(({ labels }) => labels[0] === 'aws_ecs_task_definition')
        .map((block) => read(repository, shell, folder, under, block));
    }),
  );
}

/** A module under every set of tfvars that production may have: only what they agree on is known. */
interface Instances {
  readonly first: ModuleInstance;
  readonly all: readonly ModuleInstance[];
}

function ofProduction(variants: readonly Variant[]): readonly Variant[] {
  const own = variants.filter(({ when }) => when === '' || roleOf(when) === 'production');
  return own.length === 0 ? variants : own;
}

function evaluate({ all }: Instances, node: SyntaxNode, source: HclSource): Json {
  return agreed(all.map((instance) => instance.evaluate(node, source)));
}

function read(
  repository: Repository,
  shell: Shell,
  root: string,
  instances: Instances,
  block: HclBlock,
): EcsTaskDefinition {
  const { source, body } = block;
  const attributes = attributesOf(body, source);
  const containers = containersOf(repository, instances, attributes.get('container_definitions'), source);
  const entries = [...attributes].map(([name, node]) => ({
    key: camel(name),
    keyLocation: source.place(node.start, node.end),
    value: dataNode(node, source, instances, 0),
  }));
  const whole: DataNode = { kind: 'map', entries, location: source.place(block.node.start) };
  const address = `${instances.first.prefix}aws_ecs_task_definition.${block.labels[1] ?? ''}`;
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

/** `jsonencode([…])`, `templatefile(path, {…})`, `file(path)`, `data.template_file.x.rendered`, a heredoc or a text of JSON. */
function containersOf(
  repository: Repository,
  instances: Instances,
  node: SyntaxNode | undefined,
  source: HclSource,
): DataNode | undefined {
  if (node === undefined) return undefined;
  const data = templateData(instances, source.text.slice(node.start, node.end));
  if (data !== undefined) return fromTemplateData(repository, instances, data);
  const call = callOf(node, source);
  const [first, second] = call?.args ?? [];
  if (call?.name === 'jsonencode' && first !== undefined) return dataNode(first, source, instances, 0);
  if ((call?.name === 'templatefile' || call?.name === 'file') && first !== undefined)
    return fromTemplate(repository, instances, first, second, source);
  const text = evaluate(instances, node, source);
  if (typeof text === 'string') return parseJson(source.path, text).document;
  return parseJson(source.path, maskTemplates(heredocText(node, source))).document;
}

/** An expression that is a call of a function, and its arguments. */
function callOf(
  node: SyntaxNode,
  source: HclSource,
): { readonly name: string; readonly args: readonly SyntaxNode[] } | undefined {
  const call = namedChildren(node)[0];
  if (call?.type !== 'function_call') return undefined;
  const identifier = childOf(call, 'identifier');
  return {
    name: source.text.slice(identifier?.start, identifier?.end),
    args: childrenOf(childOf(call, 'function_arguments') ?? call, 'expression'),
  };
}

/** The template provider, deprecated and in use: `data.template_file.app.rendered`. */
function templateData({ first }: Instances, written: string): HclBlock | undefined {
  const name = /^\s*(?:"\$\{)?\s*data\.template_file\.([\w-]+)(?:\[[^\]]*\])?\.rendered\s*(?:\}")?\s*$/.exec(
    written,
  )?.[1];
  return name === undefined
    ? undefined
    : first.blocks('data').find(({ labels }) => labels[0] === 'template_file' && labels[1] === name);
}

function fromTemplateData(
  repository: Repository,
  instances: Instances,
  { body, source }: HclBlock,
): DataNode | undefined {
  const attributes = attributesOf(body, source);
  const template = attributes.get('template');
  const vars = attributes.get('vars');
  const call = template === undefined ? undefined : callOf(template, source);
  const [file] = call?.args ?? [];
  if (call?.name === 'file' && file !== undefined) return fromTemplate(repository, instances, file, vars, source);
  if (template === undefined) return undefined;
  const text = heredocText(template, source);
  return parseJson(source.path, maskTemplates(expand(text, lookupIn(instances, vars, source)))).document;
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
  instances: Instances,
  file: SyntaxNode,
  values: SyntaxNode | undefined,
  source: HclSource,
): DataNode | undefined {
  const written = source.text
    .slice(file.start, file.end)
    .replace(/\$\{path\.(module|root|cwd)\}\/?/g, './')
    .replace(/^"|"$/g, '');
  const path = joinPath(instances.first.module.folder, written);
  const text = path === undefined || repository.file(path) === undefined ? undefined : repository.text(path);
  if (path === undefined || text === undefined) return undefined;
  return parseJson(path, maskTemplates(expand(text, lookupIn(instances, values, source)))).document;
}

function lookupIn(instances: Instances, values: SyntaxNode | undefined, source: HclSource): Lookup {
  const given = values === undefined ? {} : evaluate(instances, values, source);
  return (name) => {
    const value =
      given !== null && typeof given === 'object' ? (given as Readonly<Record<string, Json>>)[name] : undefined;
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
  };
}

const MAX_DEPTH = 40;

/** An expression as a document with places; what is not known is written as it stands in the file. */
function dataNode(node: SyntaxNode, source: HclSource, instances: Instances, depth: number): DataNode {
  const location = source.place(node.start, node.end);
  const inner = unwrap(node);
  if (depth < MAX_DEPTH && inner.type === 'tuple')
    return {
      kind: 'list',
      location,
      items: childrenOf(inner, 'expression').map((one) => dataNode(one, source, instances, depth + 1)),
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
          value: dataNode(value, source, instances, depth + 1),
        },
      ];
    });
    return { kind: 'map', location, entries };
  }
  return plain(evaluate(instances, node, source), source.text.slice(node.start, node.end), location);
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
