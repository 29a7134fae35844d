import type { TaskDefinition } from '../../model/aws/index.ts';
import { attributeKey, type Declaration, type SubjectRef } from '../../model/index.ts';
import type { EcsContainer, EcsTaskDefinition } from '../../model/repository/index.ts';
import { live, written } from '../evidence.ts';

/** Joins the containers that run with those that the repository's task definitions declare, by family and name. */
export function containerDeclarations(
  declared: readonly EcsTaskDefinition[],
  running: readonly TaskDefinition[],
): readonly Declaration[] {
  return running.flatMap((definition) => {
    const [found, ...others] = declared.filter(({ family }) => family === definition.family);
    if (found === undefined || others.length > 0) return [];
    const own = found.origin === 'json' ? [declaration(found, undefined, definition.ref, definition.family)] : [];
    const containers = definition.containerDefinitions.flatMap((container) => {
      const one = found.containers.find(({ name }) => name === container.name);
      return one === undefined ? [] : [declaration(found, one, container.ref, definition.family)];
    });
    return [...own, ...containers];
  });
}

function declaration(
  definition: EcsTaskDefinition,
  container: EcsContainer | undefined,
  resource: SubjectRef,
  family: string,
): Declaration {
  const { location } = container ?? definition;
  const what = container === undefined ? `family ${family}` : `container ${container.name} of family ${family}`;
  const to: SubjectRef = { kind: 'file', id: definition.ref.id, name: `${definition.path} ${what}`, location };
  return {
    resource,
    source: { kind: 'task definition', definition, ...(container === undefined ? {} : { container }) },
    home: { location, attributes: container === undefined ? {} : places(container) },
    edge: {
      from: resource,
      to,
      kind: 'declared in',
      reason: `${definition.path}:${location.line} declares ${what}`,
      confidence: 'high',
      evidence: [live('family', family, 'ecs:DescribeTaskDefinition'), written('declares', what, location)],
    },
  };
}

function places({ image, environment, secrets }: EcsContainer): Declaration['home']['attributes'] {
  const variables = [...environment, ...secrets].map(({ name, location }) => [attributeKey(name), location] as const);
  return { ...Object.fromEntries(variables), ...(image === undefined ? {} : { image: image.location }) };
}
