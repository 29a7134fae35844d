import type { Location } from '../../model/location.ts';
import type {
  Terraform,
  TerraformBlock,
  TerraformModuleCall,
  TerraformRoot,
  TerraformVariable,
} from '../../model/repository/index.ts';
import { item, startOf } from '../item.ts';
import type { Repository } from '../repository.ts';
import type { HclBlock } from './module.ts';
import { localSource, type RootTree, terraformTree } from './tree.ts';
import { nestedOf, type Variants, valuesOf } from './values.ts';

/** Terraform of the whole repository: what each root module declares, modules within the repository opened. */
export async function readTerraform(repository: Repository): Promise<Terraform> {
  const { roots } = await terraformTree(repository);
  const stateFiles = repository.index.files.filter(
    ({ path, tracked }) => tracked && /\.tfstate(\.backup)?$/.test(path),
  );
  const parts = roots.map((root) => readRoot(repository, root));
  return {
    present: roots.length > 0,
    rootModules: parts.map(({ root }) => root),
    resources: parts.flatMap(({ resources }) => resources),
    data: parts.flatMap(({ data }) => data),
    externalModules: parts.flatMap(({ externalModules }) => externalModules),
    variables: parts.flatMap(({ variables }) => variables),
    stateFiles: stateFiles.map(({ path }) => item(startOf(path))),
  };
}

interface RootParts {
  readonly root: TerraformRoot;
  readonly resources: readonly TerraformBlock[];
  readonly data: readonly TerraformBlock[];
  readonly externalModules: readonly TerraformModuleCall[];
  readonly variables: readonly TerraformVariable[];
}

function readRoot(repository: Repository, { folder, variants }: RootTree): RootParts {
  const perModule = modulesOf(variants);
  const blocks = (type: 'resource' | 'data'): readonly TerraformBlock[] =>
    perModule.flatMap(({ own, variants: same }) =>
      own.filter((block) => block.type === type).map((block) => readBlock(block, folder, same)),
    );
  return {
    root: readRootModule(repository, folder, perModule[0]),
    resources: blocks('resource'),
    data: blocks('data'),
    externalModules: perModule.flatMap(({ own, folder: at, variants: same }) =>
      own.flatMap((block) => readCall(block, at, same)),
    ),
    variables: (perModule[0]?.own ?? []).flatMap((block) => readVariable(block, folder, perModule[0]?.variants ?? [])),
  };
}

interface OneModule {
  readonly folder: string;
  readonly own: readonly HclBlock[];
  readonly variants: Variants;
}

/** Instances of the same call under each set of tfvars, side by side. */
function modulesOf(variants: RootTree['variants']): readonly OneModule[] {
  const [first] = variants;
  return (first?.instances ?? []).map((instance, index) => ({
    folder: instance.module.folder,
    own: instance.module.blocks,
    variants: variants.flatMap(({ when, instances }) => {
      const same = instances[index];
      return same === undefined ? [] : [{ when, instance: same }];
    }),
  }));
}

function placeOf({ source, node }: HclBlock): Location {
  return source.place(node.start, node.start + Math.max(1, source.text.slice(node.start, node.end).indexOf('{')));
}

function readBlock(block: HclBlock, root: string, variants: Variants): TerraformBlock {
  const [type = '', name = ''] = block.labels;
  const prefix = variants[0]?.instance.prefix ?? '';
  const address = `${prefix}${block.type === 'data' ? 'data.' : ''}${type}.${name}`;
  const attributes = valuesOf(block.body, block.source, variants, type === 'aws_ssm_parameter' ? 'secret' : undefined);
  const repeated = attributes['count'] ?? attributes['for_each'];
  const label = root === '' ? address : `${root}:${address}`;
  return {
    ...item(placeOf(block), label),
    type,
    name,
    address,
    root,
    attributes,
    blocks: nestedOf(block.body, block.source, variants),
    ...(repeated === undefined ? {} : { repeated }),
  };
}

function readCall(block: HclBlock, folder: string, variants: Variants): readonly TerraformModuleCall[] {
  if (block.type !== 'module' || localSource(block, folder) !== undefined) return [];
  const attributes = valuesOf(block.body, block.source, variants);
  const text = (name: string): string | undefined => {
    const value = attributes[name];
    return value?.status === 'known' && typeof value.value === 'string' ? value.value : undefined;
  };
  const name = block.labels[0] ?? '';
  const address = `${variants[0]?.instance.prefix ?? ''}module.${name}`;
  const version = text('version');
  return [
    {
      ...item(placeOf(block), address),
      name,
      address,
      source: text('source') ?? '',
      ...(version === undefined ? {} : { version }),
      attributes,
    },
  ];
}

function readVariable(block: HclBlock, root: string, variants: Variants): readonly TerraformVariable[] {
  if (block.type !== 'variable') return [];
  const name = block.labels[0] ?? '';
  const attributes = valuesOf(block.body, block.source, variants, name);
  const { sensitive } = attributes;
  const location = placeOf(block);
  const value = attributes['default'] ?? {
    status: 'unknown' as const,
    reason: `var.${name} is given when Terraform runs`,
    location,
    expression: '',
    references: [],
  };
  return [
    {
      ...item(location, `var.${name}`),
      name,
      root,
      sensitive: sensitive?.status === 'known' && sensitive.value === true,
      value,
    },
  ];
}

function readRootModule(repository: Repository, folder: string, module: OneModule | undefined): TerraformRoot {
  const settings = (module?.own ?? []).filter(({ type }) => type === 'terraform');
  const nested = settings.flatMap(({ body, source }) => nestedOf(body, source, module?.variants ?? []));
  const backend = nested.find(({ type }) => type === 'backend' || type === 'cloud');
  const first = module?.own[0];
  const required = settings
    .flatMap(({ body, source }) => Object.entries(valuesOf(body, source, module?.variants ?? [])))
    .find(([name]) => name === 'required_version')?.[1];
  const version = required?.status === 'known' && typeof required.value === 'string' ? required.value : undefined;
  const location = settings[0] === undefined ? startOf(first?.source.path ?? folder) : placeOf(settings[0]);
  return {
    ...item(location, folder === '' ? 'root module' : folder),
    folder,
    ...(backend === undefined
      ? {}
      : {
          backend: {
            type: backend.type === 'cloud' ? 'cloud' : (backend.labels[0] ?? ''),
            attributes: backend.attributes,
            location: backend.location,
          },
        }),
    ...(version === undefined ? {} : { requiredVersion: version }),
    providers: [
      ...new Set((module?.own ?? []).filter(({ type }) => type === 'provider').map(({ labels }) => labels[0] ?? '')),
    ].sort(),
    lockFile:
      repository.file(folder === '' ? '.terraform.lock.hcl' : `${folder}/.terraform.lock.hcl`)?.tracked === true,
  };
}
