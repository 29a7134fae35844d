import type {
  CloudFormationParameter,
  CloudFormationResource,
  CloudFormationTemplate,
} from '../../model/repository/index.ts';
import type { Json } from '../../model/value.ts';
import { documentOf } from '../data/documents.ts';
import { at, booleanOf, type DataNode, entriesOf, type MapEntry, textAt, textOf } from '../data/node.ts';
import { item, startOf } from '../item.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { maskJson } from '../terraform/json.ts';

const MAX_NODES = 60_000;

/** CloudFormation and SAM templates, and those that CDK wrote. Other files with `Resources` (.ebextensions) are none. */
export function readCloudFormation(repository: Repository): readonly CloudFormationTemplate[] {
  return repository.files.flatMap(({ path, size }) => {
    if (!/\.(ya?ml|json|template|cfn)$/.test(path) || size > 1_500_000 || /(^|\/)\.ebextensions\//.test(path))
      return [];
    const bytes = repository.bytes(path);
    if (bytes === undefined || !bytes.includes('Resources') || !bytes.includes('AWS::')) return [];
    const template = readTemplate(path, documentOf(repository, path));
    return template === undefined ? [] : [template];
  });
}

function readTemplate(path: string, document: DataNode | undefined): CloudFormationTemplate | undefined {
  const resources = entriesOf(at(document, 'Resources')).filter(({ value }) =>
    /^[A-Za-z0-9]+::/.test(textAt(value, 'Type') ?? ''),
  );
  if (resources.length === 0) return undefined;
  const parameters = entriesOf(at(document, 'Parameters')).map(readParameter);
  const resolver = new Resolver(parameters);
  const sam =
    entriesOf(document).some(({ key }) => key === 'Transform') &&
    JSON.stringify(resolver.value(undefined, at(document, 'Transform'))).includes('Serverless');
  const origin = /(^|\/)cdk\.out\//.test(path) ? 'cdk' : sam ? 'sam' : 'cloudformation';
  return {
    ...item(startOf(path)),
    origin,
    parameters,
    resources: resources.map((entry) => readResource(path, entry, parameters)),
  };
}

function readParameter({ key, keyLocation, value }: MapEntry): CloudFormationParameter {
  const fallback = at(value, 'Default');
  const noEcho = booleanOf(at(value, 'NoEcho')) === true;
  const type = textAt(value, 'Type') ?? 'String';
  // the default of such a parameter is the name under which Systems Manager has the value
  const isName = type.startsWith('AWS::SSM::Parameter::Value');
  const known = fallback?.kind === 'scalar' && !isName ? maskJson(key, fallback.value) : undefined;
  return {
    name: key,
    type,
    ...(known === undefined ? {} : { default: noEcho && known !== '' ? { $secret: key } : known }),
    noEcho,
    location: keyLocation,
  };
}

function readResource(
  path: string,
  { key, keyLocation, value }: MapEntry,
  parameters: readonly CloudFormationParameter[],
): CloudFormationResource {
  const resolver = new Resolver(parameters);
  const properties = entriesOf(at(value, 'Properties'));
  const deletionPolicy = textAt(value, 'DeletionPolicy');
  const condition = textAt(value, 'Condition');
  return {
    ...item({ ...keyLocation, path }, key, roleOf(path)),
    logicalId: key,
    type: textAt(value, 'Type') ?? '',
    properties: Object.fromEntries(
      properties.map((entry) => [entry.key, maskJson(entry.key, resolver.value(entry.key, entry.value))]),
    ),
    propertyLocations: Object.fromEntries(properties.map((entry) => [entry.key, entry.keyLocation])),
    ...(deletionPolicy === undefined ? {} : { deletionPolicy }),
    ...(condition === undefined ? {} : { condition }),
    references: [...resolver.references].sort(),
  };
}

/** Values with intrinsic functions resolved as far as parameters' defaults decide them. */
class Resolver {
  readonly references = new Set<string>();
  readonly #parameters: ReadonlyMap<string, Json | undefined>;
  #left = MAX_NODES;

  constructor(parameters: readonly CloudFormationParameter[]) {
    this.#parameters = new Map(parameters.map(({ name, default: fallback }) => [name, fallback]));
  }

  value(name: string | undefined, node: DataNode | undefined, depth = 0): Json {
    this.#left -= 1;
    if (this.#left < 0 || depth > 60) return { $unknown: 'too large' };
    if (node === undefined) return null;
    const intrinsic = intrinsicOf(node);
    if (intrinsic !== undefined) return this.#call(intrinsic.name, intrinsic.argument, depth);
    if (node.kind === 'list') return node.items.map((one) => this.value(name, one, depth + 1));
    if (node.kind === 'map')
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, this.value(key, value, depth + 1)]));
    return node.value;
  }

  #call(name: string, argument: DataNode, depth: number): Json {
    if (name === 'Ref') return this.#ref(textOf(argument) ?? '');
    if (name === 'Sub') return this.#sub(argument, depth);
    if (name === 'Join') return this.#join(argument, depth);
    const text = textOf(argument) ?? entriesOf(argument)[0]?.key ?? this.#names(argument);
    if (name === 'GetAtt') this.references.add(text.split('.')[0] ?? '');
    else this.value(undefined, argument.tag === undefined ? argument : { ...argument, tag: '' }, depth + 1);
    return { $unknown: `Fn::${name} ${text}`.slice(0, 200) };
  }

  #names(node: DataNode): string {
    return node.kind === 'list' ? node.items.map((one) => textOf(one) ?? '…').join('.') : '';
  }

  #ref(name: string): Json {
    this.references.add(name);
    return this.#parameters.get(name) ?? { $unknown: `Ref ${name}` };
  }

  /** `!Sub text` or `!Sub [text, {Name: value}]`, whose own names come before parameters; `${!x}` is `${x}` itself. */
  #sub(argument: DataNode, depth: number): Json {
    const [first, second] = argument.kind === 'list' ? argument.items : [argument];
    const own = new Map(entriesOf(second).map(({ key, value }) => [key, this.value(key, value, depth + 1)]));
    let known = true;
    const result = (textOf(first) ?? '').replace(/\$\{(!?)([\w:.]+)\}/g, (whole, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      const value = own.get(name) ?? this.#parameters.get(name);
      if (!own.has(name)) this.references.add(name.split('.')[0] ?? '');
      if (typeof value === 'string' || typeof value === 'number') return String(value);
      known = false;
      return whole;
    });
    return known ? result : { $unknown: `Fn::Sub ${result}`.slice(0, 300) };
  }

  #join(argument: DataNode, depth: number): Json {
    const [separator, list] = argument.kind === 'list' ? argument.items : [];
    const parts = this.value(undefined, list, depth + 1);
    const texts = Array.isArray(parts) ? (parts as readonly Json[]) : [parts];
    if (texts.every((one) => typeof one === 'string')) return texts.join(textOf(separator) ?? '');
    return { $unknown: 'Fn::Join of what is not known' };
  }
}

/** `!Sub x`, `{"Fn::Sub": x}`, `{"Ref": x}`. */
function intrinsicOf(node: DataNode): { readonly name: string; readonly argument: DataNode } | undefined {
  if (node.tag?.startsWith('!') === true) return { name: node.tag.slice(1), argument: { ...node, tag: '' } };
  if (node.kind !== 'map' || node.entries.length !== 1) return undefined;
  const [entry] = node.entries;
  if (entry === undefined || !/^(Ref|Fn::\w+|Condition)$/.test(entry.key)) return undefined;
  return { name: entry.key.replace('Fn::', ''), argument: entry.value };
}
