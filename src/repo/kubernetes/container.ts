import type { K8sContainer, Probe, SecurityContext } from '../../model/repository/index.ts';
import { commandOf } from '../data/command.ts';
import { valueOf } from '../data/environment.ts';
import { at, booleanOf, type DataNode, entriesOf, entryAt, itemsOf, numberOf, textAt, textOf } from '../data/node.ts';
import { parseImage } from '../image.ts';
import type { Shell } from '../shell/shell.ts';
import { isTemplated, readable } from './helm.ts';

/** A container of a pod. */
export function readK8sContainer(shell: Shell, node: DataNode, index: number): K8sContainer {
  const command = commandOf(shell, at(node, 'command'));
  const args = commandOf(shell, at(node, 'args'));
  const image = at(node, 'image');
  const imageText = textOf(image);
  const resources = entryAt(node, 'resources');
  const readinessProbe = probeOf(shell, entryAt(node, 'readinessProbe'));
  const livenessProbe = probeOf(shell, entryAt(node, 'livenessProbe'));
  const startupProbe = probeOf(shell, entryAt(node, 'startupProbe'));
  const preStopSleep = sleepOf(at(node, 'lifecycle', 'preStop'));
  return {
    name: readable(textAt(node, 'name') ?? `container ${index + 1}`),
    location: entryAt(node, 'name')?.keyLocation ?? node.location,
    ...(image === undefined || imageText === undefined
      ? {}
      : {
          image: {
            ...parseImage(readable(imageText), image.location),
            ...(isTemplated(imageText) ? { unresolved: [readable(imageText)] } : {}),
          },
        }),
    ...(command === undefined ? {} : { command }),
    ...(args === undefined ? {} : { args }),
    env: itemsOf(at(node, 'env')).flatMap((one) => {
      const name = textAt(one, 'name');
      const from = at(one, 'valueFrom');
      const value =
        from === undefined
          ? valueOf(name, at(one, 'value'))
          : { status: 'reference' as const, text: referenceOf(from) };
      const text = textAt(one, 'value');
      const templated = isTemplated(text) && text !== undefined;
      return name === undefined
        ? []
        : [
            {
              name: readable(name),
              value: templated ? { status: 'reference' as const, text: readable(text) } : value,
              location: one.location,
            },
          ];
    }),
    envFrom: itemsOf(at(node, 'envFrom')).flatMap((one) => {
      const secret = textAt(one, 'secretRef', 'name');
      const name = secret ?? textAt(one, 'configMapRef', 'name');
      return name === undefined
        ? []
        : [
            {
              kind: secret === undefined ? ('configMap' as const) : ('secret' as const),
              name: readable(name),
              location: one.location,
            },
          ];
    }),
    ports: itemsOf(at(node, 'ports')).flatMap((port) => numberOf(at(port, 'containerPort')) ?? []),
    ...(readinessProbe === undefined ? {} : { readinessProbe }),
    ...(livenessProbe === undefined ? {} : { livenessProbe }),
    ...(startupProbe === undefined ? {} : { startupProbe }),
    resources: {
      requests: amounts(at(node, 'resources', 'requests')),
      limits: amounts(at(node, 'resources', 'limits')),
      ...(resources === undefined ? {} : { location: resources.keyLocation }),
    },
    securityContext: securityContextOf(at(node, 'securityContext')),
    ...(preStopSleep === undefined ? {} : { preStopSleep }),
    volumeMounts: itemsOf(at(node, 'volumeMounts')).map((one) => ({
      name: textAt(one, 'name') ?? '',
      mountPath: textAt(one, 'mountPath') ?? '',
    })),
  };
}

export function securityContextOf(node: DataNode | undefined): SecurityContext {
  const flag = (
    name: 'runAsNonRoot' | 'privileged' | 'allowPrivilegeEscalation' | 'readOnlyRootFilesystem',
  ): Partial<SecurityContext> => {
    const value = booleanOf(at(node, name));
    return value === undefined ? {} : { [name]: value };
  };
  const user = numberOf(at(node, 'runAsUser'));
  return {
    ...flag('runAsNonRoot'),
    ...(user === undefined ? {} : { runAsUser: user }),
    ...flag('privileged'),
    ...flag('allowPrivilegeEscalation'),
    ...flag('readOnlyRootFilesystem'),
    ...(node === undefined ? {} : { location: node.location }),
  };
}

function referenceOf(node: DataNode): string {
  const [kind] = entriesOf(node);
  const name = textAt(kind?.value, 'name') ?? textAt(kind?.value, 'fieldPath') ?? '';
  return `${kind?.key ?? 'valueFrom'} ${readable(name)} ${textAt(kind?.value, 'key') ?? ''}`.trim();
}

function probeOf(shell: Shell, entry: ReturnType<typeof entryAt>): Probe | undefined {
  if (entry === undefined) return undefined;
  const { value, keyLocation } = entry;
  if (value.kind !== 'map' || value.entries.length === 0) return { kind: 'templated', location: keyLocation };
  const kind = (['httpGet', 'tcpSocket', 'exec', 'grpc'] as const).find((one) => at(value, one) !== undefined);
  if (kind === undefined) return { kind: 'templated', location: keyLocation };
  const path = textAt(value, kind, 'path');
  const port = textAt(value, kind, 'port');
  const host =
    textAt(value, kind, 'host') ??
    itemsOf(at(value, kind, 'httpHeaders')).flatMap((header) =>
      textAt(header, 'name')?.toLowerCase() === 'host' ? (textAt(header, 'value') ?? []) : [],
    )[0];
  const command = commandOf(shell, at(value, kind, 'command'));
  return {
    kind,
    ...(path === undefined ? {} : { path: readable(path) }),
    ...(port === undefined ? {} : { port: readable(port) }),
    ...(host === undefined ? {} : { host: readable(host) }),
    ...(command === undefined ? {} : { command }),
    location: keyLocation,
  };
}

function sleepOf(node: DataNode | undefined): number | undefined {
  const native = numberOf(at(node, 'sleep', 'seconds'));
  if (native !== undefined) return native;
  const words = itemsOf(at(node, 'exec', 'command'))
    .flatMap((word) => textOf(word) ?? [])
    .join(' ');
  const seconds = /\bsleep\s+(\d{1,5})\b/.exec(words)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

function amounts(node: DataNode | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entriesOf(node).flatMap(({ key, value }) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key, readable(text)] as const];
    }),
  );
}
