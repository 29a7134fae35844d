import { attributeKey, type Declaration, type SubjectRef } from '../../model/index.ts';
import type { CloudFormationResource, CloudFormationTemplate } from '../../model/repository/index.ts';
import { live, written } from '../evidence.ts';
import type { DeclaredInputs } from './index.ts';
import { KINDS } from './kinds.ts';
import { thingsNamed, thingsTagged } from './live-things.ts';

/** CloudFormation tags what it makes. */
const LOGICAL_ID = 'aws:cloudformation:logical-id';

/** Joins the resources of templates with live ones by CloudFormation's own tag, else by the property that names them. */
export function cloudFormationDeclarations(
  templates: readonly CloudFormationTemplate[],
  inputs: DeclaredInputs,
): readonly Declaration[] {
  return templates.flatMap(({ resources }) => resources).flatMap((resource) => declared(resource, inputs));
}

function declared(resource: CloudFormationResource, inputs: DeclaredInputs): readonly Declaration[] {
  const kind = KINDS.find(({ cloudformation }) => cloudformation === resource.type);
  if (kind === undefined) return [];
  const given = resource.properties[kind.property ?? ''];
  const named = typeof given === 'string' ? thingsNamed(inputs, kind, [given]) : [];
  const tagged = thingsTagged(inputs, kind, LOGICAL_ID, [resource.logicalId]);
  const [thing, ...others] = named.length > 0 ? named : tagged;
  if (thing === undefined || others.length > 0) return [];
  const { ref, name } = thing;
  const by =
    named.length > 0
      ? { what: kind.property ?? 'name', value: name, member: kind.member }
      : { what: 'logical id', value: resource.logicalId, member: `tag ${LOGICAL_ID}` };
  const place = named.length > 0 ? (resource.propertyLocations[by.what] ?? resource.location) : resource.location;
  const to: SubjectRef = { kind: 'file', id: resource.ref.id, name: resource.logicalId, location: resource.location };
  return [
    {
      resource: ref,
      source: { kind: 'cloudformation', resource },
      home: { location: resource.location, attributes: attributesOf(resource) },
      edge: {
        from: ref,
        to,
        kind: 'declared in',
        reason: `the ${by.what} of ${resource.logicalId} is ${by.value}`,
        confidence: 'high',
        evidence: [live(by.member, by.value, kind.call), written(`${resource.logicalId} ${by.what}`, by.value, place)],
      },
    },
  ];
}

function attributesOf({ propertyLocations }: CloudFormationResource) {
  return Object.fromEntries(Object.entries(propertyLocations).map(([name, place]) => [attributeKey(name), place]));
}
