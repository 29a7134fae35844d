import { loadGrammar } from '../grammar.ts';
import { LineIndex } from '../line-index.ts';
import { folderOf } from '../paths.ts';
import { type Place, placeIn } from '../place.ts';
import type { Repository } from '../repository.ts';
import { childOf, childrenOf, hasError, type SyntaxNode } from '../syntax-node.ts';

/** A block of a .tf file with the text that it stands in. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: SyntaxNode | undefined;
  readonly node: SyntaxNode;
  readonly source: HclSource;
}

export interface HclSource {
  readonly path: string;
  readonly text: string;
  readonly place: Place;
}

/** The blocks of one folder: a module in Terraform's sense. */
export interface HclModule {
  readonly folder: string;
  readonly blocks: readonly HclBlock[];
}

/** Where an expression stands. */
interface Declared {
  readonly expression: SyntaxNode;
  readonly source: HclSource;
}

/** What the names of a module stand for: `locals` by name, other blocks by type and labels (`variable x`, `resource aws_lb main`). */
export interface ModuleNames {
  readonly blocks: ReadonlyMap<string, HclBlock>;
  readonly locals: ReadonlyMap<string, Declared>;
}

const NAMES = new WeakMap<HclModule, ModuleNames>();

/** Made once for a module, since every reference asks. Of blocks with the same name the first counts. */
export function namesOf(module: HclModule): ModuleNames {
  const known = NAMES.get(module);
  if (known !== undefined) return known;
  const blocks = new Map<string, HclBlock>();
  const locals = new Map<string, Declared>();
  for (const block of module.blocks) {
    const name = [block.type, ...block.labels].join(' ');
    if (!blocks.has(name)) blocks.set(name, block);
    if (block.type !== 'locals') continue;
    for (const [local, expression] of attributesOf(block.body, block.source))
      if (!locals.has(local)) locals.set(local, { expression, source: block.source });
  }
  const names = { blocks, locals };
  NAMES.set(module, names);
  return names;
}

/** Of all .tf files together; a repository with more than this is a library of modules, not a deployment. */
const TOTAL_LIMIT = 4_000_000;

/** Every folder with .tf files, parsed; override files and files of more than the limit are noted. */
export async function readModules(repository: Repository): Promise<ReadonlyMap<string, HclModule>> {
  const files = repository.files.filter(({ path }) => path.endsWith('.tf'));
  const modules = new Map<string, HclModule>();
  if (files.length === 0) return modules;
  const grammar = await loadGrammar('terraform');
  let left = TOTAL_LIMIT;
  for (const { path } of files) {
    const text = repository.text(path);
    left -= text?.length ?? 0;
    if (left < 0) {
      repository.notes.add(path, 'Terraform files behind the first 4 MB are not read');
      break;
    }
    if (text === undefined) continue;
    const root = grammar.parse(text, { skip: new Set(['comment']) });
    if (hasError(root)) repository.notes.add(path, 'has parts that are no HCL, or is nested too deeply');
    const folder = folderOf(path);
    const blocks = blocksOf(childOf(root, 'body'), { path, text, place: placeIn(path, new LineIndex(text)) });
    modules.set(folder, { folder, blocks: [...(modules.get(folder)?.blocks ?? []), ...blocks] });
  }
  return modules;
}

export function blocksOf(body: SyntaxNode | undefined, source: HclSource): readonly HclBlock[] {
  if (body === undefined) return [];
  return childrenOf(body, 'block').map((node) => ({
    type: textOf(childOf(node, 'identifier'), source),
    labels: node.children
      .filter(({ type }) => type === 'string_lit' || type === 'identifier')
      .slice(1)
      .map((label) => unquoted(textOf(label, source))),
    body: childOf(node, 'body'),
    node,
    source,
  }));
}

/** Attributes of a body by name; each is the node of its expression. */
export function attributesOf(body: SyntaxNode | undefined, source: HclSource): ReadonlyMap<string, SyntaxNode> {
  const attributes = new Map<string, SyntaxNode>();
  for (const attribute of body === undefined ? [] : childrenOf(body, 'attribute')) {
    const expression = childOf(attribute, 'expression');
    if (expression !== undefined) attributes.set(textOf(childOf(attribute, 'identifier'), source), expression);
  }
  return attributes;
}

function textOf(node: SyntaxNode | undefined, source: HclSource): string {
  return node === undefined ? '' : source.text.slice(node.start, node.end);
}

function unquoted(text: string): string {
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
