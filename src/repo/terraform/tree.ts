import type { Json } from '../../model/value.ts';
import { compare } from '../files/notes.ts';
import { loadGrammar } from '../grammar.ts';
import { folderOf, joinPath, nameOf } from '../paths.ts';
import { placeOfFile } from '../place.ts';
import type { Repository } from '../repository.ts';
import { childOf } from '../syntax-node.ts';
import { type Budget, evaluate } from './evaluate.ts';
import { ModuleInstance } from './instance.ts';
import { UNKNOWN } from './json.ts';
import { attributesOf, type HclBlock, type HclModule, readModules } from './module.ts';

const MAX_DEPTH = 8;
const MAX_INSTANCES = 400;
const MAX_VARIANTS = 6;
const STEPS = 600_000;

/** A root module under one set of tfvars, with all modules below it. */
export interface Variant {
  /** The tfvars file that makes the difference, `` when there is none to choose from. */
  readonly when: string;
  readonly instances: readonly ModuleInstance[];
}

export interface RootTree {
  readonly folder: string;
  readonly variants: readonly Variant[];
}

export interface TerraformTree {
  readonly modules: ReadonlyMap<string, HclModule>;
  readonly roots: readonly RootTree[];
}

/** Every root module, opened down to the modules within the repository. Read once for all who need it. */
export function terraformTree(repository: Repository): Promise<TerraformTree> {
  return repository.once('terraform', async () => {
    const modules = await readModules(repository);
    const called = new Set(
      [...modules.values()].flatMap(({ folder, blocks }) =>
        blocks.flatMap((block) => localSource(block, folder) ?? []),
      ),
    );
    const folders = [...modules.keys()].filter((folder) => !called.has(folder)).sort(compare);
    const budget = { left: STEPS, depth: 0 };
    const roots: RootTree[] = [];
    for (const folder of folders)
      roots.push({ folder, variants: await variantsOf(repository, modules, folder, budget) });
    if (budget.left < 0) repository.notes.add('', 'Terraform expressions are too many: some stay unknown');
    return { modules, roots };
  });
}

/** The folder of a module call whose source lies in the repository. */
export function localSource({ type, body, source }: HclBlock, folder: string): string | undefined {
  if (type !== 'module') return undefined;
  const expression = attributesOf(body, source).get('source');
  const text = evaluate(expression, source, {
    resolve: () => UNKNOWN('no variables here'),
    budget: { left: 50, depth: 0 },
  });
  return typeof text === 'string' && /^\.\.?(\/|$)/.test(text) ? joinPath(folder, text) : undefined;
}

async function variantsOf(
  repository: Repository,
  modules: ReadonlyMap<string, HclModule>,
  folder: string,
  budget: Budget,
): Promise<readonly Variant[]> {
  const module = modules.get(folder);
  if (module === undefined) return [];
  const files = repository.files.filter(({ path }) => path.endsWith('.tfvars') && isFor(folder, path));
  const always = files.filter(
    ({ path }) => /^terraform\.tfvars$|\.auto\.tfvars$/.test(nameOf(path)) && folderOf(path) === folder,
  );
  const choices = files.filter((file) => !always.includes(file)).slice(0, MAX_VARIANTS);
  const base = new Map<string, () => Json>();
  for (const { path } of always) await addVariables(repository, path, base);
  const variants: Variant[] = [];
  for (const choice of choices.length === 0 ? [undefined] : choices) {
    const inputs = new Map(base);
    if (choice !== undefined) await addVariables(repository, choice.path, inputs);
    const instances: ModuleInstance[] = [];
    open(modules, new ModuleInstance(module, folder, '', inputs, budget), instances, 0);
    variants.push({ when: choice?.path ?? '', instances });
  }
  return variants;
}

/** In the folder itself or in one below it that holds only variables. */
function isFor(folder: string, path: string): boolean {
  return (
    folderOf(path) === folder || (folder !== '' && path.startsWith(`${folder}/`) && folderOf(folderOf(path)) === folder)
  );
}

async function addVariables(repository: Repository, path: string, into: Map<string, () => Json>): Promise<void> {
  const text = repository.text(path);
  if (text === undefined) return;
  const root = (await loadGrammar('terraform')).parse(text, { skip: new Set(['comment']) });
  const source = { path, text, place: placeOfFile(path, text) };
  for (const [name, expression] of attributesOf(childOf(root, 'body'), source)) {
    const value = evaluate(expression, source, {
      resolve: () => UNKNOWN('tfvars hold no references'),
      budget: { left: 5_000, depth: 0 },
    });
    into.set(name, () => value);
  }
}

function open(
  modules: ReadonlyMap<string, HclModule>,
  instance: ModuleInstance,
  into: ModuleInstance[],
  depth: number,
): void {
  into.push(instance);
  if (depth > MAX_DEPTH || into.length > MAX_INSTANCES) return;
  for (const block of instance.blocks('module')) {
    const name = block.labels[0];
    const target = modules.get(localSource(block, instance.module.folder) ?? '\0');
    if (name === undefined || target === undefined || target === instance.module) continue;
    const inputs = new Map<string, () => Json>();
    for (const [input, expression] of attributesOf(block.body, block.source))
      inputs.set(input, () => instance.evaluate(expression, block.source));
    const child = new ModuleInstance(
      target,
      instance.root,
      `${instance.prefix}module.${name}.`,
      inputs,
      instance.scope.budget,
    );
    instance.children.set(name, child);
    open(modules, child, into, depth + 1);
  }
}
