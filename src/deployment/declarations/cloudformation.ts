import { attributeKey, type Declaration, type SubjectRef } from '../../model/index.ts';
import type { CloudFormationResource, CloudFormationTemplate } from '../../model/repository/index.ts';
import { live, written } from '../evidence.ts';
import type { LiveThing } from './live-things.ts';

/** CloudFormation tags what it makes. */
const LOGICAL_ID = 'aws:cloudformation:logical-id';

/** Joins the resources of templates with live ones by CloudFormation's own tag, else by the property that names them. */
export function cloudFormationDeclarations(
  templates: readonly CloudFormationTemplate[],
  things: readonly LiveThing[],
): readonly Declaration[] {
  return templates.flatMap(({ resources }) => resources).flatMap((resource) => declared(resource, things));
}

function declared(resource: CloudFormationResource, things: readonly LiveThing[]): readonly Declaration[] {
  const alike = things.filter(({ kind }) => kind.cloudformation === resource.type);
  const tagged = alike.filter(({ tags }) => tags[LOGICAL_ID] === resource.logicalId);
  const named = alike.filter(({ kind, name }) => resource.properties[kind.property ?? ''] === name);
  const [thing, ...others] = named.length > 0 ? named : tagged;
  if (thing === undefined || others.length > 0) return [];
  const { kind, ref, name } = thing;
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
