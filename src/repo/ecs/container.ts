import type { EcsContainer, ImageReference } from '../../model/repository/index.ts';
import { execLine } from '../command-line.ts';
import { commandOf } from '../data/command.ts';
import { environmentOf } from '../data/environment.ts';
import { at, booleanOf, type DataNode, entryAt, itemsOf, numberOf, textAt, textOf } from '../data/node.ts';
import { parseImage } from '../image.ts';
import type { Shell } from '../shell/shell.ts';

/**
 * A container definition in the API's notation (`containerPort`) or CloudFormation's (`ContainerPort`): names are compared
 * without regard to their first letter.
 */
export function readContainer(shell: Shell, node: DataNode, index: number): EcsContainer {
  const field = (name: string): DataNode | undefined => at(node, name) ?? at(node, capital(name));
  const command = commandOf(shell, field('command'));
  const entryPoint = commandOf(shell, field('entryPoint'));
  const stopTimeout = numberOf(field('stopTimeout'));
  const user = textOf(field('user'));
  const logDriver = textOf(sub(field('logConfiguration'), 'logDriver'));
  const healthCommand = sub(field('healthCheck'), 'command');
  return {
    name: textOf(field('name')) ?? `container ${index + 1}`,
    location: (entryAt(node, 'name') ?? entryAt(node, 'Name'))?.keyLocation ?? node.location,
    ...imageOf(field('image')),
    essential: booleanOf(field('essential')) !== false,
    ...(command === undefined ? {} : { command }),
    ...(entryPoint === undefined ? {} : { entryPoint }),
    environment: environmentOf(field('environment')),
    secrets: environmentOf(field('secrets'), ['name', 'Name'], ['valueFrom', 'ValueFrom']).map((entry) => ({
      ...entry,
      value: { status: 'reference' as const, text: entry.value.status === 'unknown' ? '' : entry.value.text },
    })),
    environmentFiles: itemsOf(field('environmentFiles')).map(
      (one) => textAt(one, 'value') ?? textAt(one, 'Value') ?? '',
    ),
    portMappings: itemsOf(field('portMappings')).flatMap((one) => {
      const port = numberOf(sub(one, 'containerPort'));
      return port === undefined ? [] : [{ containerPort: port, location: one.location }];
    }),
    ...(healthCommand === undefined
      ? {}
      : { healthCheck: { command: healthCheckOf(shell, healthCommand), location: healthCommand.location } }),
    ...(stopTimeout === undefined ? {} : { stopTimeout }),
    ...(user === undefined ? {} : { user }),
    privileged: booleanOf(field('privileged')) === true,
    readonlyRootFilesystem: booleanOf(field('readonlyRootFilesystem')) === true,
    ...(logDriver === undefined ? {} : { logDriver }),
    mountPoints: itemsOf(field('mountPoints')).map((one) => ({
      sourceVolume: textOf(sub(one, 'sourceVolume')) ?? '',
      containerPath: textOf(sub(one, 'containerPath')) ?? '',
    })),
    dependsOn: itemsOf(field('dependsOn')).map((one) => ({
      containerName: textOf(sub(one, 'containerName')) ?? '',
      condition: textOf(sub(one, 'condition')) ?? '',
    })),
  };
}

/** The first word says how the rest is run: `CMD` without a shell, `CMD-SHELL` with one. */
function healthCheckOf(shell: Shell, node: DataNode): NonNullable<EcsContainer['healthCheck']>['command'] {
  const words = itemsOf(node).flatMap((one) => textOf(one) ?? []);
  const [how, ...rest] = words;
  if (how === 'CMD-SHELL') return execLine(shell, ['/bin/sh', '-c', rest.join(' ')], node.location);
  return execLine(shell, how === 'CMD' ? rest : words, node.location);
}

function imageOf(node: DataNode | undefined): { image?: ImageReference } {
  const text = textOf(node);
  return text === undefined || node === undefined ? {} : { image: parseImage(text, node.location) };
}

function sub(node: DataNode | undefined, name: string): DataNode | undefined {
  return at(node, name) ?? at(node, capital(name));
}

export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
