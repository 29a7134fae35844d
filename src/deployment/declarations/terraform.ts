import {
  attributeKey,
  type Declaration,
  type Home,
  type Json,
  type Location,
  type SubjectRef,
} from '../../model/index.ts';
import type { Terraform, TerraformBlock, TerraformNested, TerraformValue } from '../../model/repository/index.ts';
import { live, written } from '../evidence.ts';
import type { DeclaredInputs } from './index.ts';
import { KINDS } from './kinds.ts';
import { type LiveThing, thingsNamed, thingsTagged } from './live-things.ts';

/** Joins Terraform's blocks with live resources by the attribute that AWS calls them by, else by their Name tag. */
export function terraformDeclarations(
  { resources }: Terraform,
  inputs: DeclaredInputs,
  listeners: readonly LiveListener[],
): readonly Declaration[] {
  const found = resources.flatMap((block) => declared(block, inputs));
  return [...found, ...resources.flatMap((block) => listener(block, found, listeners))];
}

function declared(block: TerraformBlock, inputs: DeclaredInputs): readonly Declaration[] {
  const kind = KINDS.find(({ terraform }) => terraform.includes(block.type));
  if (kind === undefined) return [];
  const named = block.attributes[kind.attribute];
  const values = textsOf(named);
  if (named !== undefined && values.length > 0) {
    const found = thingsNamed(inputs, kind, values);
    const told = new Set(found.map(({ name }) => name)).size === found.length;
    return told ? found.map((thing) => byName(block, thing, named)) : [];
  }
  const tag = textsOf(block.attributes['tags'], 'Name');
  const tagged = thingsTagged(inputs, kind, 'Name', tag);
  return tagged.length === 1 ? tagged.map((thing) => byTag(block, thing)) : [];
}

/** Every text that the attribute may have: one for each tfvars file. */
function textsOf(value: TerraformValue | undefined, member?: string): readonly string[] {
  if (value === undefined) return [];
  const values: readonly Json[] =
    value.status === 'known' ? [value.value] : value.status === 'oneOf' ? value.values.map((one) => one.value) : [];
  return values.flatMap((one) => {
    const text = member === undefined ? one : memberOf(one, member);
    return typeof text === 'string' ? [text] : [];
  });
}

function memberOf(value: Json, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })[name]
    : undefined;
}

function byName(block: TerraformBlock, { ref, kind, name }: LiveThing, named: TerraformValue): Declaration {
  return declaration(block, ref, `${kind.attribute} of ${block.address} is ${name}`, [
    live(kind.member, name, kind.call),
    written(`${block.address} ${kind.attribute}`, name, named.location),
  ]);
}

function byTag(block: TerraformBlock, { ref, kind, tags }: LiveThing): Declaration {
  const name = tags['Name'] ?? '';
  return declaration(block, ref, `the tag Name of ${block.address} is ${name}`, [
    live('tag Name', name, kind.call),
    written(`${block.address} tags`, name, block.attributes['tags']?.location ?? block.location),
  ]);
}

function declaration(
  block: TerraformBlock,
  resource: SubjectRef,
  reason: string,
  evidence: Declaration['edge']['evidence'],
): Declaration {
  const to: SubjectRef = { kind: 'file', id: block.ref.id, name: block.address, location: block.location };
  return {
    resource,
    source: { kind: 'terraform', block },
    home: homeOf(block),
    edge: { from: resource, to, kind: 'declared in', reason, confidence: 'high', evidence },
  };
}

function homeOf({ location, attributes, blocks }: TerraformBlock): Home {
  return {
    location,
    attributes: Object.assign({}, ...blocks.map(nested), places(attributes)) as Home['attributes'],
  };
}

/** `health_check { path }` is HealthCheckPath. */
function nested({ type, attributes, location }: TerraformNested): Home['attributes'] {
  return { [attributeKey(type)]: location, ...places(attributes, type) };
}

function places(attributes: TerraformBlock['attributes'], before = ''): Home['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { location }]): [string, Location] => [
      attributeKey(`${before}${name}`),
      location,
    ]),
  );
}

export interface LiveListener {
  readonly ref: SubjectRef;
  readonly port: number;
  readonly loadBalancer: string;
}

/** A listener has no name: its load balancer's block and its port say which it is. */
function listener(
  block: TerraformBlock,
  balancers: readonly Declaration[],
  listeners: readonly LiveListener[],
): readonly Declaration[] {
  const { load_balancer_arn: owner, port } = block.attributes;
  if (!/^aws_(lb|alb)_listener$/.test(block.type) || owner === undefined || port?.status !== 'known') return [];
  const scope = block.address.replace(/[^.]+\.[^.]+$/, '');
  const balancer = balancers.find(
    ({ source }) =>
      source.kind === 'terraform' &&
      source.block.root === block.root &&
      owner.references.some((name) => `${scope}${name}` === source.block.address),
  );
  const found = listeners.find(
    (one) => one.loadBalancer === balancer?.resource.id && String(one.port) === String(port.value),
  );
  if (found === undefined || balancer === undefined) return [];
  const reason = `${block.address} is the listener of port ${found.port} of ${balancer.resource.name ?? balancer.resource.id}`;
  return [
    declaration(block, found.ref, reason, [
      live('Port', String(found.port), 'elasticloadbalancing:DescribeListeners'),
      written(`${block.address} port`, String(found.port), port.location),
    ]),
  ];
}
